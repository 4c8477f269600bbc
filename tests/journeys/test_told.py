"""Steps of the sequence told on one line, with real keys and line by line; a pause loses nothing."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.banks_under_test import shipped_bank

if sys.platform == "win32":
    pytest.skip("needs a pseudo terminal", allow_module_level=True)

from tests.journeys.player import Player
from tests.journeys.terminal import DOWN, ENTER, HOME, STARTED_AT, Terminal, control, interview_command

VIGNETTE = Path(__file__).parents[1] / "vignettes" / "PR-101.json"
QUARREL = "quarrel with my partner, Friday evening, conflict, 7"
FIRST: dict[str, Any] = {
    "what": "quarrel with my partner", "when": {"value": 1, "unit": "day"}, "side": "before",
    "precision": "about", "domain": "conflict", "intensity": 7,
}  # fmt: skip
SIZES = [(80, 24), (60, 20)]
KNOWN = json.loads(VIGNETTE.read_text("utf-8"))["answers"]


@pytest.fixture
def opened() -> Iterator[list[Terminal]]:
    """Terminals that are closed with the test."""
    terminals: list[Terminal] = []
    yield terminals
    for terminal in terminals:
        terminal.close()


def steps_in(record: Path) -> list[dict[str, Any]]:
    """The steps in a record file."""
    steps: list[dict[str, Any]] = json.loads(record.read_text("utf-8"))["answers"].get("sequence.event", [])
    return steps


def at_the_steps(
    folder: Path, opened: list[Terminal], size: tuple[int, int], answers: dict[str, Any] = KNOWN
) -> Terminal:
    """An interview at the list of steps, of which none has been told."""
    command = interview_command("core", folder / "record.json")
    terminal = Terminal(command, folder / "plan.txt", columns=size[0], rows=size[1])
    opened.append(terminal)
    Player(terminal, shipped_bank(), answers).play(until_words="Tell the first step")
    return terminal


def press(terminal: Terminal, keys: str, words: str) -> None:
    """Press keys and wait for words."""
    terminal.press(keys)
    terminal.wait_for(words)


@pytest.mark.parametrize("size", SIZES, ids=["80x24", "60x20"])
def test_steps_are_told_with_keys(tmp_path: Path, opened: list[Terminal], size: tuple[int, int]) -> None:
    """The line of the example, one with only words, one with an open time, one part put right; then done."""
    terminal = at_the_steps(tmp_path, opened, size)
    press(terminal, QUARREL, "conflict, 7 Enter")
    press(terminal, ENTER, "Fri 13 Nov 2026, about 19:00")
    press(terminal, ENTER, "Tell the next step")
    press(terminal, "I could not get up", "not get up Enter")
    press(terminal, ENTER, "Is this the step?")
    press(terminal, "3" + ENTER, "What was it about?")
    press(terminal, "3" + ENTER, "3. subject: Low mood")
    press(terminal, HOME + ENTER, "Tell the next step")
    press(terminal, "two bad nights, in the morning, sleep, 5", "sleep, 5 Enter")
    press(terminal, ENTER, "Which one is meant?")
    press(terminal, DOWN * 2 + ENTER, "Is this the step?")
    press(terminal, "4" + ENTER, "How strong was it")
    press(terminal, "\x7f6" + ENTER, "4. strength: 6 of 10")
    press(terminal, HOME + ENTER, "Tell the next step")
    press(terminal, ENTER, "Do you know this order")
    first, second, third = steps_in(tmp_path / "record.json")
    assert first == FIRST
    assert second == {"what": "I could not get up", "domain": "mood"}
    assert third["what"] == "two bad nights"
    assert (third["when"], third["side"], third["intensity"]) == ({"value": 1, "unit": "day"}, "before", 6)


@pytest.mark.parametrize("size", SIZES, ids=["80x24", "60x20"])
def test_a_pause_amid_a_part_keeps_the_line(
    tmp_path: Path, opened: list[Terminal], size: tuple[int, int]
) -> None:
    """Paused while one part is put right, the line comes back with it, and is taken then."""
    record = tmp_path / "record.json"
    terminal = at_the_steps(tmp_path, opened, size)
    press(terminal, QUARREL, "conflict, 7 Enter")
    press(terminal, ENTER, "Is this the step?")
    press(terminal, "4" + ENTER, "How strong was it")
    press(terminal, "\x7f9", "› 9 Enter")
    terminal.press(control("c"))
    assert terminal.wait_for_end() == 130
    assert steps_in(record) == []
    program = [sys.executable, "-m", "relapse_cli", "interview", "--started-at", STARTED_AT, "--no-store"]
    again = Terminal([*program, "--resume", str(record)], tmp_path / "out.txt", columns=size[0], rows=size[1])
    opened.append(again)
    again.wait_for("Going on")
    again.press(DOWN + ENTER)
    again.wait(lambda t: "Going on with" not in t.text, "the next screen")
    Player(again, shipped_bank(), KNOWN).play(until_words="strength: 9")
    press(again, ENTER, "Is this the step?")
    press(again, ENTER, "Tell the next step")
    assert steps_in(record) == [{**FIRST, "intensity": 9}]


def test_the_first_use_that_a_day_needs_is_asked_from_its_step(
    tmp_path: Path, opened: list[Terminal]
) -> None:
    """A day cannot be counted from nothing: the first use is asked then, and the line waits."""
    answers = json.loads(json.dumps(KNOWN))
    answers["event.substance"][0].pop("first_use")
    terminal = at_the_steps(tmp_path, opened, (80, 24), answers)
    press(terminal, QUARREL, "conflict, 7 Enter")
    press(terminal, ENTER, "the day of the first use is not known")
    press(terminal, ENTER, "The steps of the sequence are counted from it.")
    press(terminal, "14 Nov" + ENTER, "Enter takes it")
    press(terminal, ENTER, "› quarrel with my partner, Friday evening, conflict, 7")
    press(terminal, ENTER, "Fri 13 Nov 2026, about 19:00")
    press(terminal, ENTER, "Tell the next step")
    assert steps_in(tmp_path / "record.json") == [FIRST]


@pytest.mark.parametrize("size", SIZES, ids=["80x24", "60x20"])
def test_steps_are_told_line_by_line(tmp_path: Path, opened: list[Terminal], size: tuple[int, int]) -> None:
    """The plain asker reads the same lines, asks what is open, shows the parts and puts one right."""
    record, known = tmp_path / "record.json", tmp_path / "known.json"
    known.write_text(json.dumps({q: a for q, a in KNOWN.items() if q != "sequence.event"}), "utf-8")
    command = interview_command("core", record, "--accessible", "--answers", str(known))
    terminal = Terminal(command, tmp_path / "plan.txt", columns=size[0], rows=size[1])
    opened.append(terminal)
    _go_to_steps(terminal)
    for line, words in (
        (QUARREL, "takes it"), ("", "Type a step"),
        ("two bad nights, in the morning, sleep, 5", "Which one is meant?"), ("2", "takes it"),
        ("4", "How strong was it"), ("6", "6 of 10"), ("", "Type a step"),
        ("half of a step, 3", "takes it"),
    ):  # fmt: skip
        terminal.screen.reset()
        terminal.press(f"{line}\n")
        terminal.wait_for_line(words)
    terminal.press("/pause\n")
    terminal.wait_for_end()
    assert [step["intensity"] for step in steps_in(record)] == [7, 6]
    assert "half of a step, 3" in record.with_name("record.json.draft").read_text("utf-8")


def _go_to_steps(terminal: Terminal) -> None:
    """Leave every question in front of the steps."""
    asked = ""
    terminal.wait_for_line(">")
    while "Which steps led" not in terminal.text:
        assert asked != terminal.text, "it does not go on"
        asked = terminal.text
        terminal.screen.reset()
        terminal.press("/skip\n")
        terminal.wait_for_line("---")
