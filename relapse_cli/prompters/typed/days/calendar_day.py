"""Days as the calendar writes them: ``20 Nov``, ``November 20th, 2026``, ``the 5th``, ``3/4/2026``."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date, timedelta

from relapse_cli.prompters.typed.days.relative import WEEKDAY, Days, Viewpoint, add_months, weekday_of
from relapse_cli.text.days import MONTHS, WEEKDAYS, plain_day

_TOLERANCE = timedelta(days=30)
_STEMS = tuple(month.lower() for month in MONTHS)

_MONTH = (
    r"(?P<month>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    r"|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)"
)
_DAY_NUMBER, _YEAR = r"(?P<day>[0-9]{1,2})", r"(?: '?(?P<year>[0-9]{4}|[0-9]{2}))?"
_SPELLED = (
    rf"{_DAY_NUMBER}(?:st|nd|rd|th|\.)? ?(?:of )?{_MONTH}{_YEAR}",
    rf"{_MONTH} (?:the )?{_DAY_NUMBER}(?:st|nd|rd|th)?{_YEAR}",
)
_YEAR_FIRST = r"([0-9]{4})([-/.])([0-9]{1,2})\2([0-9]{1,2})"
_NUMERIC = (
    r"([0-9]{1,2})([-/.])([0-9]{1,2})\2 ?([0-9]{4}|[0-9]{2})",
    r"([0-9]{1,2})([/.])([0-9]{1,2})()\.?",
)
_ORDINAL = r"([0-9]{1,2})(?:st|nd|rd|th)"
_WITH_WEEKDAY = rf"{WEEKDAY} (?:the )?(?P<rest>.*[0-9].*)"


def read_calendar_day(words: str, view: Viewpoint) -> Days | None:
    """Read a calendar day, with or without its weekday before it."""
    bare = words.removeprefix("the ")
    if found := re.fullmatch(_WITH_WEEKDAY, bare):
        rest = found["rest"]
        days = (
            _day_of_month(int(rest), view)
            if rest.isdecimal() and len(rest) < 3
            else _read_bare_day(rest, view)
        )
        return _match_weekday(days, weekday_of(found)) if days else None
    return _read_bare_day(bare, view)


def _read_bare_day(words: str, view: Viewpoint) -> Days | None:
    """Read a day with its month in words or in numbers, or a day of the month alone."""
    for shape in _SPELLED:
        if found := re.fullmatch(shape, words):
            month = _STEMS.index(found["month"][:3]) + 1
            return _days_of([_make_day(int(found["day"]), month, found["year"], view)])
    if found := re.fullmatch(_YEAR_FIRST, words):
        return _days_of([_make_day(int(found[4]), int(found[3]), found[1], view)])
    for shape in _NUMERIC:
        if found := re.fullmatch(shape, words):
            one, other = int(found[1]), int(found[3])
            return _days_of(_make_day(*pair, found[4], view) for pair in ((one, other), (other, one)))
    found = re.fullmatch(_ORDINAL, words)
    return _day_of_month(int(found[1]), view) if found else None


def _days_of(days: Iterable[date | None]) -> Days | None:
    """The possible ones among the readings; two of them differ in the order of day and month."""
    possible = tuple(dict.fromkeys(day for day in days if day))
    why = "The day or the month can come first." if len(possible) > 1 else ""
    return Days(possible, why, firm=True) if possible else None


def _make_day(day: int, month: int, year: str | None, view: Viewpoint) -> date | None:
    """A day in its year: two digits lie in this century, no year is the nearest in the direction."""
    if year:
        return _valid_day(int(year) + (2000 if len(year) == 2 else 0), month, day)
    years = range(view.today.year - 8, view.today.year + 9)
    candidates = [found for year_ in years if (found := _valid_day(year_, month, day))]
    if view.towards == "past":
        return max((found for found in candidates if found <= view.today + _TOLERANCE), default=None)
    return min((found for found in candidates if found >= view.today - _TOLERANCE), default=None)


def _valid_day(year: int, month: int, day: int) -> date | None:
    """The date, or ``None`` when the calendar has no such day."""
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _day_of_month(day: int, view: Viewpoint) -> Days | None:
    """The nearest such day of a month in the expected direction; today's own number leaves both open."""
    step = -1 if view.towards == "past" else 1
    first = view.today.replace(day=1)
    months = (add_months(first, step * count) for count in range(4))
    found = [candidate for month in months if (candidate := _valid_day(month.year, month.month, day))]
    ahead = [candidate for candidate in found if (candidate - view.today).days * step >= 0]
    if not ahead:
        return None
    if ahead[0] == view.today:
        return Days(tuple(ahead[:2]), "It can be today or the same day of another month.")
    return Days((ahead[0],))


def _match_weekday(days: Days, weekday: int) -> Days:
    """Keep the days that fall on the weekday; where none does, offer the nearest that do as well."""
    matching = tuple(day for day in days.choices if day.weekday() == weekday)
    if matching:
        return Days(matching, days.why, days.firm)
    first = days.choices[0]
    named = f"{plain_day(first)} is a {WEEKDAYS[first.weekday()]}"
    nearest = tuple(day + timedelta(days=(weekday - day.weekday() + 3) % 7 - 3) for day in days.choices)
    choices = tuple(dict.fromkeys(days.choices + nearest))
    return Days(choices, f"{named}, not a {WEEKDAYS[weekday]}.", firm=True)
