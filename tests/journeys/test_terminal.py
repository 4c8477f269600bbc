"""Whole interviews with real keys on a real terminal, one for each path, and every way out."""

from __future__ import annotations

import json
import signal
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.banks_under_test import shipped_bank

if sys.platform == "win32":
    pytest.skip("needs a pseudo terminal", allow_module_level=True)

from tests.journeys.player import Player
from tests.journeys.sign_off_keys import leave_as_draft
from tests.journeys.terminal import DOWN, ENTER, Terminal, control, interview_command

VIGNETTES = Path(__file__).parents[1] / "vignettes"


class Session:
    """One interview in a terminal, with the files it leaves behind."""

    def __init__(self, folder: Path, path: str, *more: str, rows: int = 24, columns: int = 80) -> None:
        self.record_file = folder / "record.json"
        self.plan_file = folder / "plan.txt"
        command = interview_command(path, self.record_file, *more)
        self.terminal = Terminal(command, self.plan_file, rows=rows, columns=columns)

    @property
    def answers(self) -> dict[str, Any]:
        """The answers in the record on disk."""
        answers: dict[str, Any] = json.loads(self.record_file.read_text("utf-8"))["answers"]
        return answers


@pytest.fixture
def begin(tmp_path: Path) -> Iterator[Any]:
    """Begin interviews that end with the test."""
    begun: list[Session] = []

    def start(path: str, *more: str, **size: int) -> Session:
        begun.append(Session(tmp_path, path, *more, **size))
        return begun[-1]

    yield start
    for session in begun:
        session.terminal.close()


def vignette(name: str) -> dict[str, Any]:
    """The answers of a vignette."""
    answers: dict[str, Any] = json.loads((VIGNETTES / f"{name}.json").read_text("utf-8"))["answers"]
    return answers


def in_order(answers: dict[str, Any]) -> Any:
    """Answers with lists of options sorted, for their order carries nothing."""

    def settle(value: Any) -> Any:
        if isinstance(value, dict):
            return {key: settle(part) for key, part in value.items()}
        if isinstance(value, list) and all(isinstance(part, str) for part in value):
            return sorted(value)
        return [settle(part) for part in value] if isinstance(value, list) else value

    return settle(answers)


@pytest.mark.parametrize(
    ("path", "name", "cards"),
    [("brief", "PR-203", 0), ("core", "PR-102", 1), ("deep", "PR-101", 0), ("followup", "PR-210", 0)],
)
def test_an_interview_from_the_first_question_to_the_end(
    begin: Any, path: str, name: str, cards: int
) -> None:
    """Typing a case's answers through real keys leaves a record with those answers, and a plan."""
    session = begin(path)
    answers = vignette(name)
    player = Player(session.terminal, shipped_bank(), answers)
    player.play()
    leave_as_draft(session.terminal)
    assert session.terminal.wait_for_end() == 0
    asked = {question: answer for question, answer in answers.items() if question in player.seen}
    for entry in asked.get("event.substance", []):
        if entry["source"] == "left_over":  # no prescription to compare with
            entry.pop("vs_prescription", None)
    assert in_order(asked) == in_order(session.answers)
    assert cards == player.cards
    assert session.plan_file.read_text("utf-8").strip()


def test_ctrl_c_pauses_with_every_answer_and_the_way_on(begin: Any) -> None:
    """Ctrl-C in the middle keeps what was given, says the exact command to go on, and exits with 130."""
    session = begin("core")
    answers = vignette("PR-101")
    Player(session.terminal, shipped_bank(), answers).play(until="event.control")
    session.terminal.press(control("c"))
    assert session.terminal.wait_for_end() == 130
    on = f"To go on: relapse interview --resume {session.record_file} --no-store"
    assert "".join("".join(session.terminal.lines).split()).endswith(on.replace(" ", ""))
    assert answers["event.now"] == session.answers["event.now"]
    assert "event.control" not in session.answers


@pytest.mark.parametrize("way_out", ["c", "d"])
def test_nothing_of_the_conversation_can_be_scrolled_back_to(begin: Any, way_out: str) -> None:
    """What is asked and answered is on the terminal's second page; what is said at the end on the first."""
    session = begin("core")
    Player(session.terminal, shipped_bank(), vignette("PR-101")).play(until="event.substance")
    session.terminal.press(control(way_out))
    session.terminal.wait_for_end()
    before, opened, rest = session.terminal.raw.partition(b"\x1b[?1049h")
    second_page, closed, after = rest.rpartition(b"\x1b[?1049l")
    assert opened
    assert closed
    asked = b"How this session takes place"
    assert (asked in before, asked in second_page, asked in after) == (False, True, False)
    assert b"relapse interview --resume" in after


def test_going_on_asks_only_what_is_missing(begin: Any, tmp_path: Path) -> None:
    """An interview begun with a file of answers opens with the first question that the file lacks."""
    known = tmp_path / "known.json"
    answers = {"frame.mode": "in_person", "frame.present": ["patient_alone"], "frame.age_band": "age_18_64"}
    record = {
        "format": "relapse-interview/1", "id": "known", "case": "PR-1", "path": "core",
        "started_at": "2026-11-20T10:00:00+01:00", "answers": answers,
    }  # fmt: skip
    known.write_text(json.dumps(record), "utf-8")
    session = begin("core", "--answers", str(known))
    session.terminal.wait_for(shipped_bank().questions["frame.state"].label)


def test_an_emergency_card_is_not_dismissed_by_keys_pressed_too_early(begin: Any) -> None:
    """Enter typed ahead, and Enter pressed on the card itself, leave the card where it is."""
    session = begin("core", "--profile", "ie")
    Player(session.terminal, shipped_bank(), vignette("PR-101")).play(until="safety.now")
    session.terminal.press(" ", ENTER, ENTER, ENTER, ENTER)
    session.terminal.wait_for("Move down to confirm")
    session.terminal.press(ENTER)
    session.terminal.wait_for("Please move to a row first.")
    assert "Call for emergency help now: 112" in session.terminal.text
    session.terminal.press(DOWN, ENTER)
    session.terminal.wait_for("page 2")


def test_a_safety_question_is_not_answered_by_enter_alone(begin: Any) -> None:
    """Enter on a safety question that has just come up chooses nothing."""
    session = begin("core")
    Player(session.terminal, shipped_bank(), vignette("PR-101")).play(until="safety.suicide")
    session.terminal.press(ENTER)
    session.terminal.wait_for("Please choose")
    assert shipped_bank().questions["safety.suicide"].label[:40] in session.terminal.text


def test_without_agreement_nothing_is_written(begin: Any) -> None:
    """When the patient does not agree, that is said plainly, and stopping leaves no file."""
    session = begin("core")
    Player(session.terminal, shipped_bank(), vignette("PR-101")).play(until="frame.consent")
    session.terminal.wait_for("–")
    session.terminal.press(DOWN, DOWN, ENTER)
    session.terminal.wait_for("so nothing is kept")
    session.terminal.press(control("c"))
    assert session.terminal.wait_for_end() == 130
    assert not session.record_file.exists()


def test_a_small_terminal_shows_the_question_and_its_options(begin: Any) -> None:
    """At 60 columns and 20 rows the longest list keeps its question, its pointer and its keys in view."""
    session = begin("core", rows=20, columns=60)
    Player(session.terminal, shipped_bank(), vignette("PR-101")).play(until="safety.now")
    lines = session.terminal.lines
    assert "Right now, is any of this happening to you?" in session.terminal.text
    assert session.terminal.pointed == "Very hard to wake, or to keep awake"
    assert lines[-1].startswith("marked: 0   more below   Esc menu")


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
def test_a_signal_leaves_the_terminal_and_the_answers_in_order(begin: Any, number: signal.Signals) -> None:
    """An ended program gives the terminal back, keeps every answer, and exits with 128 and the signal."""
    session = begin("core")
    Player(session.terminal, shipped_bank(), vignette("PR-101")).play(until="event.control")
    session.terminal.signal(number)
    assert session.terminal.wait_for_end() == 128 + number
    for mode in (b"2004", b"1049"):
        off, on = b"\x1b[?%sl" % mode, b"\x1b[?%sh" % mode
        assert session.terminal.raw.rfind(off) > session.terminal.raw.rfind(on) > 0
    assert session.answers["event.now"] == "not_taking"


def test_the_plain_asker_writes_no_control_codes(begin: Any) -> None:
    """With --accessible everything is lines; typed commands work, and pausing exits with its code."""
    session = begin("core", "--accessible")
    session.terminal.wait_for("How this session takes place")
    session.terminal.press("1", ENTER)
    session.terminal.wait_for("Who is present")
    session.terminal.press("/pause", ENTER)
    assert session.terminal.wait_for_end() == 3
    assert b"\x1b" not in session.terminal.raw
