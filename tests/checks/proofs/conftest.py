"""The shipped bank, proved once for all tests of a run."""

from __future__ import annotations

import pytest

from relapse_cli.app.reports.proofs import require_properties
from relapse_cli.app.sources.bank import require_bank
from relapse_cli.banks.properties import properties_path
from relapse_cli.banks.shipped import find_bank
from relapse_cli.checks.proofs.prove import prove
from relapse_cli.checks.proofs.verdict import Proof
from relapse_cli.model.bank import Bank
from relapse_cli.model.bank_properties import Properties

NAME = "post_relapse"


@pytest.fixture(scope="session")
def bank() -> Bank:
    """The shipped bank."""
    return require_bank(NAME)


@pytest.fixture(scope="session")
def properties(bank: Bank) -> Properties:
    """What the shipped bank promises."""
    return require_properties(bank, properties_path(find_bank(NAME)))


@pytest.fixture(scope="session")
def proof(bank: Bank, properties: Properties) -> Proof:
    """The whole proof of the shipped bank."""
    return prove(bank, properties)
