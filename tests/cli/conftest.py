"""One program with one home for all command-line tests: the bank is read from YAML once."""

from __future__ import annotations

import pytest

from tests.cli.program import Program


@pytest.fixture(scope="session")
def relapse(tmp_path_factory: pytest.TempPathFactory) -> Program:
    """Return the program, with its folders inside the tests' own."""
    return Program(tmp_path_factory.mktemp("relapse-home"))
