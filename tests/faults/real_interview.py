"""kill -9 of ``relapse interview`` itself in a terminal: what was followed by the next question is kept.

The program says that an answer is kept by putting the next question. Notes with a number are typed, and each
one that was followed by a question must be in the store; the resumed interview begins with the question that
stood on screen. The control is the same with ``--no-store``.

By hand: ``python -m tests.faults.real_interview 100``
"""

from __future__ import annotations

import json
import os
import random
import sys
import time
from pathlib import Path

import pexpect

from relapse_cli.errors import RelapseError
from tests.faults.by_hand import Tally, run_by_hand
from tests.faults.interview_process import door_of, entries_of, make_place
from tests.logic.interview.test_moves import QUIET_FRAME
from tests.record_strategies import STARTED_AT

IN_ONE_STORE = 5
MOST_NOTES = 4
LONGEST_WRITE = 0.012
PATIENCE = 300
PROMPT = r"\n> $"
WAYS_ON = ("/unknown", "/skip", "/declined", "1")
SAYS_MORE = ("Note:", "Type ", "Commands begin", "Words to read aloud")
"""What stands on one screen of a question and not on another one."""


class RealInterview:
    """``relapse interview`` in a terminal, line by line.

    Attributes:
        screen: what it showed last.
        kept: the numbers of the notes that were followed by a question.
        sure: no answer is on its way, so the question on screen is the one that is gone on with.
    """

    def __init__(self, place: Path, *arguments: str) -> None:
        command = [
            "-m",
            "relapse_cli",
            "interview",
            "--accessible",
            "--profile",
            "ie",
            "--started-at",
            STARTED_AT,
        ]
        more = {
            "RELAPSE_HOME": str(place / "home"),
            "RELAPSE_KEY_FILE": str(place / "key"),
            "TERM": "dumb",
            "COLUMNS": "80",
        }
        self._child = pexpect.spawn(
            sys.executable,
            [*command, *arguments],
            env={**os.environ, **more},
            timeout=PATIENCE,
            encoding="utf-8",
            echo=False,
            dimensions=(60, 80),
        )
        self._child.delaybeforesend = None
        self.kept: list[int] = []
        self.sure = True
        self.screen: list[str] = []
        self._read()

    def _read(self) -> list[str]:
        """Wait for the next prompt, and return what was shown before it."""
        self._child.expect(PROMPT)
        lines = [line.strip() for line in str(self._child.before).splitlines()]
        if is_question(lines):
            self.screen = [line for line in lines if line and not line.startswith(SAYS_MORE)]
        return lines

    def type(self, line: str) -> bool:
        """Type a line and wait for the answer; whether a question came."""
        self.sure = False
        self._child.sendline(line)
        asked = is_question(self._read())
        self.sure = True
        return asked

    def note(self, number: int) -> None:
        """Write a note on the question on screen."""
        if self.type(f"/note kept-{number}."):
            self.kept.append(number)

    def go_on(self) -> None:
        """Leave the question on screen."""
        assert any(self.type(way) for way in WAYS_ON), self.screen

    def die_while_writing(self, number: int, rng: random.Random) -> None:
        """Kill it a moment after another note was sent to it; a note leaves the question on screen."""
        self._child.sendline(f"/note kept-{number}.")
        time.sleep(rng.uniform(0, LONGEST_WRITE))
        self._child.kill(9)
        self._child.wait()
        self._child.close()


def is_question(lines: list[str]) -> bool:
    """Whether a question was said and not only why there is none; the parts of a form have one heading."""
    return lines[:1] == [""] or any(line.startswith("---") for line in lines)


def real_interviews(kills: int, folder: Path, rng: random.Random) -> Tally:
    """Kill real interviews; then one that keeps nothing in the store, as a control."""
    tally, control = Tally("kill -9 of relapse interview"), Tally("control")
    for number in range(0, kills, IN_ONE_STORE):
        kill_one_interview(folder / str(number), min(IN_ONE_STORE, kills - number), rng, tally)
    kill_one_interview(folder / "control", 1, rng, control, "--no-store")
    tally.control = control.losses
    return tally


def kill_one_interview(place: Path, kills: int, rng: random.Random, tally: Tally, *more: str) -> None:
    """Hold an interview and kill it, go on with it and kill it, until a note is lost."""
    make_place(place)
    known = place / "known.json"
    head = {"format": "relapse-interview/1", "id": "known", "case": "PR-1", "path": "deep"}
    known.write_text(json.dumps({**head, "started_at": STARTED_AT, "answers": QUIET_FRAME}))
    arguments: tuple[str, ...] = ("--case", "PR-1", "--path", "deep", "--answers", str(known), *more)
    number, kept, shown = 0, list[int](), list[str]()
    for _ in range(kills):
        interview = RealInterview(place, *arguments)
        if arguments[0] == "--resume":
            interview.type("1")
            missing = [line for line in shown if line not in interview.screen]
            tally.losses += [f"{place}: it goes on elsewhere; not on screen: {missing}"] if missing else []
        for _ in range(rng.randint(1, MOST_NOTES)):
            interview.note(number := number + 1)
            interview.go_on()
        interview.die_while_writing(number := number + 1, rng)
        kept, shown = [*kept, *interview.kept], interview.screen
        tally.counts["kills"] += 1
        tally.counts["notes followed by a question"] += len(interview.kept)
        name = look(place, kept, number, tally)
        if not name:
            return
        arguments = ("--resume", name)


def look(place: Path, kept: list[int], last: int, tally: Tally) -> str:
    """Find every note in the store, and return the id of the interview; empty when something is wrong."""
    door = door_of(place)
    try:
        store = door.open()
        words = "".join(json.dumps(entry.body) for entry in entries_of(store))
        lost = [f"note {number}" for number in kept if f"kept-{number}." not in words]
        lost += store.verify()
        tally.counts["notes in the store before a question came"] += f"kept-{last}." in words
        name = store.interviews()[0].id
        door.close()
    except RelapseError as error:
        lost, name = [error.message], ""
    tally.losses += [f"{place}: {each}" for each in lost]
    return "" if lost else name


if __name__ == "__main__":
    run_by_hand(real_interviews, 100)
