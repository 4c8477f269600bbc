"""What a bank that can be used may still get wrong; the one place that knows the order of these checks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from relapse_cli.checks.findings import Findings
from relapse_cli.checks.meaning.conditions import check_conditions
from relapse_cli.checks.meaning.critical import check_critical
from relapse_cli.checks.meaning.duties import check_duties
from relapse_cli.checks.meaning.paths import check_paths
from relapse_cli.checks.meaning.quieter import check_quieter
from relapse_cli.checks.meaning.readers import Readers
from relapse_cli.checks.meaning.review_dates import check_review_dates
from relapse_cli.checks.meaning.unread import check_unread

if TYPE_CHECKING:
    from datetime import date

    from relapse_cli.model.bank import Bank
    from relapse_cli.places import KeyPath, Places
    from relapse_cli.problems import Problem


def check_meaning(
    bank: Bank, places: Places, today: date, hidden: frozenset[KeyPath] = frozenset()
) -> list[Problem]:
    """Return what a bank may have got wrong, in the order of files and lines.

    Args:
        bank: a bank in which every name is known, and nothing rests on itself.
        places: where everything stands.
        today: the day on which sources are judged.
        hidden: the parts of which nothing is told.
    """
    findings, readers = Findings(bank, places, hidden=hidden), Readers(bank)
    check_unread(findings, readers)
    check_conditions(findings)
    check_critical(findings, readers)
    check_duties(findings, readers)
    check_paths(findings)
    check_quieter(findings)
    check_review_dates(findings, today)
    return findings.in_order()
