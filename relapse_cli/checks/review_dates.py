"""Sources that somebody should look at again: the one check that depends on the day it runs."""

from __future__ import annotations

from datetime import date

from relapse_cli.checks.messages import REVIEW_DUE
from relapse_cli.model.bank import Bank
from relapse_cli.problems import Problem


def overdue_sources(bank: Bank, today: date) -> list[Problem]:
    """Return a warning for each source whose review date has passed."""
    return [
        REVIEW_DUE.problem(f"sources.{source.id}", day=source.review_by.isoformat())
        for source in bank.sources
        if source.review_by < today
    ]
