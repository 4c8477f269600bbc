"""Interviews with the store on a real terminal: killed, ended, gone on with, set up for the first time."""

from __future__ import annotations

import json
import re
import signal
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.banks_under_test import shipped_bank, vignette

if sys.platform == "win32":
    pytest.skip("needs a pseudo terminal", allow_module_level=True)

from relapse_cli.logic.interview.moves import Interview
from relapse_cli.logic.journal.changes import replay
from relapse_cli.model.step import Step
from tests.app.held import PLACE, door_to, key_file
from tests.journeys.player import Player
from tests.journeys.sign_off_keys import choose
from tests.journeys.terminal import DOWN, ENTER, STARTED_AT, Terminal, control

AN_HOUR_LATER = "2026-11-20T11:00:00+01:00"
PASSPHRASE = "blue kettle on the shelf"
BARRIER = shipped_bank().questions["contact.barrier"].label
FRAME = {
    "frame.mode": "video", "frame.location": PLACE, "frame.present": ["patient_alone"],
    "frame.age_band": "age_18_64", "frame.state": "clear", "frame.consent": True,
}  # fmt: skip
UP_TO_BARRIER = {
    **FRAME, "event.disclosed": "self", "safety.now": ["none"], "contact.feelings": {"status": "unknown"},
    "contact.meaning": "nothing_much", "contact.reactions": ["nobody_knows"], "contact.worth": 3,
}  # fmt: skip


class Office:
    """Commands in terminals, with a store of their own."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.terminals: list[Terminal] = []

    def start(self, *args: str, **size: int) -> Terminal:
        """Start a command with the store."""
        program = [sys.executable, "-m", "relapse_cli", *args, "--data-dir", str(self.folder / "store")]
        self.terminals.append(Terminal(program, self.folder / "plan.txt", **size))
        return self.terminals[-1]

    def interview(self, *args: str, known: dict[str, Any] | None = None, **size: int) -> Terminal:
        """Begin an interview; ``known`` is not asked."""
        answers: list[str] = []
        if known is not None:
            (self.folder / "known.json").write_text(json.dumps(known), "utf-8")
            answers = ["--answers", str(self.folder / "known.json")]
        begin = ["interview", "--case", "PR-1", "--profile", "ie", "--started-at", STARTED_AT]
        return self.start(*begin, *answers, *args, **size)

    def resume(self, *args: str, **size: int) -> Terminal:
        """Go on with the one open interview, and say yes to it."""
        terminal = self.start("interview", "--started-at", AN_HOUR_LATER, *args, "--resume", **size)
        choose(terminal, "Going on with", "Go on")
        return terminal

    def state(self) -> Interview:
        """The one interview in the store, as another process sees it."""
        door = door_to(self.folder)
        with door.open() as store:
            (stored,) = store.interviews()
            return replay(shipped_bank(), store.entries(stored.id)).interview


@pytest.fixture
def office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Office]:
    """An office with a key file; its programs end with the test."""
    monkeypatch.setenv("RELAPSE_KEY_FILE", str(key_file(tmp_path)))
    monkeypatch.setenv("PYTHON_KEYRING_BACKEND", "keyring.backends.null.Keyring")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PYTHONPATH", str(Path(__file__).parents[2]))
    office = Office(tmp_path)
    yield office
    for terminal in office.terminals:
        terminal.close()


def type_half(terminal: Terminal, words: str) -> None:
    """Type words at the question about what stood in the way, and leave them there."""
    Player(terminal, shipped_bank(), {}).play(until="contact.barrier")
    terminal.press(words)
    terminal.wait_for(words)


def test_a_killed_interview_goes_on_at_the_very_word(office: Office) -> None:
    """Killed in the middle of typing: the question, the half-typed text and the way back are there again."""
    feelings = vignette("PR-101")["answers"]["contact.feelings"]
    terminal = office.interview()
    Player(terminal, shipped_bank(), {**UP_TO_BARRIER, "contact.feelings": feelings}).play(
        until="contact.barrier"
    )
    type_half(terminal, "half a wo")
    terminal.wait(lambda _: office.state().draft == "half a wo", "the draft in the store")
    terminal.signal(signal.SIGKILL)
    assert terminal.wait_for_end() == 128 + signal.SIGKILL
    stood = office.state()
    again = office.resume()
    again.wait_for(BARRIER)
    again.wait_for("half a wo")
    assert "not yet taken" in again.last_line
    again.press(control("p"))
    again.wait_for(shipped_bank().questions["contact.worth"].label[:40])
    again.press(control("c"))
    assert again.wait_for_end() == 130
    assert re.search(rf"relapse interview --resume {stood.record.id[:8]}", "".join(again.lines))
    assert office.state().drafts == stood.drafts
    assert office.state().record == stood.record


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP, signal.SIGINT])
def test_a_signal_keeps_the_last_letter(office: Office, number: signal.Signals) -> None:
    """The draft is written on the way out, without waiting for its second."""
    terminal = office.interview(known=UP_TO_BARRIER)
    type_half(terminal, "to the last let")
    terminal.press("ter")
    terminal.wait_for("to the last letter")
    if number is signal.SIGINT:
        terminal.press(control("c"))
    else:
        terminal.signal(number)
    assert terminal.wait_for_end() == (130 if number is signal.SIGINT else 128 + number)
    assert office.state().draft == "to the last letter"
    assert office.state().at == Step("contact.barrier")


def test_a_card_that_was_not_read_comes_again_and_knows_the_place(office: Office) -> None:
    """Killed on the emergency card: it comes up again with the place; once it was read, never again."""
    known = {**FRAME, "event.disclosed": "self", "safety.now": ["unrousable"]}
    terminal = office.interview(known=known)
    terminal.wait_for("Move down to confirm")
    terminal.signal(signal.SIGKILL)
    terminal.wait_for_end()
    again = office.resume(rows=40)
    again.wait_for("Move down to confirm")
    assert PLACE in again.text
    again.press(DOWN)
    again.wait(lambda t: bool(t.pointed) and not t.pointed.startswith("–"), "the row that confirms")
    again.press(ENTER)
    again.wait_for("What comes first now?")
    assert office.state().cards
    again.signal(signal.SIGKILL)
    again.wait_for_end()
    third = Player(office.resume(rows=40), shipped_bank(), {})
    third.play(until_words="What comes first now?")
    assert (third.cards, third.seen) == (0, [])


def test_the_plain_asker_goes_on_too(office: Office) -> None:
    """With --accessible: killed, gone on with, and paused with its code."""
    terminal = office.interview("--accessible", known=UP_TO_BARRIER)
    terminal.wait_for(BARRIER)
    terminal.signal(signal.SIGKILL)
    terminal.wait_for_end()
    assert office.state().at == Step("contact.barrier")
    again = office.start("interview", "--started-at", AN_HOUR_LATER, "--accessible", "--resume")
    again.wait_for("Going on with")
    again.press("1", ENTER)
    again.wait_for(BARRIER)
    again.press("/pause", ENTER)
    assert again.wait_for_end() == 3
    assert b"\x1b" not in again.raw


@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGTERM, signal.SIGHUP, signal.SIGINT])
def test_lines_entered_with_the_plain_asker_come_back(office: Office, number: signal.Signals) -> None:
    """A text that had not ended is offered again, with all of its lines."""
    terminal = office.interview("--accessible", known=UP_TO_BARRIER)
    terminal.wait_for(BARRIER)
    terminal.press("the phone rang", ENTER)
    terminal.press("nobody was in", ENTER, "/help", ENTER)
    terminal.wait_for("Begun: the phone rang nobody was in")
    if number is signal.SIGKILL:
        terminal.wait(lambda _: office.state().draft == "the phone rang\nnobody was in", "both lines kept")
    if number is signal.SIGINT:
        terminal.press(control("c"))
    else:
        terminal.signal(number)
    assert terminal.wait_for_end() == (130 if number is signal.SIGINT else 128 + number)
    assert office.state().draft == "the phone rang\nnobody was in"
    again = office.start("interview", "--started-at", AN_HOUR_LATER, "--accessible", "--resume")
    again.wait_for("Going on with")
    again.press("1", ENTER)
    again.wait_for("Begun: the phone rang nobody was in")
    again.press(ENTER)
    again.wait(
        lambda _: office.state().record.answers.get("contact.barrier") == "the phone rang\nnobody was in",
        "the text as the answer",
    )


def test_the_first_store_is_set_up_with_the_keys(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    """Passphrase twice, recovery key, one group of it; then the first question. Next time it is locked."""
    monkeypatch.delenv("RELAPSE_KEY_FILE")
    terminal = office.interview("--path", "brief")
    choose(terminal, "Where are interviews kept?", "Set up the store now")
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
    terminal.wait_for("How this session takes place")
    assert key[0] not in terminal.text
    terminal.press(control("c"))
    assert terminal.wait_for_end() == 130
    listing = office.start("interviews")
    listing.wait_for("The passphrase, or the recovery key")
    listing.press("not this one", ENTER)
    listing.wait_for("That does not open it.")
    listing.press(PASSPHRASE, ENTER)
    assert listing.wait_for_end() == 0
    assert "There is no such interview" in listing.text


def groups_in(terminal: Terminal) -> list[str]:
    """The groups of a recovery key on screen."""
    return re.findall(r"(?<!\S)[0-9A-HJKMNP-TV-Z]{4}(?!\S)", terminal.text)


def test_leaving_the_set_up_with_ctrl_c_leaves_nothing(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    """At the passphrase: exit 130, no folder, nothing said but that nothing was kept."""
    monkeypatch.delenv("RELAPSE_KEY_FILE")
    terminal = office.interview("--path", "brief")
    choose(terminal, "Where are interviews kept?", "Set up the store now")
    terminal.wait_for("Choose a passphrase")
    terminal.press("blue", control("c"))
    assert terminal.wait_for_end() == 130
    assert "Nothing was kept." in terminal.text
    assert sorted(path.name for path in office.folder.iterdir()) == ["key", "plan.txt"]
