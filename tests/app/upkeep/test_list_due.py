"""What is due in the store."""

from __future__ import annotations

import pytest

from relapse_cli.app.sources.days import Days
from relapse_cli.app.sources.summaries import Summary
from relapse_cli.app.upkeep.list_due import list_due
from relapse_cli.app.upkeep.list_interviews import ListReader
from relapse_cli.model.due import DueItem
from relapse_cli.store.journal.interviews import StoredInterview
from tests.app.held import Desk, stored_id
from tests.cases_over_time import last_interview


def due(desk: Desk, since: str, until: str, case: str | None = None) -> tuple[DueItem, ...]:
    """What is due from one day to another."""
    door = desk.door()
    try:
        return list_due(desk.bank, door, Days(since, until), case)
    finally:
        door.close()


def test_what_is_due_stands_in_the_order_of_the_days(desk: Desk) -> None:
    """Each with the session whose plan says so, both days included."""
    desk.put(*last_interview())
    found = due(desk, "2026-11-20", "2026-12-20")
    days = [item.day for item in found]
    assert days == sorted(days)
    assert {"2026-11-25", "2026-12-20"} <= set(days)
    assert {item.session for item in found if item.kind == "line"} == {stored_id("first")}
    assert [item for item in found if item.line == "P-TOLD"] == []


def test_a_case_without_anything_left_is_not_read(desk: Desk) -> None:
    """Neither the first time nor when that is remembered."""
    desk.put(*last_interview())
    for _ in range(2):
        assert due(desk, "2028-01-01", "2028-12-31") == ()
    assert due(desk, "2026-11-20", "2026-12-20", "PR-2") == ()


def test_it_is_the_same_the_second_time(desk: Desk) -> None:
    """What is remembered changes nothing."""
    desk.put(*last_interview())
    assert due(desk, "2026-11-20", "2027-03-01") == due(desk, "2026-11-20", "2027-03-01") != ()


def test_what_was_made_before_it_was_broken_off_is_kept(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """After Ctrl-C in the last case, the summaries of the others are there."""
    first, *rest = last_interview()
    desk.put(
        first, *rest, {**first, "id": "other", "case": "PR-999", "started_at": "2027-01-01T09:00:00+01:00"}
    )
    real = ListReader.summary

    def stopped(reader: ListReader, one: StoredInterview) -> Summary:
        if one.case == "PR-999":
            raise KeyboardInterrupt
        return real(reader, one)

    monkeypatch.setattr(ListReader, "summary", stopped)
    with pytest.raises(KeyboardInterrupt):
        due(desk, "2026-11-20", "2026-12-20")
    door = desk.door()
    assert len(door.open().summaries()) == 1 + len(rest)
    door.close()
