"""A day lies on its side of the session: what has happened before it, what is agreed after it."""

from __future__ import annotations

import pytest

from relapse_cli.model.ask import Day
from relapse_cli.prompters.typed.days.read import Ambiguous, Resolved, Unreadable
from relapse_cli.prompters.typed.values import read_value

NOW = "2026-11-22T12:40:00+01:00"


def past() -> Day:
    """A question about something that has happened."""
    return Day(NOW)


def ahead() -> Day:
    """A question about something that is agreed."""
    return Day(NOW, "future", timed=True)


@pytest.mark.parametrize("typed", ["21 Nov 2027", "2026-11-23", "2027-11-21", "tomorrow"])
def test_what_has_happened_does_not_lie_ahead(typed: str) -> None:
    """A last use after the session is a slip of the year or the month, and is not taken."""
    read = read_value(typed, past())
    assert isinstance(read, Unreadable)
    assert "after this session on 2026-11-22" in read.message


@pytest.mark.parametrize("typed", ["2026-11-22", "today", "today 23:59", "2026-11-21", "yesterday"])
def test_the_day_of_the_session_is_not_ahead(typed: str) -> None:
    """An interview that is gone on with in the evening may speak of the afternoon."""
    assert not isinstance(read_value(typed, past()), Unreadable)


@pytest.mark.parametrize("typed", ["yesterday at 10:00", "2026-11-22 12:39", "2026-11-21T10:00"])
def test_what_is_agreed_does_not_lie_behind(typed: str) -> None:
    """A next contact before the session would stand on a signed plan as the day of the next talk."""
    read = read_value(typed, ahead())
    assert isinstance(read, Unreadable)
    assert "before this session on 2026-11-22" in read.message


@pytest.mark.parametrize("typed", ["2026-11-22 12:40", "today 13:00", "tomorrow 10:00"])
def test_what_is_agreed_may_be_today(typed: str) -> None:
    """Later today is the usual answer of a crisis."""
    assert not isinstance(read_value(typed, ahead()), Unreadable)


def test_of_two_readings_only_what_fits_is_left() -> None:
    """With day and month open, a reading on the wrong side is none; what is left is shown first."""
    read = read_value("11/12/2026", past())
    assert isinstance(read, Resolved)
    assert (read.iso, read.exact) == ("2026-11-12", False)
    both = read_value("3/4/2026", past())
    assert isinstance(both, Ambiguous)
    assert {choice.iso for choice in both.choices} == {"2026-04-03", "2026-03-04"}
