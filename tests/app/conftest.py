"""What tests of the application may use."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from relapse_cli.app import clock
from tests.app.held import Desk


@pytest.fixture(autouse=True)
def late_clock(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the clock stand after every made-up session, so that none of them lies in the future."""
    monkeypatch.setattr(clock, "_CLOCKS_DIFFER", timedelta(days=3650))


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Desk:
    """A desk with a store of its own, not set up yet."""
    return Desk(tmp_path, monkeypatch)
