"""How a bank speaks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from relapse_cli.checks.findings import Findings

if TYPE_CHECKING:
    from relapse_cli.model.bank import Bank
    from relapse_cli.places import KeyPath, Places
    from relapse_cli.problems import Problem


def check_language(bank: Bank, places: Places, hidden: frozenset[KeyPath] = frozenset()) -> list[Problem]:
    """Return what a bank says that it had better say otherwise, in the order of files and lines."""
    findings = Findings(bank, places, hidden=hidden)
    return findings.in_order()
