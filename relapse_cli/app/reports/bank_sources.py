"""Where a bank comes from: each source, and each country's numbers, with its age."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from relapse_cli.app.sources.bank import require_bank
from relapse_cli.app.sources.profiles import ProfileBook

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from relapse_cli.model.bank import Bank
    from relapse_cli.model.bank_rules import GapLine, Rule


@dataclass(frozen=True, slots=True)
class SourceAge:
    """A source with its age.

    Attributes:
        kind: a source of rules, or the emergency numbers of a country.
        year: when it was published; empty where that is not said.
        rules: how many rules rest on it; of numbers, how many there are.
        review_by: when it is to be looked at again; numbers have no such day.
        days: how many days ago somebody looked at it last; below 0 where that day lies ahead.
        overdue: that day to look again is past.
    """

    kind: str
    id: str
    title: str
    year: str
    rules: int
    looked_at: date
    review_by: date | None
    days: int
    overdue: bool


def source_ages(name_or_path: str, today: date) -> tuple[SourceAge, ...]:
    """Return every source of a bank in its order, then the numbers that count for it.

    Raises:
        InputError: there is no such bank, or it has faults.
    """
    bank = require_bank(name_or_path)
    return (*_sources(bank, today), *_numbers(name_or_path, today))


def _sources(bank: Bank, today: date) -> Iterator[SourceAge]:
    rules: tuple[Rule | GapLine, ...] = (
        *bank.flags,
        *bank.actions,
        *bank.answer_lines,
        *bank.gap_lines,
        *bank.family.lines,
    )
    for each in bank.sources:
        yield SourceAge(
            kind="source",
            id=each.id,
            title=each.title,
            year=each.year,
            rules=sum(each.id in rule.source for rule in rules),
            looked_at=each.looked_at,
            review_by=each.review_by,
            days=(today - each.looked_at).days,
            overdue=each.review_by < today,
        )


def _numbers(name_or_path: str, today: date) -> Iterator[SourceAge]:
    for each in ProfileBook(name_or_path).profiles:
        yield SourceAge(
            kind="numbers",
            id=each.id,
            title=each.source,
            year="",
            rules=len(each.numbers),
            looked_at=each.looked_at,
            review_by=None,
            days=(today - each.looked_at).days,
            overdue=False,
        )
