"""How much of a large store is verified: the newest entries, and each day another part of the older ones."""

from __future__ import annotations

from pathlib import Path

import pytest

from relapse_cli.store.journal.extent import ALL, Extent, Span
from relapse_cli.store.whole.store import Store
from tests.store.journal.test_packs import MANY, fill
from tests.store.made_stores import new_store, open_store, tamper

PART = 50


def test_a_small_store_is_looked_at_as_a_whole() -> None:
    """Up to as many entries as are in a part; nothing is said about it then."""
    assert (Extent(3, PART).spans(PART), Extent(3, PART).words(PART)) == ([Span(0, PART)], "")
    assert Extent(3, PART).within(PART) == ALL
    assert (ALL.spans(10**9), ALL.words(10**9)) == ([Span(0, 10**9)], "")


@pytest.mark.parametrize("last", [PART + 1, 3 * PART, 5 * PART + 7])
def test_every_entry_has_its_day(last: int) -> None:
    """Within as many days as there are parts, each older entry is looked at; the newest every day."""
    parts = -(-(last - PART) // PART)
    seen = set[int]()
    for day in range(700_000, 700_000 + parts):
        spans = Extent(day, PART).spans(last)
        assert spans[-1] == Span(last - PART, last)
        seen |= {number for span in spans for number in range(span.after + 1, span.until + 1)}
    assert seen == set(range(1, last + 1))


def test_it_says_what_was_looked_at() -> None:
    """The numbers of the entries, and which part of how many."""
    assert Extent(7, 20_000).words(1_500_000) == (
        "Looked at: the newest 20,000 of 1,500,000 entries, and of the older ones part 8 of 74 "
        "(140,001 to 160,000); each day it is another part."
    )


@pytest.fixture
def store(tmp_path: Path) -> Store:
    """An open store with three interviews in packs, and 363 entries."""
    made = new_store(tmp_path / "store")
    for name in ("one-1", "two-2", "three-3"):
        fill(made, name)
        made.release(name)
    made.close()
    return open_store(tmp_path / "store")


def test_each_day_finds_what_is_in_its_part(store: Store) -> None:
    """A fault in the oldest interview is told on the days of its parts, and always when all is looked at."""
    assert [store.verify(extent=Extent(day, PART)) for day in range(7)] == [()] * 7
    tamper(store.connection, "UPDATE pack_content SET body = x'00' WHERE pack = 1")
    told = [bool(store.verify(extent=Extent(day, PART))) for day in range(7)]
    assert told == [True, True, True, False, False, False, False]
    assert store.verify() != ()
    store.close()


def test_the_newest_are_looked_at_every_day(store: Store) -> None:
    """A fault in the last interview is told whatever the day."""
    tamper(store.connection, "UPDATE run SET mac = zeroblob(32) WHERE pack = 3")
    assert all(store.verify(extent=Extent(day, PART)) for day in range(7))
    store.close()


def test_a_head_is_found_wherever_it_is(store: Store) -> None:
    """Also where the entry that it names is not looked at today."""
    head = store.head()
    store.append("three-3", [])
    wrong = f"{MANY}:{'0' * 16}"
    for day in range(7):
        assert store.verify(head, extent=Extent(day, PART)) == ()
        assert store.verify(wrong, extent=Extent(day, PART)) == (
            f"Event {MANY} is not the one that the head names.",
        )
    store.close()
