"""Times of day put on their days, on the side of the record's "now" where they are expected."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta

from relapse_cli.prompters.typed.days.clock import DAY, PARTS
from relapse_cli.prompters.typed.days.near import Days, Frame


def nearest(times: Iterable[timedelta], frame: Frame) -> tuple[datetime, ...]:
    """The last or the next moment with each time of day."""
    now, found = frame.now.replace(second=0, microsecond=0), []
    for clock_time in times:
        moment = at_time(frame.today, clock_time % DAY, frame)
        if frame.towards == "past":
            found.append(moment if moment <= frame.now else moment - DAY)
        else:
            found.append(moment if moment >= now else moment + DAY)
    return tuple(sorted(found, reverse=frame.towards == "past"))


def place(
    days: Days, times: tuple[timedelta, ...], frame: Frame, part: str | None = None
) -> tuple[datetime, ...]:
    """Put the times on the days; readings on the unexpected side of now give way to the others."""
    groups = []
    for day in days.choices:
        moments = [at_time(day, clock_time, frame) for clock_time in times]
        if part and day == frame.today:
            moments = [bring_near(moment, part, frame) for moment in moments]
        # What lies on an earlier day by its words cannot be still to come.
        groups.append(expected([each for each in moments if day >= frame.today or each <= frame.now], frame))
    found = [moment for group in groups for moment in group]
    return tuple(found if days.firm else expected(found, frame))


def expected(moments: list[datetime], frame: Frame) -> list[datetime]:
    """The moments on the expected side of now, or all of them when none is."""
    past = frame.towards == "past"
    return [each for each in moments if (each <= frame.now if past else each >= frame.now)] or moments


def bring_near(moment: datetime, part: str, frame: Frame) -> datetime:
    """While a part of today lasts, its usual hour gives way to now where it lies on the wrong side."""
    now = frame.now.replace(second=0, microsecond=0)
    _, first, last = (at_time(frame.today, timedelta(hours=hour), frame) for hour in PARTS[part])
    if not first <= frame.now < last:
        return moment
    return min(moment, now) if frame.towards == "past" else max(moment, now)


def at_time(day: date, clock_time: timedelta, frame: Frame) -> datetime:
    """A time on a day in the record's offset."""
    return datetime.combine(day, time(), frame.now.tzinfo) + clock_time
