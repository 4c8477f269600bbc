"""Weekends as people say them: both days, of which one is chosen."""

from __future__ import annotations

import re
from datetime import date, timedelta

from relapse_cli.prompters.typed.days.relative import WEEK, Days, Viewpoint, weekday_beside

_WEEKEND = (
    r"(?:(?:at|over|during) )?(?:the )?(?:(?P<which>this|last|past|coming|next) )?weekend"
    r"(?: (?P<way>before|after)(?: that)?)?"
)
_TWO_DAYS = "A weekend has two days."
_SATURDAY = 5
_DAY = timedelta(days=1)


def read_weekend(words: str, view: Viewpoint) -> Days | None:
    """Read ``last weekend``, ``the weekend`` or ``the weekend before``; which of its days is asked."""
    found = re.fullmatch(_WEEKEND, words)
    if found is None or (found["way"] and view.that is None):
        return None
    saturdays = (
        _beside(view.that.day, found["way"]) if found["way"] and view.that else _near(found["which"], view)
    )
    return Days(tuple(day for saturday in saturdays for day in (saturday, saturday + _DAY)), _TWO_DAYS)


def _beside(that: date, way: str) -> tuple[date, ...]:
    """The Saturday of the weekend that lies whole before, or after, a day."""
    return (weekday_beside(that, 6, way) - _DAY,) if way == "before" else (weekday_beside(that, 5, way),)


def _near(which: str | None, view: Viewpoint) -> tuple[date, ...]:
    """The Saturdays of the weekends that may be meant; what has begun leaves another one open."""
    last = view.today - timedelta(days=(view.today.weekday() - _SATURDAY) % 7)
    begun, coming = view.today.weekday() >= _SATURDAY, last + WEEK
    match which:
        case "last" | "past":
            return (last - WEEK if begun else last,)
        case "coming":
            return (coming,)
        case "next":
            return (coming, coming + WEEK)
        case _ if view.towards == "past":
            return (last, last - WEEK) if begun else (last,)
        case _:
            return (last, coming) if begun else (coming,)
