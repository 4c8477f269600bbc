"""Setting up with real keys in a bare home, and a first interview that asks none of it again."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

if sys.platform == "win32":
    pytest.skip("needs a pseudo terminal", allow_module_level=True)

from tests.journeys.sign_off_keys import choose, write
from tests.journeys.terminal import ENTER, Terminal, control
from tests.journeys.test_store import PASSPHRASE, groups_in

OVERVIEW = "What is open before the first patient"
FIRST_QUESTION = "How this session takes place"


@pytest.fixture
def start(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    """Start commands in a home where nothing is set up; they end with the test."""
    monkeypatch.setenv("RELAPSE_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("PYTHON_KEYRING_BACKEND", "keyring.backends.null.Keyring")
    monkeypatch.setenv("PYTHONPATH", str(Path(__file__).parents[2]))
    monkeypatch.chdir(tmp_path)
    opened: list[Terminal] = []

    def begin(*args: str, program: tuple[str, ...] = ("-m", "relapse_cli"), **size: int) -> Terminal:
        opened.append(Terminal([sys.executable, *program, *args], tmp_path / "out.txt", **size))
        return opened[-1]

    yield begin
    for terminal in opened:
        terminal.close()


def choose_passphrase(terminal: Terminal) -> None:
    """Choose a passphrase and write the recovery key down."""
    for words in ("Choose a passphrase", "Type the passphrase once more"):
        terminal.wait_for(words)
        terminal.press(PASSPHRASE)
        assert PASSPHRASE not in terminal.text
        terminal.press(ENTER)
    terminal.wait_for("The recovery key")
    terminal.wait(lambda t: len(groups_in(t)) == 9, "nine groups")
    key = groups_in(terminal)
    choose(terminal, "The recovery key", "I have written it down")
    terminal.wait_for("Type group")
    number = int(terminal.text.split("Type group ")[1].split()[0])
    terminal.press(key[number - 1], ENTER)


@pytest.mark.parametrize(("rows", "columns"), [(24, 80), (20, 60)])
def test_from_a_bare_home_to_the_first_question(start: Any, rows: int, columns: int) -> None:
    """Store, keys, country, service; then the desk asks for the passphrase only, an interview for nothing."""
    terminal = start("setup", rows=rows, columns=columns)
    choose(terminal, OVERVIEW, "Go through what is open (3)")
    choose(terminal, "How is it unlocked?", "With a passphrase")
    choose_passphrase(terminal)
    choose(terminal, "Which country's emergency numbers", "Ireland")
    choose(terminal, "What does your service say once", "Go through it")
    write(terminal, "What is the service called?", "Riverside Clinic")
    terminal.wait_for("Which telephone number reaches it?")
    terminal.press(control("x"))
    terminal.wait_for("Everything is ready.")
    assert "Ireland" in terminal.text
    choose(terminal, "Everything is ready.", "Done")
    assert terminal.wait_for_end() == 0
    assert "To begin: relapse interview, or relapse desk" in terminal.text
    desk = start("desk", rows=rows, columns=columns)
    desk.wait_for("The passphrase, or the recovery key")
    desk.press(PASSPHRASE, ENTER)
    choose(desk, "What would you like to do?", "Begin an interview")
    write(desk, "The case code", "PR-1")
    choose(desk, "How much time is there?", "Brief")
    desk.wait_for(FIRST_QUESTION)
    desk.press(control("c"))
    choose(desk, "Paused. Nothing was kept.", "Leave the desk")
    assert desk.wait_for_end() == 0


def test_run_again_it_shows_what_stands_and_changes_nothing(start: Any, tmp_path: Path) -> None:
    """Everything left for later: nothing is written, each step says how it is done; again, the same."""
    for _ in range(2):
        terminal = start("setup")
        choose(terminal, OVERVIEW, "Go through what is open (3)")
        choose(terminal, "How is it unlocked?", "Leave it for now. Later: relapse setup")
        choose(terminal, "Which country's emergency numbers", "Leave it for now. Later: relapse config set")
        choose(terminal, "What does your service say once", "Leave it for now. Later: relapse config edit")
        choose(terminal, OVERVIEW, "Done")
        assert terminal.wait_for_end() == 0
        assert "Still open: emergency numbers. Later: relapse config set profile ie" in terminal.text
        assert not list(tmp_path.glob("home/**/config.yaml"))
        assert not list(tmp_path.glob("home/**/store.db"))


def test_a_first_interview_in_a_crisis_goes_on_without_the_store(start: Any) -> None:
    """An empty line in the place of a passphrase leads on; the country is asked once, and not again."""
    terminal = start("interview", "--path", "brief")
    choose(terminal, "Where are interviews kept?", "Set up the store now")
    terminal.wait_for("An empty line goes on without the store")
    terminal.press(ENTER)
    choose(terminal, "Which country's emergency numbers count here?", "Ireland")
    terminal.wait_for(FIRST_QUESTION)
    terminal.press(control("c"))
    assert terminal.wait_for_end() == 130
    again = start("interview", "--path", "brief", "--accessible")
    again.wait_for_line("Where are interviews kept?")
    again.press("1", ENTER)
    again.wait_for("(what you type is not shown)")
    again.press(ENTER)
    again.wait_for(FIRST_QUESTION)
    assert "Which country" not in again.text


EARLY = (
    "import select, sys; from relapse_cli.app.access import door as d; ask = d.unlock_keys\n"
    "def late(*a, **k):\n"
    "    print('not yet', file=sys.stderr, flush=True); select.select([0], [], []); return ask(*a, **k)\n"
    "d.unlock_keys = late; sys.argv[0] = 'relapse'\n"
    "from relapse_cli.__main__ import main; main()"
)
"""The program with its passphrase prompt held back until somebody has typed a line."""


@pytest.mark.parametrize("asker", [(), ("--accessible",)])
def test_a_passphrase_that_is_typed_too_early_is_never_shown(start: Any, asker: tuple[str, ...]) -> None:
    """Typed before its prompt is up it is not shown, and not taken; at the prompt it opens the store."""
    made = start("setup")
    choose(made, OVERVIEW, "The store")
    choose(made, "How is it unlocked?", "With a passphrase")
    choose_passphrase(made)
    choose(made, OVERVIEW, "Done")
    assert made.wait_for_end() == 0
    terminal = start("store", "status", *asker, program=("-c", EARLY))
    terminal.wait_for("not yet")
    terminal.press(PASSPHRASE, ENTER)
    terminal.wait_for("The passphrase, or the recovery key")
    terminal.wait_for("what you type is not shown" if asker else "Esc menu")
    terminal.press(PASSPHRASE, ENTER)
    assert terminal.wait_for_end() == 0
    assert PASSPHRASE.encode() not in terminal.raw
