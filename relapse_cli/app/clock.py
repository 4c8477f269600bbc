"""The clock: the one place where the time of day is read."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

_MADE = datetime(2026, 11, 20, tzinfo=UTC)
"""When this version was made: a clock that stands before it is wrong, and says nothing about a session."""
_CLOCKS_DIFFER = timedelta(minutes=15)


def this_moment() -> str:
    """Now, to the second, in the local offset."""
    return datetime.now().astimezone().isoformat(timespec="seconds")


def lies_ahead(start: datetime, now: datetime) -> bool:
    """Say whether a session would begin in the future; some minutes between two clocks are none.

    Args:
        start: when it begins, with an offset.
        now: what the clock of this computer says, with an offset.
    """
    return now >= _MADE and start > now + _CLOCKS_DIFFER
