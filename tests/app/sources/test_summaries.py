"""A list is made from summaries, and from the journals only where a summary does not hold any more."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from relapse_cli.app.sessions.resume_stored import _waiting
from relapse_cli.app.upkeep.list_interviews import (
    ListedInterview,
    Listing,
    ListReader,
    Wanted,
    list_interviews,
)
from relapse_cli.model.bank import Bank
from relapse_cli.model.journal import Entry
from relapse_cli.store.journal.interviews import StoredInterview
from relapse_cli.store.whole.store import Store
from tests.app.held import CLOCK, Desk
from tests.banks_under_test import vignette
from tests.store.made_stores import tamper


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Desk:
    """A store with three interviews, of which the first is finished."""
    made = Desk(tmp_path, monkeypatch)
    finished = {**vignette("PR-101"), "id": "first", "finished_at": CLOCK}
    later = {**vignette("PR-101"), "id": "second", "earlier": "first"}
    made.put(finished, later, {**vignette("PR-103"), "id": "third"})
    return made


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The ids of the interviews whose journals were read."""
    seen: list[str] = []
    real = Store.entries

    def entries(store: Store, interview_id: str) -> list[Entry]:
        seen.append(interview_id)
        return real(store, interview_id)

    monkeypatch.setattr(Store, "entries", entries)
    return seen


def listed(desk: Desk, bank: Bank | None = None, **wanted: Any) -> Listing:
    """What one command lists."""
    door = desk.door()
    try:
        return list_interviews(bank or desk.bank, door, Wanted(**wanted))
    finally:
        door.close()


def test_the_second_list_reads_no_journal(desk: Desk, read: list[str]) -> None:
    """It says the same as the first one."""
    first = listed(desk)
    assert len(set(read)) == 3
    read.clear()
    assert listed(desk) == first
    assert read == []


def test_only_what_changed_is_read_again(desk: Desk, read: list[str]) -> None:
    """An interview that got an entry, and the one that is compared with it."""
    ids = [one.id for one in listed(desk).interviews]
    read.clear()
    door = desk.door()
    door.open().append(ids[2], [Entry("answer", {"question": "close.ok", "raw": None}, CLOCK)])
    door.close()
    listed(desk)
    assert read == [ids[2]]
    read.clear()
    door = desk.door()
    door.open().append(ids[0], [Entry("finished", {"at": None, "over": False}, CLOCK)])
    door.close()
    assert next(one.state for one in listed(desk).interviews) == "open"
    assert set(read) == {ids[0], ids[1]}


def test_another_bank_reads_all_of_them(desk: Desk, read: list[str]) -> None:
    """What a level is depends on the bank."""
    listed(desk)
    read.clear()
    listed(desk, desk.bank.model_copy(update={"digest": "sha256:other"}))
    assert len(set(read)) == 3


def test_a_summary_that_was_altered_counts_as_none(desk: Desk, read: list[str]) -> None:
    """The list says what the journal says, and verifying tells of it until then."""
    first = listed(desk)
    door = desk.door()
    store = door.open()
    tamper(store.connection, "UPDATE summary SET body = replace(body, ',false,', ', true,')")
    assert len(store.verify()) >= 1
    door.close()
    read.clear()
    assert listed(desk) == first
    assert len(set(read)) >= 1
    door = desk.door()
    assert door.open().verify() == ()
    door.close()


def test_an_erased_case_leaves_no_summary(desk: Desk) -> None:
    """Neither level nor the number of answers stays."""
    listed(desk)
    door = desk.door()
    store = door.open()
    before = len(store.summaries())
    store.erase_case("PR-103")
    assert (before, len(store.summaries())) == (3, 2)
    assert store.verify() == ()
    door.close()


def test_what_is_open_is_found_without_the_journals_of_the_finished(desk: Desk, read: list[str]) -> None:
    """Going on offers the open ones; without summaries it is the same, and every journal is read."""
    door = desk.door()
    fresh = [one.id for one in _waiting(desk.bank, door.open())]
    door.close()
    assert len(read) == 3
    read.clear()
    door = desk.door()
    assert [one.id for one in _waiting(desk.bank, door.open())] == fresh
    door.close()
    assert read == [], "what was found is remembered"
    listed(desk)
    read.clear()
    door = desk.door()
    assert [one.id for one in _waiting(desk.bank, door.open())] == fresh
    door.close()
    assert read == []


def test_a_list_that_is_broken_off_keeps_what_it_had_made(
    desk: Desk, read: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """After Ctrl-C in the last of three, the next list reads that one alone; so does going on."""
    real = ListReader.listed

    def stopped(reader: ListReader, one: StoredInterview) -> ListedInterview:
        if one.case == "PR-103":
            raise KeyboardInterrupt
        return real(reader, one)

    monkeypatch.setattr(ListReader, "listed", stopped)
    with pytest.raises(KeyboardInterrupt):
        listed(desk)
    monkeypatch.setattr(ListReader, "listed", real)
    read.clear()
    assert [one.case for one in listed(desk).interviews] == ["PR-101", "PR-101", "PR-103"]
    assert len(set(read)) == 1


def test_a_search_for_open_ones_that_is_broken_off_keeps_what_it_had_found(
    desk: Desk, read: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The interviews that were looked at before Ctrl-C are not looked at again."""
    counted = Store.entries
    done: list[str] = []

    def stopped(store: Store, interview_id: str) -> list[Entry]:
        if len(done) == 2:
            raise KeyboardInterrupt
        done.append(interview_id)
        return counted(store, interview_id)

    monkeypatch.setattr(Store, "entries", stopped)
    door = desk.door()
    with pytest.raises(KeyboardInterrupt):
        _waiting(desk.bank, door.open())
    door.close()
    monkeypatch.setattr(Store, "entries", counted)
    read.clear()
    door = desk.door()
    _waiting(desk.bank, door.open())
    door.close()
    assert len(read) == 1
