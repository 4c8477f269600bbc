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


def local_zone() -> tzinfo:
    """The time zone of this computer: by its name, else by what its clocks showed on each day."""
    named = os.environ.get("TZ", "").removeprefix(":")
    _, _, linked = os.path.realpath("/etc/localtime").partition("zoneinfo/")
    try:
        return ZoneInfo(named or linked) if named or linked else _ClocksHere()
    except (KeyError, OSError, ValueError):  # a zone that is not known, or no name of one
        return _ClocksHere()


class _ClocksHere(tzinfo):
    """The clocks of this computer, as its system tells them: the zone where it has no name, as on Windows."""

    def utcoffset(self, dt: datetime | None) -> timedelta | None:
        """How far the clocks are from UTC at a local time."""
        return None if dt is None else dt.replace(tzinfo=None).astimezone().utcoffset()

    def dst(self, _: datetime | None) -> timedelta | None:
        """Not told by the system."""
        return None

    def tzname(self, _: datetime | None) -> str | None:
        """Not told by the system."""
        return None

    def fromutc(self, dt: datetime) -> datetime:
        """What the clocks show at a time in UTC, the second of two equal hours marked as such."""
        shown = dt.replace(tzinfo=UTC).astimezone()
        local = shown.replace(tzinfo=self, fold=0)
        return local if self.utcoffset(local) == shown.utcoffset() else local.replace(fold=1)
