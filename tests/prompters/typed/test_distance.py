"""How far a step was from the first use is read as people say it, and shown before it is taken."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from relapse_cli.model.ask import Anchor, Distance
from relapse_cli.model.reply import AnsweredFields
from relapse_cli.prompters.typed.days.read import Unreadable
from relapse_cli.prompters.typed.distance import OpenDistance, Placed
from relapse_cli.prompters.typed.values import read_value

NOW = "2026-11-23T09:00:00+01:00"  # a Monday morning
DAY = Distance(NOW, Anchor("2026-11-20", "the first use"))
MOMENT = Distance(NOW, Anchor("2026-11-20T22:00:00+01:00", "the first use"))
UNKNOWN = Distance(NOW)

BEFORE_TO_DAY = {
    "last Sunday evening": "about 2 days after the first use: Sun 22 Nov 2026, about 19:00",
    "last Tuesday": "3 days before the first use: Tue 17 Nov 2026",
    "Thursday night": "about 1 day before the first use: Thu 19 Nov 2026, about 22:00",
    "two nights ago": "about 1 day after the first use: Sat 21 Nov 2026, about 22:00",
    "18 Nov": "2 days before the first use: Wed 18 Nov 2026",
    "20 Nov": "on the day of the first use: Fri 20 Nov 2026",
    "yesterday": "2 days after the first use: Sun 22 Nov 2026",
    "Friday 8pm": "on the day of the first use: Fri 20 Nov 2026, 20:00",
}
TO_MOMENT = {
    "Friday 8pm": "2 hours before the first use: Fri 20 Nov 2026, 20:00",
    "20 Nov 21:10": "50 minutes before the first use: Fri 20 Nov 2026, 21:10",
    "2h ago": "about 57 hours after the first use: Mon 23 Nov 2026, about 07:00",
    "18 Nov": "2 days before the first use: Wed 18 Nov 2026",
}
SAID = {
    "a few hours before": "about 3 hours before the first use (“few” is kept as about 3)",
    "several days before": "about 3 days before the first use (“several” is kept as about 3)",
    "a couple of weeks before": "about 2 weeks before the first use",
    "2 or 3 days before": "about 2.5 days before the first use (“2 or 3 days” is kept as about 2.5)",
    "an hour or two before": "about 1.5 hours before the first use (“an hour or two” is kept as about 1.5)",
    "just before": "just before the first use",
    "shortly after": "just after the first use (“shortly after” is kept as that)",
    "at the first use": "at the first use",
    "the same evening": "on the day of the first use",
    "earlier that day": "on the day of the first use",
    "the day before": "1 day before the first use",
    "the night before": "about 1 day before the first use",
    "the next day": "1 day after the first use",
    "2 hours after": "2 hours after the first use",
    "about 3 days": "about 3 days from the first use",
}
LITERAL = {
    "3 days": (3, "day", None),
    "3 weeks before": (3, "week", "before"),
    "1,5 weeks before": (1.5, "week", "before"),
    "2h before": (2, "hour", "before"),
    "half an hour earlier": (0.5, "hour", "before"),
    "two weeks before the first use": (2, "week", "before"),
}


@pytest.mark.parametrize(
    ("asked", "typed", "words"),
    [
        *((DAY, typed, words) for typed, words in BEFORE_TO_DAY.items()),
        *((MOMENT, typed, words) for typed, words in TO_MOMENT.items()),
        *((asked, typed, words) for asked in (DAY, MOMENT, UNKNOWN) for typed, words in SAID.items()),
    ],
)
def test_a_time_becomes_a_distance_that_is_shown_first(asked: Distance, typed: str, words: str) -> None:
    """A day, a moment and a vague length come back with words, and wait to be confirmed."""
    read = read_value(typed, asked)
    assert isinstance(read, Placed)
    assert read.words == words


@pytest.mark.parametrize(("typed", "expected"), LITERAL.items())
def test_a_length_is_taken_as_it_was_typed(typed: str, expected: tuple[float, str, str | None]) -> None:
    """A number with its unit needs no confirming; the side is recorded where it was said."""
    value, unit, side = expected
    when = {"value": value, "unit": unit}
    assert read_value(typed, DAY) == (AnsweredFields({"when": when, "side": side}) if side else when)


@pytest.mark.parametrize("typed", ["11 at night", "in the evening", "at noon"])
def test_a_time_alone_is_asked(typed: str) -> None:
    """A time without a day can be that of the first use or of the day before; it is not guessed."""
    read = read_value(typed, DAY)
    assert isinstance(read, OpenDistance)
    assert [choice.fields["when"] for choice in read.choices] == [
        {"value": 0, "unit": "day"},
        {"value": 1, "unit": "day"},
    ]


@pytest.mark.parametrize(
    ("asked", "typed", "said"),
    [
        (DAY, "tomorrow", "That is after this session"),
        (DAY, "Friday week", "That is after this session"),
        (DAY, "whenever", "Please type how far from the first use it was"),
        (DAY, "a few days ago", "That leaves the time open. Please type how far from the first use it was"),
        (DAY, "1,095 days before", "Please type the number without the comma"),
        (DAY, "1,095 days", "Please type the number without the comma"),
        (UNKNOWN, "last Sunday evening", "The day of the first use is not known"),
        (UNKNOWN, "yesterday", "The day of the first use is not known"),
    ],
)
def test_what_is_no_distance_is_said_in_one_sentence(asked: Distance, typed: str, said: str) -> None:
    """What cannot be understood, lies ahead or has nothing to count from is never guessed."""
    read = read_value(typed, asked)
    assert isinstance(read, Unreadable)
    assert read.message.startswith(said)


NUMBERS = st.integers(1, 60).map(str) | st.sampled_from(["a", "two", "a few", "about 3", "2 or 3"])
UNITS = st.sampled_from(["minutes", "hours", "days", "nights", "weeks", "months"])
TYPED = st.builds(
    "{} {} {}".format, NUMBERS, UNITS, st.sampled_from(["before", "after", "later", "earlier", "ago"])
) | st.sampled_from([*BEFORE_TO_DAY, *TO_MOMENT, *SAID])


@given(TYPED, st.sampled_from([DAY, MOMENT]))
def test_the_words_of_a_distance_lead_to_it_again(typed: str, asked: Distance) -> None:
    """Whatever is read is shown in words that are read as the same."""
    read = read_value(typed, asked)
    for choice in read.choices if isinstance(read, OpenDistance) else [read]:
        if not isinstance(choice, Placed):
            continue
        again = read_value(choice.words.split(" (")[0].split(": ")[0], asked)
        assert isinstance(again, Placed | AnsweredFields)
        assert again.fields == choice.fields
