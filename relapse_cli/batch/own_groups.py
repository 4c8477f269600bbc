"""What every record can be grouped by, whatever its bank: its path, its month, its level, its kind."""

from __future__ import annotations

from collections.abc import Callable, Sequence

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


def with_groups(row: Row, by: Sequence[str]) -> Row:
    """Return a row whose group has a value for each name.

    Args:
        row: its group has the values of those facts and answers that are among the names, in their order.
        by: the names of facts, answers and what every record has.
    """
    if not any(name in _VALUES for name in by):
        return row
    rest = iter(row.group)
    values = tuple(_VALUES[name](row) if name in _VALUES else next(rest) for name in by)
    return msgspec.structs.replace(row, group=values)
