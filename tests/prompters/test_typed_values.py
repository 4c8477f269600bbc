"""What is typed becomes the value that was meant, and every value can be typed back."""

from __future__ import annotations

from typing import Any

import pytest

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
        ("date", "yesterday", "2026-11-19"),
        ("date", "3 days ago", "2026-11-17"),
        ("date", "15 Nov", "2026-11-15"),
        ("date", "20 December", "2026-12-20"),
        ("date", "20 Jul", "2026-07-20"),
        ("date", "1 May", "2027-05-01"),
        ("date", "15 nov 2025", "2025-11-15"),
        ("datetime", "tomorrow 10:00", "2026-11-21T10:00:00+01:00"),
        ("datetime", "in 2 days at 9.30", "2026-11-22T09:30:00+01:00"),
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
        ("date", "in 3 days ago"),
        ("date", "31 Feb"),
        ("date", "05/06/2026"),
        ("datetime", "tomorrow 25:00"),
    ],
)
def test_what_cannot_be_read_is_said_with_how_to_write_it(kind: str, typed: str) -> None:
    """What is unclear, such as 05/06, is never guessed."""
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
