"""A real interview ended in the middle of an answer: what stood on screen comes back, called not yet taken.

Danger signs are ticked, and a text, a note and numbers on one line are typed in a terminal. Then the program
is ended by a hang-up or Ctrl-C, after which what stood on screen must be kept, or by kill -9, after which
a state of it must be kept that is not older than the one last seen in the store. The interview that is gone
on with shows it, and is answered by halves and ended again. In no picture does "saved" stand beside it, and
the record never holds it. The control is the same program without drafts, as it was once.

By hand: ``python -m tests.faults.half_given 100``
"""

from __future__ import annotations

import json
import os
import random
import signal
import sys
from pathlib import Path
from typing import Any

from relapse_cli.app.access.door import StoreDoor
from relapse_cli.logic.interview.moves import Interview
from relapse_cli.logic.journal.replay import replay
from relapse_cli.model.screen import NOT_TAKEN
from relapse_cli.model.step import Step, note_of
from relapse_cli.settings.environment import Environment
from tests.app.held import AGREED
from tests.banks_under_test import shipped_bank, vignette
from tests.faults.by_hand import Tally, run_by_hand
from tests.faults.walk import nobody
from tests.journeys.sign_off_keys import choose
from tests.journeys.terminal import DOWN, ENTER, HOME, STARTED_AT, Terminal, control

IN_ONE_STORE = 4
MOST_CHANGES = 4
ENDS = {"kill -9": signal.SIGKILL, "hang-up": signal.SIGHUP, "Ctrl-C": signal.SIGINT}
FORGETS = (
    "import runpy; from relapse_cli.app.interview.clerk import InterviewClerk; "
    "InterviewClerk.keep_draft = lambda *_: None; "
    "runpy.run_module('relapse_cli', run_name='__main__')"
)
SIGNS, TEXT, NUMBERS = "safety.now", "contact.barrier", "safety.sleep"
KINDS: dict[str, tuple[str, Step]] = {
    "ticks": (SIGNS, Step(SIGNS)),
    "text": (TEXT, Step(TEXT)),
    "note": (TEXT, note_of(TEXT)),
    "numbers": (NUMBERS, Step(NUMBERS, field="night_1")),
}
"""What is half given: the question, and where its draft is kept."""

AT_TEXT: dict[str, Any] = {
    "event.disclosed": "self", "safety.now": ["none"], "contact.feelings": {"status": "unknown"},
    "contact.meaning": "nothing_much", "contact.reactions": ["nobody_knows"], "contact.worth": 3,
}  # fmt: skip
"""Answers after which the text is asked for."""


def known_up_to(question: str) -> dict[str, Any]:
    """Answers after which a question is the first that is open."""
    told = AT_TEXT if question == TEXT else vignette("PR-101")["answers"]
    answers = {name: raw for name, raw in {**told, **AGREED}.items() if name != question}
    while (at := _first_open(answers)) != question:
        answers[at] = {"status": "unknown"}
    return answers


def _first_open(answers: dict[str, Any]) -> str:
    from tests.banks_under_test import record_of

    head = {"format": "relapse-interview/1", "id": "known", "case": "PR-1", "path": "core"}
    at = Interview.start(shipped_bank(), record_of({**head, "started_at": STARTED_AT, "answers": answers})).at
    assert at is not None
    return at.question


def _is_asked(terminal: Terminal, label: str) -> bool:
    """Whether a question stands on screen with its keys."""
    return label[:40] in terminal.text and "Esc menu" in terminal.text


class HalfGiven:
    """One interview that is answered by halves, with a store of its own.

    Attributes:
        shown: what stands on screen, as it would be kept.
        pictures: the screens on which "saved" stood beside it.
    """

    def __init__(self, place: Path, kind: str, *, forgets: bool = False) -> None:
        self.place, self.kind = place, kind
        self.question, self.step = KINDS[kind]
        self.forgets = forgets
        self.shown = ""
        self.pictures: list[str] = []
        self.terminal: Terminal | None = None
        place.mkdir()
        (place / "key").write_bytes(bytes(range(32)))
        (place / "key").chmod(0o600)
        known = {"format": "relapse-interview/1", "id": "known", "case": "PR-1", "path": "core"}
        answers = known_up_to(self.question)
        (place / "known.json").write_text(json.dumps({**known, "started_at": STARTED_AT, "answers": answers}))

    def start(self) -> None:
        """Begin the interview, or go on with it, and wait for the question."""
        name = self.state().record.id if (self.place / "store").exists() else ""
        more = ["--resume", name] if name else ["--case", "PR-1", "--answers", str(self.place / "known.json")]
        program = [sys.executable, *(["-c", FORGETS] if self.forgets else ["-m", "relapse_cli"])]
        command = [*program, "interview", "--profile", "ie", "--started-at", STARTED_AT, *more]
        more_words = {"RELAPSE_HOME": str(self.place / "home"), "RELAPSE_KEY_FILE": str(self.place / "key")}
        before = {each: os.environ.get(each) for each in more_words}
        os.environ.update(more_words)
        try:
            command += ["--data-dir", str(self.place / "store")]
            self.terminal = terminal = Terminal(command, self.place / "out.txt", rows=40)
        finally:
            for each, value in before.items():
                os.environ.pop(each) if value is None else os.environ.update({each: value})
        if name:
            choose(terminal, "Going on with", "Go on")
        label = " ".join(shipped_bank().questions[self.question].label.split())
        terminal.wait(lambda t: t.last_line == "Enter goes on." or _is_asked(t, label), label)
        if terminal.last_line == "Enter goes on.":  # the words that open a section
            terminal.press(ENTER)
        terminal.wait(lambda t: _is_asked(t, label), label)

    def missing_on_screen(self) -> str:
        """What of the half given is not on the screen of the interview that goes on; empty when all is."""
        assert self.terminal is not None
        text = self.terminal.text
        if not self.shown:
            return ""
        words = f"marked: {len(self.shown.split())}" if self.kind == "ticks" else self.shown
        called = NOT_TAKEN in text
        return (
            ""
            if words in text and called
            else f"{words!r} is not on screen, or not called {NOT_TAKEN}: {text}"
        )

    def change(self, rng: random.Random) -> None:
        """Tick or type a little more, and wait until it is on screen."""
        terminal = self.terminal
        assert terminal is not None
        if self.kind == "ticks":
            options = [option.id for option in shipped_bank().questions[SIGNS].options]
            alone = shipped_bank().questions[SIGNS].exclusive
            place = rng.choice([n for n, each in enumerate(options) if each != alone])
            picked = set(self.shown.split()) ^ {options[place]}
            self.shown = " ".join(each for each in options if each in picked)
            terminal.press(HOME, HOME, *([DOWN] * place), " ")
            terminal.wait(lambda t: f"marked: {len(picked)}" in t.text, "the marks")
        else:
            if self.kind == "note" and "Enter keeps the note" not in terminal.text:
                terminal.press(control("t"))
                terminal.wait_for("Enter keeps the note")
            words = f"{' ' if self.shown else ''}{rng.randint(1, 9)}"
            words += "" if self.kind == "numbers" else f" {rng.randbytes(4).hex()}"
            self.shown += words
            terminal.press(words)
            terminal.wait(lambda t: self.shown[-12:] in t.text, "the words")
        terminal.wait_for_all()
        self._look()

    def _look(self) -> None:
        assert self.terminal is not None
        last = self.terminal.last_line
        if self.shown and ("saved" in last or NOT_TAKEN not in last):
            self.pictures.append(last)

    def end(self, how: str) -> None:
        """End the program."""
        terminal = self.terminal
        assert terminal is not None
        if how == "Ctrl-C":
            terminal.press(control("c"))
        else:
            terminal.signal(ENDS[how])
        terminal.wait_for_end()
        terminal.close()

    def close(self) -> None:
        """End what still runs."""
        if self.terminal is not None:
            self.terminal.close()

    def state(self) -> Interview:
        """The interview in the store."""
        door = StoreDoor(self.place / "store", Environment(key_file=str(self.place / "key")), nobody)
        with door.open() as store:
            (stored,) = store.interviews()
            return replay(shipped_bank(), store.entries(stored.id)).interview

    def kept(self) -> str:
        """What is kept of the half given."""
        return self.state().drafts.get(self.step, "").strip()

    def wait_until_kept(self) -> None:
        """Wait until all that is on screen is in the store."""
        assert self.terminal is not None
        self.terminal.wait(lambda _: self.kept() == self.shown, "the draft in the store")


def half_given(kills: int, folder: Path, rng: random.Random) -> Tally:
    """End real interviews in the middle of an answer; then one that keeps nothing of it, as a control."""
    tally, lost = Tally("half given"), Tally("control")
    done = 0
    for number, kind in enumerate(list(KINDS) * kills):
        if done >= kills:
            break
        wanted = min(IN_ONE_STORE, kills - done)
        end_one_interview(HalfGiven(folder / str(number), kind), wanted, rng, tally)
        done += wanted
    end_one_interview(HalfGiven(folder / "control", "ticks", forgets=True), 2, rng, lost)
    tally.control = lost.losses
    return tally


def end_one_interview(interview: HalfGiven, ends: int, rng: random.Random, tally: Tally) -> None:
    """Answer by halves and end it, go on and end it again, until something is lost."""
    place = f"{interview.place.name} {interview.kind}"
    try:
        for _ in range(ends):
            interview.start()
            if missing := interview.missing_on_screen():
                tally.losses.append(f"{place}: {missing}")
                return
            how = "kill -9" if interview.forgets else rng.choice(list(ENDS))
            possible = [interview.shown]
            for _ in range(rng.randint(1, MOST_CHANGES)):
                interview.change(rng)
                possible.append(interview.shown)
            if how == "kill -9":
                if not interview.forgets:
                    interview.wait_until_kept()
                possible = [interview.shown]
                for _ in range(rng.randint(0, 2)):
                    interview.change(rng)
                    possible.append(interview.shown)
            interview.end(how)
            tally.counts[how] += 1
            tally.counts[f"in {interview.kind}"] += 1
            state, kept = interview.state(), interview.kept()
            fits = possible if how == "kill -9" else possible[-1:]
            if kept not in fits:
                tally.losses.append(f"{place}, {how}: on screen {fits}, kept {kept!r}")
                return
            if interview.question in state.record.answers:
                tally.losses.append(f"{place}, {how}: a draft became an answer")
            tally.losses += [f"{place}: beside what is half given: {each}" for each in interview.pictures]
            interview.pictures.clear()
            interview.shown = kept
    finally:
        interview.close()


if __name__ == "__main__":
    run_by_hand(half_given, 100)
