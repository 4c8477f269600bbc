"""Times of day as people type them: ``15:30``, ``9am``, ``half past nine``, ``midnight``, ``evening``."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta

_WORDS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
_TEENS = ("thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen", "twenty")
NUMBERS = {"a": 1, "an": 1} | {word: number for number, word in enumerate((*_WORDS, *_TEENS), 1)}

_HALF_DAY = timedelta(hours=12)
DAY = timedelta(days=1)

# For each part of the day: the hour it stands for when no time is given, and the hours it spans.
PARTS = {"morning": (8, 0, 12), "afternoon": (15, 12, 18), "evening": (19, 16, 25), "night": (22, 18, 30)}

_EDGE_BEFORE, _EDGE_AFTER = r"(?<![\w.:/-])", r"(?!\.?\w|[:/-])"
_LEAD = r"(?:(?:at|about) )"
_HOUR = r"(?P<hour>[0-9]{1,2}|" + "|".join(_WORDS) + ")"
_HALF = r"(?: ?(?P<half>[ap])m)"
_MINUTES_AWAY = {"five": 5, "ten": 10, "quarter": 15, "a quarter": 15, "twenty": 20, "twenty-five": 25}
_MINUTES_AWAY["half"] = 30
_AWAY = r"(?P<away>" + "|".join(_MINUTES_AWAY) + r"|[0-9]{1,2}(?= min))(?: min(?:ute)?s?)? (?P<way>past|to) "
_SECOND = r"(?::(?P<second>[0-9]{2}(?:\.[0-9]{1,6})?))"
# Patterns stay text in this room: `re` compiles and keeps them when the first day is typed, not at start-up.
_SHAPES = tuple(
    _EDGE_BEFORE + shape + _EDGE_AFTER
    for shape in (
        rf"{_LEAD}*(?P<word>(?:12 )?noon|midday|lunch ?time|(?:12 )?midnight)",
        rf"{_LEAD}*{_AWAY}{_HOUR}(?: o'?clock)?{_HALF}?",
        rf"{_LEAD}*(?P<hour>[0-9]{{1,2}}):(?P<minute>[0-9]{{2}}){_SECOND}?{_HALF}?",
        rf"{_LEAD}*(?P<hour>[0-9]{{1,2}})\.(?P<minute>[0-9]{{2}}){_HALF}?",
        rf"{_LEAD}*{_HOUR}{_HALF}",
        rf"{_LEAD}*{_HOUR} o'?clock",
        rf"{_LEAD}+{_HOUR}",
    )
)


@dataclass(frozen=True, slots=True)
class Clock:
    """A time of day as typed, with every reading it has.

    Attributes:
        times: its readings from 00:00 of the day; from 24 hours on they lie in the next day.
        with_part: the readings to choose from once a part of the day is known.
    """

    times: tuple[timedelta, ...]
    with_part: tuple[timedelta, ...]


_MIDNIGHT = Clock((timedelta(0), DAY), (timedelta(0), DAY))


def find_clocks(words: str) -> Iterator[tuple[Clock, str]]:
    """Every time of day that the words may hold, each with the words that remain without it."""
    for shape in _SHAPES:
        if (found := re.search(shape, words)) and (clock := _read_clock(found.groupdict())):
            yield clock, " ".join((words[: found.start()] + " " + words[found.end() :]).split())


def _read_clock(found: dict[str, str | None]) -> Clock | None:
    """Read one found time; without am, pm or two digits for the hour, both halves of the day are open."""
    if word := found.get("word"):
        return _MIDNIGHT if word.endswith("midnight") else _fixed(_HALF_DAY)
    typed = found["hour"] or ""
    hour = NUMBERS[typed] if typed in NUMBERS else int(typed)
    minute = timedelta(minutes=int(found.get("minute") or 0), seconds=float(found.get("second") or 0))
    if hour > 23 or minute >= timedelta(hours=1) or float(found.get("second") or 0) >= 60:
        return None
    if (away := found.get("away")) and (hour > 12 or not hour or (away, found["way"]) == ("half", "to")):
        return None
    minute += _minutes_away(found) if away else timedelta(0)
    start = timedelta(hours=hour) + minute
    if half := found.get("half"):
        return _halved(start, half, hour)
    if hour > 12 or not hour:
        return _fixed(start)
    both = start % _HALF_DAY
    with_part = (both, both + _HALF_DAY, both + DAY)
    if len(typed) == 2 and found.get("minute"):
        return Clock((start,), with_part)
    if both < timedelta(hours=1):
        return Clock((both + _HALF_DAY, both, both + DAY), with_part)
    return Clock(with_part[:2], with_part)


def _minutes_away(found: dict[str, str | None]) -> timedelta:
    """How far ``quarter to`` or ``10 minutes past`` lies from the hour."""
    away = found["away"] or ""
    minutes = timedelta(minutes=_MINUTES_AWAY[away] if away in _MINUTES_AWAY else int(away))
    return -minutes if found["way"] == "to" else minutes


def _halved(start: timedelta, half: str, hour: int) -> Clock | None:
    """A time with am or pm; ``12am`` is a midnight, so it may begin or end the day."""
    if not 1 <= hour <= 12:
        return None
    time = start % _HALF_DAY + (_HALF_DAY if half == "p" else timedelta(0))
    return _fixed(time) if time else _MIDNIGHT


def _fixed(time: timedelta) -> Clock:
    """A time with one reading; in a night it may lie after midnight."""
    return Clock((time,), (time, time + DAY))


def times_in_part(clock: Clock | None, part: str | None) -> tuple[timedelta, ...]:
    """The readings of a time within a part of the day, such as 22:00 for ``10`` and ``night``."""
    if part is None:
        return clock.times if clock else ()
    usual, first, last = (timedelta(hours=hour) for hour in PARTS[part])
    return tuple(time for time in clock.with_part if first <= time < last) if clock else (usual,)
