"""What comes of the cases beside a bank, and what they reach of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from relapse_cli.app.sources.bank import require_bank
from relapse_cli.banks.bank_files import find_bank_files
from relapse_cli.banks.cases import CasesReading, PlacedCase, cases_folder, read_cases
from relapse_cli.banks.loader import read_bank
from relapse_cli.banks.shipped import find_bank
from relapse_cli.checks import case_messages as messages
from relapse_cli.checks.cases.coverage import cover
from relapse_cli.checks.cases.faults import case_faults
from relapse_cli.checks.cases.outcome import differences, reading_of
from relapse_cli.documents.coverage import coverage_document
from relapse_cli.errors import InputError
from relapse_cli.formats.catalogue import write_document

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from relapse_cli.checks.cases.outcome import Difference
    from relapse_cli.formats.base import RenderOptions, TextFormat
    from relapse_cli.logic.rules.evaluation import Evaluation
    from relapse_cli.model.bank import Bank
    from relapse_cli.model.coverage import Coverage
    from relapse_cli.places import Places
    from relapse_cli.problems import Problem


@dataclass(frozen=True, slots=True)
class RunCase:
    """A case that was run.

    Attributes:
        differences: what came otherwise than expected.
    """

    placed: PlacedCase
    reading: Evaluation
    differences: tuple[Difference, ...]

    @property
    def place(self) -> tuple[str, int]:
        """Its file and its line."""
        return self.placed.places.at(self.placed.path)


@dataclass(frozen=True, slots=True)
class CasesRun:
    """A bank whose cases were run.

    Attributes:
        folder: where the cases stand.
        places: where everything in the bank stands.
    """

    bank: Bank
    folder: Path
    places: Places
    runs: tuple[RunCase, ...]
    files: int
    coverage: Coverage

    @property
    def failed(self) -> tuple[RunCase, ...]:
        """The cases of which something else came than expected."""
        return tuple(run for run in self.runs if run.differences)


def run_cases(name_or_path: str) -> CasesRun:
    """Run the cases beside a bank.

    Args:
        name_or_path: a shipped bank, or the file of one.

    Raises:
        InputError: there is no such bank, or it or its cases have faults; all of them are named.
    """
    bank = require_bank(name_or_path)
    path = find_bank(name_or_path)
    folder = cases_folder(path)
    read = read_cases(folder)
    if problems := [*read.problems, *_faults(bank, read)]:
        raise InputError(
            f"The cases in {folder} cannot be used.",
            problems=problems,
            remedy="Mend what is named above, then run the cases again.",
        )
    runs = tuple(_run(bank, placed) for placed in read.cases)
    places = _places(path)
    coverage = cover(bank, [run.reading for run in runs], places)
    return CasesRun(bank, folder, places, runs, read.files, coverage)


def coverage_page(run: CasesRun, form: TextFormat, options: RenderOptions) -> str:
    """What the cases reach, as a page."""
    return write_document(coverage_document(run.bank, len(run.runs), run.coverage), form, options)


def _run(bank: Bank, placed: PlacedCase) -> RunCase:
    reading = reading_of(bank, placed.case)
    return RunCase(placed, reading, tuple(differences(placed.case.expect, reading)))


def _places(path: Path) -> Places:
    """Where everything in a bank stands; a bank from the cache does not know it."""
    files, problems = find_bank_files(path)
    assert files is not None, problems  # noqa: S101 - the bank was read a moment ago
    return read_bank(files, problems).places


def _faults(bank: Bank, read: CasesReading) -> Iterator[Problem]:
    first: dict[str, str] = {}
    for placed in read.cases:
        case, path, places = placed.case, placed.path, placed.places
        file, line = places.at(path)
        if case.id in first:
            yield places.problem(
                messages.CASE_TWICE, (*path, "id"), case.id, id=case.id, place=first[case.id]
            )
        first.setdefault(case.id, f"{file}:{line}")
        yield from case_faults(bank, case, path, places)
