"""The days that were asked for with ``--since`` and ``--until``: local dates, both ends included."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from relapse_cli.errors import UsageError


@dataclass(frozen=True, slots=True)
class Days:
    """A range of days.

    Attributes:
        since: the first day, as ISO 8601; ``None`` for from the beginning on. ``until`` is the last one.
    """

    since: str | None = None
    until: str | None = None

    def __contains__(self, moment: str) -> bool:
        """Whether a moment (ISO 8601) lies on one of the days, on its own clock."""
        day = moment[: len("2026-11-20")]
        return (self.since or day) <= day <= (self.until or day)


def days_asked(since: str | None, until: str | None) -> Days:
    """Return the days that were asked for.

    Raises:
        UsageError: one of them is not a day, or the last one lies before the first.
    """
    for name, day in (("--since", since), ("--until", until)):
        if day is not None and not _is_day(day):
            raise UsageError(f"{name} {day} is not a day.", remedy="Write it like 2026-11-20.")
    if since is not None and until is not None and until < since:
        raise UsageError(
            f"There is no day from {since} to {until}: the last one lies before the first.",
            remedy=f"The other way round: --since {until} --until {since}",
        )
    return Days(since, until)


def days_around(today: str, since: str | None, until: str | None, *, back: int, ahead: int) -> Days:
    """Return the days that were asked for; where none was named, so many before today and after it.

    Raises:
        UsageError: one of them is not a day, or the last one lies before the first.
    """
    asked = days_asked(since, until)
    day = date.fromisoformat(today)
    first = asked.since or min(day - timedelta(days=back), _day(asked.until, day)).isoformat()
    last = asked.until or max(day + timedelta(days=ahead), _day(asked.since, day)).isoformat()
    return Days(first, last)


def _day(text: str | None, usual: date) -> date:
    return date.fromisoformat(text) if text is not None else usual


def _is_day(text: str) -> bool:
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False
