"""Records of other versions of a bank: brought to the one of today, or refused by the name of their own.

This is the one door for whatever comes out of a file; the store has its own (`stored.py`), in the same words.

    read = bring_and_check(bank, found)
    if read.record is None:
        tell(read.problems)
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from relapse_cli.logic.answers.check_record import check_record
from relapse_cli.logic.journal.migrate import asked_again, chain_to, migrate, not_carried
from relapse_cli.problems import Message, errors_only

if TYPE_CHECKING:
    from relapse_cli.model.bank import Bank
    from relapse_cli.model.migrated import Migrated
    from relapse_cli.model.record import BankPin, Record
    from relapse_cli.problems import Problem
    from relapse_cli.records.reader import RecordFile

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
_AS_IT_STANDS = Message(
    "VERSION_004",
    "The record was made with {bank} {its}, and nothing says what became of that version in {own}. "
    "Every answer fits, and is read as it stands.",
    "Give that bank with --bank where its words meant something else.",
    "warning",
)
REFUSALS = frozenset({_OTHER_BANK.code, _NEWER.code, _NO_WAY.code})


@dataclass(frozen=True, slots=True)
class Brought:
    """A record under the bank of today.

    Attributes:
        record: it still says with which bank it was made, so that nothing counts as signed under this one;
            ``None`` where it was refused.
        made: what was done to it; ``None`` where it was made with this version, or nothing is declared.
        problems: why it was refused, or as warnings what has no place any more or would be asked now.
    """

    record: Record | None
    made: Migrated | None = None
    problems: tuple[Problem, ...] = ()

    @property
    def refused_version(self) -> bool:
        """Whether it was refused because of the bank that it was made with."""
        return any(each.code in REFUSALS for each in self.problems)


def bring_and_check(bank: Bank, found: RecordFile, *, only_declared: bool = False) -> Brought:
    """Return a record of a file as a bank reads it, every fault with its file and line.

    Args:
        bank: the bank, checked.
        found: the record; one out of the store was brought by the store.
        only_declared: refuse an older version of which the bank says nothing, even where every answer fits.
    """
    if found.record is None:
        return Brought(None, problems=found.problems)
    brought = Brought(found.record) if found.from_store else bring_to(bank, found.record)
    if brought.record is None and not only_declared:
        brought = _as_it_stands(bank, found.record, brought)
    faults = check_record(bank, brought.record) if brought.record is not None else ()
    problems = (*found.problems, *found.locate((*brought.problems, *faults)))
    return Brought(None if errors_only(problems) else brought.record, brought.made, problems)


def bring_to(bank: Bank, record: Record) -> Brought:
    """Return a record as a bank reads it; one that names no bank, or this version, is as it is."""
    pin = record.bank
    if pin is None or (pin.id, pin.version) == (bank.id, bank.version):
        return Brought(record)
    if not chain_to(bank, pin):
        return Brought(None, problems=(_refusal(bank, pin),))
    made = migrate(bank, record)
    problems = (*not_carried(made), *asked_again(bank, record))
    return Brought(made.record.model_copy(update={"bank": pin}), made, problems)


def refusal_of(bank: Bank, pin: BankPin | None) -> Problem | None:
    """Why nothing that was made with a bank can be read with this one: it is newer, or another one."""
    if pin is None or (pin.id, pin.version) == (bank.id, bank.version) or chain_to(bank, pin):
        return None
    refusal = _refusal(bank, pin)
    return None if refusal.code == _NO_WAY.code else refusal


def _as_it_stands(bank: Bank, record: Record, refused: Brought) -> Brought:
    """A record of an older version of which nothing is said, where all of it fits; else as it was refused."""
    pin = record.bank
    if pin is None or refusal_of(bank, pin) is not None or errors_only(check_record(bank, record)):
        return refused
    told = _AS_IT_STANDS.problem("bank", bank=bank.id, its=_shown(pin.version), own=bank.version)
    return Brought(record, problems=(told,))


def _refusal(bank: Bank, pin: BankPin) -> Problem:
    if pin.id != bank.id:
        return _OTHER_BANK.problem("bank", its=_shown(pin.id), own=bank.id)
    kind = _NEWER if _number(pin.version) > _number(bank.version) else _NO_WAY
    return kind.problem("bank", bank=bank.id, its=_shown(pin.version), own=bank.version)


def _number(version: str) -> tuple[int, ...]:
    """A version as numbers that can be compared; 2.0 is no newer than 2."""
    numbers = [int(part) for part in re.findall(r"[0-9]{1,9}", version[:100])]
    while numbers and not numbers[-1]:
        numbers.pop()
    return tuple(numbers)


def _shown(name: str) -> str:
    """A name out of a file, at a length that can be read."""
    return name if len(name) <= 80 else f"{name[:80]} …"
