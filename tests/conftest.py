"""What every test may use: golden files, rewritten only when asked."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import settings

# CI tries the same examples each time, so that a change is judged by itself; by hand they differ every time.
# No test is judged by the time it takes.
settings.register_profile("ci", derandomize=True, deadline=None)
settings.register_profile("by_hand", deadline=None)
settings.load_profile("ci" if os.environ.get("CI") else "by_hand")

GOLDEN = Path(__file__).parent / "golden"

CheckGolden = Callable[[str, str], None]


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the option that rewrites golden files; read the diff before committing it."""
    parser.addoption("--update-golden", action="store_true", help="rewrite the files under tests/golden")


@pytest.fixture
def check_golden(request: pytest.FixtureRequest) -> CheckGolden:
    """Return a function that compares a text with its golden file, byte for byte."""
    update = bool(request.config.getoption("--update-golden"))

    def check(name: str, text: str) -> None:
        path = GOLDEN / name
        if update:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(text.encode())
        assert path.exists(), f"{name} is missing; run pytest with --update-golden and read the result"
        assert path.read_bytes().decode() == text

    return check
