"""A source past its review date is told, and stops nothing."""

from __future__ import annotations

from datetime import date, timedelta

from relapse_cli.checks.findings import Findings
from relapse_cli.checks.meaning.review_dates import check_review_dates
from relapse_cli.places import Places
from relapse_cli.problems import Problem
from tests.banks_under_test import shipped_bank


def overdue(today: date) -> list[Problem]:
    """What is found in the shipped bank on a day."""
    findings = Findings(shipped_bank(), Places())
    check_review_dates(findings, today)
    return findings.problems


def test_a_source_is_due_the_day_after_its_review_date() -> None:
    """On the day itself it is not late yet."""
    first = min(source.review_by for source in shipped_bank().sources)
    assert overdue(first) == []
    late = overdue(first + timedelta(days=1))
    assert late
    assert {(problem.code, problem.severity) for problem in late} == {("BANK_110", "warning")}


def test_every_source_was_looked_at_before_it_is_due() -> None:
    """A review lies after the day of the last look."""
    assert all(source.looked_at < source.review_by for source in shipped_bank().sources)
    assert all(source.looked_at <= date(2026, 11, 29) for source in shipped_bank().sources)
