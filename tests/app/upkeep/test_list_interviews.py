"""What is in the store, each interview on one line."""

from __future__ import annotations

from typing import Any

import pytest

from relapse_cli.app.reports import plan as write_plan
from relapse_cli.app.reports.plan import PlanRequest
from relapse_cli.app.upkeep.list_interviews import (
    ListedInterview,
    Listing,
    ListReader,
    Wanted,
    list_interviews,
)
from relapse_cli.errors import StoreError, UsageError
from relapse_cli.model.journal import Entry
from relapse_cli.model.record import Record
from relapse_cli.model.reply import OpenCheck
from relapse_cli.store.journal.interviews import StoredInterview
from relapse_cli.store.whole.store import Store
from tests.app.held import AGREED, Desk, Person, door_to, store_in, stored_id
from tests.cases_over_time import FIRST, THIRD, whole_case
from tests.logic.plan_bases import interview

NAMES = ("first", "check", "again", "second", "begun", "third")


def listed(desk: Desk, **wanted: Any) -> list[ListedInterview]:
    """What is listed."""
    return list(listing(desk, **wanted).interviews)


def listing(desk: Desk, **wanted: Any) -> Listing:
    """What is listed, and what of it is not carried over."""
    door = desk.door()
    try:
        return list_interviews(desk.bank, door, Wanted(**wanted))
    finally:
        door.close()


def names(found: list[ListedInterview]) -> list[str]:
    """The names of the made-up case."""
    known = {stored_id(name): name for name in NAMES}
    return [known[one.id] for one in found]


def test_a_case_over_time_in_the_order_in_which_it_was_begun(desk: Desk) -> None:
    """With the state of each: signed, finished, open, or gone on with on another day."""
    desk.put(*whole_case())
    found = listed(desk)
    assert names(found) == list(NAMES)
    assert [one.state for one in found] == ["signed", "finished", "open", "open", "continued", "open"]
    assert [one.path for one in found] == ["core", "followup", "followup", "core", "core", "core"]
    assert found[0].started_at == FIRST
    assert [one.level for one in found][4] == 3


def test_a_store_of_any_size_is_listed_with_the_records_of_one_case_in_memory(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Of two cases whose interviews alternate each journal is read once, and the list is in order of time."""
    for number in range(4):
        begun = f"2026-11-2{number}T09:00:00+01:00"
        again = {"continues": f"held-{number - 2}"} if number > 1 else {}
        desk.put(interview(id=f"held-{number}", started_at=begun, case=f"PR-{number % 2}", **again))
    read: list[str] = []
    held: list[int] = []
    record = ListReader.record

    def noted(reader: ListReader, one: StoredInterview) -> Record:
        found = record(reader, one)
        held.append(len(reader._records))
        return found

    entries = Store.entries
    monkeypatch.setattr(ListReader, "record", noted)

    def counted(store: Store, name: str) -> list[Entry]:
        read.append(name)
        return list(entries(store, name))

    monkeypatch.setattr(Store, "entries", counted)
    found = listed(desk)
    assert [one.case for one in found] == ["PR-0", "PR-1", "PR-0", "PR-1"]
    assert sorted(read) == sorted(one.id for one in found)
    assert 0 < max(held) <= 2


@pytest.mark.parametrize(
    ("wanted", "expected"),
    [
        ({"state": "signed"}, ["first"]),
        ({"state": "continued"}, ["begun"]),
        ({"state": "erased"}, []),
        ({"since": "2026-12-14"}, ["second", "begun", "third"]),
        ({"until": "2026-12-01"}, ["first", "check", "again"]),
        ({"since": "2026-11-24", "until": "2026-11-24"}, ["check"]),
        ({"case": "PR-1", "since": "2027-01-14"}, ["third"]),
        ({"case": "PR-2"}, []),
        ({"case": "pr-1"}, []),
    ],
)
def test_only_what_is_wanted_is_listed(desk: Desk, wanted: dict[str, Any], expected: list[str]) -> None:
    """By case, state, and days that both count."""
    desk.put(*whole_case())
    assert names(listed(desk, **wanted)) == expected


def test_what_was_answered_is_counted_and_the_level_is_that_of_the_rules(desk: Desk) -> None:
    """An open interview counts as its record stands."""
    desk.interview(Person({**AGREED, "event.disclosed": "self", "safety.now": ["unrousable"]}))
    (one,) = listed(desk)
    assert (one.state, one.answered, one.level) == ("open", 8, 4)


def test_what_was_not_asked_yet_is_open_and_not_denied(desk: Desk) -> None:
    """Stopped before the safety section, an interview has the level that its plan has."""
    desk.interview(Person(AGREED))
    (one,) = listed(desk)
    assert (one.state, one.level) == ("open", 3)


def test_the_level_is_that_of_the_plan(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """Of every interview and follow-up, with what it is compared with, and with what was raised."""
    raised = {"kind": "raise", "flag": "M-08", "to": 4, "reason": "said at the door"}
    desk.put(*whole_case())
    desk.put(interview({}, id="compared", started_at=THIRD, earlier="first"))
    desk.put(interview({}, id="raised", started_at=THIRD, decisions=[raised]))
    monkeypatch.setattr(write_plan, "require_bank", lambda _: desk.bank)
    door = desk.door()
    levels = {
        one.id: result.level
        for one in listed(desk)
        for result in write_plan.write_plans(PlanRequest(one.id, "", format="json", door=door))
    }
    door.close()
    assert {one.id: one.level for one in listed(desk)} == levels
    assert levels[stored_id("raised")] == 4


def test_a_session_typed_up_later_stands_where_it_was_begun(desk: Desk) -> None:
    """By the moment, with its offset; of two begun at once the one entered first comes first."""
    for name, start in (
        ("first", "2026-11-20T10:00:00+01:00"),
        ("second", "2026-03-01T10:00:00+01:00"),
        ("third", "2026-11-20T09:00:00+00:00"),
        ("begun", "2026-11-20T10:30:00+02:00"),
    ):
        desk.put(interview({}, id=name, started_at=start))
    assert names(listed(desk)) == ["second", "begun", "first", "third"]


@pytest.mark.parametrize("day", ["20.11.2026", "2026-11-31", "2026-W47-5", "20261120", ""])
def test_a_day_that_is_none_is_refused(desk: Desk, day: str) -> None:
    """Before the store is opened."""
    for name in ("since", "until"):
        with pytest.raises(UsageError, match="is not a day"):
            listed(desk, **{name: day})


def test_an_erased_case_is_listed_without_a_word(desk: Desk) -> None:
    """Neither its code nor its level is left."""
    desk.put(*whole_case())
    with store_in(desk.folder) as store:
        store.erase_case("PR-1")
    found = listed(desk)
    assert {one.state for one in found} == {"erased"}
    assert all(one.case.startswith("erased-") for one in found)
    assert {(one.answered, one.level) for one in found} == {(0, None)}


def test_a_list_is_in_the_audit_with_numbers_only(desk: Desk) -> None:
    """That somebody looked, and at how many."""
    desk.put(*whole_case())
    listed(desk, case="PR-1")
    with store_in(desk.folder) as store:
        row = next(row for row in store.audit_rows() if row.what == "list")
    assert dict(row.detail) == {"count": "6"}


def test_a_finished_interview_says_so(desk: Desk) -> None:
    """As soon as it is finished, signed or not."""
    desk.interview(Person({**AGREED, "event.disclosed": OpenCheck(), "sign.now": "later"}))
    assert [one.state for one in listed(desk)] == ["finished"]


def test_without_a_store_there_is_an_error_and_still_no_store(desk: Desk) -> None:
    """Looking makes nothing."""
    with pytest.raises(StoreError, match="no store yet"):
        listed(desk)
    assert not door_to(desk.folder).is_set_up
    assert not desk.store_folder.exists()
