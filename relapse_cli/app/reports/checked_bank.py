"""Whether a bank is sound: everything that is found in it, and in what belongs to it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from relapse_cli.app.reports.bank_texts import check_translations
from relapse_cli.app.sources.profiles import ProfileBook
from relapse_cli.app.sources.signed import signature_problems
from relapse_cli.banks.bank_files import find_bank_files, unlisted_files
from relapse_cli.banks.language import shipped_words
from relapse_cli.banks.loader import read_bank
from relapse_cli.banks.shipped import find_bank
from relapse_cli.checks.meaning.against import check_against
from relapse_cli.checks.whole import check_whole
from relapse_cli.errors import InputError
from relapse_cli.problems import errors_only

if TYPE_CHECKING:
    from datetime import date

    from relapse_cli.model.bank import Bank
    from relapse_cli.problems import Problem


@dataclass(frozen=True, slots=True)
class CheckedBank:
    """What was found in a bank.

    Attributes:
        sound: the bank; ``None`` where it, or what belongs to it, has an error.
        problems: all that was found, warnings included.
        excepted: how many findings the bank names as right, each with a reason.
    """

    sound: Bank | None
    problems: tuple[Problem, ...]
    excepted: int = 0


def check_bank(
    name_or_path: str, today: date, *, against: str | None = None, strict: bool = False
) -> CheckedBank:
    """Find everything that is wrong with a bank, without the cache.

    Args:
        name_or_path: the bank.
        today: the day on which its sources are judged.
        against: an older version of it, by name or path.
        strict: warnings count as errors.

    Raises:
        InputError: there is no such bank, or the older one cannot be read.
    """
    path = find_bank(name_or_path)
    older = _older(against) if against else None
    files, problems = find_bank_files(path)
    if files is None:
        return CheckedBank(None, tuple(problems))
    reading = read_bank(files, problems)
    found, excepted = list(reading.problems), 0
    if reading.draft is not None:
        further = [*unlisted_files(path, files), *_in_profiles(name_or_path)]
        if reading.bank is not None:
            further += signature_problems(reading.bank, path)
        further += check_translations(path, reading.draft)
        if older is not None:
            further += check_against(reading.draft, older, reading.places)
        whole = check_whole(
            reading.draft,
            reading.places,
            today,
            shipped_words(),
            filled=reading.filled,
            further=tuple(further),
        )
        found, excepted = list(dict.fromkeys([*found, *whole.problems])), whole.excepted
    if strict:
        found = [replace(each, severity="error") for each in found]
    return CheckedBank(None if errors_only(found) else reading.bank, tuple(found), excepted)


def _in_profiles(name_or_path: str) -> tuple[Problem, ...]:
    """The faults of the profiles beside a copied bank, which belong to it."""
    return ProfileBook(name_or_path).problems


def _older(name_or_path: str) -> Bank:
    """Return the older version of a bank, as far as its shape is whole: it need not be sound.

    Raises:
        InputError: it cannot be read.
    """
    files, problems = find_bank_files(find_bank(name_or_path))
    reading = read_bank(files, problems) if files else None
    if reading is None or reading.bank is None:
        raise InputError(
            f"The older bank {name_or_path} cannot be read.",
            problems=reading.problems if reading else problems,
        )
    return reading.bank
