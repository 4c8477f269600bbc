"""The days of use of a case, as timeline-followback tools read them: what is told of each day.

This is told of one case, day by day. It is made from the records of whoever has them, and is never part of
counts that are shared.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Literal, NamedTuple

from relapse_cli.batch.case import Case
from relapse_cli.batch.row import Use

Precision = Literal["day", "every_day", "some_days", "since"]
"""How a day is known.

``day``: the first or last use was on it. ``every_day``: it lies between them, and it was taken on seven
days a week. ``some_days``: it lies between or beside them, and nobody can say whether it was taken on it.
``since``: nothing was taken since the last use.
"""

_LONGEST = 366
"""Days before a conversation that are told; what lies further back is left out."""
_DAY = timedelta(days=1)


class UseDay(NamedTuple):
    """What is told of one day and one class of products.

    Attributes:
        date: the day (``2026-11-02``).
        used: 1 for taken, 0 for not taken, ``None`` where that cannot be said.
    """

    case: str
    date: str
    substance_class: str
    used: int | None
    precision: Precision


_Told = tuple[int | None, Precision]


def use_days(case: Case) -> tuple[UseDay, ...]:
    """Return the days of a case in order, of each class from its first known day to the last conversation.

    The day of a conversation itself is told only where something was taken on it, for it was not over. Where
    two interviews tell of one day, use counts before none, and none before what cannot be said.
    """
    found: dict[tuple[str, str], _Told] = {}
    for sitting in case.interviews:
        by_class: dict[str, list[Use]] = defaultdict(list)
        for use in sitting.row.uses:
            by_class[use.substance_class].append(use)
        until = date.fromisoformat(sitting.row.day)
        for name, uses in by_class.items():
            for day, told in _days(uses, until):
                key = day.isoformat(), name
                found[key] = max(found.get(key, told), told, key=_rank)
    code = case.known[0].row.case if case.known else ""
    return tuple(UseDay(code, day, name, *told) for (day, name), told in sorted(found.items()))


def _rank(told: _Told) -> int:
    return {1: 2, 0: 1, None: 0}[told[0]]


def _days(uses: list[Use], until: date) -> Iterator[tuple[date, _Told]]:
    """What an interview tells of the days of one class, up to its own."""
    spans = [_Span(_day(use.first_day), _day(use.last_day), use.days_per_week == 7) for use in uses]
    known = [day for span in spans for day in span[:2] if isinstance(day, date) and day <= until]
    if not known:
        return
    day = max(min(known), until - _LONGEST * _DAY)
    while day <= until:
        told = _together([span.told(day) for span in spans])
        if told is not None and (day < until or told[0] == 1):
            yield day, told
        day += _DAY


def _together(told: list[_Told | None]) -> _Told | None:
    """What several products say of a day: taken if one was, and not taken only if none may have been."""
    said = [each for each in told if each is not None]
    order = {1: 0, None: 1, 0: 2}
    return min(said, key=lambda each: order[each[0]], default=None)


class _Span(NamedTuple):
    """From the first to the last use of one product."""

    first: date | None
    last: date | None
    every_day: bool

    def told(self, day: date) -> _Told | None:
        """What it says of a day; nothing of one before its first use."""
        if day in (self.first, self.last):
            return 1, "day"
        if self.first is not None and day < self.first:
            return None
        if self.last is not None and day > self.last:
            return 0, "since"
        if self.first is None or self.last is None or not self.every_day:
            return None, "some_days"
        return 1, "every_day"


def _day(told: str | None) -> date | None:
    return None if told is None else date.fromisoformat(told)
