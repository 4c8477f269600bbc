"""Days and times as a therapist types them in a session, read against the record's own "now".

What has two readings is never guessed: the order of day and month in numbers, an hour without am or pm, a
weekday that is today's, and midnight on a named day, which may begin or end it (``00:00`` begins it).
Every moment takes the offset that the zone has then; where the zone is not known, or has another offset than
"now", that of "now". The clock is never read.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, tzinfo

from relapse_cli.logic.answers.moments import Moment, parse_moment, parse_now
from relapse_cli.model.ask import Towards
from relapse_cli.prompters.typed.days.calendar_day import read_calendar_day
from relapse_cli.prompters.typed.days.clock import DAY, Clock, find_clocks, times_in_part
from relapse_cli.prompters.typed.days.local import as_local, change_at, clock_words, moments_at, zone_at
from relapse_cli.prompters.typed.days.place import change_words, nearest, place
from relapse_cli.prompters.typed.days.relative import Days, Viewpoint, read_hours, read_near_day
from relapse_cli.prompters.typed.days.spelling import drop_small_words, make_plain, take_part
from relapse_cli.prompters.typed.days.weekend import read_weekend
from relapse_cli.text.days import readable_day

_MIDNIGHT_OPEN = "Midnight can begin or end the day."
_HALF_OPEN = "The time can be before or after noon."
_SHAPE_OPEN = "It can be a day or a time."
_OWN_OFFSET = re.compile(r"(?:Z|[+-][0-9]{2}:?[0-9]{2})$")
_SAID_OFFSET = re.compile(r"\s*\(UTC([+-][0-9]{2}:[0-9]{2})\)\s*$", re.IGNORECASE)


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
    text: str, now: str, *, that: str | None = None, towards: Towards = "past", zone: tzinfo | None = None
) -> Resolved | Ambiguous | None:
    """Read a typed day or moment; ``None`` when it is neither, or points to a ``that`` which is missing.

    ``towards`` says where a day lies that may be past or to come, such as ``Tuesday`` or ``the 5th``.
    What names its direction itself (``next``, ``in``, ``this evening``) is taken at its word.
    """
    start = parse_now(now)
    if start is None or start.tzinfo is None:
        return None
    view = _view(start, that, towards, zone)
    if typed := parse_moment(" ".join(text.split()), start.tzinfo):
        return _read_iso(typed, text, view)
    bare, offset = _take_offset(text)
    plain = make_plain(bare)
    # A last full stop belongs to ``3.4.``, and to no other day or time.
    return _read_plain(plain, view, offset) or _read_plain(plain.rstrip(" ."), view, offset)


def _view(start: datetime, that: str | None, towards: Towards, zone: tzinfo | None) -> Viewpoint:
    """What is read against, with the moment that is pointed back to in local time."""
    where = zone_at(start, zone)
    back = parse_moment(that, start.tzinfo or where)
    if back is not None and not back.whole_day:
        back = Moment(as_local(back.start, where), as_local(back.end, where))
    return Viewpoint(start, back, towards, where)


def _read_iso(typed: Moment, text: str, view: Viewpoint) -> Resolved | Ambiguous | None:
    """Read what was typed in ISO 8601; without an offset it is local time."""
    if typed.whole_day:
        return _resolve(typed.day, view, exact=True)
    if _OWN_OFFSET.search(text.strip()):
        return _resolve(as_local(typed.start, view.zone), view, exact=True)
    wall = typed.start.replace(tzinfo=None)
    day, clock_time = wall.date(), wall - datetime.combine(wall, time())
    found = [_resolve(each, view, exact=True) for each in moments_at(day, clock_time, view.zone)]
    choices = tuple(choice for choice in found if choice)
    return (
        Ambiguous(choices, change_at(day, clock_time, view.zone))
        if len(choices) > 1
        else next(iter(choices), None)
    )


def _take_offset(text: str) -> tuple[str, str]:
    """The words without the offset that tells the two hours of a night apart, and that offset."""
    found = _SAID_OFFSET.search(text)
    return (text[: found.start()], found[1]) if found else (text, "")


def _read_plain(plain: str, view: Viewpoint, offset: str = "") -> Resolved | Ambiguous | None:
    """Gather every way to read plain words, and resolve them when they agree."""
    readings = list(_read_each_way(plain, view))
    choices: dict[str, Resolved] = {}
    for reading in readings:
        for moment in reading.moments:
            choice = _resolve(moment, view, about=reading.about)
            if choice and choice.iso.endswith(offset):
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
        found = nearest(times, view)
        near = Days(tuple(dict.fromkeys(each.date() for each in found)))
        return _Sense(found, change_words(near, times, view) or _HALF_OPEN)
    if clock is None and part is None and (moment := read_hours(words, view)):
        return _Sense((moment,), about=words != "now")
    days = read_near_day(words, view) or read_weekend(words, view) or read_calendar_day(words, view)
    if days is None:
        return None
    if clock is None and part is None:
        return _Sense(days.choices, days.why)
    if clock is None and part:
        return _Sense(place(days, times, view, part), days.why, about=True)
    open_time = _MIDNIGHT_OPEN if len(times) == 2 and times[0] + DAY == times[1] else _HALF_OPEN
    return _Sense(place(days, times, view), change_words(days, times, view) or days.why or open_time)


def _resolve(
    moment: date | datetime, view: Viewpoint, *, about: bool = False, exact: bool = False
) -> Resolved | None:
    """The moment with its words, or ``None`` at the very edge of the calendar."""
    iso = moment.isoformat()
    if parse_moment(iso, view.zone) is None:
        return None
    return Resolved(iso, _say_moment(moment, view, about=about), exact)


def _say_moment(moment: date | datetime, view: Viewpoint, *, about: bool) -> str:
    """The moment with its weekday, to be read out; ``about`` stands before what is not certain."""
    hedge = "about " if about else ""
    if isinstance(moment, datetime):
        return f"{readable_day(moment.date())}, {hedge}{clock_words(moment, view.zone)}"
    return f"{hedge}{readable_day(moment)}"
