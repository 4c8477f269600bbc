"""By when, as each reader needs it."""

from __future__ import annotations

import pytest

from relapse_cli.documents.due import DueTime, due_words

NOW = "2026-11-20T09:00:00+01:00"


@pytest.mark.parametrize(
    ("due", "words", "said"),
    [
        (NOW, "now", "now"),
        (NOW, "now, in this contact", "now, in this contact"),
        ("2026-11-20", "today", "today"),
        ("2026-11-20", "tonight", "tonight"),
        ("2026-11-20", "today, so that it holds tonight", "today, so that it holds tonight"),
        ("2026-11-20T15:00:00+01:00", "within 6 hours", "today, 15:00"),
        ("2026-11-21T09:00:00+01:00", "within 24 hours", "Sat 21 Nov"),
        ("2026-11-21", "next day", "Sat 21 Nov"),
        ("2026-11-27", "within 7 days; the if-then line today", "Fri 27 Nov; the if-then line today"),
        ("2026-11-24T10:00:00+01:00", "at the next contact", "at the next contact (Tue 24 Nov)"),
        ("2027-01-04", "within 45 days", "Mon 4 Jan 2027"),
        (
            None,
            "on the date arranged with the medical advice",
            "on the date arranged with the medical advice",
        ),
        ("after the talk", "", "after the talk"),
        (None, "", ""),
    ],
)
def test_the_patient_reads_a_day_and_no_minute(due: str | None, words: str, said: str) -> None:
    """Now, today, or the day: the minute to which a rule counts is no help to anybody."""
    assert due_words(DueTime(due, words, NOW), "patient") == said


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
    assert due_words(DueTime(due, "", NOW), "patient") == said


def test_a_contact_without_a_date_gets_none() -> None:
    """Where no contact is agreed, the day that the rule counts to is not taken for an appointment."""
    time = DueTime("2026-11-23T09:00:00+01:00", "at the next contact", NOW, contact_agreed=False)
    assert due_words(time, "patient") == "at the next contact"


def test_now_is_now_for_the_clinician_too() -> None:
    """Only a due time that lies ahead carries its date in full."""
    assert due_words(DueTime(NOW, "now", NOW), "clinician") == "now"
    ahead = DueTime("2026-11-21T09:00:00+01:00", "within 24 hours", NOW)
    assert due_words(ahead, "clinician") == "within 24 hours (Sat 21 Nov 2026, 09:00)"
