"""What is due in the store."""

from __future__ import annotations

from relapse_cli.app.sources.days import Days
from relapse_cli.app.upkeep.list_due import list_due
from relapse_cli.model.due import DueItem
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
