"""A typed day or moment read into a value: the one door to the rest of this room."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC

from relapse_cli.logic.answers.moments import parse_moment
from relapse_cli.model.ask import Day
from relapse_cli.prompters.typed.days.clock import NUMBERS
from relapse_cli.prompters.typed.days.explain import on_its_side, points_nowhere, side_words, with_anchor
from relapse_cli.prompters.typed.days.moment import Ambiguous, Resolved, read_moment

__all__ = ["NUMBERS", "Ambiguous", "Resolved", "Unreadable", "date_words", "day_hint", "read_day"]

_TIME_EXAMPLES = "tomorrow 10:00, Friday at 14:30 or 27 Nov 14:30"


@dataclass(frozen=True, slots=True)
class Unreadable:
    """What was typed is no value; how to write one."""

    message: str


def read_day(text: str, asked: Day) -> str | Resolved | Ambiguous | Unreadable:
    """Read a day or a moment; what was not typed in full is returned with its words, to be shown first."""
    anchor = asked.anchor.iso if asked.anchor else None
    found = read_moment(text, asked.now, that=anchor, towards=asked.towards)
    if found is None:
        return Unreadable(points_nowhere(text, asked) or _date_hint(asked))
    found = on_its_side(found, asked)
    if found is None:
        return Unreadable(side_words(asked))
    if isinstance(found, Resolved) and found.exact:
        typed = " ".join(text.split()).replace(" ", "T", 1)
        return typed if parse_moment(typed, UTC) is not None else found.iso
    return with_anchor(found, text, asked)


def date_words(found: Resolved) -> str:
    """What was understood, as a sentence."""
    return f"{found.words[:1].upper()}{found.words[1:]}."


def day_hint(asked: Day) -> str:
    """How to type a day, in a few words."""
    if asked.timed:
        return f"Such as {_TIME_EXAMPLES}."
    time = "" if asked.towards == "future" else "; a time as well if it is known"
    return f"Such as {_day_examples(asked)}{time}."


def _date_hint(asked: Day) -> str:
    """How to write a date, and a time where one is wanted."""
    if asked.timed:
        return f"Please type a day and a time, such as {_TIME_EXAMPLES}."
    return f"Please type a day, such as {_day_examples(asked)}."


def _day_examples(asked: Day) -> str:
    """Days as they may be typed: past ones, or such as lie ahead where the day does."""
    if asked.towards == "future":
        return "tomorrow, on Friday, 27 Nov or 2026-11-27"
    return "yesterday, last Tuesday, 20 Nov or 2026-11-20"
