"""A step that is told on one line: what is open is asked, its parts are said, then it is taken."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from relapse_cli.model.ask import Choice, Text, Told, ToldPart
from relapse_cli.model.reply import AnsweredFields, ListAct, Reply
from relapse_cli.prompters.asker import Clerk
from relapse_cli.prompters.commands import Command, read_command
from relapse_cli.prompters.plain.streams import Lines
from relapse_cli.prompters.told_text import (
    FIRST_USE,
    MORE,
    doubt_words,
    part_words,
    parts_to_show,
)
from relapse_cli.prompters.typed.days.read import Unreadable
from relapse_cli.prompters.typed.told.correct import faults_of, put_right, with_status
from relapse_cli.prompters.typed.told.read import Doubt, ToldStep, corrected, read_told

_TAKING = (
    "An empty line takes it; a number puts that part right; drop gives the line up; "
    "or type the line another way."
)
_CHOOSING = "Type its number; or type the line another way."
_FIXING = "An empty line leaves it as it is; - takes it out."
_DROP, _OUT = "drop", "-"
_STATUS = {"?": "unknown", "x": "declined"}
_Next = str | Reply | None
"""The line as it is to be read next, a reply, or ``None`` where the line was given up."""


class PlainTold:
    """A step that is being told.

    Args:
        told: what it is told as.
        lines: where it is typed.
        clerk: checks the parts.
        keep: keeps the line at every change.
        command: does what a command asks for beside a line; ``None`` leads back to it.
    """

    def __init__(
        self,
        told: Told,
        lines: Lines,
        clerk: Clerk,
        keep: Callable[[str], None],
        command: Callable[[Command, str], Reply | None],
    ) -> None:
        self.told = told
        self.lines = lines
        self.clerk = clerk
        self.keep = keep
        self.command = command

    def ask(self, line: str) -> Reply | None:
        """Read a line until it is taken, or given up: ``None``."""
        whole = False
        while True:
            self.keep(line)
            heard = read_told(line, self.told)
            found = (
                self._doubt(heard.doubts[0], line) if heard.doubts else self._parts(heard, line, whole=whole)
            )
            whole = found == MORE or (whole and isinstance(found, str))
            if found is None:
                self.keep("")
            if not isinstance(found, str):
                return found
            line = line if found == MORE else found

    def _typed(self, line: str) -> str | Reply:
        """The next line that is typed; a command leads back here, or ends in a reply."""
        while True:
            typed = self.lines.ask("> ")
            command = Command("help") if typed.strip() == "?" else read_command(typed)
            if command is None:
                return typed.strip()
            if (reply := self.command(command, line)) is not None:
                return reply

    def _say(self, words: Sequence[str]) -> None:
        """Say sentences, each from its own line on."""
        self.lines.say(line for each in words for line in self.lines.wrap(each))

    def _number(self, rows: Sequence[str]) -> None:
        """Say rows with their numbers."""
        for number, row in enumerate(rows, 1):
            self.lines.say(self.lines.wrap(row, f"{number:>3}. ", "     "))

    def _doubt(self, doubt: Doubt, line: str) -> _Next:
        """Which way some words are meant; anything else is the line, typed another way."""
        self._say([doubt_words(doubt.words, doubt.why)])
        self._number([words for words, _ in doubt.choices])
        self._say([_CHOOSING])
        typed = self._typed(line)
        if not isinstance(typed, str):
            return typed
        place = _place(typed, len(doubt.choices))
        if place is not None:
            return doubt.choices[place][1]
        return None if typed.lower() == _DROP else _unless_number(typed) or line

    def _parts(self, heard: ToldStep, line: str, *, whole: bool) -> _Next:
        """The parts, to be taken, put right, or told another way."""
        parts = parts_to_show(heard, self.told, whole=whole)
        more = [] if len(parts) == len(self.told.parts) else [MORE]
        first = [FIRST_USE] if heard.needs_first_use and self.told.first_use_open else []
        self._number([*(part_words(part, heard) for part in parts), *more, *first])
        self._say([*heard.remarks, _TAKING])
        typed = self._typed(line)
        if not isinstance(typed, str):
            return typed
        if not typed:
            return self._taken(heard, line)
        place = _place(typed, len(parts) + len(more) + len(first))
        if place is None:
            return None if typed.lower() == _DROP else _unless_number(typed) or line
        if place < len(parts):
            return self._put_right(parts[place], heard, line)
        return MORE if place < len(parts) + len(more) else ListAct("first_use", draft=line)

    def _taken(self, heard: ToldStep, line: str) -> _Next:
        """The step, where every part of it fits."""
        problems = faults_of(heard, self.told, self.clerk)
        self._say(problems)
        return line if problems else AnsweredFields(heard.fields)

    def _put_right(self, part: ToldPart, heard: ToldStep, line: str) -> _Next:
        """Put one part right, in words or by the number of an option."""
        options = part.ask.options if isinstance(part.ask, Choice) else ()
        self._say([part.label, part.help, part_words(part, heard)])
        self._number([option.label for option in options])
        self._say([_FIXING])
        while True:
            typed = self._typed(line)
            if not isinstance(typed, str):
                return typed
            if not typed:
                return line
            changed = self._changed(part, typed, line)
            if isinstance(changed, str):
                return changed
            self._say([changed.message])

    def _changed(self, part: ToldPart, typed: str, line: str) -> str | Unreadable:
        """The line with a part as it was typed."""
        if typed == _OUT:
            return corrected(line, part.field, "", self.told)
        if typed in _STATUS and not isinstance(part.ask, Text):
            return with_status(line, part, _STATUS[typed], self.told)
        options = part.ask.options if isinstance(part.ask, Choice) else ()
        place = _place(typed, len(options))
        return put_right(line, part, typed if place is None else options[place].id, self.told)


def _place(typed: str, count: int) -> int | None:
    """Which of so many rows a number stands for, counted from 0."""
    is_row = typed.isascii() and typed.isdecimal() and 1 <= int(typed) <= count
    return int(typed) - 1 if is_row else None


def _unless_number(typed: str) -> str:
    """What was typed, where it is more than a number: that would be none of the rows."""
    return "" if typed.isdecimal() else typed
