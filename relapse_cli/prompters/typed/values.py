"""What is typed, read into values; and values written the way they are typed."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC
from typing import assert_never

from relapse_cli.logic.answers.in_words import DECLINED, NOT_KNOWN
from relapse_cli.logic.answers.moments import parse_moment
from relapse_cli.logic.answers.value import duration_of
from relapse_cli.model.ask import (
    Ask,
    Choice,
    Day,
    Length,
    Marks,
    Number,
    Numbers,
    Secret,
    Table,
    Texts,
    Words,
    YesNo,
)
from relapse_cli.prompters.typed.days.clock import NUMBERS
from relapse_cli.prompters.typed.days.explain import points_nowhere, with_anchor
from relapse_cli.prompters.typed.days.read import Ambiguous, Resolved, read_moment
from relapse_cli.prompters.typed.days.side import on_its_side, side_words
from relapse_cli.text.nouns import plural

NUMBER = re.compile(r"[+-]?\d+(?:[.,]\d+)?", re.ASCII)
LENGTH = re.compile(
    rf"(?:for |about |the last )*(?P<number>\d+(?:[.,]\d+)?|half an|{'|'.join(NUMBERS)})"
    r"\s*(?P<unit>[a-z]+)\.?(?: (?:before|earlier|ago|now|long))*",
    re.ASCII,
)
TIME_EXAMPLES = "tomorrow 10:00, Friday at 14:30 or 27 Nov 14:30"
UNIT_WORDS = {
    "minute": ("min", "mins", "minute", "minutes"),
    "hour": ("h", "hr", "hrs", "hour", "hours"),
    "day": ("d", "day", "days", "night", "nights"),
    "week": ("w", "wk", "wks", "week", "weeks"),
    "month": ("mo", "mon", "month", "months"),
    "year": ("y", "yr", "yrs", "year", "years"),
}


@dataclass(frozen=True, slots=True)
class Unreadable:
    """What was typed is no value; how to write one."""

    message: str


def read_value(text: str, ask: Number | Day | Length | Words) -> object:
    """Read typed text into a value, or return `Unreadable`.

    A day in words comes back as `Resolved` or `Ambiguous`, to be confirmed or chosen first.
    """
    match ask:
        case Number():
            return read_number(text, ask)
        case Day():
            return read_day(text, ask)
        case Length():
            return read_length(text)
        case Words():
            return text.rstrip()
        case _:
            assert_never(ask)


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


def read_number(text: str, asked: Number) -> object:
    """Read a number; a decimal comma and the unit behind it are fine."""
    plain = text.strip()
    if asked.unit:
        plain = re.sub(rf"\s*{re.escape(asked.unit)}s?$", "", plain, flags=re.IGNORECASE)
    if not NUMBER.fullmatch(plain):
        return Unreadable(f"Please type a number{range_words(asked)}.")
    return plain_number(plain)


def plain_number(text: str) -> int | float:
    """A number as it was typed: whole, or with a point or a comma."""
    return float(text.replace(",", ".")) if re.search(r"[.,]", text) else int(text)


def range_words(asked: Number) -> str:
    """The range of a number in words, with a blank before it; empty when there is none."""
    return f" from {asked.low:g} to {asked.high:g}" if asked.high is not None else ""


def read_length(text: str) -> object:
    """Read a length of time such as ``3 weeks``, ``for a month`` or ``90 min``.

    ``3 weeks before`` is a length as well, for that is the way lengths lie unless told otherwise; ``after``
    is not passed over.
    """
    found = LENGTH.fullmatch(" ".join(text.lower().split()))
    unit = next((unit for unit, words in UNIT_WORDS.items() if found and found["unit"] in words), None)
    if found is None or unit is None:
        return Unreadable("Please type a number and a unit, such as 3 days, two weeks or 90 min.")
    number = found["number"]
    value = NUMBERS.get(number) or (0.5 if number == "half an" else plain_number(number))
    return {"value": value, "unit": unit}


def _date_hint(asked: Day) -> str:
    """How to write a date, and a time where one is wanted."""
    if asked.timed:
        return f"Please type a day and a time, such as {TIME_EXAMPLES}."
    return f"Please type a day, such as {_day_examples(asked)}."


def _day_examples(asked: Day) -> str:
    """Days as they may be typed: past ones, or such as lie ahead where the day does."""
    if asked.towards == "future":
        return "tomorrow, on Friday, 27 Nov or 2026-11-27"
    return "yesterday, last Tuesday, 20 Nov or 2026-11-20"


def hint(ask: Ask) -> str:
    """How to type an answer, in a few words; empty where that is plain."""
    match ask:
        case Number():
            unit = f", in {ask.unit}s" if ask.unit else ""
            return f"A number{range_words(ask)}{unit}."
        case Numbers():
            marks = f"“-” stands for one left out, “?” {NOT_KNOWN}, “x” {DECLINED}"
            return f"On one line, such as 5 4 6 / 7; {marks}."
        case Table(rows=rows) if any(row.rated for row in rows):
            return "The order is always by time; to move a step, change how far from the first use it was."
        case Length():
            return "Such as 3 days, two weeks or 90 min."
        case Day(timed=True):
            return f"Such as {TIME_EXAMPLES}."
        case Day():
            time = "" if ask.towards == "future" else "; a time as well if it is known"
            return f"Such as {_day_examples(ask)}{time}."
        case YesNo() | Choice() | Marks() | Words() | Table() | Texts() | Secret():
            return ""
        case _:
            assert_never(ask)


def written(value: object) -> str:
    """A stored value as it would be typed; empty when it has no such form."""
    duration = duration_of(value)
    if duration is not None:
        return f"{duration.value:.12g} {plural(duration.value, duration.unit)}"
    if value is None or isinstance(value, bool | list | tuple | Mapping):
        return ""
    return f"{value:.12g}" if isinstance(value, float) else str(value)
