"""A bank with what is safe to mend mended: misspelt names, quotation marks, borders the wrong way round."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from relapse_cli.app.reports.bank_mends import mended
from relapse_cli.banks.bank_files import BankFiles, find_bank_files, listed_files
from relapse_cli.banks.language import shipped_words
from relapse_cli.banks.loader import read_bank
from relapse_cli.banks.shipped import banks_folder, find_bank
from relapse_cli.checks.whole import check_whole
from relapse_cli.errors import UsageError
from relapse_cli.files import write_in_place

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path

    from relapse_cli.problems import Problem

_MOST_ROUNDS = 30
"""A mend brings what stood behind its fault to light; so many faults hardly stand behind each other."""

_BOM = b"\xef\xbb\xbf"


class _Found(NamedTuple):
    """What is found in a bank: what keeps parts of it from being read, and what else is wrong."""

    shape: list[Problem]
    rest: list[Problem]

    @property
    def problems(self) -> list[Problem]:
        """All of it."""
        return [*self.shape, *self.rest]


class _Mend(NamedTuple):
    """Files with one fault less, and what became of it."""

    files: BankFiles
    said: str


def mend_bank(name_or_path: str, today: date) -> tuple[str, ...]:
    """Mend the files of a bank where that is safe, and return a sentence for each mend.

    Raises:
        UsageError: the bank is one that comes with the program.
        InputError: there is no such bank, or a file cannot be written.
    """
    path = find_bank(name_or_path)
    if path.resolve().is_relative_to(banks_folder().resolve()):
        raise UsageError(
            "The banks that come with the program are not changed.",
            remedy="Copy the bank, and name the copy.",
        )
    first, _ = find_bank_files(path)
    if first is None:
        return ()
    files, said = first, list[str]()
    while len(said) < _MOST_ROUNDS and (mend := _next_mend(path, files, today)) is not None:
        files = mend.files
        said.append(mend.said)
    for name, data in files.contents.items():
        if data != first.contents[name]:
            write_in_place(path.parent / name, data)
    return tuple(said)


def _next_mend(path: Path, files: BankFiles, today: date) -> _Mend | None:
    """The first mend that takes its fault away and brings no other, if there is one."""
    before = _found(path, files, today)
    named = {shown: name for name, shown in files.shown.items()}
    for problem in before.problems:
        name = named.get(problem.file)
        changed = None if name is None else _changed(files.contents[name], problem)
        if name is None or changed is None:
            continue
        after = replace(files, contents={**files.contents, name: changed})
        if _is_better(problem, before, _found(path, after, today)):
            return _Mend(after, f"{problem.file}:{problem.line}: {problem.code} is mended. {problem.message}")
    return None


def _changed(data: bytes, problem: Problem) -> bytes | None:
    """The bytes of a file with one fault mended."""
    mark = _BOM if data.startswith(_BOM) else b""
    try:
        text = data.removeprefix(_BOM).decode("utf-8")
    except UnicodeDecodeError:
        return None
    changed = mended(text, problem)
    return None if changed is None or changed == text else mark + changed.encode()


def _found(path: Path, files: BankFiles, today: date) -> _Found:
    """Everything that is found in files of a bank, as they stand in memory."""
    problems = listed_files(path, files)
    reading = read_bank(files, problems)
    if reading.draft is None:
        return _Found(reading.problems, [])
    whole = check_whole(reading.draft, reading.places, today, shipped_words(), filled=reading.filled)
    return _Found(reading.problems, whole.problems)


def _is_better(fault: Problem, before: _Found, after: _Found) -> bool:
    """Whether a fault is gone and there are no more errors than without it.

    Behind a misspelt key or type nothing of its part was judged, so what comes to light there is not counted.
    """
    gone = _times(fault, after.problems) < _times(fault, before.problems)
    fewer = _errors(after.problems) < _errors(before.problems) + (fault.severity == "warning")
    return gone and (fewer or (bool(fault.sure) and _errors(after.shape) < _errors(before.shape)))


def _times(fault: Problem, problems: list[Problem]) -> int:
    """How often a fault is among others."""
    return Counter(map(_key, problems))[_key(fault)]


def _key(problem: Problem) -> tuple[str, ...]:
    """What a fault is called wherever its line has moved to."""
    return problem.file, problem.path, problem.code, problem.message


def _errors(problems: list[Problem]) -> int:
    return sum(problem.severity == "error" for problem in problems)
