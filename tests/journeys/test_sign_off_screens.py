"""Golden screens of the sign-off, on three sizes of a real terminal.

Rewrite them with ``--update-golden``, and look at each one before it is committed: calm, whole, nothing cut.
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

if sys.platform == "win32":
    pytest.skip("needs a pseudo terminal", allow_module_level=True)

from tests.banks_under_test import vignette
from tests.conftest import CheckGolden
from tests.journeys.sign_off_keys import choose, hand_out_nothing, read_what_is_handed_out, write
from tests.journeys.terminal import DOWN, END, ENTER, Terminal, control

SIZES = [(80, 24), (60, 20), (100, 40)]
KEYS = re.compile(r"Esc menu|Enter (goes|chooses|keeps|changes)")
LONG_AGO = "2021-11-20T10:00:00+01:00"
SOON = {"when": "2021-11-21T09:00:00+01:00", "who": "therapist calls"}


@dataclass
class Camera:
    """Stands before a sign-off and keeps what is on screen."""

    terminal: Terminal
    check: CheckGolden
    size: tuple[int, int]

    def choose(self, screen: str, row: str) -> None:
        """Choose a row of a screen."""
        choose(self.terminal, screen, row)

    def keep(self, words: str, name: str) -> None:
        """Wait for words, and compare the screen with its golden file; no line is cut at the edge."""
        self.terminal.wait_for(words)
        self.terminal.wait(lambda t: any(KEYS.search(line) for line in t.lines), "the line of keys")
        self.terminal.wait_for_all()
        lines = self.terminal.lines
        assert all(len(line) <= self.size[0] for line in lines)
        shown = "\n".join(lines).rstrip()
        self.check(f"screens/sign-off-{name}-{self.size[0]}x{self.size[1]}.txt", f"{shown}\n")


Stand = Callable[..., Camera]


@pytest.fixture(params=SIZES, ids=["80x24", "60x20", "100x40"])
def stand(request: pytest.FixtureRequest, tmp_path: Path, check_golden: CheckGolden) -> Iterator[Stand]:
    """Put a camera before the hub of a vignette's sign-off."""
    columns, rows = request.param
    opened: list[Terminal] = []

    def open_hub(case: str, **answers: Any) -> Camera:
        record = vignette(case) | {"started_at": LONG_AGO, "finished_at": LONG_AGO}
        record["answers"] |= {name.replace("__", ".", 1): value for name, value in answers.items()}
        path = tmp_path / "record.json"
        path.write_text(json.dumps(record), "utf-8")
        command = [sys.executable, "-m", "relapse_cli", "plan", str(path), "--sign-off", "--profile", "ie"]
        opened.append(Terminal(command, tmp_path / "plan.txt", columns=columns, rows=rows))
        choose(opened[-1], "Where do your decisions go?", "Into record.json")
        return Camera(opened[-1], check_golden, request.param)

    yield open_hub
    for terminal in opened:
        terminal.close()


def test_the_screens_of_what_is_open(stand: Stand) -> None:
    """The way through a sign-off: flags, triggers, one's own line, what is filled in."""
    camera = stand("PR-103")
    terminal = camera.terminal
    camera.keep("4 flags wait", "hub")
    camera.choose("4 flags wait", "Go through what is open")
    camera.keep("Flags below level 4", "flags-shown")
    while "What do you decide?" not in terminal.text:
        before = terminal.text
        terminal.press(ENTER)
        terminal.wait(lambda t, before=before: t.text != before, "the next page")  # type: ignore[misc]
        terminal.wait_for_all()
    camera.keep("What do you decide?", "flags-together")
    camera.choose("What do you decide?", "Decide one by one")
    camera.keep("1 of 4", "flag")
    camera.choose("1 of 4", "Lower it")
    camera.choose("To which level", "Level 2")
    write(terminal, "What is your reason for lowering it?", "The box is with the pharmacy.")
    for number in (2, 3, 4):
        camera.choose(f"{number} of 4", "Confirm it")
    camera.keep("1 of 3", "trigger")
    terminal.press(" ", ENTER)
    terminal.wait_for("2 of 3")
    terminal.press(DOWN, DOWN, " ", ENTER)
    camera.keep("What is to be done?", "own-line")
    write_line(terminal, "The drawer is emptied together.")
    terminal.wait_for("3 of 3")
    terminal.press(END, " ", ENTER)
    write_line(terminal, "The evening call stays.")
    camera.choose("On whose plan", "On both")
    camera.keep("What happens if this contact is missed?", "slot")
    write(terminal, "What happens if this contact is missed?", "A second call at six.")
    terminal.wait_for("Who assesses today?")
    terminal.press(control("n"))
    terminal.wait_for("Where, and at what time?")
    terminal.press(control("x"))
    camera.keep("Nothing stands in the way", "hub-complete")
    camera.choose("Nothing stands in the way", "To fill in")
    camera.keep("What would you like to fill in or change?", "slots")


def test_the_screens_of_a_late_contact(stand: Stand) -> None:
    """At level 1 a contact after the seventh day asks for its reason."""
    late = {"when": "2021-12-01T09:00:00+01:00", "who": "therapist calls"}
    camera = stand("PR-101", revise__next_contact=late)
    camera.choose("the next contact is later", "Go through what is open")
    for number in range(1, 5):
        camera.terminal.wait_for(f"triggers · {number} of 4")
        camera.terminal.press(control("n"))
    camera.keep("The next contact is agreed", "late-contact")
    camera.choose("The next contact is agreed", "Give the reason")
    write(camera.terminal, "What is the reason", "They travel until then.")


def write_line(terminal: Terminal, words: str) -> None:
    """Type a line of one's own, with who and by when."""
    write(terminal, "What is to be done?", words)
    write(terminal, "Who does it?", "patient")
    write(terminal, "By when?", "2021-11-22")


def test_the_screens_of_lines_and_of_the_end(stand: Stand) -> None:
    """The lines, one that was taken off, the flags that are not set, the last confirmation."""
    camera = stand("PR-101", revise__next_contact=SOON)
    terminal = camera.terminal
    camera.choose("Nothing stands in the way", "Lines: who")
    camera.keep("Which line would you like to change?", "lines")
    camera.choose("Which line", "One chosen person")
    camera.keep("Take it off the plan", "line")
    camera.choose("Take it off the plan", "Take it off")
    terminal.wait_for("What is your reason for taking it off")
    terminal.press(control("n"))
    camera.choose("Take this line off the plan?", "Yes")
    camera.choose("Which line", "Taken off: One chosen")
    camera.keep("You took this line off", "taken-off")
    camera.choose("You took this line off", "Put it back")
    terminal.wait_for("Which line")
    terminal.press(control("p"))
    camera.choose("Nothing stands in the way", "Raise a flag")
    camera.choose("Which kind of flag", "Flags of level 2")
    camera.keep("Which one do you raise?", "raise")
    terminal.press(control("p"))
    terminal.wait_for("Which kind of flag")
    terminal.press(control("p"))
    camera.choose("Nothing stands in the way", "Sign: the plan is final")
    camera.keep("The patient's page", "patients-page")
    read_what_is_handed_out(terminal)
    terminal.press(ENTER)
    camera.keep("Sign this plan?", "final")
    camera.choose("Sign this plan?", "Sign: the plan is final")
    camera.keep("Which papers would you like", "papers")
    hand_out_nothing(terminal)
    assert terminal.wait_for_end() == 0


def test_the_screens_of_changing_an_answer(stand: Stand) -> None:
    """An answer of another day, the list of answers with its way back, and what a change would do."""
    camera = stand("PR-103")
    terminal = camera.terminal
    camera.choose("4 flags wait", "Flags: 0 of 4")
    camera.choose("1 of 4", "Confirm it")
    terminal.wait_for("2 of 4")
    terminal.press(control("p"))
    terminal.wait_for("1 of 4")
    terminal.press(control("p"))
    camera.choose("3 flags wait", "Answers: look at them")
    camera.keep("This session was on", "old-session")
    camera.choose("This session was on", "Go on")
    camera.keep("Go back to the sign-off", "answers")
    for _ in range(80):
        pointed = terminal.pointed
        if pointed.strip().startswith("Also taken"):
            break
        terminal.press(DOWN)
        terminal.wait(lambda t, was=pointed: t.pointed not in {was, ""}, "the pointer to move")  # type: ignore[misc]
    terminal.press(ENTER)
    terminal.wait_for("marked: 1")
    terminal.press(DOWN, " ", ENTER)
    camera.keep("Make this change?", "impact")
    camera.choose("Make this change?", "Make the change")
    terminal.wait_for("Check the answers")
    terminal.press(control("p"))
    camera.keep("To decide again", "decided-again")
