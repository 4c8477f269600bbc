"""A source past its review date is told, and stops nothing."""

from __future__ import annotations

from datetime import date, timedelta

from relapse_cli.checks.meaning.review_dates import overdue_sources
from tests.banks_under_test import shipped_bank


def test_a_source_is_due_the_day_after_its_review_date() -> None:
    """On the day itself it is not late yet."""
    first = min(source.review_by for source in shipped_bank().sources)
    assert overdue_sources(shipped_bank(), first) == []
    late = overdue_sources(shipped_bank(), first + timedelta(days=1))
    assert late
    assert {(problem.code, problem.severity) for problem in late} == {("BANK_110", "warning")}


def test_every_source_was_looked_at_before_it_is_due() -> None:
    """A review lies after the day of the last look."""
    assert all(source.looked_at < source.review_by for source in shipped_bank().sources)
    assert all(source.looked_at <= date(2026, 11, 29) for source in shipped_bank().sources)
