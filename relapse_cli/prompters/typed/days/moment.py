"""Days and times as a therapist types them in a session, read against the record's own "now".

What has two readings is never guessed: the order of day and month in numbers, an hour without am or pm, a
weekday that is today's, and midnight on a named day, which may begin or end it (``00:00`` begins it).
Every moment takes the fixed offset of "now"; the clock is never read.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, tzinfo

from relapse_cli.logic.answers.moments import Moment, parse_moment, parse_now
from relapse_cli.model.ask import Towards
from relapse_cli.prompters.typed.days.calendar_day import read_calendar_day
from relapse_cli.prompters.typed.days.clock import DAY, Clock, find_clocks, times_in_part
from relapse_cli.prompters.typed.days.place import nearest, place
from relapse_cli.prompters.typed.days.relative import Viewpoint, read_hours, read_near_day
from relapse_cli.prompters.typed.days.spelling import drop_small_words, make_plain, take_part
from relapse_cli.text.days import exact_time, readable_day

_MIDNIGHT_OPEN = "Midnight can begin or end the day."
_HALF_OPEN = "The time can be before or after noon."
_SHAPE_OPEN = "It can be a day or a time."


@dataclass(frozen=True, slots=True)
class Resolved:
    """A day or a moment with one reading.

    Attributes:
        iso: ISO 8601, a date, or a date-time with the record's offset.
        words: the same to read out, such as ``Tue 17 Nov 2026, about 12:00``.
        exact: whether it was typed in ISO 8601, so that nothing needs confirming.
    """

    iso: str
    words: str
    exact: bool


@dataclass(frozen=True, slots=True)
class Ambiguous:
    """Words with several readings, and what is open between them."""

    choices: tuple[Resolved, ...]
    why: str


@dataclass(frozen=True, slots=True)
class _Sense:
    """The moments that one way of reading the words leads to."""

    moments: tuple[date | datetime, ...]
    why: str = ""
    about: bool = False


def read_moment(
    text: str, now: str, *, that: str | None = None, towards: Towards = "past"
) -> Resolved | Ambiguous | None:
    """Read a typed day or moment; ``None`` when it is neither, or points to a ``that`` which is missing.

    ``towards`` says where a day lies that may be past or to come, such as ``Tuesday`` or ``the 5th``.
    What names its direction itself (``next``, ``in``, ``this evening``) is taken at its word.
    """
    start = parse_now(now)
    if start is None or start.tzinfo is None:
        return None
    if typed := parse_moment(" ".join(text.split()), start.tzinfo):
        return _resolve(typed.day if typed.whole_day else typed.start, start.tzinfo, exact=True)
    view = Viewpoint(start, parse_moment(that, start.tzinfo), towards)
    plain = make_plain(text)
    # A last full stop belongs to ``3.4.``, and to no other day or time.
    return _read_plain(plain, view) or _read_plain(plain.rstrip(" ."), view)


def _read_plain(plain: str, view: Viewpoint) -> Resolved | Ambiguous | None:
    """Gather every way to read plain words, and resolve them when they agree."""
    readings = list(_read_each_way(plain, view))
    choices: dict[str, Resolved] = {}
    for reading in readings:
        for moment in reading.moments:
            if choice := _resolve(moment, view.now.tzinfo, about=reading.about):
                choices.setdefault(choice.iso, choice)
    if len(choices) < 2:
        return next(iter(choices.values()), None)
    why = _SHAPE_OPEN if len(readings) > 1 else readings[0].why
    return Ambiguous(tuple(choices.values()), why)


def _read_each_way(plain: str, view: Viewpoint) -> Iterator[_Sense]:
    """Read the words without a time of day, then with every time that they may hold."""
    part, words = take_part(plain)
    about = "about" in words.split()
    for clock, rest in ((None, words), *find_clocks(words)):
        try:
            reading = _read_day_and_time(drop_small_words(rest), clock, part, view)
        except (ValueError, OverflowError):
            continue
        if reading and reading.moments:
            yield _Sense(reading.moments, reading.why, reading.about or about)


def _read_day_and_time(words: str, clock: Clock | None, part: str | None, view: Viewpoint) -> _Sense | None:
    """Read a day and put a time on it; a time alone lies on the nearest day it can."""
    times = times_in_part(clock, part)
    if clock and not words:
        return _Sense(nearest(times, view), _HALF_OPEN)
    if clock is None and part is None and (moment := read_hours(words, view)):
        return _Sense((moment,), about=words != "now")
    days = read_near_day(words, view) or read_calendar_day(words, view)
    if days is None:
        return None
    if clock is None and part is None:
        return _Sense(days.choices, days.why)
    if clock is None and part:
        return _Sense(place(days, times, view, part), days.why, about=True)
    open_time = _MIDNIGHT_OPEN if len(times) == 2 and times[0] + DAY == times[1] else _HALF_OPEN
    return _Sense(place(days, times, view), days.why or open_time)


def _resolve(
    moment: date | datetime, zone: tzinfo | None, *, about: bool = False, exact: bool = False
) -> Resolved | None:
    """The moment with its words, or ``None`` at the very edge of the calendar."""
    iso = moment.isoformat()
    read = parse_moment(iso, zone) if zone else None
    return Resolved(iso, _say_moment(read, about=about), exact) if read else None


def _say_moment(moment: Moment, *, about: bool) -> str:
    """The moment with its weekday, to be read out; ``about`` stands before what is not certain."""
    day, hedge = readable_day(moment.day), "about " if about else ""
    return f"{hedge}{day}" if moment.whole_day else f"{day}, {hedge}{exact_time(moment.start.time())}"
