"""What tests of the application may use."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.app.held import Desk


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Desk:
    """A desk with a store of its own, not set up yet."""
    return Desk(tmp_path, monkeypatch)
