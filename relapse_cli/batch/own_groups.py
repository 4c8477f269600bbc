"""What every record can be grouped by, whatever its bank: its path, its month, its level, its kind, a period.

A period has no name of its own in a bank: ``period:2026-01..2026-03,2026-04..2026-06`` names the ranges, and
a record of none of them is not what was asked for. Ends are days, months or years, both included.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import lru_cache

import msgspec

from relapse_cli.batch.row import Row

_VALUES: dict[str, Callable[[Row], str]] = {
    "path": lambda row: row.path,
    "month": lambda row: row.day[: len("2026-11")],
    "level": lambda row: str(row.level),
    "session": lambda row: "followup" if row.followup else "interview",
}
OWN_GROUPS = tuple(_VALUES)
"""The names of what every record has."""

PERIOD = "period"
_BETWEEN = ".."


def is_own(name: str) -> bool:
    """Whether something is grouped by that every record has."""
    return name in _VALUES or is_period(name)


def is_period(name: str) -> bool:
    """Whether a name stands for ranges of days."""
    return name.partition(":")[0] == PERIOD


@lru_cache(maxsize=8)
def ranges_of(name: str) -> tuple[tuple[str, str], ...]:
    """The first and the last day, month or year of each range; of a single one both are the same."""
    parts = (each.strip().partition(_BETWEEN) for each in name.partition(":")[2].split(","))
    return tuple((first, last if between else first) for first, between, last in parts)


def with_groups(row: Row, by: Sequence[str]) -> Row | None:
    """Return a row whose group has a value for each name; ``None`` where its day is in no period.

    Args:
        row: its group has the values of those facts and answers that are among the names, in their order.
        by: the names of facts, answers and what every record has.
    """
    if not any(map(is_own, by)):
        return row
    rest = iter(row.group)
    values: list[str | None] = []
    for name in by:
        if is_period(name):
            period = _period(name, row.day)
            if period is None:
                return None
            values.append(period)
        else:
            values.append(_VALUES[name](row) if name in _VALUES else next(rest))
    return msgspec.structs.replace(row, group=tuple(values))


def _period(name: str, day: str) -> str | None:
    """The period of a day in words."""
    for first, last in ranges_of(name):
        if first <= day[: len(first)] and day[: len(last)] <= last:
            return first if first == last else f"{first} to {last}"
    return None
