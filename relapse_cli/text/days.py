"""Days and moments as people read them, the same on every machine whatever its locale.

A month is always a word: day and month in numbers can be mistaken for each other.
"""

from __future__ import annotations

from datetime import date, datetime, time

MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


def plain_day(day: date, today: date | None = None) -> str:
    """Return ``23 Nov 2026``; the year only where it is another one than today's."""
    words = f"{day.day} {MONTHS[day.month - 1]}"
    return words if today and today.year == day.year else f"{words} {day.year:04d}"


def plain_month(year_and_month: str) -> str:
    """Return ``Nov 2026`` for ``2026-11``; any other text stays as it is."""
    try:
        first = date.fromisoformat(f"{year_and_month}-01")
    except ValueError:
        return year_and_month
    return f"{MONTHS[first.month - 1]} {first.year:04d}"


def readable_day(day: date, today: date | None = None) -> str:
    """Return ``Mon 23 Nov 2026``; the year only where it is another one than today's."""
    return f"{WEEKDAYS[day.weekday()][:3]} {plain_day(day, today)}"


def readable_moment(moment: datetime) -> str:
    """Return ``Mon 23 Nov 2026, 10:00``."""
    return f"{readable_day(moment.date())}, {moment:%H:%M}"


def readable_date(iso: str) -> str:
    """Return an ISO date or date-time in words; any other text stays as it is."""
    try:
        moment = datetime.fromisoformat(iso)
    except ValueError:
        return iso
    return readable_day(moment.date()) if len(iso) <= len("2026-11-23") else readable_moment(moment)


def readable_due(due: str | None, words: str | None) -> str:
    """Return the due words with the date they resolve to, each said once."""
    when = readable_date(due) if due else ""
    said = words or ""
    if when == said:
        return said
    if said and when:
        return f"{said} ({when})"
    return said or when


def exact_time(clock: time) -> str:
    """Return ``10:00``; with the seconds where there are any."""
    return clock.isoformat() if clock.second or clock.microsecond else f"{clock:%H:%M}"
