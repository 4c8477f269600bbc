"""Days and times as people type them, read against the record's own "now"."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time, timedelta

from relapse_cli.logic.moments import parse_moment, parse_now
from relapse_cli.logic.words import MONTHS

CLOCK = re.compile(r"(?:^|[ T]|\bat )(\d{1,2})[:.](\d{2})$", re.ASCII)
DISTANCE = re.compile(r"(?:(in) )?(\d{1,3}) (day|week)s?( ago)?", re.ASCII)
SPELLED = re.compile(r"(\d{1,2})\.? ([a-z]{3})[a-z]*\.?(?: (\d{4}))?", re.ASCII)
DAYS = {"today": 0, "yesterday": -1, "tomorrow": 1}
HALF_A_YEAR = timedelta(days=183)


def read_date(text: str, now: str) -> str | None:
    """Read a day, or a day and a time, into ISO 8601; ``None`` when it is neither.

    What is already ISO stays as it was typed. A year that was left out is the one nearest to ``now``.
    """
    plain = " ".join(text.split())
    if parse_moment(plain, UTC) is not None:
        return plain.replace(" ", "T")
    start = parse_now(now)
    if start is None:
        return None
    clock = CLOCK.search(plain)
    words = (plain[: clock.start()] if clock else plain).lower().removesuffix(" at").rstrip(" ,")
    day = read_day(words, start.date())
    if day is None or (clock is None):
        return day.isoformat() if day else None
    try:
        moment = datetime.combine(day, time(int(clock[1]), int(clock[2])), start.tzinfo)
    except ValueError:
        return None
    return moment.isoformat()


def read_day(words: str, today: date) -> date | None:
    """Read a day such as ``yesterday``, ``3 days ago``, ``20 nov`` or ``2026-11-20``."""
    try:
        if words in DAYS:
            return today + timedelta(days=DAYS[words])
        if found := DISTANCE.fullmatch(words):
            return read_distance(found, today)
        if found := SPELLED.fullmatch(words):
            return read_spelled(found, today)
        return date.fromisoformat(words) if re.fullmatch(r"\d{4}-\d{2}-\d{2}", words) else None
    except (ValueError, OverflowError):
        return None


def read_distance(found: re.Match[str], today: date) -> date | None:
    """A number of days or weeks before or after today; which of the two must be said."""
    if bool(found[1]) == bool(found[4]):
        return None
    days = int(found[2]) * (7 if found[3] == "week" else 1)
    return today + timedelta(days=days if found[1] else -days)


def read_spelled(found: re.Match[str], today: date) -> date | None:
    """A day with its month spelled out; without a year, the one nearest to today."""
    month = next((i for i, name in enumerate(MONTHS, 1) if name.lower() == found[2]), None)
    if month is None:
        return None
    if found[3]:
        return date(int(found[3]), month, int(found[1]))
    near = date(today.year, month, int(found[1]))
    if near - today > HALF_A_YEAR:
        return near.replace(year=near.year - 1)
    return near.replace(year=near.year + 1) if today - near > HALF_A_YEAR else near
