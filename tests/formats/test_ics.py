"""Calendars: times that every program reads alike, and nothing of why."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import pytest
from icalendar import Calendar

from relapse_cli.errors import GateClosedError
from relapse_cli.formats.data import ics
from relapse_cli.model.plan import Plan
from tests.banks_under_test import VIGNETTES, changed, plan_of, vignette

ALL = sorted(path.stem for path in VIGNETTES.glob("PR-*.json") if ".expected" not in path.name)
ALLOWED = {"SUMMARY", "DTSTART", "DTSTAMP", "UID", "CLASS", "STATUS", "TRANSP"}


def events(plan: Plan) -> list[Any]:
    """The events of the clinician's calendar, read back."""
    return list(Calendar.from_ical(ics.render(plan, "clinician")).walk("VEVENT"))


def test_an_instant_is_written_in_utc_and_a_day_stays_a_day() -> None:
    """No offset stands without a time zone that says what it means."""
    found = events(plan_of(vignette("PR-101")))
    assert found[0].decoded("dtstart") == datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
    assert found[1].decoded("dtstart") == date(2026, 11, 27)
    assert "TZID" not in ics.render(plan_of(vignette("PR-101")), "clinician")


def test_a_calendar_does_not_name_the_program() -> None:
    """Neither a word of it nor who wrote it says what the appointments are for."""
    for paper in ("clinician", "patient"):
        assert "relapse" not in ics.render(plan_of(vignette("PR-101")), paper).casefold()


@pytest.mark.parametrize("case", ALL)
def test_a_calendar_says_when_and_nothing_of_why(case: str) -> None:
    """Titles are two fixed ones; nothing names the case, the record, a medicine or a person."""
    plan = plan_of(vignette(case))
    written = ics.render(plan, "clinician")
    assert plan.case not in written
    assert plan.record not in written
    for event in events(plan):
        assert set(event) == ALLOWED
        assert str(event["summary"]) in {"Appointment", "Appointment (time to be agreed)"}


def test_the_same_contact_keeps_its_id_when_it_is_moved() -> None:
    """A calendar that takes the plan in again moves the entry and doubles nothing."""
    before = events(plan_of(vignette("PR-101")))[0]
    moved = changed(vignette("PR-101"), revise__next_contact={"when": "2026-11-25T09:00:00+01:00"})
    after = events(plan_of(moved))[0]
    assert before["uid"] == after["uid"]
    assert before.decoded("dtstart") != after.decoded("dtstart")


def test_another_record_has_other_ids_and_a_second_run_the_same_bytes() -> None:
    """Ids follow from the record and from nothing else."""
    plan = plan_of(vignette("PR-101"))
    assert ics.render(plan, "clinician") == ics.render(plan, "clinician")
    ids = {str(each["uid"]) for each in events(plan)}
    assert ids.isdisjoint(str(each["uid"]) for each in events(plan_of(vignette("PR-103"))))


def test_lines_end_and_fold_as_the_standard_wants() -> None:
    """CRLF at every end, and no row of more than 75 bytes."""
    rows = ics.render(plan_of(vignette("PR-103")), "clinician").split("\r\n")
    assert rows[-1] == ""
    assert all(len(row.encode()) <= 75 and "\n" not in row for row in rows)


def test_a_calendar_tells_nobody_what_their_page_keeps_from_them() -> None:
    """None for the family, and none for the patient while home may not be safe."""
    home = plan_of(changed(vignette("PR-101"), safety__home_safe="not_always"))
    assert home.patient_edition == "private_card"
    with pytest.raises(GateClosedError):
        ics.render(home, "patient")
    with pytest.raises(GateClosedError):
        ics.render(plan_of(vignette("PR-101")), "family")
