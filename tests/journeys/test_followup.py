"""A follow-up with real keys at 80 by 24: line by line, paused and gone on with, and in plain lines."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

if sys.platform == "win32":
    pytest.skip("needs a pseudo terminal", allow_module_level=True)

from tests.cases_over_time import last_interview
from tests.journeys.sign_off_keys import choose, leave_as_draft, write
from tests.journeys.terminal import DOWN, ENTER, Terminal, control
from tests.logic.plan_bases import QUIET_FOLLOWUP

PROGRAM = [sys.executable, "-m", "relapse_cli"]
START = "2026-11-24T09:00:00+01:00"


@pytest.fixture
def open_terminal(tmp_path: Path) -> Iterator[Any]:
    """Open programs in terminals that end with the test; their standard output is in ``plan.txt``."""
    opened: list[Terminal] = []

    def start(*command: str) -> Terminal:
        opened.append(Terminal([*PROGRAM, *command], tmp_path / "plan.txt"))
        return opened[-1]

    yield start
    for terminal in opened:
        terminal.close()


@pytest.fixture
def interview(tmp_path: Path) -> Path:
    """A signed interview with six lines to do, in a file."""
    path = tmp_path / "interview.json"
    path.write_text(json.dumps(last_interview()[0]), "utf-8")
    return path


@pytest.fixture
def known(tmp_path: Path) -> Path:
    """What is known of the follow-up: everything but the lines."""
    path = tmp_path / "known.json"
    answers = {**QUIET_FOLLOWUP, "followup.sign_noticed": False, "followup.change": "nothing"}
    path.write_text(json.dumps(answers), "utf-8")
    return path


def told(path: Path) -> dict[str, Any]:
    """The lines of the record in a file, by rule."""
    entries = json.loads(path.read_text("utf-8"))["answers"]["followup.lines_done"]
    return {entry["rule"]: entry for entry in entries}


def test_line_by_line_paused_and_gone_on_with(
    open_terminal: Any, interview: Path, known: Path, tmp_path: Path
) -> None:
    """Each line stands in its own words; two keys set it; what is left open stays open to the end."""
    target = tmp_path / "check-in.json"
    command = ["followup", str(interview), "--started-at", START, "--no-store"]
    terminal = open_terminal(*command, "--answers", str(known), "-o", str(target))
    terminal.wait_for("how strong is the pull")  # of what is asked about safety this alone is not known
    terminal.press(control("n"))
    choose(terminal, "Line 1 of 5 of the plan. Who: patient Choose one person", "Done")
    assert "P-TOLD" not in terminal.text
    terminal.wait_for("Line 2 of 5")
    terminal.press(control("n"))
    terminal.wait_for("Line 3 of 5")
    terminal.press(control("n"))
    choose(terminal, "Line 4 of 5", "Not done")
    write(terminal, "What stood in the way?", "no quiet evening")
    terminal.wait_for("Line 5 of 5")
    terminal.press(control("c"))
    assert terminal.wait_for_end() == 130
    told_on = "".join("".join(terminal.lines).split())  # however the words are folded
    assert f"relapsefollowup{interview}--resume{target}" in told_on
    again = open_terminal(*command, "--resume", str(target))
    choose(again, "Going on with", "Go on")
    again.wait_for("how strong is the pull")  # safety is asked first here too
    again.press(control("n"))
    again.wait_for("Line 2 of 5")
    again.press(control("n"))
    again.wait_for("Line 3 of 5")
    again.press(control("n"))
    choose(again, "Line 5 of 5", "Under way")
    choose(again, "not asked about", "Done, go on")
    again.press(control("x"))
    again.wait_for("Finish the interview")
    again.press(DOWN, ENTER)
    leave_as_draft(again)
    assert again.wait_for_end() == 0
    states = [entry.get("state") for entry in told(target).values()]
    assert states == ["done", None, None, "not_done", "in_progress"]
    text = " ".join((tmp_path / "plan.txt").read_text("utf-8").split())
    assert "Done: Choose one person" in text
    assert "What got in the way: “no quiet evening”" in text


def test_in_plain_lines(open_terminal: Any, interview: Path, known: Path, tmp_path: Path) -> None:
    """With --accessible a typed number sets a line, /skip leaves it, and nothing moves the cursor."""
    target = tmp_path / "check-in.json"
    terminal = open_terminal(
        "followup",
        str(interview),
        "--started-at",
        START,
        "--answers",
        str(known),
        "-o",
        str(target),
        "--accessible",
        "--no-store",
    )
    terminal.wait_for("how strong is the pull")
    terminal.press("/skip", ENTER)
    for number, keys in enumerate(["1", "/skip", "2", "3"], 1):
        terminal.wait_for(f"Line {number} of 5")
        terminal.press(keys, ENTER)
    terminal.wait_for("What stood in the way?")
    terminal.press("no quiet evening", ENTER)
    terminal.wait_for("Line 5 of 5")
    terminal.press("/check", ENTER)
    terminal.wait_for("1 done")
    terminal.press(control("d"))
    assert terminal.wait_for_end() == 3
    assert b"\x1b" not in terminal.raw
    states = [entry.get("state") for entry in told(target).values()]
    assert states == ["done", None, "in_progress", "not_done", None]


def test_last_time_can_be_looked_at_before_the_first_question(open_terminal: Any, interview: Path) -> None:
    """It is offered once, shown in words, and leads to the first question."""
    terminal = open_terminal(
        *("interview", "--no-store", "--earlier", str(interview)),
        *("--started-at", "2026-11-28T10:00:00+01:00"),
    )
    choose(terminal, "There is an earlier interview of this case.", "See last time")
    terminal.wait_for("Fri 20 Nov 2026, 10:00 · core interview · final")
    choose(terminal, "Page 1 of", "Next page")
    terminal.wait_for("1. Poor sleep: 3/10, 6 days before")
    choose(terminal, "Page 2 of", "That is enough")
    choose(terminal, "There is an earlier interview of this case.", "Go on")
    terminal.wait_for("Esc menu")
    assert "Last time" not in terminal.text
    terminal.press(control("c"))
    assert terminal.wait_for_end() == 130
