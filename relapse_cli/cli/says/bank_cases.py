"""What `relapse bank test` says: what came otherwise than expected, and what the cases reach."""

from __future__ import annotations

from typing import TYPE_CHECKING

from relapse_cli.checks import case_messages as messages
from relapse_cli.cli.says.problems import problem_rows
from relapse_cli.documents.coverage import KINDS, coverage_rows, part_mark
from relapse_cli.model.bank_case import Names
from relapse_cli.text.nouns import counted

if TYPE_CHECKING:
    from collections.abc import Iterator

    from relapse_cli.app.reports.bank_cases import CasesRun, RunCase
    from relapse_cli.checks.cases.outcome import Difference
    from relapse_cli.model.coverage import Coverage
    from relapse_cli.problems import Problem

_FORMAT = "relapse-bank-test/1"
_MOST = 20
_MOST_NAMES = 8
"""So much of what no case reaches is written out for people; the page and the data have it all."""


def run_lines(done: CasesRun) -> Iterator[str]:
    """What came of the cases, as lines to be read."""
    yield from map(str, case_problems(done))
    yield _head(done)
    yield from (f"  {name}: {value}" for name, value in coverage_rows(done.coverage))
    missing = list(_unreached(done.coverage))
    if missing:
        yield "No case reaches:"
        yield from (f"  {line}" for line in missing[:_MOST])
    if len(missing) > _MOST:
        yield f"  And {len(missing) - _MOST} more; --page FILE marks each part of each condition."


def _head(done: CasesRun) -> str:
    bank, failed = done.bank, len(done.failed)
    cases = f"{counted(len(done.runs), 'case')} in {counted(done.files, 'file')}"
    came = f"{failed} otherwise than expected" if failed else "all as expected"
    waiting = sum(run.placed.case.to_review for run in done.runs)
    review = f"; {waiting} to be reviewed" if waiting else ""
    if not done.runs:
        return f"{bank.id} {bank.version}: there are no cases in {done.folder}."
    return f"{bank.id} {bank.version}: {cases}, {came}{review}."


def case_problems(done: CasesRun) -> Iterator[Problem]:
    """What came otherwise than expected, each with its file and line."""
    for run in done.failed:
        yield from (_problem(run, each) for each in run.differences)


def _problem(run: RunCase, found: Difference) -> Problem:
    placed = run.placed
    more = [f" {what}: {', '.join(names)}." for what, names in _told(found) if names]
    return placed.places.problem(
        messages.CASE_DIFFERS,
        (*placed.path, "expect", found.key),
        placed.case.id,
        key=found.key,
        expected=_value(found.expected),
        got=_value(found.got),
        more="".join(more),
    )


def _told(found: Difference) -> tuple[tuple[str, tuple[str, ...]], ...]:
    return ("Missing", found.missing), ("Not expected", found.beyond)


def _value(value: object) -> str:
    """A value that is expected or came."""
    if isinstance(value, Names):
        words = [*value.those, *(f"not {name}" for name in value.without)]
        return _value(value.exactly if value.exactly is not None else tuple(words))
    if isinstance(value, dict):
        return ", ".join(f"{name} {word or 'no time'}" for name, word in value.items())
    if isinstance(value, tuple):
        return ", ".join(value) or "none"
    return {True: "yes", False: "no"}[value] if isinstance(value, bool) else str(value)


def _unreached(coverage: Coverage) -> Iterator[str]:
    """What no case reaches, as lines."""
    for each in coverage.reached:
        if each.missing:
            more = len(each.missing) - _MOST_NAMES
            names = ", ".join(each.missing[:_MOST_NAMES]) + (f" and {more} more" if more > 0 else "")
            yield f"{KINDS[each.kind]}: {names}"
    for condition in coverage.conditions:
        for part in condition.parts:
            if not part.is_covered:
                yield f"{part.file}:{part.line}: {condition.place}: {part_mark(part)}: {part.words}"


def run_data(done: CasesRun) -> dict[str, object]:
    """What came of the cases, as data."""
    bank, coverage = done.bank, done.coverage
    return {
        "format": _FORMAT,
        "bank": {"id": bank.id, "version": bank.version, "digest": bank.digest},
        "sound": not done.failed,
        "cases": [_case_row(run) for run in done.runs],
        "problems": problem_rows(case_problems(done)),
        "reached": [
            {"kind": each.kind, "total": each.total, "reached": each.done, "missing": list(each.missing)}
            for each in coverage.reached
        ],
        "parts": {"total": len(coverage.parts), "covered": coverage.covered},
        "conditions": [
            {
                "of": condition.owner,
                "place": condition.place,
                "parts": [
                    {
                        "words": part.words,
                        "depth": part.depth,
                        "file": part.file,
                        "line": part.line,
                        "true": True in part.seen,
                        "false": False in part.seen,
                    }
                    for part in condition.parts
                ],
            }
            for condition in coverage.conditions
        ],
    }


def _case_row(run: RunCase) -> dict[str, object]:
    file, line = run.place
    case = run.placed.case
    return {
        "id": case.id,
        "file": file,
        "line": line,
        "passed": not run.differences,
        "to_review": case.to_review,
    }
