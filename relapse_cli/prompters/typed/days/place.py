"""Times of day put on their days, on the side of the record's "now" where they are expected."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

from relapse_cli.prompters.typed.days.clock import DAY, PARTS
from relapse_cli.prompters.typed.days.local import change_at, moments_at
from relapse_cli.prompters.typed.days.relative import Days, Viewpoint


def nearest(times: Iterable[timedelta], view: Viewpoint) -> tuple[datetime, ...]:
    """The last or the next moment with each time of day."""
    past, now = view.towards == "past", view.now.replace(second=0, microsecond=0)
    found: list[datetime] = []
    for clock_time in times:
        here = moments_at(view.today, clock_time % DAY, view.zone)
        fitting = [each for each in here if (each <= view.now if past else each >= now)]
        found += fitting or moments_at(view.today + (-DAY if past else DAY), clock_time % DAY, view.zone)
    return tuple(sorted(found, reverse=past))


def place(
    days: Days, times: tuple[timedelta, ...], view: Viewpoint, part: str | None = None
) -> tuple[datetime, ...]:
    """Put the times on the days; readings on the unexpected side of now give way to the others."""
    groups = []
    for day in days.choices:
        moments = [moment for clock_time in times for moment in moments_at(day, clock_time, view.zone)]
        if part and day == view.today:
            moments = [_bring_near(moment, part, view) for moment in moments]
        # What lies on an earlier day by its words cannot be still to come.
        groups.append(_expected([each for each in moments if day >= view.today or each <= view.now], view))
    found = [moment for group in groups for moment in group]
    return tuple(found if days.firm else _expected(found, view))


def _expected(moments: list[datetime], view: Viewpoint) -> list[datetime]:
    """The moments on the expected side of now, or all of them when none is."""
    past = view.towards == "past"
    return [each for each in moments if (each <= view.now if past else each >= view.now)] or moments


def _bring_near(moment: datetime, part: str, view: Viewpoint) -> datetime:
    """While a part of today lasts, its usual hour gives way to now where it lies on the wrong side."""
    now = view.now.replace(second=0, microsecond=0)
    _, first, last = (moments_at(view.today, timedelta(hours=hour), view.zone)[0] for hour in PARTS[part])
    if not first <= view.now < last:
        return moment
    return min(moment, now) if view.towards == "past" else max(moment, now)


def change_words(days: Days, times: Iterable[timedelta], view: Viewpoint) -> str:
    """Why a time is open where the clocks are changed on one of the days; empty where none is."""
    found = (change_at(day, clock_time, view.zone) for clock_time in times for day in days.choices)
    return next(filter(None, found), "")
