"""The contacts of a plan as dates: what was agreed stands, and the rest is asked for."""

from __future__ import annotations

from relapse_cli.logic.plan.build import build_plan
from relapse_cli.model.plan import Appointment
from tests.banks_under_test import changed, reading_of, vignette


def appointments(data: dict[str, object]) -> tuple[Appointment, ...]:
    """The appointments of the plan of a record."""
    return build_plan(reading_of(data)).appointments


def test_the_agreed_contact_and_the_weeks_after_stand_in_order_of_time() -> None:
    """Each with an id of its own; only what was agreed is called agreed."""
    found = appointments(vignette("PR-101"))
    assert [(each.id, each.at, each.agreed) for each in found] == [
        ("next", "2026-11-24T10:00:00+01:00", True),
        ("day-7", "2026-11-27", False),
        ("day-14", "2026-12-04", False),
        ("day-21", "2026-12-11", False),
        ("day-28", "2026-12-18", False),
        ("day-30", "2026-12-20", False),
        ("day-90", "2027-02-18", False),
    ]


def test_a_contact_that_a_level_calls_for_comes_before_a_later_one() -> None:
    """At level 3 the day after the session, although the agreed contact is four days away."""
    found = appointments(vignette("PR-103"))
    assert [(each.id, each.at) for each in found[:2]] == [
        ("extra", "2026-11-21"),
        ("next", "2026-11-24T10:00:00+01:00"),
    ]


def test_of_two_on_one_day_the_agreed_one_stays() -> None:
    """Nobody is asked to come twice on a day."""
    data = changed(vignette("PR-101"), revise__next_contact={"when": "2026-11-27T16:00:00+01:00"})
    days = [each.id for each in appointments(data) if each.at.startswith("2026-11-27")]
    assert days == ["next"]


def test_a_contact_that_was_not_agreed_has_no_date() -> None:
    """What is missing is no appointment."""
    assert "next" not in [
        each.id for each in appointments(changed(vignette("PR-101"), revise__next_contact=None))
    ]


def test_a_schedule_that_was_taken_off_asks_for_nothing() -> None:
    """A removed line has no dates either."""
    removed = {"kind": "remove", "rule": "F-ALL", "reason": "another service goes on"}
    assert [each.id for each in appointments(vignette("PR-101") | {"decisions": [removed]})] == ["next"]
