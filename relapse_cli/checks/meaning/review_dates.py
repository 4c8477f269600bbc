"""Sources that somebody should look at again: the one check that depends on the day it runs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from relapse_cli.checks.messages import REVIEW_DUE

if TYPE_CHECKING:
    from datetime import date

    from relapse_cli.checks.findings import Findings


def check_review_dates(findings: Findings, today: date) -> None:
    """Note each source whose review date has passed."""
    for index, source in enumerate(findings.bank.sources):
        if source.review_by < today:
            path, day = ("sources", index, "review_by"), source.review_by.isoformat()
            findings.note(REVIEW_DUE, path, f"sources.{source.id}", day=day)
