"""The clock: the one place where the time of day is read."""

from __future__ import annotations

from datetime import datetime


def this_moment() -> str:
    """Now, to the second, in the local offset."""
    return datetime.now().astimezone().isoformat(timespec="seconds")
