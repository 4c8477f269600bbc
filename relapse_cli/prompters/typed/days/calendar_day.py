"""Days as the calendar writes them: ``20 Nov``, ``November 20th, 2026``, ``the 5th``, ``3/4/2026``."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date, timedelta

from relapse_cli.prompters.typed.days.near import WEEKDAY, Days, Frame, add_months, weekday_of
from relapse_cli.text.days import MONTHS, WEEKDAYS, plain_day

TOLERANCE = timedelta(days=30)
STEMS = tuple(month.lower() for month in MONTHS)

MONTH = (
    r"(?P<month>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    r"|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)"
)
DAY_NUMBER, YEAR = r"(?P<day>[0-9]{1,2})", r"(?: '?(?P<year>[0-9]{4}|[0-9]{2}))?"
SPELLED = (
    re.compile(rf"{DAY_NUMBER}(?:st|nd|rd|th|\.)? ?(?:of )?{MONTH}{YEAR}"),
    re.compile(rf"{MONTH} (?:the )?{DAY_NUMBER}(?:st|nd|rd|th)?{YEAR}"),
)
YEAR_FIRST = re.compile(r"([0-9]{4})([-/.])([0-9]{1,2})\2([0-9]{1,2})")
NUMERIC = (
    re.compile(r"([0-9]{1,2})([-/.])([0-9]{1,2})\2 ?([0-9]{4}|[0-9]{2})"),
    re.compile(r"([0-9]{1,2})([/.])([0-9]{1,2})()\.?"),
)
ORDINAL = re.compile(r"([0-9]{1,2})(?:st|nd|rd|th)")
WITH_WEEKDAY = re.compile(rf"{WEEKDAY} (?:the )?(?P<rest>.*[0-9].*)")


def read_calendar_day(words: str, frame: Frame) -> Days | None:
    """Read a calendar day, with or without its weekday before it."""
    bare = words.removeprefix("the ")
    if found := WITH_WEEKDAY.fullmatch(bare):
        days = read_bare_day(found["rest"], frame)
        return match_weekday(days, weekday_of(found)) if days else None
    return read_bare_day(bare, frame)


def read_bare_day(words: str, frame: Frame) -> Days | None:
    """Read a day with its month in words or in numbers, or a day of the month alone."""
    for shape in SPELLED:
        if found := shape.fullmatch(words):
            month = STEMS.index(found["month"][:3]) + 1
            return days_of([make_day(int(found["day"]), month, found["year"], frame)])
    if found := YEAR_FIRST.fullmatch(words):
        return days_of([make_day(int(found[4]), int(found[3]), found[1], frame)])
    for shape in NUMERIC:
        if found := shape.fullmatch(words):
            one, other = int(found[1]), int(found[3])
            return days_of(make_day(*pair, found[4], frame) for pair in ((one, other), (other, one)))
    found = ORDINAL.fullmatch(words)
    return day_of_month(int(found[1]), frame) if found else None


def days_of(days: Iterable[date | None]) -> Days | None:
    """The possible ones among the readings; two of them differ in the order of day and month."""
    possible = tuple(dict.fromkeys(day for day in days if day))
    why = "The day or the month can come first." if len(possible) > 1 else ""
    return Days(possible, why, firm=True) if possible else None


def make_day(day: int, month: int, year: str | None, frame: Frame) -> date | None:
    """A day in its year: two digits lie in this century, no year is the nearest in the direction."""
    if year:
        return valid_day(int(year) + (2000 if len(year) == 2 else 0), month, day)
    years = range(frame.today.year - 8, frame.today.year + 9)
    candidates = [found for year_ in years if (found := valid_day(year_, month, day))]
    if frame.towards == "past":
        return max((found for found in candidates if found <= frame.today + TOLERANCE), default=None)
    return min((found for found in candidates if found >= frame.today - TOLERANCE), default=None)


def valid_day(year: int, month: int, day: int) -> date | None:
    """The date, or ``None`` when the calendar has no such day."""
    try:
        return date(year, month, day)
    except ValueError:
        return None


def day_of_month(day: int, frame: Frame) -> Days | None:
    """The nearest such day of a month in the expected direction; today's own number leaves both open."""
    step = -1 if frame.towards == "past" else 1
    first = frame.today.replace(day=1)
    months = (add_months(first, step * count) for count in range(4))
    found = [candidate for month in months if (candidate := valid_day(month.year, month.month, day))]
    ahead = [candidate for candidate in found if (candidate - frame.today).days * step >= 0]
    if not ahead:
        return None
    if ahead[0] == frame.today:
        return Days(tuple(ahead[:2]), "It can be today or the same day of another month.")
    return Days((ahead[0],))


def match_weekday(days: Days, weekday: int) -> Days:
    """Keep the days that fall on the weekday; where none does, offer the nearest that do as well."""
    matching = tuple(day for day in days.choices if day.weekday() == weekday)
    if matching:
        return Days(matching, days.why, days.firm)
    first = days.choices[0]
    named = f"{plain_day(first)} is a {WEEKDAYS[first.weekday()]}"
    nearest = tuple(day + timedelta(days=(weekday - day.weekday() + 3) % 7 - 3) for day in days.choices)
    choices = tuple(dict.fromkeys(days.choices + nearest))
    return Days(choices, f"{named}, not a {WEEKDAYS[weekday]}.", firm=True)
