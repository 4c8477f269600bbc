"""What is typed, read into values; and values written the way they are typed."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from relapse_cli.logic.values import duration_of
from relapse_cli.prompters.base import Screen
from relapse_cli.prompters.typed_dates import read_date

NUMBER = re.compile(r"[+-]?\d+(?:[.,]\d+)?", re.ASCII)
LENGTH = re.compile(r"(\d+(?:[.,]\d+)?)\s*([a-z]+)\.?", re.ASCII)
UNIT_WORDS = {
    "minute": ("min", "mins", "minute", "minutes"),
    "hour": ("h", "hr", "hrs", "hour", "hours"),
    "day": ("d", "day", "days"),
    "week": ("w", "wk", "wks", "week", "weeks"),
    "month": ("mo", "mon", "month", "months"),
    "year": ("y", "yr", "yrs", "year", "years"),
}


@dataclass(frozen=True, slots=True)
class Unreadable:
    """What was typed is no value; how to write one."""

    message: str


def read_value(text: str, screen: Screen) -> object:
    """Read typed text into a value of the screen's kind, or return `Unreadable`."""
    match screen.kind:
        case "scale" | "number":
            return read_number(text, screen)
        case "duration":
            return read_duration(text)
        case "date" | "datetime":
            return read_date(text, screen.now) or Unreadable(date_hint(screen))
        case _:
            return text.rstrip()


def read_number(text: str, screen: Screen) -> object:
    """Read a number; a decimal comma and the unit behind it are fine."""
    plain = text.strip()
    if screen.unit:
        plain = re.sub(rf"\s*{re.escape(screen.unit)}s?$", "", plain, flags=re.IGNORECASE)
    if not NUMBER.fullmatch(plain):
        return Unreadable(f"Please type a number{range_words(screen)}.")
    return plain_number(plain)


def plain_number(text: str) -> int | float:
    """A number as it was typed: whole, or with a point or a comma."""
    return float(text.replace(",", ".")) if re.search(r"[.,]", text) else int(text)


def range_words(screen: Screen) -> str:
    """The range of a number in words, with a blank before it; empty when there is none."""
    low = 0.0 if screen.min is None else screen.min
    high = 10.0 if screen.max is None and screen.kind == "scale" else screen.max
    return f" from {low:g} to {high:g}" if high is not None else ""


def read_duration(text: str) -> object:
    """Read a length of time such as ``3 weeks`` or ``90 min``."""
    found = LENGTH.fullmatch(text.strip().lower())
    unit = next((unit for unit, words in UNIT_WORDS.items() if found and found[2] in words), None)
    if found is None or unit is None:
        return Unreadable("Please type a number and a unit, such as 3 days, 2 weeks or 90 min.")
    return {"value": plain_number(found[1]), "unit": unit}


def date_hint(screen: Screen) -> str:
    """How to write a date, and a time where one is wanted."""
    if screen.kind == "datetime":
        return "Please type a day and a time, such as 2026-11-20 14:30, tomorrow 10:00 or 20 Nov 14:30."
    return "Please type a day, such as 2026-11-20, 20 Nov, yesterday or 3 days ago."


def hint(screen: Screen) -> str:
    """How to type an answer, in a few words; empty for plain text."""
    match screen.kind:
        case "scale" | "number":
            unit = f", in {screen.unit}s" if screen.unit else ""
            return f"A number{range_words(screen)}{unit}."
        case "duration":
            return "Such as 3 days, 2 weeks or 90 min."
        case "date":
            return "Such as 2026-11-20, 20 Nov, yesterday or 3 days ago."
        case "datetime":
            return "Such as 2026-11-20 14:30, tomorrow 10:00 or 20 Nov 14:30."
        case _:
            return ""


def written(value: object) -> str:
    """A stored value as it would be typed; empty when it has no such form."""
    duration = duration_of(value)
    if duration is not None:
        plural = "" if duration.value == 1 else "s"
        return f"{duration.value:.12g} {duration.unit}{plural}"
    if value is None or isinstance(value, bool | list | tuple | Mapping):
        return ""
    return f"{value:.12g}" if isinstance(value, float) else str(value)
