"""What is typed becomes the value that was meant, and every value can be typed back."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import Any

import pytest

from relapse_cli.model.ask import Anchor, Stored
from relapse_cli.prompters.arrow_keys.prompts.reading import recorded_text
from relapse_cli.prompters.typed.days.read import Ambiguous, Resolved, Unreadable
from relapse_cli.prompters.typed.distance import taken
from relapse_cli.prompters.typed.values import read_value, written
from tests.prompters.screens import ASKS, last_use


def asking(kind: str, **more: Any) -> Any:
    """What is asked, with what belongs to it."""
    asked = ASKS[kind]
    return replace(asked, **{name: value for name, value in more.items() if name in asked.__slots__})


@pytest.mark.parametrize(
    ("kind", "typed", "value"),
    [
        ("scale", "7", 7),
        ("number", "6,5", 6.5),
        ("number", "6 hours", 6),
        ("duration", "2 weeks", {"value": 2, "unit": "week"}),
        ("duration", "90min", {"value": 90, "unit": "minute"}),
        ("duration", "1.5 h", {"value": 1.5, "unit": "hour"}),
        ("duration", "1,5 weeks", {"value": 1.5, "unit": "week"}),
        ("duration", "0,125 years", {"value": 0.125, "unit": "year"}),
        ("duration", "1095 days", {"value": 1095, "unit": "day"}),
        ("duration", "1.095 days", {"value": 1.095, "unit": "day"}),
        ("duration", "five days", {"value": 5, "unit": "day"}),
        ("duration", "Twelve  weeks", {"value": 12, "unit": "week"}),
        ("duration", "a month", {"value": 1, "unit": "month"}),
        ("duration", "for a month", {"value": 1, "unit": "month"}),
        ("duration", "for about two weeks now", {"value": 2, "unit": "week"}),
        ("duration", "half an hour", {"value": 0.5, "unit": "hour"}),
        ("duration", "3 weeks before", {"value": 3, "unit": "week"}),
        ("date", "2026-11-15", "2026-11-15"),
        ("datetime", "2026-11-22T10:00:00+01:00", "2026-11-22T10:00:00+01:00"),
        ("datetime", "2026-11-22 10:00", "2026-11-22T10:00"),
        ("text", "own words ", "own words"),
        ("long_text", "one\ntwo", "one\ntwo"),
    ],
)
def test_typed_text_becomes_the_value_that_was_meant(kind: str, typed: str, value: Any) -> None:
    """Units, decimal commas and plain days are understood."""
    assert value == read_value(typed, asking(kind, unit="hour"))


@pytest.mark.parametrize(
    ("kind", "typed"),
    [
        ("scale", "a lot"),
        ("number", ""),
        ("duration", "2"),
        ("duration", "5 m"),
        ("duration", "3 weeks after"),
        ("duration", "1,095 days"),
        ("duration", "1,000 hours"),
        ("duration", "for about 10,000 minutes"),
        ("duration", "1,095,000 minutes"),
        ("number", "1,095"),
        ("scale", "9" * 400),
        ("number", "9" * 400),
        ("number", f"0.{'9' * 400}"),
        ("duration", f"{'9' * 400} days"),
        ("date", "some day"),
        ("date", "31 Feb"),
        ("datetime", "tomorrow 25:00"),
    ],
)
def test_what_cannot_be_read_is_said_with_how_to_write_it(kind: str, typed: str) -> None:
    """What is no value is never guessed."""
    read = read_value(typed, asking(kind))
    assert isinstance(read, Unreadable)
    assert read.message.removeprefix("That leaves the time open. ").startswith("Please type")


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        ("scale", 7),
        ("number", 6.5),
        ("duration", {"value": 2.5, "unit": "day"}),
        ("duration", {"value": 1, "unit": "year"}),
        ("date", "2026-11-15"),
        ("datetime", "2026-11-22T10:00:00+01:00"),
        ("text", "own words"),
    ],
)
def test_a_stored_value_is_typed_back_as_itself(kind: str, value: Any) -> None:
    """What is pre-filled and left as it is stays the same value."""
    assert value == read_value(written(value), asking(kind))


@pytest.mark.parametrize(
    ("typed", "more", "iso"),
    [
        ("yesterday", {}, "2026-11-19"),
        ("Tuesday", {}, "2026-11-17"),
        ("Tuesday", {"towards": "future"}, "2026-11-24"),
        ("two days later", {"anchor": Anchor("2026-11-15", "")}, "2026-11-17"),
    ],
)
def test_a_day_in_words_comes_back_with_its_words(typed: str, more: dict[str, Any], iso: str) -> None:
    """It is read towards the past or the future, from the day before it, and waits to be confirmed."""
    read = read_value(typed, asking("date", **more))
    assert isinstance(read, Resolved)
    assert (iso, False) == (read.iso, read.exact)


def test_a_day_with_two_readings_is_not_guessed() -> None:
    """The order of day and month in numbers is asked."""
    read = read_value("05/06/2026", asking("date"))
    assert isinstance(read, Ambiguous)
    assert {"2026-06-05", "2026-05-06"} == {choice.iso for choice in read.choices}


LAST_USE = {"anchor": last_use("2026-11-10")}
LAST_USE_AT_SIX = {"anchor": last_use("2026-11-10T18:00:00+01:00")}


@pytest.mark.parametrize(
    ("typed", "more", "words"),
    [
        ("two weeks before that", LAST_USE, "Tue 27 Oct 2026 (two weeks before 10 Nov, the last use)"),
        ("Two weeks earlier.", LAST_USE, "Tue 27 Oct 2026 (two weeks before 10 Nov, the last use)"),
        ("three days after that", LAST_USE, "Fri 13 Nov 2026 (three days after 10 Nov, the last use)"),
        ("a week later", LAST_USE, "Tue 17 Nov 2026 (a week after 10 Nov, the last use)"),
        ("the day before", LAST_USE, "Mon 9 Nov 2026 (the day before 10 Nov, the last use)"),
        ("that same day", LAST_USE, "Tue 10 Nov 2026 (counted from 10 Nov, the last use)"),
        ("that evening", LAST_USE, "Tue 10 Nov 2026, about 19:00 (counted from 10 Nov, the last use)"),
        (
            "2 hours before that",
            LAST_USE_AT_SIX,
            "Tue 10 Nov 2026, about 16:00 (2 hours before 10 Nov 18:00, the last use)",
        ),
        (
            "a month before that",
            {"anchor": Anchor("2025-11-10", "")},
            "Fri 10 Oct 2025 (a month before 10 Nov 2025)",
        ),
        ("two weeks ago", LAST_USE, "Fri 6 Nov 2026"),
        ("20 Oct", LAST_USE, "Tue 20 Oct 2026"),
    ],
)
def test_a_day_that_points_back_says_where_to(typed: str, more: dict[str, Any], words: str) -> None:
    """Before it is taken, one can see what "that" was understood to be; other days say nothing of it."""
    read = read_value(typed, asking("date", **more))
    assert isinstance(read, Resolved)
    assert words == read.words


def test_an_open_reading_says_where_it_points_as_well() -> None:
    """Both readings of an hour carry the day they count from; the order of day and month has none."""
    read = read_value("the day before at 9:30", asking("date", **LAST_USE))
    assert isinstance(read, Ambiguous)
    assert [choice.words for choice in read.choices if "09:30" in choice.words] == [
        "Mon 9 Nov 2026, 09:30 (counted from 10 Nov, the last use)"
    ]
    read = read_value("3/4/2026", asking("date", **LAST_USE))
    assert isinstance(read, Ambiguous)
    assert {"Fri 3 Apr 2026", "Wed 4 Mar 2026"} == {choice.words for choice in read.choices}


@pytest.mark.parametrize(
    ("typed", "more", "said"),
    [
        ("two weeks before that", {}, "No day has been given before this one"),
        ("the day before", {}, "No day has been given before this one"),
        ("that evening", {}, "No day has been given before this one"),
        ("2 hours before that", {}, "No day has been given before this one"),
        ("2 hours before that", LAST_USE, "No time of day was given with 10 Nov, the last use"),
        ("whenever", {}, "Please type a day"),
    ],
)
def test_a_day_that_points_nowhere_is_not_taken(typed: str, more: dict[str, Any], said: str) -> None:
    """What is missing is said plainly."""
    read = read_value(typed, asking("date", **more))
    assert isinstance(read, Unreadable)
    assert read.message.startswith(said)


@pytest.mark.parametrize(
    ("kind", "stored", "shown"),
    [
        ("date", "2026-11-15", "Sun 15 Nov 2026"),
        ("datetime", "2026-11-22T10:00:00+01:00", "Sun 22 Nov 2026, 10:00"),
    ],
)
def test_a_recorded_day_stands_in_its_field_as_people_write_it(kind: str, stored: str, shown: str) -> None:
    """Left as it is it stays what is recorded, to the second; typed anew it is the same moment."""
    asked = ASKS[kind]
    assert recorded_text(asked, Stored(value=stored)) == shown
    read = read_value(shown, asked)
    value = taken(read) if isinstance(read, Resolved) else read
    assert datetime.fromisoformat(str(value)).replace(tzinfo=None) == datetime.fromisoformat(stored).replace(
        tzinfo=None
    )
