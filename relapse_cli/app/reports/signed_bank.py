"""A bank is signed: what is signed, who signs it, and the file that says so."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from relapse_cli.app.asking.in_turn import ask_in_turn
from relapse_cli.app.asking.leaving import Left
from relapse_cli.app.reports.checked_bank import check_bank
from relapse_cli.app.sources.signed import digest_to_sign
from relapse_cli.banks.shipped import find_bank, is_shipped
from relapse_cli.banks.signature import read_signature, signature_path, signature_text
from relapse_cli.errors import InputError, UsageError
from relapse_cli.files import write_like
from relapse_cli.model.reply import Paused
from relapse_cli.model.signature import Signature
from relapse_cli.prompters.asker import NoClerk
from relapse_cli.screens.signing import SAID, SIGN, confirm_screen, said_screen
from relapse_cli.text.nouns import counted
from relapse_cli.text.sanitize import sanitize_line
from relapse_cli.text.shell import shell_word

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date
    from pathlib import Path

    from relapse_cli.model.bank import Bank
    from relapse_cli.model.screen import Given, Screen, ScreenOf
    from relapse_cli.model.step import Step
    from relapse_cli.prompters.asker import Asker

_LONGEST = 200


@dataclass(frozen=True, slots=True)
class ToSign:
    """A bank that can be signed.

    Attributes:
        path: its composing file.
        digest: the digest of its content, as it was read.
        warnings: how many findings of ``bank check`` are open.
        before: the signature whose place is taken.
    """

    bank: Bank
    path: Path
    digest: str
    warnings: int
    before: Signature | None

    @property
    def rows(self) -> tuple[str, ...]:
        """What is signed."""
        warned = (f"bank check has {counted(self.warnings, 'warning')} about it.",) if self.warnings else ()
        before = (f"It takes the place of the signature of {self.before.in_words}.",) if self.before else ()
        bank = self.bank
        return (f"{bank.title} ({bank.id} {bank.version})", self.digest, *warned, *before)


def bank_to_sign(name_or_path: str, today: date) -> ToSign:
    """Return a bank as it can be signed.

    Raises:
        UsageError: it comes with the program.
        InputError: there is no such bank, or it has errors.
    """
    path = find_bank(name_or_path)
    if is_shipped(name_or_path):
        raise UsageError(
            f"{name_or_path} comes with the program, where nobody signs it for your service.",
            remedy="Make it your own first: relapse bank copy DIR",
        )
    checked = check_bank(name_or_path, today)
    if checked.sound is None:
        raise InputError(
            "A bank with errors is not signed.",
            problems=[each for each in checked.problems if each.severity == "error"],
            remedy=f"Mend what is named above, then run: relapse bank check {shell_word(name_or_path)}",
        )
    there = signature_path(path)
    open_ones = [each for each in checked.problems if each.file != str(there)]
    before, _ = read_signature(there)
    return ToSign(checked.sound, path, digest_to_sign(checked.sound, path), len(open_ones), before)


def require_fit(said: Mapping[str, str | None]) -> None:
    """Refuse what was given on the command line where it cannot stand in a signature.

    Raises:
        UsageError: something is empty, too long, or on several lines.
    """
    for name, words in said.items():
        if words is not None and (faults := _faults(words)):
            raise UsageError(f"--{name}: {faults[0]}")


def ask_who_signs(asker: Asker, to_sign: ToSign, known: Mapping[str, str], *, agreed: bool) -> dict[str, str]:
    """Ask who signs, as far as it is not known, and have it confirmed unless that was agreed to.

    Raises:
        Left: it was left, or the choice was to stop.
    """

    def confirm(given: Given) -> Screen | None:
        said = {name: known.get(name) or str(given.get(name, "")).strip() for name in SAID}
        who = ", ".join(said.values())
        return None if agreed else confirm_screen((*to_sign.rows, f"Signed by: {who}"))

    about = f"{to_sign.bank.title} ({to_sign.bank.id} {to_sign.bank.version})"
    asked = [(name, _said(name, about)) for name in SAID if name not in known]
    given = ask_in_turn(asker, [*asked, ("confirm", confirm)], _Clerk())
    if not agreed and given.get("confirm") != SIGN:
        raise Left(Paused())
    return {name: known.get(name) or str(given[name]).strip() for name in SAID}


def _said(name: str, about: str) -> ScreenOf:
    return lambda _given: said_screen(name, about)


class _Clerk(NoClerk):
    """Looks at what is typed about who signs."""

    def faults(self, value: object, _step: Step | None = None, /) -> list[str]:
        """Why it cannot stand in a signature."""
        return _faults(str(value))


def _faults(words: str) -> list[str]:
    typed = words.strip()
    if not typed:
        return ["Write it out; a signature without it says nothing."]
    if len(typed) > _LONGEST:
        return [f"Write it in {_LONGEST} characters at most."]
    return [] if sanitize_line(typed) == typed else ["Write it on one line, in letters and digits."]


def sign(to_sign: ToSign, said: Mapping[str, str], today: date) -> Path:
    """Write the signature beside the bank, whole or not at all; who may read the bank may read it.

    Raises:
        InputError: it cannot be written.
    """
    bank, there = to_sign.bank, signature_path(to_sign.path)
    signature = Signature(
        bank=bank.id,
        version=bank.version,
        digest=to_sign.digest,
        name=said["name"],
        role=said["role"],
        registration=said["registration"],
        signed_on=today,
    )
    write_like(there, signature_text(signature).encode(), to_sign.path)
    return there
