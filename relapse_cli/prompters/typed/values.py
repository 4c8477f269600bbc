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
    Distance,
    Form,
    Length,
    Marks,
    Number,
    Numbers,
    Secret,
    Table,
    Text,
    YesNo,
)
from relapse_cli.prompters.typed.days.read import Unreadable, day_hint, read_day
from relapse_cli.prompters.typed.distance import distance_hint, read_distance
from relapse_cli.prompters.typed.lengths import is_number, plain_number, read_length
from relapse_cli.text.nouns import plural


def read_value(text: str, ask: Number | Day | Length | Distance | Text) -> object:
    """Read typed text into a value, or return `Unreadable`.

    A day in words comes back as `Resolved` or `Ambiguous`, a step of the sequence as `Placed` or
    `OpenDistance`: to be confirmed or chosen first.
    """
    match ask:
        case Number():
            return read_number(text, ask)
        case Day():
            return read_day(text, ask)
        case Length():
            return read_length(text)
        case Distance():
            return read_distance(text, ask)
        case Text():
            return text.rstrip()
        case _:
            assert_never(ask)


def read_number(text: str, asked: Number) -> object:
    """Read a number; a decimal comma and the unit behind it are fine."""
    plain = text.strip()
    if asked.unit:
        plain = re.sub(rf"\s*{re.escape(asked.unit)}s?$", "", plain, flags=re.IGNORECASE)
    if not is_number(plain):
        return Unreadable(f"Please type a number{range_words(asked)}.")
    return plain_number(plain)


def range_words(asked: Number) -> str:
    """The range of a number in words, with a blank before it; empty when there is none."""
    return f" from {asked.low:g} to {asked.high:g}" if asked.high is not None else ""


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
        case Distance():
            return distance_hint()
        case Day():
            return day_hint(ask)
        case YesNo() | Choice() | Marks() | Text() | Table() | Form() | Secret():
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
