"""How many keys an interview takes, and about how long it is: ``python benchmarks/keystrokes.py``.

Each case is played with arrow keys, as few as a careful person would press; letters are counted apart from
the keys that choose, mark, skip and go on. What the same answers would take without each simplification is
worked out from the same run, by a small model (`Simplified`). The length is an estimate: its assumptions
are printed with it.
"""

from __future__ import annotations

import itertools
import json
import os
import re
import sys
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))
os.environ["PYTHONPATH"] = str(ROOT)

from benchmarks.report import machine  # noqa: E402
from relapse_cli.logic.answers.moments import parse_moment  # noqa: E402
from relapse_cli.logic.interview.order import field_steps  # noqa: E402
from relapse_cli.logic.rules.evaluation import Evaluation  # noqa: E402
from relapse_cli.model.bank_questions import Field_, Question  # noqa: E402
from relapse_cli.model.record import Record  # noqa: E402
from relapse_cli.prompters.typed.days.read import Resolved, read_moment  # noqa: E402
from relapse_cli.text.days import MONTHS  # noqa: E402
from tests.banks_under_test import shipped_bank  # noqa: E402
from tests.journeys.player import Player  # noqa: E402
from tests.journeys.terminal import ENTER, STARTED_AT, Terminal, interview_command  # noqa: E402

CASES = (
    ("PR-101", "core", True),
    ("PR-101", "core", False),
    ("PR-203", "brief", True),
    ("PR-107", "core", True),
)
"""The case, the path, and whether the fields that are rarely told, such as the route, are given."""

NOW = datetime.fromisoformat(STARTED_AT)

READ_ALOUD, SPOKEN = 150, 130
SHORT_ANSWER, TOLD_FOR_NOTED = 10, 5
KEY, THINKING = 0.28, 1.2
ASSUMPTIONS = (
    f"{READ_ALOUD} words a minute read aloud: openings, scripts, every question with its options, no help",
    f"{SPOKEN} words a minute spoken: {SHORT_ANSWER} for a choice or number, {TOLD_FOR_NOTED} a word noted",
    f"{KEY} s a key or letter, own words typed while they are told; {THINKING} s of thinking a prompt",
    "what the therapist records without asking is neither read aloud nor answered",
    "not in it: silence, comfort, talk beside the questions, and the sign-off",
)


class CountingTerminal(Terminal):
    """Counts keys; an arrow counts as one."""

    keys = 0
    letters = 0

    def press(self, *keys: str) -> None:
        """Press keys, and count them."""
        for key in "".join(keys).replace("\x1b[A", "\x01").replace("\x1b[B", "\x01"):
            typed = key.isprintable() and "".join(keys).strip() != ""
            self.letters += typed
            self.keys += not typed
        super().press(*keys)


@dataclass
class Simplified:
    """What one simplification saves; below nothing where it costs keys instead."""

    keys: int = 0
    letters: int = 0
    screens: int = 0

    def add(self, *, keys: int = 0, letters: int = 0, screens: int = 0) -> None:
        """Count what it saved once more."""
        self.keys += keys
        self.letters += letters
        self.screens += screens


@dataclass
class CountingPlayer(Player):
    """Plays a case, types days as they are spoken, and notes what each simplification saves.

    Attributes:
        path: how much is asked.
        screens: how many screens came up; a form counts once, while its parts follow one another.
        prompts: how many parts of forms and other prompts came up.
        read: words read aloud.
        told: words of the patient's answers.
        own: letters of the patient's own words, typed while they are told.
    """

    path: str = "core"
    screens: int = 0
    prompts: int = 0
    read: int = 0
    told: int = 0
    own: int = 0
    lines: Simplified = field(default_factory=Simplified)
    days: Simplified = field(default_factory=Simplified)
    folded: Simplified = field(default_factory=Simplified)
    _read_aloud: set[object] = field(default_factory=set)
    _form: set[str] = field(default_factory=set)

    @property
    def counted(self) -> CountingTerminal:
        """The terminal, which counts."""
        assert isinstance(self.terminal, CountingTerminal)
        return self.terminal

    def _next_screen(self) -> str:
        shown = super()._next_screen()
        self.prompts += 1
        form = self._titles()
        self.screens += not form & self._form
        self._form = form
        for quoted in re.findall(r"“([^”]*)”", shown):
            self._read(quoted, quoted)
        return shown

    def _titles(self) -> set[str]:
        """The parts of the form on screen, with the section before them; none where there is no form."""
        lines = self.terminal.lines
        if not any(line.startswith("> ") for line in lines):
            return set()
        section = lines[0].partition("·")[0]
        above = next(n for n, line in enumerate(lines) if line.startswith("> "))
        first = max(n for n, line in enumerate(lines[:above]) if not line.startswith(("  ", "… "))) + 1
        rows = itertools.takewhile(lambda line: line.startswith(("> ", "  ", "… ")), lines[first:])
        return {f"{section}{re.split(r'  +', row[2:])[0]}" for row in rows}

    def _read(self, key: object, *texts: str) -> None:
        """Read something aloud, once."""
        if key not in self._read_aloud:
            self._read_aloud.add(key)
            self.read += sum(len(text.split()) for text in texts)

    def _find(self, shown: str) -> tuple[Question, Field_ | None]:
        question, part = super()._find(shown)
        if not question.observed:
            spec = part or question
            place = (question.id, part and part.id, self._item if question.type == "event" else None)
            if place not in self._read_aloud and spec.type not in {"event", "group"}:
                self.told += 0 if spec.type in {"text", "long_text"} else SHORT_ANSWER
            self._read(place, spec.label, *(option.label for option in spec.options))
        return question, part

    def _type_line(self, question: Question, fields: Mapping[str, Any]) -> None:
        """Without it: a screen and an Enter for each number, and no blanks between them."""
        more = len(question.fields) - 1
        self.lines.add(keys=more, letters=-more if fields else 0, screens=more)
        self.told += SHORT_ANSWER * len(fields)
        super()._type_line(question, fields)

    @property
    def reading(self) -> Evaluation:
        """The answers of the whole case."""
        record = Record(id="a", case="b", path=self.path, started_at=STARTED_AT, answers=dict(self.answers))  # type: ignore[arg-type]
        return Evaluation(self.bank, record)

    def _act_on_list(self, question: Question, items: list[Any]) -> None:
        """Without it: every field of an entry is put, and one that has nothing is left out with a key."""
        before, detailed = self.counted.keys, len(self._detailed)
        super()._act_on_list(question, items)
        if len(self._detailed) > detailed:
            self.folded.add(keys=before - self.counted.keys, screens=-2)
        elif self._item is not None and self._entries.get(question.id, 0) == self._item + 1:
            steps = field_steps(question, self._item, self.reading, detail=True)
            opened = any(step.field in items[self._item] for step in steps)
            empty = 0 if opened else len(steps)
            self.folded.add(keys=empty, screens=empty)

    def _give(self, spec: Question | Field_, value: object) -> None:
        """Without spoken days: ISO 8601 typed out, and no second Enter."""
        if spec.type in {"text", "long_text"} and isinstance(value, str):
            self.told += TOLD_FOR_NOTED * len(value.split())
            self.own += len(value)
        if spec.type not in {"date", "datetime"} or not isinstance(value, str):
            super()._give(spec, value)
            return
        said, iso = spoken(value, spec), value[:16].replace("T", " ")
        self.days.add(keys=-1, letters=len(iso) - len(said))
        self.terminal.press(said, ENTER)
        self.terminal.wait_for("Enter takes it")
        self._submit(ENTER)


def spoken(iso: str, spec: Question | Field_) -> str:
    """The fewest letters that name a day, and nothing else, to the program itself."""
    moment = parse_moment(iso, NOW.tzinfo) if NOW.tzinfo else None
    assert moment is not None
    day, time = moment.day, "" if moment.whole_day else f" {moment.start:%H:%M}"
    days = [f"{day.day} {MONTHS[day.month - 1]}", f"{day:%a}", f"{(NOW.date() - day).days} days ago"]
    days += ["yesterday", "tomorrow", "today"]
    towards = "future" if spec.type == "datetime" or spec.id == "until" else "past"
    for words in sorted((f"{name}{time}" for name in days), key=len):
        found = read_moment(words, STARTED_AT, towards=towards)  # type: ignore[arg-type]
        if isinstance(found, Resolved) and parse_moment(found.iso, moment.start.tzinfo) == moment:  # type: ignore[arg-type]
            return words
    return iso[:16]


def minutes(player: CountingPlayer) -> float:
    """About how long the session takes."""
    typed = (player.counted.keys + player.counted.letters - player.own) * KEY
    told = max(60 * player.told / SPOKEN, player.own * KEY)
    return (60 * player.read / READ_ALOUD + told + typed + player.prompts * THINKING) / 60


def answers_of(name: str, *, rare: bool) -> dict[str, Any]:
    """The answers of a case, with or without the fields that wait in an optional panel."""
    answers: dict[str, Any] = json.loads((ROOT / "tests" / "vignettes" / f"{name}.json").read_text("utf-8"))[
        "answers"
    ]
    for question in shipped_bank().questions.values():
        if question.type == "event" and isinstance(answers.get(question.id), list) and not rare:
            panel = {part.id for part in question.fields if part.detail}
            answers[question.id] = [
                {key: value for key, value in entry.items() if key not in panel}
                for entry in answers[question.id]
            ]
    return answers


def not_applying(player: CountingPlayer) -> Simplified:
    """Without it: a screen and a key to leave it out for every question of the path that does not apply."""
    questions = player.bank.questions.values()
    asked = sum(player.path in q.paths and not player.reading.asked(q.id) for q in questions)
    return Simplified(keys=asked, screens=asked)


def play(name: str, path: str, *, rare: bool) -> CountingPlayer:
    """One case played to its end."""
    answers = answers_of(name, rare=rare)
    with tempfile.TemporaryDirectory() as folder:
        command = interview_command(path, Path(folder) / "record.json")
        terminal = CountingTerminal(command, Path(folder) / "plan.txt")
        player = CountingPlayer(terminal, shipped_bank(), answers, path=path)
        player.play()
        terminal.close()
    return player


def show(title: str, player: CountingPlayer) -> None:
    """Print what a case takes, with and without each simplification."""
    now = player.counted
    saved = {
        "numbers on one line": player.lines,
        "spoken days": player.days,
        "what is rare folded away": player.folded,
        "asking only what applies": not_applying(player),
    }
    keys, letters, screens = now.keys, now.letters, player.screens
    print(f"{title}: {len(player.seen)} questions, about {minutes(player):.0f} minutes")
    print(f"  as it is                       {keys:5} keys {letters:5} letters {screens:4} screens")
    print(f"  prompts on these screens       {player.prompts:5}")
    for words, one in saved.items():
        print(f"  without {words:24}{one.keys:+5}      {one.letters:+5}         {one.screens:+4}")
        keys, letters, screens = keys + one.keys, letters + one.letters, screens + one.screens
    print(f"  without all of them            {keys:5} keys {letters:5} letters {screens:4} screens")
    print(
        f"  read aloud {player.read} words, told {player.told}, letters of own words {player.own}", end="\n\n"
    )


def main() -> None:
    """Print the table."""
    machine()
    for name, path, rare in CASES:
        title = f"{name} {path}{'' if rare else ', nothing rare told'}"
        show(title, play(name, path, rare=rare))
    print("Minutes are an estimate:")
    for assumption in ASSUMPTIONS:
        print(f"- {assumption}")


if __name__ == "__main__":
    main()
