"""Dates as people read them, the same on every machine whatever its locale."""

from __future__ import annotations

from datetime import date, datetime

MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")


def readable_date(iso: str) -> str:
    """Return ``Mon 23 Nov 2026, 10:00`` for an ISO date or date-time; any other text stays as it is."""
    try:
        moment = datetime.fromisoformat(iso)
    except ValueError:
        return iso
    day = readable_day(moment.date())
    return day if len(iso) <= len("2026-11-23") else f"{day}, {moment:%H:%M}"


def readable_day(day: date) -> str:
    """Return ``Mon 23 Nov 2026``."""
    return f"{WEEKDAYS[day.weekday()]} {day.day} {MONTHS[day.month - 1]} {day.year}"


def short_day(day: date, today: date) -> str:
    """Return ``Mon 23 Nov``; the year only where it is another one than today's."""
    words = readable_day(day)
    return words if day.year != today.year else words.rsplit(" ", 1)[0]


def readable_due(due: str | None, words: str | None) -> str:
    """Return the due words with the date they resolve to, each said once."""
    when = readable_date(due) if due else ""
    said = words or ""
    if when and when in said:
        return said
    if said and when:
        return f"{said} ({when})"
    return said or when
