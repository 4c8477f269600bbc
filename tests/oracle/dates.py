"""Dates, durations and windows (rules 1.6 to 1.8), and the due words (rules 7.7)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

HOURS_PER_UNIT = {"minute": 1 / 60, "hour": 1, "day": 24, "week": 7 * 24, "month": 30 * 24, "year": 365 * 24}
ONE_DAY = timedelta(hours=24)


@dataclass(frozen=True)
class When:
    """An instant (start equals end) or a whole local day (end is 24 hours after start)."""

    start: datetime
    end: datetime
    whole_day: bool
    day: date


def is_date_alone(text: str) -> bool:
    """1.7: a date without time."""
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True


def read_when(raw: Any, now: datetime) -> When | None:
    """1.7: a date-time without offset takes that of ``now``; a date alone is the whole local day there."""
    if not isinstance(raw, str):
        return None
    try:
        moment = datetime.fromisoformat(raw.strip())
    except ValueError:
        return None
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=now.tzinfo)
    if is_date_alone(raw.strip()):
        return When(moment, moment + ONE_DAY, whole_day=True, day=moment.date())
    return When(moment, moment, whole_day=False, day=moment.astimezone(now.tzinfo).date())


def read_days(raw: Any) -> float | None:
    """1.8: a duration in days; unusable without a usable value and unit."""
    if not isinstance(raw, dict):
        return None
    value, unit = raw.get("value"), raw.get("unit")
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        return None
    if not isinstance(unit, str) or unit not in HOURS_PER_UNIT:
        return None
    return value * HOURS_PER_UNIT[unit] / 24


def hours_ago(when: When, now: datetime) -> float:
    """1.7: now minus the instant, or minus the end of the day; never below 0."""
    return max(0.0, (now - when.end).total_seconds() / 3600)


def within(when: When | None, hours: float, now: datetime) -> bool:
    """1.7: at most that many hours ago; an unusable date is within every window."""
    if when is None:
        return True
    return hours_ago(when, now) <= hours


def near(one: When | None, other: When | None) -> bool:
    """1.7: could the two uses lie within 24 hours of each other? Either unusable: yes."""
    if one is None or other is None:
        return True
    if one.whole_day and other.whole_day:
        return abs((one.day - other.day).days) <= 1
    if not one.whole_day and not other.whole_day:
        return abs(one.start - other.start) <= ONE_DAY
    instant, day = (other, one) if one.whole_day else (one, other)
    if instant.start < day.start:
        return day.start - instant.start <= ONE_DAY
    if instant.start >= day.end:
        return instant.start - day.end < ONE_DAY
    return True


def resolve(word: str, now: datetime) -> str:
    """7.7: the moment or the local date that a due word stands for, as ISO text."""
    if word == "now":
        return now.isoformat()
    if word in {"today", "tonight"}:
        return now.date().isoformat()
    unit, _, number = word.partition(" ")
    if unit == "hours":
        return (now + timedelta(hours=int(number))).isoformat()
    return (now.date() + timedelta(days=int(number))).isoformat()
