"""All questions that a review answers, in the order in which it does."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import NamedTuple

from relapse_cli.batch.case import Case
from relapse_cli.batch.measures import (
    contact,
    flags,
    levels,
    lines,
    recurrences,
    same_plan,
    scales,
    sequences,
    unresolved,
)
from relapse_cli.batch.measures.view import View
from relapse_cli.batch.tally import Tally
from relapse_cli.model.bank import Bank
from relapse_cli.model.review import Table


class Measure(NamedTuple):
    """One question.

    Attributes:
        counts: counts what the sessions of a case say to it.
        tables: what is shown of the counts.
    """

    counts: Callable[[Bank, Case, Tally], None]
    tables: Callable[[View], Iterable[Table]]


MEASURES = tuple(
    Measure(each.count, each.tables)
    for each in (
        levels,
        flags,
        sequences,
        recurrences,
        contact,
        unresolved,
        lines,
        same_plan,
        scales,
    )
)
"""To answer another question, write a file beside these and name it here."""


def count_case(bank: Bank, case: Case, tally: Tally) -> None:
    """Count everything that a case says."""
    if not case.counted:
        return
    days = [sitting.row.day for sitting in case.counted]
    for measure in MEASURES:
        measure.counts(bank, case, tally)
    tally.put("cases", ["all"])
    tally.seen_on(min(days), max(days))
