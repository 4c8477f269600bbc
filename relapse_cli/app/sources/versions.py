"""Records of other versions of a bank: brought to the one of today, or refused by the name of their own."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from relapse_cli.logic.journal import messages
from relapse_cli.logic.journal.migrate import asked_again, chain_to, migrate
from relapse_cli.problems import Message

if TYPE_CHECKING:
    from relapse_cli.model.bank import Bank
    from relapse_cli.model.record import BankPin, Record
    from relapse_cli.problems import Problem

_OTHER_BANK = Message(
    "VERSION_001", "The record was made with the bank {its}, and this is {own}.", "Give its bank with --bank."
)
_NEWER = Message(
    "VERSION_002",
    "The record was made with {bank} {its}, which is newer than {own}.",
    "Use a newer relapse, or give that bank with --bank.",
)
_NO_WAY = Message(
    "VERSION_003",
    "The record was made with {bank} {its}, and nothing says what became of that version in {own}.",
    "Give that bank with --bank.",
)
REFUSALS = frozenset({_OTHER_BANK.code, _NEWER.code, _NO_WAY.code})


@dataclass(frozen=True, slots=True)
class Brought:
    """A record under the bank of today.

    Attributes:
        record: it still says with which bank it was made, so that nothing counts as signed under this one;
            ``None`` where it was refused.
        migrated: it was made with an older version.
        problems: why it was refused, or as warnings what has no place any more or would be asked now.
    """

    record: Record | None
    migrated: bool = False
    problems: tuple[Problem, ...] = ()


def bring_to(bank: Bank, record: Record) -> Brought:
    """Return a record as a bank reads it; one that names no bank, or this version, is as it is."""
    pin = record.bank
    if pin is None or (pin.id, pin.version) == (bank.id, bank.version):
        return Brought(record)
    if not chain_to(bank, pin):
        return Brought(None, problems=(_refusal(bank, pin),))
    made = migrate(bank, record)
    left = (*made.left_over, *made.left_decisions)
    lost = tuple(messages.NOT_CARRIED.problem(each.question, why=each.why) for each in left)
    problems = (*lost, *asked_again(bank, record))
    return Brought(made.record.model_copy(update={"bank": pin}), migrated=True, problems=problems)


def _refusal(bank: Bank, pin: BankPin) -> Problem:
    if pin.id != bank.id:
        return _OTHER_BANK.problem("bank", its=_shown(pin.id), own=bank.id)
    kind = _NEWER if _number(pin.version) > _number(bank.version) else _NO_WAY
    return kind.problem("bank", bank=bank.id, its=_shown(pin.version), own=bank.version)


def _number(version: str) -> tuple[int, ...]:
    """A version as numbers that can be compared."""
    return tuple(int(part) for part in re.findall(r"[0-9]{1,9}", version[:100]))


def _shown(name: str) -> str:
    """A name out of a file, at a length that can be read."""
    return name if len(name) <= 80 else f"{name[:80]} …"
