"""Ticks left half given with a record file and no store: they come back, however the program ended."""

from __future__ import annotations

import json
import signal
import sys
from pathlib import Path

import pytest

if sys.platform == "win32":
    pytest.skip("needs a pseudo terminal", allow_module_level=True)

from relapse_cli.model.screen import NOT_TAKEN
from tests.banks_under_test import shipped_bank
from tests.journeys.player import Player
from tests.journeys.sign_off_keys import choose
from tests.journeys.terminal import DOWN, ENTER, STARTED_AT, Terminal, control, interview_command

UP_TO_SIGNS = {
    "frame.mode": "in_person", "frame.present": ["patient_alone"], "frame.age_band": "age_18_64",
    "frame.state": "clear", "frame.consent": True, "event.disclosed": "self",
}  # fmt: skip
SIGNS = " ".join(shipped_bank().questions["safety.now"].label.split())


def drafts_beside(record: Path) -> Path:
    """Where what is half given stands, in a folder that holds nothing of another record."""
    return record.with_name(f"{record.name}.draft")


def ticks_kept(record: Path) -> int:
    """How many ticks the file of drafts holds."""
    path = drafts_beside(record)
    drafts = json.loads(path.read_bytes())["drafts"] if path.exists() else []
    return sum(len(draft["text"].split()) for draft in drafts)


@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGHUP, signal.SIGINT])
def test_ticked_signs_come_back_with_a_record_file(tmp_path: Path, number: signal.Signals) -> None:
    """Two signs are ticked and not taken; the program ends; they stand there again, and Enter takes them."""
    record = tmp_path / "record.json"
    terminal = Terminal(interview_command("core", record), tmp_path / "out.txt")
    try:
        Player(terminal, shipped_bank(), UP_TO_SIGNS).play(until="safety.now")
        terminal.press(" ", DOWN, DOWN, " ")
        terminal.wait(lambda t: "marked: 2" in t.text and f"? help {NOT_TAKEN}" in t.text, "two marks")
        if number is signal.SIGKILL:
            terminal.wait(lambda _: ticks_kept(record) == 2, "the draft")
        if number is signal.SIGINT:
            terminal.press(control("c"))
        else:
            terminal.signal(number)
        assert terminal.wait_for_end() == (130 if number is signal.SIGINT else 128 + number)
    finally:
        terminal.close()
    assert "safety.now" not in record.read_text("utf-8")
    program = [sys.executable, "-m", "relapse_cli", "interview", "--started-at", STARTED_AT, "--no-store"]
    again = Terminal([*program, "--resume", str(record)], tmp_path / "out.txt", rows=40)
    try:
        choose(again, "Going on with", "Go on")
        again.wait(lambda t: "Esc menu" in t.text or t.last_line == "Enter goes on.", "a screen")
        if again.last_line == "Enter goes on.":
            again.press(ENTER)
        again.wait_for("marked: 2")
        assert f"is {NOT_TAKEN}; Enter takes it." in again.text
        again.press(ENTER)
        again.wait(lambda t: SIGNS not in t.text, "the next screen")
        again.wait(lambda _: not drafts_beside(record).exists(), "no draft any more")
        assert "safety.now" in record.read_text("utf-8")
    finally:
        again.close()
