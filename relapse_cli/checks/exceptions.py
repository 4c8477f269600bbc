"""Findings that somebody has looked at and found right: the bank says so, with a reason."""

from __future__ import annotations

from typing import TYPE_CHECKING

from relapse_cli.checks.findings import Findings
from relapse_cli.checks.meaning.messages import BAD_REASON, UNUSED_EXCEPTION
from relapse_cli.problems import did_you_mean

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from relapse_cli.model.bank import Bank, CheckException
    from relapse_cli.places import KeyPath, Places
    from relapse_cli.problems import Problem

_SHORTEST_REASON = 10


def without_excepted(bank: Bank, places: Places, problems: Iterable[Problem]) -> tuple[list[Problem], int]:
    """Return what no exception covers, with the exceptions that cover nothing; and how many are covered."""
    found = list(problems)
    findings = Findings(bank, places)
    covered: set[Problem] = set()
    for path, exception, name in _each(bank):
        fitting = [each for each in found if each.code == exception.code and _is_at(each, name)]
        if not fitting:
            near = did_you_mean(name, {each.path for each in found if each.code == exception.code})
            findings.note(UNUSED_EXCEPTION, path, name, code=exception.code, name=name, near=near)
        elif len(exception.reason.strip()) < _SHORTEST_REASON:
            findings.note(BAD_REASON, path, name)
        else:
            covered.update(fitting)
    return [*(each for each in found if each not in covered), *findings.problems], len(covered)


def _each(bank: Bank) -> Iterator[tuple[KeyPath, CheckException, str]]:
    for index, exception in enumerate(bank.exceptions):
        for number, name in enumerate(exception.ids):
            yield ("exceptions", index, "ids", number), exception, name


def _is_at(problem: Problem, name: str) -> bool:
    """Whether a finding is at a place or inside it."""
    return problem.path == name or problem.path.startswith(f"{name}.")
