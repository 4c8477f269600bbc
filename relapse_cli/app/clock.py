"""The clock: the one place where the time of day is read."""

from __future__ import annotations

import os
from datetime import UTC, datetime, timedelta, tzinfo
from zoneinfo import ZoneInfo

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


def local_zone() -> tzinfo | None:
    """The time zone of this computer by its name; ``None`` where it has none that is known."""
    named = os.environ.get("TZ", "").removeprefix(":")
    _, _, linked = os.path.realpath("/etc/localtime").partition("zoneinfo/")
    try:
        return ZoneInfo(named or linked) if named or linked else None
    except (OSError, ValueError):  # a zone that is not known, or no name of one
        return None
