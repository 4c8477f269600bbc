"""Days named by their distance or weekday: ``three days ago``, ``last Tuesday``, ``the day before that``."""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, datetime, timedelta, tzinfo

from relapse_cli.logic.answers.moments import Moment
from relapse_cli.model.ask import Towards
from relapse_cli.prompters.typed.days.clock import NUMBERS
from relapse_cli.prompters.typed.days.local import as_local
from relapse_cli.text.days import WEEKDAYS

WEEK = timedelta(days=7)
_NAMED = {"today": 0, "yesterday": -1, "tomorrow": 1, "day before yesterday": -2, "day after tomorrow": 2}
_NAMED |= {"a week today": 7, "week today": 7, "today week": 7, "a week tomorrow": 8, "tomorrow week": 8}
_BY_THAT = (
    {"that day": 0, "that same day": 0, "same day": 0}
    | dict.fromkeys(("day before", "day before that", "previous day"), -1)
    | dict.fromkeys(("day after", "day after that", "next day", "following day"), 1)
)
_DAYS_IN = {"day": 1, "week": 7, "fortnight": 14}
_MONTHS_IN = {"month": 1, "year": 12}
_HOURS_IN = {"hour": timedelta(hours=1), "hr": timedelta(hours=1), "min": timedelta(minutes=1)}

_DISTANCE = (
    rf"(?:(?P<in>in) )?(?P<number>[0-9]{{1,4}}|half an(?= h)|{'|'.join(sorted(NUMBERS, reverse=True))})"
    r" (?P<unit>min|hour|hr|day|week|fortnight|month|year)(?:(?<=min)utes?|s)?"
    r"(?(in)'?(?: time)?| (?:(?P<ago>ago)|from now|(?P<way>before|earlier|after|later)(?: that)?))"
)
_STEMS = tuple(day[:3].lower() for day in WEEKDAYS)
WEEKDAY = (
    r"(?P<weekday>mon(?:day)?|tue(?:s|sday)?|wed(?:s|nesday)?|thu(?:r|rs|rsday)?|fri(?:day)?"
    r"|sat(?:urday)?|sun(?:day)?)"
)
_WEEKDAY_ALONE = rf"(?:(?:this )?(?P<which>last|past|this|coming|next) )?{WEEKDAY}"
_WEEKDAY_OF_WEEK = (
    rf"{WEEKDAY} (?:of )?(?P<which>last|this|next) week",
    rf"(?P<which>last|this|next) week (?:on )?{WEEKDAY}",
)
_WEEKDAY_BEFORE_LAST = rf"{WEEKDAY} before last"
_WEEKDAY_BESIDE = rf"{WEEKDAY} (?P<way>before|after)(?: that)?"


@dataclass(frozen=True, slots=True)
class Viewpoint:
    """What typed words are read against.

    Attributes:
        now: the record's "now".
        that: the moment that "before that" points back to, when there is one.
        towards: where a day lies that could be past or to come.
        zone: where local time is reckoned.
    """

    now: datetime
    that: Moment | None
    towards: Towards
    zone: tzinfo

    @property
    def today(self) -> date:
        """The calendar date of "now"."""
        return self.now.date()


@dataclass(frozen=True, slots=True)
class Days:
    """The days that words may name.

    Attributes:
        choices: every reading, the likeliest first.
        why: what is open when there are several.
        firm: whether the readings stay apart even where only one lies in the expected direction.
    """

    choices: tuple[date, ...]
    why: str = ""
    firm: bool = False


def read_near_day(words: str, view: Viewpoint) -> Days | None:
    """Read a day by its name, its distance or its weekday."""
    bare = words.removeprefix("the ")
    if bare in _NAMED:
        return Days((view.today + timedelta(days=_NAMED[bare]),))
    if bare in _BY_THAT:
        return Days((view.that.day + timedelta(days=_BY_THAT[bare]),)) if view.that else None
    if found := re.fullmatch(_DISTANCE, words):
        return _read_distance(found, view)
    return _read_weekday(bare, view)


def _read_distance(found: re.Match[str], view: Viewpoint) -> Days | None:
    """A number of days, weeks, months or years from today, or from the day pointed back to."""
    if found["unit"] in _HOURS_IN or (found["way"] and view.that is None):
        return None
    start = view.that.day if found["way"] and view.that else view.today
    number = _direction(found) * _number_of(found["number"])
    if days := _DAYS_IN.get(found["unit"]):
        return Days((start + timedelta(days=number * days),))
    return Days((add_months(start, number * _MONTHS_IN[found["unit"]]),))


def read_hours(words: str, view: Viewpoint) -> datetime | None:
    """Read ``5 hours ago``, ``2 hours before that`` or ``now``: a moment rather than a day."""
    now = view.now.replace(second=0, microsecond=0)
    if words in {"now", "just now", "right now"}:
        return now
    found = re.fullmatch(_DISTANCE, words)
    if found is None or found["unit"] not in _HOURS_IN:
        return None
    if found["way"] and (view.that is None or view.that.whole_day):
        return None
    start = view.that.start if found["way"] and view.that else now
    number = 0.5 if found["number"] == "half an" else _number_of(found["number"])
    return as_local(start + _direction(found) * number * _HOURS_IN[found["unit"]], view.zone)


def _direction(found: re.Match[str]) -> int:
    """Whether a distance leads back (-1) or on (1)."""
    return -1 if found["ago"] or found["way"] in {"before", "earlier"} else 1


def _number_of(word: str) -> int:
    """A number in digits or in words."""
    return NUMBERS[word] if word in NUMBERS else int(word)


def add_months(start: date, months: int) -> date:
    """The same day some months on; the last day of the month where it has no such day."""
    year, month = divmod(start.year * 12 + start.month - 1 + months, 12)
    if not 1 <= year <= 9998:
        raise OverflowError
    return date(year, month + 1, min(start.day, monthrange(year, month + 1)[1]))


def _read_weekday(words: str, view: Viewpoint) -> Days | None:
    """Read ``Tuesday``, ``last Tuesday``, ``Tuesday last week`` or ``the Tuesday before last``."""
    if found := re.fullmatch(_WEEKDAY_BEFORE_LAST, words):
        return Days((day_before(view.today, weekday_of(found)) - WEEK,))
    if found := re.fullmatch(_WEEKDAY_BESIDE, words):
        return Days((weekday_beside(view.that.day, weekday_of(found), found["way"]),)) if view.that else None
    for shape in _WEEKDAY_OF_WEEK:
        if found := re.fullmatch(shape, words):
            weeks = {"last": -1, "this": 0, "next": 1}[found["which"]]
            return Days((_day_of_week(view.today, weekday_of(found)) + weeks * WEEK,))
    if found := re.fullmatch(rf"{WEEKDAY} week", words):
        return _week_after(weekday_of(found), view)
    found = re.fullmatch(_WEEKDAY_ALONE, words)
    return _weekday_by_word(found["which"], weekday_of(found), view) if found else None


def _weekday_by_word(which: str | None, weekday: int, view: Viewpoint) -> Days:
    """A weekday by the word before it; without one, the nearest in the expected direction."""
    today, past = view.today, view.towards == "past"
    before, coming = day_before(today, weekday), day_before(today, weekday) + WEEK
    own = _day_of_week(today, weekday)
    if own == today:
        coming = today + WEEK
    match which:
        case "last" | "past":
            return Days((before,))
        case "coming":
            return Days((coming,))
        case "this":
            return Days((own if past or own >= today else coming,))
        case "next" if coming == own:
            return Days((coming, coming + WEEK), "It can be the coming one or the one a week later.")
        case "next":
            return Days((coming,))
    near = before if past else coming
    return Days((today, near), "It can be today or a week from today.") if own == today else Days((near,))


def weekday_beside(that: date, weekday: int, way: str) -> date:
    """The nearest such weekday before or after the day that is pointed back to."""
    before = day_before(that, weekday)
    return before if way == "before" else before + (WEEK if before + WEEK > that else 2 * WEEK)


def _week_after(weekday: int, view: Viewpoint) -> Days:
    """``Friday week``: a week after the coming one; on a Friday it may be counted from today or the next."""
    coming = day_before(view.today, weekday) + WEEK
    if coming > view.today:
        return Days((coming + WEEK,))
    week, fortnight = coming + WEEK, coming + 2 * WEEK
    return Days((week, fortnight), "It can be a week or two weeks from today.")


def day_before(today: date, weekday: int) -> date:
    """The most recent such weekday before today."""
    return today - timedelta(days=(today.weekday() - weekday - 1) % 7 + 1)


def _day_of_week(today: date, weekday: int) -> date:
    """Such a weekday in today's week, which begins on Monday."""
    return today + timedelta(days=weekday - today.weekday())


def weekday_of(found: re.Match[str]) -> int:
    """The number of a weekday; Monday is 0."""
    return _STEMS.index(found["weekday"][:3])
