"""What is typed, read into values; and values written the way they are typed."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import assert_never

from relapse_cli.logic.answers.in_words import DECLINED, NOT_KNOWN
from relapse_cli.model.answer import read_answer
from relapse_cli.model.ask import (
    Ask,
    Choice,
    Day,
    Length,
    Marks,
    Number,
    Numbers,
    Secret,
    SharedTexts,
    Table,
    Text,
    YesNo,
)
from relapse_cli.prompters.typed.days.read import NUMBERS, Unreadable, day_hint, read_day
from relapse_cli.text.nouns import plural

_NUMBER = re.compile(r"[+-]?\d+(?:[.,]\d+)?", re.ASCII)
_LONGEST = 15
"""Characters of the longest number that is read: more of them are a key held down."""
_THOUSANDS = r"[+-]?([1-9]\d{0,2}),(\d{3})"
"""A number whose comma may part thousands as well as a fraction."""
_LENGTH = (
    rf"(?:for |about |the last )*(?P<number>\d+(?:[.,]\d+)?|half an|{'|'.join(NUMBERS)})"
    r"\s*(?P<unit>[a-z]+)\.?(?: (?:before|earlier|ago|now|long))*"
)
_UNIT_WORDS = {
    "minute": ("min", "mins", "minute", "minutes"),
    "hour": ("h", "hr", "hrs", "hour", "hours"),
    "day": ("d", "day", "days", "night", "nights"),
    "week": ("w", "wk", "wks", "week", "weeks"),
    "month": ("mo", "mon", "month", "months"),
    "year": ("y", "yr", "yrs", "year", "years"),
}


def read_value(text: str, ask: Number | Day | Length | Text) -> object:
    """Read typed text into a value, or return `Unreadable`.

    A day in words comes back as `Resolved` or `Ambiguous`, to be confirmed or chosen first.
    """
    match ask:
        case Number():
            return read_number(text, ask)
        case Day():
            return read_day(text, ask)
        case Length():
            return _read_length(text)
        case Text():
            return text.rstrip()
        case _:
            assert_never(ask)


def read_number(text: str, asked: Number) -> object:
    """Read a number; a decimal comma and the unit behind it are fine."""
    plain = text.strip()
    if asked.unit:
        plain = re.sub(rf"\s*{re.escape(asked.unit)}s?$", "", plain, flags=re.IGNORECASE)
    if not _NUMBER.fullmatch(plain) or len(plain) > _LONGEST:
        return Unreadable(f"Please type a number{range_words(asked)}.")
    return _plain_number(plain)


def _plain_number(text: str) -> int | float | Unreadable:
    """A number as it was typed: whole, or with a point or a comma; what may be a thousand is not guessed."""
    if found := re.fullmatch(_THOUSANDS, text, re.ASCII):
        whole, rest = found.groups()
        return Unreadable(f"Please type it without the comma: {whole}{rest}, or {whole}.{rest}.")
    return float(text.replace(",", ".")) if re.search(r"[.,]", text) else int(text)


def range_words(asked: Number) -> str:
    """The range of a number in words, with a blank before it; empty when there is none."""
    return f" from {asked.low:g} to {asked.high:g}" if asked.high is not None else ""


def _read_length(text: str) -> object:
    """Read a length of time such as ``3 weeks``, ``for a month`` or ``90 min``.

    ``3 weeks before`` is a length as well, for that is the way lengths lie unless told otherwise; ``after``
    is not passed over.
    """
    found = re.fullmatch(_LENGTH, " ".join(text.lower().split()), re.ASCII)
    unit = next((unit for unit, words in _UNIT_WORDS.items() if found and found["unit"] in words), None)
    if found is None or unit is None or len(found["number"]) > _LONGEST:
        return Unreadable("Please type a number and a unit, such as 3 days, two weeks or 90 min.")
    number = found["number"]
    value = NUMBERS.get(number) or (0.5 if number == "half an" else _plain_number(number))
    return value if isinstance(value, Unreadable) else {"value": value, "unit": unit}


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
        case Day():
            return day_hint(ask)
        case YesNo() | Choice() | Marks() | Text() | Table() | SharedTexts() | Secret():
            return ""
        case _:
            assert_never(ask)


def written(value: object) -> str:
    """A stored value as it would be typed; empty when it has no such form."""
    duration = read_answer(value).duration
    if duration is not None:
        return f"{duration.value:.12g} {plural(duration.value, duration.unit)}"
    if value is None or isinstance(value, bool | list | tuple | Mapping):
        return ""
    return f"{value:.12g}" if isinstance(value, float) else str(value)
