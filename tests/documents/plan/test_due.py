"""By when, as each reader needs it."""

from __future__ import annotations

import pytest

from relapse_cli.documents.plan.due import due_words
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
