"""By when, as each reader needs it."""

from __future__ import annotations

import pytest

from relapse_cli.documents.plan.due import due_words, earlier_due, is_due_within_a_day
from relapse_cli.model.line_text import LineDue

NOW = "2026-11-20T09:00:00+01:00"


@pytest.mark.parametrize(
    ("due", "said"),
    [
        (LineDue(NOW, "now", "now"), "now"),
        (LineDue(NOW, "now", "in this contact"), "in this contact"),
        (LineDue("2026-11-20", "today", "today"), "today"),
        (LineDue("2026-11-20", "tonight", "before the night"), "before the night"),
        (
            LineDue("2026-11-20", "today", "today, and so tonight as well"),
            "today, and so tonight as well",
        ),
        (LineDue("2026-11-20T15:00:00+01:00", "hours", "within 6 hours"), "today, 15:00"),
        (LineDue("2026-11-21T09:00:00+01:00", "hours", "within 24 hours"), "Sat 21 Nov"),
        (LineDue("2026-11-21", "days", "next day"), "Sat 21 Nov"),
        (
            LineDue("2026-11-27", "days", "within 7 days", "the if-then line today"),
            "Fri 27 Nov; the if-then line today",
        ),
        (LineDue("2026-11-27", "days", "weekly at first", beside=True), "weekly at first (Fri 27 Nov)"),
        (LineDue("2026-11-24T10:00:00+01:00", "next_contact", "when we meet"), "when we meet (Tue 24 Nov)"),
        (LineDue("2027-01-04", "days", "within 45 days"), "Mon 4 Jan 2027"),
        (LineDue(None, "arranged", "on the date arranged"), "on the date arranged"),
        (LineDue("after the talk", "set", "after the talk"), "after the talk"),
    ],
)
def test_the_patient_reads_a_day_and_no_minute(due: LineDue, said: str) -> None:
    """Now, today, or the day: the minute to which a rule counts is no help to anybody."""
    assert due_words(due, NOW, "patient") == said


@pytest.mark.parametrize(
    ("due", "said"),
    [
        ("2026-11-25", "Wed 25 Nov"),
        ("2026-11-25T14:30:00+01:00", "Wed 25 Nov, 14:30"),
        ("2026-11-20T19:30", "today, 19:30"),
    ],
)
def test_a_time_that_was_agreed_is_kept(due: str, said: str) -> None:
    """What the therapist set with a time prints with it."""
    assert due_words(LineDue(due, "set"), NOW, "patient") == said


def test_a_contact_without_a_date_gets_none() -> None:
    """Where no contact is agreed, the day that the rule counts to is not taken for an appointment."""
    due = LineDue("2026-11-23T09:00:00+01:00", "next_contact", "when we meet")
    assert due_words(due, NOW, "patient", contact_agreed=False) == "when we meet"


def test_now_is_now_for_the_clinician_too() -> None:
    """Only a due time that lies ahead carries its date in full."""
    assert due_words(LineDue(NOW, "now", "now"), NOW, "clinician") == "now"
    ahead = LineDue("2026-11-21T09:00:00+01:00", "hours", "within 24 hours")
    assert due_words(ahead, NOW, "clinician") == "within 24 hours (Sat 21 Nov 2026, 09:00)"


def test_the_earlier_of_two_times_is_taken() -> None:
    """A time of a day comes before that whole day; one that is not known comes last."""
    early, day = (
        LineDue("2026-11-21T09:00:00+01:00", "hours", "within 24 hours"),
        LineDue("2026-11-21", "days"),
    )
    unknown = LineDue(None, "arranged", "on the date arranged")
    for one, other, first in (
        (early, day, early),
        (day, early, early),
        (unknown, day, day),
        (None, day, day),
    ):
        assert earlier_due(one, other) is first
    assert earlier_due(unknown, None) is unknown


@pytest.mark.parametrize(
    ("at", "soon"),
    [
        (NOW, True),
        ("2026-11-20", True),
        ("2026-11-21T09:00:00+01:00", True),
        ("2026-11-21T09:01:00+01:00", False),
        ("2026-11-21", False),
        (None, False),
    ],
)
def test_the_first_day_is_24_hours_long(at: str | None, soon: bool) -> None:
    """What is due today or within 24 hours is for the first day, to the minute."""
    assert is_due_within_a_day(LineDue(at, "hours"), NOW) is soon
