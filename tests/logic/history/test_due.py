"""What is due in a case, from its records."""

from __future__ import annotations

from typing import Any

from hypothesis import given

from relapse_cli.logic.history.due import due_of_case, last_due_day
from relapse_cli.model.due import DueItem
from tests.banks_under_test import plan_of, reading_of, record_of, shipped_bank
from tests.cases_over_time import last_interview
from tests.examples import slow_examples
from tests.logic.plan_bases import Data, follow_up, interview
from tests.record_strategies import busy_records

ENDED = "2026-11-20T10:40:00+01:00"
CONTACT = {"revise.next_contact": {"when": "2026-11-24T10:00:00+01:00", "who": "therapist calls"}}


def due(*cases: Data) -> tuple[DueItem, ...]:
    """What is due in a case."""
    return due_of_case(shipped_bank(), [record_of(data) for data in cases])


def held(**more: Any) -> Data:
    """An interview that was ended, with an agreed contact."""
    return interview(
        CONTACT, id="held", started_at="2026-11-20T10:00:00+01:00", **{"finished_at": ENDED, **more}
    )


def contacts(items: tuple[DueItem, ...]) -> list[tuple[str, str, bool]]:
    """Of contacts: whose they are, when, and whether they were agreed."""
    return [(item.session, item.day, item.agreed) for item in items if item.kind == "contact"]


def test_an_agreed_contact_stands_with_who_it_is_with() -> None:
    """As it was agreed, to the minute."""
    found = next(item for item in due(held()) if item.kind == "contact" and item.agreed)
    assert (found.case, found.at, found.who, found.appointment) == (
        "PR-1",
        "2026-11-24T10:00:00+01:00",
        "“therapist calls”",
        "next",
    )


def test_a_session_held_later_takes_the_place_of_the_contact() -> None:
    """What the last session agreed counts, and where it agreed nothing its own level asks for one."""
    again = {"followup.next_contact": {"when": "2026-12-02T09:00:00+01:00", "who": "therapist calls"}}
    check = follow_up(
        again, id="check", started_at="2026-11-24T10:00:00+01:00", finished_at="2026-11-24T10:10:00+01:00"
    )
    assert ("check", "2026-12-02", True) in contacts(due(held(), check))
    assert all(session == "check" for session, _, _ in contacts(due(held(), check)))
    silent = follow_up(
        {}, id="check", started_at="2026-11-24T10:00:00+01:00", finished_at="2026-11-24T10:10:00+01:00"
    )
    assert all(session == "check" for session, _, _ in contacts(due(held(), silent)))


def test_a_session_that_agreed_nothing_leaves_what_was_agreed_before() -> None:
    """An agreed contact is not lost because nobody asked about it two days before; one held on its day is."""
    ended = {"finished_at": "2026-11-22T10:10:00+01:00"}
    silent = follow_up({}, id="check", started_at="2026-11-22T10:00:00+01:00", **ended)
    assert ("held", "2026-11-24", True) in contacts(due(held(), silent))
    there = follow_up({}, id="there", started_at="2026-11-24T10:00:00+01:00")
    assert not [item for item in contacts(due(held(), silent, there)) if item[0] == "held"]


def test_a_session_that_is_still_open_takes_only_a_contact_of_its_day() -> None:
    """One begun before the agreed contact leaves it standing; one begun on its day is that contact."""
    early = follow_up({}, id="open", started_at="2026-11-22T10:00:00+01:00")
    assert ("held", "2026-11-24", True) in contacts(due(held(), early))
    there = follow_up({}, id="open", started_at="2026-11-24T10:00:00+01:00")
    assert contacts(due(held(), there)) == []


def test_lines_are_due_until_a_follow_up_calls_them_done() -> None:
    """One that is under way, not done, or was not asked about stays due."""
    first, check = last_interview()
    before = {item.line for item in due(first) if item.kind == "line"}
    after = {item.line for item in due(first, check) if item.kind == "line"}
    assert before - after == {"P-TOLD"}
    assert {"T-SLEEP", "own-1"} <= after


def test_days_for_a_check_in_that_are_past_are_left_out() -> None:
    """A session on such a day or after it was the check-in."""
    days = [item.day for item in due(held()) if item.kind == "check_in"]
    assert days[0] == "2026-11-27"
    check = follow_up({}, id="check", started_at="2026-11-27T10:00:00+01:00")
    left = [item.day for item in due(held(), check) if item.kind == "check_in"]
    assert left == days[1:]


def test_an_interview_that_was_not_ended_agrees_to_no_line() -> None:
    """Only a contact that it has agreed counts."""
    assert {item.kind for item in due(held(finished_at=None))} == {"contact"}
    assert due() == ()


@slow_examples(60)
@given(data=busy_records())
def test_nothing_is_due_after_the_last_day_that_is_remembered(data: Data) -> None:
    """So a case may be left unread that has nothing left by its remembered day."""
    reading = reading_of(data)
    ended = {**data, "finished_at": data["started_at"]}
    for item in due(ended):
        assert item.day <= last_due_day(reading)
    assert {line.id for line in plan_of(ended).lines} >= {item.line for item in due(ended) if item.line}
