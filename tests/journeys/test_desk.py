"""The desk with real keys: from one unlock through everything of a week, and left by itself."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from tests.banks_under_test import shipped_bank, vignette

if sys.platform == "win32":
    pytest.skip("needs a pseudo terminal", allow_module_level=True)

from relapse_cli.app.upkeep.keys.set_up import set_up_store
from relapse_cli.logic.journal.changes import replay
from relapse_cli.model.record import Record
from tests.app.held import door_to, key_file
from tests.journeys.player import Player
from tests.journeys.sign_off_keys import (
    choose,
    confirm_flags,
    hand_out_nothing,
    leave_as_draft,
    read_what_is_handed_out,
    write,
)
from tests.journeys.terminal import ENTER, Terminal, control

SIZES = [(24, 80), (20, 60)]
DESK = "What would you like to do?"
HASTY = (
    "import sys; from relapse_cli.settings import environment as e; e._LEAST = 0.0; "
    "from relapse_cli.__main__ import main; sys.argv[0] = 'relapse'; main()"
)
"""The program with no bound on how short the time without a key may be."""


class Office:
    """Desks in terminals, with a store that opens with a key file."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.terminals: list[Terminal] = []

    def start(self, *args: str, program: tuple[str, ...] = ("-m", "relapse_cli"), **size: int) -> Terminal:
        """Start a command at the store."""
        command = [sys.executable, *program, *args, "--data-dir", str(self.folder / "store")]
        self.terminals.append(Terminal(command, self.folder / "out.txt", **size))
        return self.terminals[-1]

    def records(self) -> list[Record]:
        """The records in the store, as another process sees them."""
        with door_to(self.folder).open() as store:
            return [
                replay(shipped_bank(), store.entries(one.id)).interview.record for one in store.interviews()
            ]


@pytest.fixture
def office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Office]:
    """An office with an empty store and a country; its programs end with the test."""
    monkeypatch.setenv("RELAPSE_KEY_FILE", str(key_file(tmp_path)))
    monkeypatch.setenv("RELAPSE_PROFILE", "ie")
    monkeypatch.setenv("PYTHON_KEYRING_BACKEND", "keyring.backends.null.Keyring")
    monkeypatch.setenv("PYTHONPATH", str(Path(__file__).parents[2]))
    monkeypatch.chdir(tmp_path)
    set_up_store(door_to(tmp_path)).close()
    office = Office(tmp_path)
    yield office
    for terminal in office.terminals:
        terminal.close()


def as_of_today(told: Any) -> Any:
    """What was told on 20 November 2026, with every day as far from today as it was from that one."""
    if isinstance(told, dict):
        return {name: as_of_today(value) for name, value in told.items()}
    if isinstance(told, list):
        return [as_of_today(value) for value in told]
    if isinstance(told, str) and re.match(r"\d{4}-\d\d-\d\d", told):
        later = date.fromisoformat(told[:10]) + (date.today() - date(2026, 11, 20))  # noqa: DTZ011
        return f"{later}{told[10:]}"
    return told


def brief_answers() -> dict[str, Any]:
    """What is answered in a brief interview, with a next contact tomorrow."""
    contact = {"when": f"{date.today() + timedelta(days=1)}T10:00:00+01:00", "who": "therapist calls"}  # noqa: DTZ011
    return {**as_of_today(vignette("PR-203")["answers"]), "revise.next_contact": contact}


def begin(terminal: Terminal) -> None:
    """Begin a brief interview of the case PR-1."""
    choose(terminal, DESK, "Begin an interview")
    write(terminal, "The case code", "PR-1")
    choose(terminal, "How much time is there?", "Brief")
    terminal.wait_for("How this session takes place")


def sign_what_is_open(terminal: Terminal) -> None:
    """Confirm every flag, leave every place to fill in open, and sign."""
    choose(terminal, "flags wait for a decision", "Go through what is open")
    confirm_flags(terminal)
    terminal.wait_for("What happens if this contact is missed?")
    terminal.press(control("x"))
    choose(terminal, "Nothing stands in the way", "Sign: the plan is final")
    read_what_is_handed_out(terminal)
    terminal.press(ENTER)
    choose(terminal, "for exactly these answers", "Sign: the plan is final")


def read_to_its_end(terminal: Terminal, title: str) -> None:
    """Turn the pages of a document until it is left."""
    terminal.wait_for(title)
    while True:
        terminal.wait(lambda t: bool(t.pointed) and "Enter goes on" in t.text, "a page")
        before, row = terminal.text, terminal.pointed
        terminal.press(ENTER)
        terminal.wait(lambda t, before=before: t.text != before, "the next page")  # type: ignore[misc]
        if row != "Next page":
            return


@pytest.mark.parametrize(("rows", "columns"), SIZES)
def test_a_week_at_the_desk(office: Office, rows: int, columns: int) -> None:
    """Begun, paused, gone on with, signed, handed out and checked in about: each ends at the desk."""
    terminal = office.start("desk", rows=rows, columns=columns)
    terminal.wait_for(DESK)
    assert "Nothing is due" in terminal.text
    assert "Go on with" not in terminal.text
    begin(terminal)
    Player(terminal, shipped_bank(), brief_answers()).play(until="safety.now")
    terminal.press(control("c"))
    terminal.wait_for("Paused. The answers are in the store as")
    choose(terminal, DESK, "Go on with an open session (1)")
    choose(terminal, "Which session goes on?", "PR-1")
    choose(terminal, "Going on with", "Go on")
    Player(terminal, shipped_bank(), brief_answers()).play()
    leave_as_draft(terminal)
    terminal.wait_for("Its plan is a draft until it is signed off.")
    choose(terminal, DESK, "Sign off a plan (1 draft)")
    choose(terminal, "Which plan is signed off?", "PR-1")
    sign_what_is_open(terminal)
    hand_out_nothing(terminal)
    terminal.wait_for("Case PR-1: The plan is signed.")
    choose(terminal, DESK, "Hand out the papers")
    choose(terminal, "The papers of which plan?", "PR-1")
    choose(terminal, "Which papers would you like", "The patient's page", " ")
    terminal.press(ENTER)
    choose(terminal, "As what?", "Plain text")
    write(terminal, "Into which folder?", "-all")
    terminal.wait_for("These papers are written")
    terminal.press(ENTER)
    assert list(office.folder.glob("PR-1-papers-all/PR-1_*_patient.md"))
    terminal.wait_for(DESK)
    choose(terminal, DESK, "Due:")
    choose(terminal, "What is due?", "Tue")
    choose(terminal, "Case PR-1: what would you like to do?", "Look at it over time")
    read_to_its_end(terminal, "History")
    choose(terminal, "Case PR-1: what would you like to do?", "Check in about its plan")
    terminal.wait_for("It is good that we speak again.")
    terminal.wait(lambda t: "Esc menu" in t.text or t.last_line == "Enter goes on.", "the first question")
    if terminal.last_line == "Enter goes on.":  # the words to begin with, where they leave no room
        terminal.press(ENTER)
    terminal.wait_for("Esc menu")
    terminal.press(control("c"))
    terminal.wait_for("Paused.")
    choose(terminal, DESK, "Leave the desk")
    assert terminal.wait_for_end() == 0
    assert "The store is locked again." in terminal.text
    (held,) = [record for record in office.records() if record.session == "interview"]
    assert held.case == "PR-1"
    assert [d.kind for d in held.decisions][-1] == "sign_off"


def test_left_by_itself_the_desk_locks_the_store(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    """After the time of its setting without a key the desk ends, with a sentence, and with code 0."""
    monkeypatch.setenv("RELAPSE_HIDE_AFTER", "0.03")
    terminal = office.start("desk", program=("-c", HASTY))
    assert terminal.wait_for_end() == 0
    assert "Nobody pressed a key for long, so the desk was left. The store is locked again." in terminal.text


def test_in_plain_lines_a_desk_is_left_by_itself_too(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    """With --accessible: rows by their numbers, a backup, no cursor that moves; then nobody types."""
    monkeypatch.setenv("RELAPSE_HIDE_AFTER", "0.05")
    terminal = office.start("desk", "--accessible", program=("-c", HASTY))
    terminal.wait_for_line("3. Leave the desk")
    terminal.press("2", ENTER)
    terminal.wait_for_line("Into which file?")
    terminal.press("safe.zip", ENTER)
    terminal.wait_for("Backed up and checked:")
    assert terminal.wait_for_end() == 0
    assert "so the desk was left" in terminal.text
    assert b"\x1b" not in terminal.raw
    assert (office.folder / "safe.zip").is_file()
