"""How much of a store is verified: all of it, or the newest entries and another part of the rest each day."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import NamedTuple

from relapse_cli.store.database.connection import Connection

PART = 20_000
"""Entries that are looked at in one part: about a hundred interviews."""

Tick = Callable[[int, int], None]
"""Told how many entries of how many are done."""


def no_tick(_done: int, _of: int) -> None:
    """Nobody is told."""


class Span(NamedTuple):
    """The entries behind one and up to another."""

    after: int
    until: int


@dataclass(frozen=True, slots=True)
class Extent:
    """How much is looked at.

    Attributes:
        day: the number of a day, which chooses the part of the rest; ``None`` = everything.
        part: how many entries are in a part.
    """

    day: int | None = None
    part: int = PART

    def within(self, last: int) -> Extent:
        """The same for a store with so many entries: in a small one everything is looked at."""
        return self if self.newest(last) else ALL

    @property
    def is_all(self) -> bool:
        """Whether everything is looked at."""
        return self.day is None

    def spans(self, last: int) -> list[Span]:
        """Which entries are looked at in a store with so many: the newest, and those whose turn it is."""
        newest = Span(self.newest(last), last)
        if newest.after == 0 or self.day is None:
            return [Span(0, last)]
        turn, _parts = self._turn(newest.after)
        after = turn * self.part
        return [Span(after, min(after + self.part, newest.after)), newest]

    def newest(self, last: int) -> int:
        """Behind which entry the newest begin; 0 where all are looked at."""
        return 0 if self.day is None else max(0, last - self.part)

    def words(self, last: int) -> str:
        """What was looked at, for people; empty where that is everything."""
        spans = self.spans(last)
        if len(spans) == 1:
            return ""
        turn, parts = self._turn(spans[1].after)
        return (
            f"Looked at: the newest {self.part:,} of {last:,} entries, and of the older ones part {turn + 1} "
            f"of {parts} ({spans[0].after + 1:,} to {spans[0].until:,}); each day it is another part."
        )

    def _turn(self, older: int) -> tuple[int, int]:
        """Which part of the older entries has its turn, and how many there are."""
        parts = -(-older // self.part)
        return (self.day or 0) % parts, parts


ALL = Extent()


def with_whole_runs(connection: Connection, span: Span) -> Span:
    """Return a span that cuts no run in two, for a run is followed from its start to the seal at its end."""
    return Span(_run_around(connection, span.after)[0], _run_around(connection, span.until)[1])


def _run_around(connection: Connection, cut: int) -> Span:
    """The run that a cut behind an entry would part; otherwise only the cut."""
    row = connection.one("SELECT first, seq FROM run WHERE seq >= ? ORDER BY seq LIMIT 1", cut)
    return (
        Span(int(row[0]) - 1, int(row[1])) if row is not None and row[0] <= cut < row[1] else Span(cut, cut)
    )
