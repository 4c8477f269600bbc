"""What every test may use: golden files, rewritten only when asked."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.examples import PROFILES, WISH, load_profile

load_profile()

# Whoever starts the tests in the background may have told them to ignore Ctrl-C or a hang-up, and every
# program that a test starts would inherit that; the tests that send signals mean the ones of a user's shell.
signal.signal(signal.SIGINT, signal.default_int_handler)
for name in ("SIGHUP", "SIGQUIT", "SIGTERM"):
    if hasattr(signal, name):
        signal.signal(getattr(signal, name), signal.SIG_DFL)

HERE = Path(__file__).parent
GOLDEN = HERE / "golden"

UNMEASURED = {
    "faults",
    "journeys",
    "oracle",
    "walks",
    "test_changes.py",
    "test_compiled_banks.py",
    "test_every_derived_fact.py",
    "test_every_record.py",
    "test_hostile_answers.py",
    "test_migrate.py",
    "test_note.py",
    "test_numbers.py",
    "test_oracle_agreement.py",
    "test_page_counts.py",
    "test_properties.py",
    "test_review_formats.py",
    "test_sizes.py",
}
"""Tests that drive the program from outside, or try records and banks by the thousand.

To follow each of their lines would double the time of a run, and the tests of the rooms reach the same ones.
"""

CheckGolden = Callable[[str, str], None]


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the option that rewrites golden files; read the diff before committing it."""
    parser.addoption("--update-golden", action="store_true", help="rewrite the files under tests/golden")


def pytest_sessionstart(session: pytest.Session) -> None:
    """Forget what the caller's shell says to the program: it is not meant for the tests; say what is tried.

    ``-q`` hides the head in which other plug-ins say such things.
    """
    for name in [*os.environ]:
        ours = name.startswith("RELAPSE_") and name not in {"RELAPSE_TESTS", "RELAPSE_EXAMPLES"}
        if ours or name in {"NO_COLOR", "FORCE_COLOR", "COLORTERM", "COLUMNS", "LINES"}:
            del os.environ[name]
    os.environ["TERM"] = "xterm-256color"
    terminal = session.config.pluginmanager.get_plugin("terminalreporter")
    if terminal is not None:
        terminal.write_line(PROFILES[WISH])


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Measure coverage by the tests of the rooms."""
    for item in items:
        if UNMEASURED & set(item.path.relative_to(HERE).parts):
            item.add_marker(pytest.mark.no_cover)


@pytest.fixture(scope="session", autouse=True)
def own_home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Keep the program out of the folders of whoever runs the tests: they are neither read nor written."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("RELAPSE_HOME", str(tmp_path_factory.mktemp("home")))
        yield


@pytest.fixture
def check_golden(request: pytest.FixtureRequest) -> CheckGolden:
    """Return a function that compares a text with its golden file, byte for byte."""
    update = bool(request.config.getoption("--update-golden"))

    def check(name: str, text: str) -> None:
        path = GOLDEN / name
        assert text, f"{name} would be empty"
        if update:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(text.encode())
        assert path.exists(), f"{name} is missing; run pytest with --update-golden and read the result"
        assert path.read_bytes().decode() == text

    return check
