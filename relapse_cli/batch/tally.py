"""Counts by key: how many sessions, and how many cases, something was seen in.

Only whole numbers are added, so that parts may come in any order and any grouping and give the same.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import chain
from typing import NamedTuple

Key = str | int | tuple[str | int, ...]

_MOST_SEQUENCES = 20_000
"""Different whole sequences that are told apart at once; see `Tally.whole_steps`."""
_LONGEST_SEQUENCE = 20
_WAITING = 8_000

WHOLE = "whole"
"""The name of the count whose keys are sequences of any length."""

MORE = "more"
"""The last step of a sequence of which only the beginning is told apart."""


class Count(NamedTuple):
    """How often something was seen.

    Attributes:
        records: in how many sessions.
        cases: in how many cases.
    """

    records: int
    cases: int


NONE = Count(0, 0)


@dataclass
class Tally:
    """Counts by name and key.

    Attributes:
        first_day: the day of the first session, and that of the last one; empty where there is none.
        whole_steps: whole sequences are told apart by so many steps. It begins with all of them; where
            there are too many different sequences it becomes smaller, one step at a time, and depends on
            nothing but the sequences themselves, so that the order in which they come changes nothing.
    """

    records: dict[str, Counter[Key]] = field(default_factory=lambda: defaultdict(Counter))
    cases: dict[str, Counter[Key]] = field(default_factory=lambda: defaultdict(Counter))
    first_day: str = ""
    last_day: str = ""
    whole_steps: int = _LONGEST_SEQUENCE
    _waiting: dict[str, list[list[Key]]] = field(
        default_factory=lambda: defaultdict(list), compare=False, repr=False
    )
    _alike: Counter[tuple[str, Key]] = field(default_factory=Counter, compare=False, repr=False)
    _marked: dict[tuple[str, Key], Callable[[], Iterable[Key]]] = field(
        default_factory=dict, compare=False, repr=False
    )
    _waits: int = field(default=0, compare=False, repr=False)

    def put(self, name: str, keys: list[Key]) -> None:
        """Count what was seen in the sessions of one case: a key as often as it is there, the case once."""
        if keys:
            self._waiting[name].append(keys)
            self._waits += 1

    def put_alike(self, name: str, mark: Key, keys: Callable[[], Iterable[Key]]) -> None:
        """Count keys of one session that many sessions have alike; how many cases these are is not counted.

        Args:
            name: the name of the count.
            mark: stands for the keys, until they are counted.
            keys: makes them.
        """
        self._alike[name, mark] += 1
        if (name, mark) not in self._marked:
            self._marked[name, mark] = keys
            self._waits += 1

    def seen_on(self, first: str, last: str) -> None:
        """Note the days of the first and the last session of a case."""
        if not self.first_day or first < self.first_day:
            self.first_day = first
        self.last_day = max(self.last_day, last)
        if self._waits > _WAITING:
            self.settle()

    def settle(self) -> None:
        """Add what waits; counting many keys at once is much cheaper."""
        if not self._waits:
            return
        for name, waiting in self._waiting.items():
            self.records[name].update(chain.from_iterable(waiting))
            self.cases[name].update(chain.from_iterable(map(set, waiting)))
        self._waiting.clear()
        for (name, mark), times in self._alike.items():
            counter = self.records[name]
            for key in self._marked[name, mark]():
                counter[key] += times
        self._alike.clear()
        self._marked.clear()
        self._waits = 0
        self._shorten(self.whole_steps)

    def merge(self, other: Tally) -> None:
        """Add the counts of another one."""
        self.settle()
        other.settle()
        for mine, theirs in ((self.records, other.records), (self.cases, other.cases)):
            for name, counter in theirs.items():
                mine[name].update(counter)
        if other.first_day:
            self.seen_on(other.first_day, other.last_day)
        self._shorten(other.whole_steps)

    def count(self, name: str, key: Key) -> Count:
        """How often a key was seen."""
        self.settle()
        return Count(self.records[name][key], self.cases[name][key])

    def counts(self, name: str) -> dict[Key, Count]:
        """Every key of a name, in their order."""
        self.settle()
        cases = self.cases[name]
        return {key: Count(n, cases[key]) for key, n in sorted(self.records[name].items(), key=_in_order)}

    def _shorten(self, steps: int) -> None:
        """Tell whole sequences apart by so many steps, or by fewer while there are too many of them."""
        self.whole_steps = min(self.whole_steps, steps)
        self._tell_apart()
        while len(self.records[WHOLE]) > _MOST_SEQUENCES:
            self.whole_steps -= 1
            self._tell_apart()

    def _tell_apart(self) -> None:
        if self.whole_steps == _LONGEST_SEQUENCE:
            return
        for kept in (self.records, self.cases):
            shorter: Counter[Key] = Counter()
            for key, count in kept[WHOLE].items():
                shorter[_begins(key, self.whole_steps)] += count
            kept[WHOLE] = shorter


class _Keys(dict[str | int, Key]):
    """Keys that begin alike, each made once: to look one up takes half as long as to make it."""

    def __init__(self, beginning: tuple[str | int, ...]) -> None:
        super().__init__()
        self._beginning = beginning

    def __missing__(self, last: str | int) -> Key:
        made = self[last] = (*self._beginning, last)
        return made


@lru_cache(maxsize=1024)
def keys_after(*beginning: str | int) -> Callable[[str | int], Key]:
    """Return what makes a key of its last part; for parts of which there are few, such as ids of a bank."""
    return _Keys(beginning).__getitem__


def _begins(key: Key, steps: int) -> Key:
    """A sequence by its first steps, with a mark where it goes on."""
    if not isinstance(key, tuple) or len(key) <= steps or (len(key) == steps + 1 and key[-1] == MORE):
        return key
    return (*key[:steps], MORE)


def _in_order(item: tuple[Key, int]) -> tuple[tuple[int, int | str], ...]:
    """A sort key for keys whose parts are numbers and words."""
    key = item[0] if isinstance(item[0], tuple) else (item[0],)
    return tuple((0, part) if isinstance(part, int) else (1, part) for part in key)
