"""Records that stand twice under one id: the later one counts, and that there was one more is told.

What came later is known only at the end, and a count cannot be taken back. So files are gone through once
beforehand for their ids alone, and a second time only if there is a repeat at all; that takes about five
microseconds a record. Of each id eight bytes are kept: nine megabytes for a million records, ninety for ten.
Where two ids have the same eight bytes the second reading tells them apart.

A pipe cannot be read twice. Of the records in it the first one counts, and each later one is told.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left
from typing import TYPE_CHECKING

import msgspec

from relapse_cli.batch.inputs import messages
from relapse_cli.batch.inputs.item import Item

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from relapse_cli.problems import Problem

_SHELVES = 12
"""As a power of two; so many short sorted lists are quicker than a long one."""


class _Head(msgspec.Struct):
    """So much of a record as is looked at here."""

    id: str


_HEAD = msgspec.json.Decoder(_Head)


def id_of(data: bytes) -> str:
    """Return the id of a record; empty where it has none or is none, which others find out."""
    try:
        return _HEAD.decode(data).id
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
        return ""


class SeenIds:
    """The ids that were seen, eight bytes each.

    Two of ten million share their bytes about three times in a million such runs.
    """

    def __init__(self) -> None:
        self._shelves = [array("q") for _ in range(1 << _SHELVES)]

    def add(self, name: str) -> bool:
        """Note an id; whether it is new."""
        digest = hash(name)
        shelf = self._shelves[digest & (1 << _SHELVES) - 1]
        at = bisect_left(shelf, digest)
        if at < len(shelf) and shelf[at] == digest:
            return False
        shelf.insert(at, digest)
        return True


Where = tuple[str, int]
"""File and line."""


def find_repeats(read: Callable[[], Iterable[Item | Problem]]) -> Mapping[str, Where]:
    """Return where the last record stands of each id that stands twice.

    Args:
        read: reads the inputs from their beginning; called once, or twice where something is repeated. What
            cannot be read twice must not be among them.
    """
    seen = SeenIds()
    names = ((id_of(found.data), (found.file, found.line)) for found in read() if isinstance(found, Item))
    twice = {hash(name) for name, _ in names if name and not seen.add(name)}
    if not twice:
        return {}
    del seen
    last: dict[str, Where] = {}
    repeated: set[str] = set()
    for found in read():
        if isinstance(found, Item) and hash(name := id_of(found.data)) in twice:
            if name in last:
                repeated.add(name)
            last[name] = (found.file, found.line)
    return {name: where for name, where in last.items() if name in repeated}


def without_repeats(
    items: Iterable[Item | Problem], repeats: Mapping[str, Where]
) -> Iterator[Item | Problem]:
    """Yield items, and in the place of each that a later one replaces a warning.

    Args:
        items: the inputs.
        repeats: what `find_repeats` found in them.
    """
    if not repeats:
        yield from items
        return
    for found in items:
        counts = repeats.get(id_of(found.data)) if isinstance(found, Item) else None
        if counts is None or counts == (found.file, found.line):
            yield found
        else:
            file, line = counts
            yield messages.REPLACED.problem("", found.file, found.line, other=file, at=line)


def first_of_each(items: Iterable[Item | Problem], seen: SeenIds) -> Iterator[Item | Problem]:
    """Yield items of what is read once, and in the place of each that repeats an earlier one a warning."""
    for found in items:
        if isinstance(found, Item) and (name := id_of(found.data)) and not seen.add(name):
            yield messages.REPEATED.problem("", found.file, found.line)
        else:
            yield found
