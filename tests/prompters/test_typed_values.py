"""What is typed becomes the value that was meant, and every value can be typed back."""

from __future__ import annotations

from typing import Any

import pytest

from relapse_cli.prompters.natural_dates import Ambiguous, Resolved
from relapse_cli.prompters.typed_values import Unreadable, read_value, written
from tests.prompters.screens import screen


@pytest.mark.parametrize(
    ("kind", "typed", "value"),
    [
        ("scale", "7", 7),
        ("number", "6,5", 6.5),
        ("number", "6 hours", 6),
        ("duration", "2 weeks", {"value": 2, "unit": "week"}),
        ("duration", "90min", {"value": 90, "unit": "minute"}),
        ("duration", "1.5 h", {"value": 1.5, "unit": "hour"}),
        ("date", "2026-11-15", "2026-11-15"),
        ("datetime", "2026-11-22T10:00:00+01:00", "2026-11-22T10:00:00+01:00"),
        ("datetime", "2026-11-22 10:00", "2026-11-22T10:00"),
        ("text", "own words ", "own words"),
        ("long_text", "one\ntwo", "one\ntwo"),
    ],
)
def test_typed_text_becomes_the_value_that_was_meant(kind: str, typed: str, value: Any) -> None:
    """Units, decimal commas and plain days are understood."""
    assert value == read_value(typed, screen(kind, unit="hour"))


@pytest.mark.parametrize(
    ("kind", "typed"),
    [
        ("scale", "a lot"),
        ("number", ""),
        ("duration", "2"),
        ("duration", "5 m"),
        ("date", "some day"),
        ("date", "31 Feb"),
        ("datetime", "tomorrow 25:00"),
    ],
)
def test_what_cannot_be_read_is_said_with_how_to_write_it(kind: str, typed: str) -> None:
    """What is no value is never guessed."""
    read = read_value(typed, screen(kind))
    assert isinstance(read, Unreadable)
    assert read.message.startswith("Please type")


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
    assert value == read_value(written(value), screen(kind))


@pytest.mark.parametrize(
    ("typed", "more", "iso"),
    [
        ("yesterday", {}, "2026-11-19"),
        ("Tuesday", {}, "2026-11-17"),
        ("Tuesday", {"towards": "future"}, "2026-11-24"),
        ("two days later", {"that": "2026-11-15"}, "2026-11-17"),
    ],
)
def test_a_day_in_words_comes_back_with_its_words(typed: str, more: dict[str, Any], iso: str) -> None:
    """It is read towards the past or the future, from the day before it, and waits to be confirmed."""
    read = read_value(typed, screen("date", **more))
    assert isinstance(read, Resolved)
    assert (iso, False) == (read.iso, read.exact)


def test_a_day_with_two_readings_is_not_guessed() -> None:
    """The order of day and month in numbers is asked."""
    read = read_value("05/06/2026", screen("date"))
    assert isinstance(read, Ambiguous)
    assert {"2026-06-05", "2026-05-06"} == {choice.iso for choice in read.choices}
