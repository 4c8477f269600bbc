"""What a bank must satisfy before anybody may be asked from it: every fault of meaning, all at once."""

from __future__ import annotations

from relapse_cli.checks.findings import Findings
from relapse_cli.checks.structure.declarations import check_declarations
from relapse_cli.checks.structure.migrations import check_migrations
from relapse_cli.checks.structure.reading_order import check_reading_order
from relapse_cli.checks.structure.references import check_references
from relapse_cli.checks.structure.roles import check_roles, lacking_parts
from relapse_cli.checks.structure.sheets import check_sheets
from relapse_cli.checks.structure.slots import check_slots
from relapse_cli.checks.structure.texts import check_texts
from relapse_cli.model.bank import Bank
from relapse_cli.places import KeyPath, Places
from relapse_cli.problems import Problem


def check_usable(bank: Bank, places: Places, hidden: frozenset[KeyPath] = frozenset()) -> list[Problem]:
    """Return every fault with which a bank cannot be used; where roles or sets are lacking, that alone."""
    lacking = lacking_parts(bank, places)
    return lacking or [*check_roles(bank, places, hidden), *check_structure(bank, places, hidden)]


def check_structure(bank: Bank, places: Places, hidden: frozenset[KeyPath] = frozenset()) -> list[Problem]:
    """Return the faults of meaning of a bank, in the order of files and lines."""
    findings = Findings(bank, places, hidden=hidden)
    check_declarations(findings)
    check_references(findings)
    check_reading_order(findings)
    check_texts(findings)
    check_sheets(findings)
    check_slots(findings)
    check_migrations(findings)
    return findings.in_order()
