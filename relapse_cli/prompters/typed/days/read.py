"""A typed day or moment read into a value: the one door to the rest of this room."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, timedelta
from typing import Protocol

from relapse_cli.logic.answers.moments import parse_moment, parse_now
from relapse_cli.model.ask import Day
from relapse_cli.prompters.typed.days.clock import NUMBERS
from relapse_cli.prompters.typed.days.explain import (
    left_open,
    on_its_side,
    points_nowhere,
    side_words,
    with_anchor,
)
from relapse_cli.prompters.typed.days.moment import Ambiguous, Resolved, read_moment
from relapse_cli.text.days import plain_day

__all__ = ["NUMBERS", "Ambiguous", "Resolved", "Unreadable", "date_words", "day_hint", "read_day"]

_EXAMPLE_AWAY = 7
"""Days from the session to the day of an example."""


class HasWords(Protocol):
    """What was understood, with words for it."""

    @property
    def words(self) -> str:
        """The words to read out."""
        ...


@dataclass(frozen=True, slots=True)
class Unreadable:
    """What was typed is no value; how to write one."""

    message: str


def read_day(text: str, asked: Day) -> str | Resolved | Ambiguous | Unreadable:
    """Read a day or a moment; what was not typed in full is returned with its words, to be shown first."""
    anchor = asked.anchor.iso if asked.anchor else None
    found = read_moment(text, asked.now, that=anchor, towards=asked.towards, zone=asked.zone)
    if found is None:
        return Unreadable(points_nowhere(text, asked) or f"{left_open(text)}{_date_hint(asked)}")
    found = on_its_side(found, asked)
    if found is None:
        return Unreadable(side_words(asked))
    if isinstance(found, Resolved) and found.exact:
        return _as_typed(text, found.iso, asked)
    return with_anchor(found, text, asked)


def _as_typed(text: str, iso: str, asked: Day) -> str:
    """What was typed in full as it was typed, where that means the same; else with its offset."""
    typed, now = " ".join(text.split()).replace(" ", "T", 1), parse_now(asked.now)
    zone = (now.tzinfo if now else None) or UTC
    return typed if parse_moment(typed, zone) == parse_moment(iso, zone) else iso


def date_words(found: HasWords) -> str:
    """What was understood, as a sentence."""
    return f"{found.words[:1].upper()}{found.words[1:]}."


def day_hint(asked: Day) -> str:
    """How to type a day, in a few words."""
    if asked.timed:
        return f"Such as {_time_examples(asked)}."
    time = "" if asked.towards == "future" else "; a time as well if it is known"
    return f"Such as {_day_examples(asked)}{time}."


def _date_hint(asked: Day) -> str:
    """How to write a date, and a time where one is wanted."""
    if asked.timed:
        return f"Please type a day and a time, such as {_time_examples(asked)}."
    return f"Please type a day, such as {_day_examples(asked)}."


def _time_examples(asked: Day) -> str:
    """Moments as they may be typed; each lies ahead."""
    return f"tomorrow 10:00, Friday at 14:30 or {_example_day(asked)[0]} 14:30"


def _day_examples(asked: Day) -> str:
    """Days as they may be typed: past ones, or such as lie ahead where the day does."""
    words, iso = _example_day(asked)
    if asked.towards == "future":
        return f"tomorrow, on Friday, {words} or {iso}"
    return f"yesterday, last Tuesday, {words} or {iso}"


def _example_day(asked: Day) -> tuple[str, str]:
    """A day on the side where the answer lies, in words and in numbers."""
    now = parse_now(asked.now)
    if now is None:
        return "20 Nov", "2026-11-20"
    away = timedelta(days=_EXAMPLE_AWAY if asked.towards == "future" else -_EXAMPLE_AWAY)
    day = now.date() + away
    return plain_day(day, day), day.isoformat()
