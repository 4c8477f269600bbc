"""Dates and times of a record against its own "now" (rules 1.6 and 1.7). The clock is never read."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, tzinfo

_WHOLE_DAY = timedelta(days=1)
_HOUR = timedelta(hours=1)

FIRST_YEAR = 1900
"""No date of a record lies before this year; one that does is a slip."""

DATE_SHAPE = re.compile(r"\d{4}-\d{2}-\d{2}")
MOMENT_SHAPE = re.compile(
    r"\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}(:\d{2}(\.\d{1,6})?)?(Z|[+-]\d{2}:?\d{2})?", re.ASCII
)


@dataclass(frozen=True, slots=True)
class Moment:
    """An instant, or a whole local day ``[00:00, 24:00)``; both ends carry the record's offset.

    Attributes:
        start: the instant, or 00:00 of the day.
        end: the instant, or 24:00 of the day.
        own: the instant with the offset it was given with, where a change of the clocks made that another.
    """

    start: datetime
    end: datetime
    own: datetime | None = None

    @property
    def clock(self) -> datetime:
        """The instant as the clocks show it then, to be said."""
        return self.own or self.start

    @property
    def whole_day(self) -> bool:
        """Whether it was given as a date without a time."""
        return self.end > self.start

    @property
    def day(self) -> date:
        """The calendar date in the record's offset."""
        return self.start.date()


def parse_moment(text: object, zone: tzinfo) -> Moment | None:
    """Read an ISO 8601 date or date-time; without an offset it takes ``zone``; ``None`` if neither."""
    if not isinstance(text, str):
        return None
    text = text.strip()
    try:
        if DATE_SHAPE.fullmatch(text):
            start = datetime.combine(date.fromisoformat(text), time(), zone)
            return Moment(start, start + _WHOLE_DAY)
        if MOMENT_SHAPE.fullmatch(text):
            instant = datetime.fromisoformat(text)
            instant = instant.replace(tzinfo=zone) if instant.tzinfo is None else instant.astimezone(zone)
            return Moment(instant, instant, _own_clock(text, instant))
    except (ValueError, OverflowError):
        return None
    return None


def _own_clock(text: str, instant: datetime) -> datetime | None:
    """A time as it was given, where its offset is an hour or less from the record's: the clocks were changed.

    ``Z``, and an offset from further away, are told on the record's clocks.
    """
    given = datetime.fromisoformat(text)
    offset = given.utcoffset()
    if offset is None or text.endswith("Z") or offset == instant.utcoffset():
        return None
    return given if abs(offset - (instant.utcoffset() or timedelta())) <= _HOUR else None


def parse_now(text: str) -> datetime | None:
    """Read a record's ``started_at``: a date-time with an offset, else ``None``."""
    if not MOMENT_SHAPE.fullmatch(text.strip()):
        return None
    try:
        now = datetime.fromisoformat(text.strip())
    except ValueError:
        return None
    if now.tzinfo is None or not FIRST_YEAR <= now.year <= 9000:
        return None
    return now


def _hours_ago(moment: Moment, now: datetime) -> float:
    """Hours from a moment to ``now``; a whole day counts from its END; never below 0 (rules 1.7)."""
    return max(0.0, (now - moment.end) / _HOUR)


def within(moment: Moment | None, hours: float, now: datetime) -> bool:
    """Say whether a moment lies in the window, inclusive; an unusable one always does (rules 1.7)."""
    return moment is None or _hours_ago(moment, now) <= hours


def near(one: Moment | None, other: Moment | None) -> bool:
    """Say whether two uses could lie within 24 hours of each other; an unusable one could (rules 1.7)."""
    if one is None or other is None:
        return True
    if one.whole_day and other.whole_day:
        return abs((one.day - other.day).days) <= 1
    if one.whole_day:
        one, other = other, one
    if not other.whole_day:
        return abs(one.start - other.start) <= _WHOLE_DAY
    if one.start < other.start:
        return other.start - one.start <= _WHOLE_DAY
    return one.start < other.end or one.start - other.end < _WHOLE_DAY
