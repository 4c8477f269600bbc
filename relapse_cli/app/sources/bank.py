"""The bank that a command works with: sound, or refused with every fault named; cached once it is sound."""

from __future__ import annotations

import os
from pathlib import Path

from relapse_cli.app.sources.signed import with_signature
from relapse_cli.banks.bank_files import BankFiles, find_bank_files
from relapse_cli.banks.cache import BankCache, bank_cache
from relapse_cli.banks.shipped import find_bank
from relapse_cli.errors import InputError
from relapse_cli.model.bank import Bank
from relapse_cli.problems import Problem, errors_only
from relapse_cli.settings.environment import read_environment
from relapse_cli.text.shell import shell_word


def require_bank(name_or_path: str) -> Bank:
    """Return a bank by its shipped name or its path.

    Raises:
        InputError: there is no such bank, or it has faults; all of them are named.
    """
    bank, problems = load_checked_bank(find_bank(name_or_path))
    if bank is None:
        raise InputError(
            f"The bank {name_or_path} cannot be used.",
            problems=problems,
            remedy=f"Mend what is named above, then run: relapse bank check {shell_word(name_or_path)}",
        )
    return bank


def load_checked_bank(path: Path) -> tuple[Bank | None, list[Problem]]:
    """Return the bank that a file composes, with the signature that fits it, or all of its faults.

    Warnings come with the bank.
    """
    files, problems = find_bank_files(path)
    if files is None:
        return None, problems
    if not problems and (cached := _cache().read(files.digest)):
        return with_signature(cached, path), []
    bank, problems = _read_and_check(files, problems)
    return bank and with_signature(bank, path), problems


def _read_and_check(files: BankFiles, known: list[Problem]) -> tuple[Bank | None, list[Problem]]:
    from relapse_cli.banks.loader import read_bank  # a cached bank needs none of this
    from relapse_cli.checks.structure.check import check_usable

    reading = read_bank(files, known)
    if reading.bank is None:
        return None, reading.problems
    bank, places = reading.bank, reading.places
    problems = [*reading.problems, *check_usable(bank, places)]
    if errors_only(problems):
        return None, problems
    if not problems:
        _cache().write(reading.bank)
    return reading.bank, problems


def _cache() -> BankCache:
    return bank_cache(read_environment(os.environ).home)
