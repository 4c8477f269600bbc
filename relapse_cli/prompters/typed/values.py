"""What is typed, read into values; and values written the way they are typed."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC

from relapse_cli.logic.answers.in_words import DECLINED, NOT_KNOWN
from relapse_cli.logic.answers.moments import parse_moment
from relapse_cli.model.answer import read_answer
from relapse_cli.model.screen import Screen
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


def read_value(text: str, screen: Screen) -> object:
    """Read typed text into a value of the screen's kind, or return `Unreadable`.

    A day in words comes back as `Resolved` or `Ambiguous`, to be confirmed or chosen first.
    """
    match screen.kind:
        case "scale" | "number":
            return read_number(text, screen)
        case "duration":
            return read_duration(text)
        case "date" | "datetime":
            return read_day(text, screen)
        case _:
            return text.rstrip()


def read_day(text: str, screen: Screen) -> str | Resolved | Ambiguous | Unreadable:
    """Read a day or a moment; what was not typed in full is returned with its words, to be shown first."""
    found = read_moment(text, screen.now, that=screen.that, towards=screen.towards)
    if found is None:
        return Unreadable(points_nowhere(text, screen) or date_hint(screen))
    found = on_its_side(found, screen)
    if found is None:
        return Unreadable(side_words(screen))
    if isinstance(found, Resolved) and found.exact:
        typed = " ".join(text.split()).replace(" ", "T", 1)
        return typed if parse_moment(typed, UTC) is not None else found.iso
    return with_anchor(found, text, screen)


def date_words(found: Resolved) -> str:
    """What was understood, as a sentence."""
    return f"{found.words[:1].upper()}{found.words[1:]}."


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


def date_hint(screen: Screen) -> str:
    """How to write a date, and a time where one is wanted."""
    if screen.kind == "datetime":
        return f"Please type a day and a time, such as {TIME_EXAMPLES}."
    return f"Please type a day, such as {day_examples(screen)}."


def day_examples(screen: Screen) -> str:
    """Days as they may be typed: past ones, or such as lie ahead where the day does."""
    if screen.towards == "future":
        return "tomorrow, on Friday, 27 Nov or 2026-11-27"
    return "yesterday, last Tuesday, 20 Nov or 2026-11-20"


def hint(screen: Screen) -> str:
    """How to type an answer, in a few words; empty for plain text."""
    match screen.kind:
        case "scale" | "number":
            unit = f", in {screen.unit}s" if screen.unit else ""
            return f"A number{range_words(screen)}{unit}."
        case "line":
            marks = f"“-” stands for one left out, “?” {NOT_KNOWN}, “x” {DECLINED}"
            return f"On one line, such as 5 4 6 / 7; {marks}."
        case "entries" if any(entry.rated for entry in screen.entries):
            return "The order is always by time; to move a step, change how far from the first use it was."
        case "duration":
            return "Such as 3 days, two weeks or 90 min."
        case "date":
            time = "" if screen.towards == "future" else "; a time as well if it is known"
            return f"Such as {day_examples(screen)}{time}."
        case "datetime":
            return f"Such as {TIME_EXAMPLES}."
        case _:
            return ""


def written(value: object) -> str:
    """A stored value as it would be typed; empty when it has no such form."""
    duration = read_answer(value).duration
    if duration is not None:
        return f"{duration.value:.12g} {plural(duration.value, duration.unit)}"
    if value is None or isinstance(value, bool | list | tuple | Mapping):
        return ""
    return f"{value:.12g}" if isinstance(value, float) else str(value)
