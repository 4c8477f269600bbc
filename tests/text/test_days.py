"""Days and moments as people read them."""

from __future__ import annotations

from datetime import date, time

import pytest

from relapse_cli.text.days import exact_time, plain_day, readable_date, readable_day, readable_due

DAY = date(2026, 11, 23)


@pytest.mark.parametrize(
    ("iso", "words"),
    [
        ("2026-11-23", "Mon 23 Nov 2026"),
        ("2026-11-23T10:00:00+01:00", "Mon 23 Nov 2026, 10:00"),
        ("2026-11-23T23:30Z", "Mon 23 Nov 2026, 23:30"),
        ("next Friday", "next Friday"),
    ],
)
def test_a_date_cannot_be_misread(iso: str, words: str) -> None:
    """The month is a word, the weekday is named, and the time stays in its own offset."""
    assert readable_date(iso) == words


@pytest.mark.parametrize(
    ("due", "words", "said"),
    [
        ("2026-11-23", "within 72 hours", "within 72 hours (Mon 23 Nov 2026)"),
        ("2026-11-23", None, "Mon 23 Nov 2026"),
        (None, "after discharge", "after discharge"),
        ("after the talk", "after the talk", "after the talk"),
        (None, None, ""),
    ],
)
def test_due_says_each_thing_once(due: str | None, words: str | None, said: str) -> None:
    """The due words and the date stand together; words that are the due time itself stand alone."""
    assert readable_due(due, words) == said


def test_the_year_of_today_may_be_left_out_and_no_other() -> None:
    """A day of another year is never said without it."""
    assert (plain_day(DAY, date(2026, 1, 1)), plain_day(DAY, date(2027, 1, 1))) == ("23 Nov", "23 Nov 2026")
    assert readable_day(DAY, date(2026, 1, 1)) == "Mon 23 Nov"


def test_a_time_keeps_the_seconds_it_has() -> None:
    """What was typed to the second is read back to the second."""
    assert (exact_time(time(10)), exact_time(time(10, 0, 7))) == ("10:00", "10:00:07")
