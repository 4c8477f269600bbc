"""What a therapist types for a day or a time is read against the record, and never guessed."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta, timezone
from typing import Literal

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from relapse_cli.logic.answers.moments import parse_moment, parse_now
from relapse_cli.prompters.typed.days.moment import Ambiguous, Resolved, read_moment

NOW = "2026-11-20T10:00:00+01:00"  # a Friday
THAT = "2026-11-10T18:00:00+01:00"  # a Tuesday

# What is typed, in a field about the past, and how it is read out.
PAST = {
    "2h ago": "Fri 20 Nov 2026, about 08:00",
    "72h ago": "Tue 17 Nov 2026, about 10:00",
    "1hr ago": "Fri 20 Nov 2026, about 09:00",
    "two nights ago": "Wed 18 Nov 2026, about 22:00",
    "11 at night": "Thu 19 Nov 2026, 23:00",
    "eleven at night": "Thu 19 Nov 2026, 23:00",
    "3 in the morning": "Fri 20 Nov 2026, 03:00",
    "Sun 15": "Sun 15 Nov 2026",
    "13 days ago": "Sat 7 Nov 2026",
    "thirteen days ago": "Sat 7 Nov 2026",
    "sixteen days ago": "Wed 4 Nov 2026",
    "since Tuesday": "Tue 17 Nov 2026",
    "since 3 Nov": "Tue 3 Nov 2026",
    "saturday 23h": "Sat 14 Nov 2026, 23:00",
    "yesterday at 14h30": "Thu 19 Nov 2026, 14:30",
    "twelve days ago": "Sun 8 Nov 2026",
    # in ISO 8601
    "2026-11-17": "Tue 17 Nov 2026",
    "2026-11-17 12:00": "Tue 17 Nov 2026, 12:00",
    "2026-11-17T12:00:00+01:00": "Tue 17 Nov 2026, 12:00",
    "2026-11-17T12:00Z": "Tue 17 Nov 2026, 13:00",
    # by name and by distance
    "today": "Fri 20 Nov 2026",
    "yesterday": "Thu 19 Nov 2026",
    "the day before yesterday": "Wed 18 Nov 2026",
    "tomorrow": "Sat 21 Nov 2026",
    "the day after tomorrow": "Sun 22 Nov 2026",
    "3 days ago": "Tue 17 Nov 2026",
    "three days ago": "Tue 17 Nov 2026",
    "  Three   DAYS ago. ": "Tue 17 Nov 2026",
    "3\N{NO-BREAK SPACE}days\N{NARROW NO-BREAK SPACE}ago": "Tue 17 Nov 2026",
    "a week ago": "Fri 13 Nov 2026",
    "two weeks ago": "Fri 6 Nov 2026",
    "a fortnight ago": "Fri 6 Nov 2026",
    "in 2 days": "Sun 22 Nov 2026",
    "in two weeks' time": "Fri 4 Dec 2026",
    "a month ago": "Tue 20 Oct 2026",
    "twelve months ago": "Thu 20 Nov 2025",
    "about 10 days ago": "about Tue 10 Nov 2026",
    "a couple of days ago": "about Wed 18 Nov 2026",
    "5 hours ago": "Fri 20 Nov 2026, about 05:00",
    "half an hour ago": "Fri 20 Nov 2026, about 09:30",
    "20 mins ago": "Fri 20 Nov 2026, about 09:40",
    "now": "Fri 20 Nov 2026, 10:00",
    # by a part of the day
    "last night": "Thu 19 Nov 2026, about 22:00",
    "this morning": "Fri 20 Nov 2026, about 08:00",
    "this afternoon": "Fri 20 Nov 2026, about 15:00",
    "this evening": "Fri 20 Nov 2026, about 19:00",
    "tonight": "Fri 20 Nov 2026, about 22:00",
    "yesterday evening": "Thu 19 Nov 2026, about 19:00",
    "the night before last": "Wed 18 Nov 2026, about 22:00",
    "the evening of 5 Nov": "Thu 5 Nov 2026, about 19:00",
    "last night at 11": "Thu 19 Nov 2026, 23:00",
    "last night around 2am": "Fri 20 Nov 2026, about 02:00",
    "last night at midnight": "Fri 20 Nov 2026, 00:00",
    "yesterday at 9 in the evening": "Thu 19 Nov 2026, 21:00",
    # by weekday
    "last Tuesday": "Tue 17 Nov 2026",
    "on Tuesday": "Tue 17 Nov 2026",
    "Tuesday": "Tue 17 Nov 2026",
    "tues.": "Tue 17 Nov 2026",
    "last Friday": "Fri 13 Nov 2026",
    "next Tuesday": "Tue 24 Nov 2026",
    "this Friday": "Fri 20 Nov 2026",
    "this Sunday": "Sun 22 Nov 2026",
    "Tuesday last week": "Tue 10 Nov 2026",
    "the Tuesday before last": "Tue 10 Nov 2026",
    "last Tuesday about noon": "Tue 17 Nov 2026, about 12:00",
    "Tuesday evening at half past nine": "Tue 17 Nov 2026, 21:30",
    "Friday 15:30": "Fri 13 Nov 2026, 15:30",
    # by the clock
    "around 3 pm": "Thu 19 Nov 2026, about 15:00",
    "at 15:30": "Thu 19 Nov 2026, 15:30",
    "15.30": "Thu 19 Nov 2026, 15:30",
    "9am": "Fri 20 Nov 2026, 09:00",
    "9 p.m. yesterday": "Thu 19 Nov 2026, 21:00",
    "half past nine this morning": "Fri 20 Nov 2026, 09:30",
    "today at quarter to ten": "Fri 20 Nov 2026, 09:45",
    "ten past eight pm": "Thu 19 Nov 2026, 20:10",
    "midday": "Thu 19 Nov 2026, 12:00",
    "midnight": "Fri 20 Nov 2026, 00:00",
    "yesterday 00:00": "Thu 19 Nov 2026, 00:00",
    "yesterday noonish": "Thu 19 Nov 2026, about 12:00",
    # by the calendar
    "20 Nov": "Fri 20 Nov 2026",
    "20 November 2026": "Fri 20 Nov 2026",
    "Nov 20": "Fri 20 Nov 2026",
    "November 20th, 2026": "Fri 20 Nov 2026",
    "the 5th of November": "Thu 5 Nov 2026",
    "20.11.2026": "Fri 20 Nov 2026",
    "11/20/2026": "Fri 20 Nov 2026",
    "20-11-26": "Fri 20 Nov 2026",
    "5/5/2026": "Tue 5 May 2026",
    "20.11.": "Fri 20 Nov 2026",
    "Tue 3/11/2026": "Tue 3 Nov 2026",
    "20 Dec": "Sun 20 Dec 2026",
    "21 Dec": "Sun 21 Dec 2025",
    "29 Feb": "Thu 29 Feb 2024",
    "the 5th": "Thu 5 Nov 2026",
    "the 21st": "Wed 21 Oct 2026",
    "the 31st": "Sat 31 Oct 2026",
    # from an earlier answer
    "2 weeks before that": "Tue 27 Oct 2026",
    "three days after that": "Fri 13 Nov 2026",
    "the day before": "Mon 9 Nov 2026",
    "the day before at 15:30": "Mon 9 Nov 2026, 15:30",
    "the next morning": "Wed 11 Nov 2026, about 08:00",
    "that evening": "Tue 10 Nov 2026, about 19:00",
    "2 hours before that": "Tue 10 Nov 2026, about 16:00",
}

# The same in a field about what is to come.
FUTURE = {
    "Monday week": "Mon 30 Nov 2026",
    "14h Monday": "Mon 23 Nov 2026, 14:00",
    "tmrw 10am": "Sat 21 Nov 2026, 10:00",
    "Tuesday": "Tue 24 Nov 2026",
    "last Tuesday": "Tue 17 Nov 2026",
    "this Tuesday": "Tue 24 Nov 2026",
    "at 15:30": "Fri 20 Nov 2026, 15:30",
    "9am": "Sat 21 Nov 2026, 09:00",
    "midnight": "Sat 21 Nov 2026, 00:00",
    "today at 9": "Fri 20 Nov 2026, 21:00",
    "tomorrow morning": "Sat 21 Nov 2026, about 08:00",
    "the 5th": "Sat 5 Dec 2026",
    "1 May": "Sat 1 May 2027",
    "25 Oct": "Sun 25 Oct 2026",
    "yesterday": "Thu 19 Nov 2026",
}

ORDER_OPEN = "The day or the month can come first."
HALF_OPEN = "The time can be before or after noon."
MIDNIGHT_OPEN = "Midnight can begin or end the day."
SHAPE_OPEN = "It can be a day or a time."
OPEN: dict[str, tuple[list[str], str]] = {
    "Friday week": (["Fri 27 Nov 2026", "Fri 4 Dec 2026"], "It can be a week or two weeks from today."),
    "half three tomorrow": (["Sat 21 Nov 2026, 03:30", "Sat 21 Nov 2026, 15:30"], HALF_OPEN),
    "Mon 15": (["Sun 15 Nov 2026", "Mon 16 Nov 2026"], "15 Nov 2026 is a Sunday, not a Monday."),
    "3/4/2026": (["Fri 3 Apr 2026", "Wed 4 Mar 2026"], ORDER_OPEN),
    "3/12/2026": (["Thu 3 Dec 2026", "Thu 12 Mar 2026"], ORDER_OPEN),
    "03-04-26": (["Fri 3 Apr 2026", "Wed 4 Mar 2026"], ORDER_OPEN),
    "3.4.": (["Fri 3 Apr 2026", "Wed 4 Mar 2026"], ORDER_OPEN),
    "3.4.2026 at 15:30": (["Fri 3 Apr 2026, 15:30", "Wed 4 Mar 2026, 15:30"], ORDER_OPEN),
    "half past nine": (["Fri 20 Nov 2026, 09:30", "Thu 19 Nov 2026, 21:30"], HALF_OPEN),
    "quarter to ten": (["Fri 20 Nov 2026, 09:45", "Thu 19 Nov 2026, 21:45"], HALF_OPEN),
    "yesterday 9:30": (["Thu 19 Nov 2026, 09:30", "Thu 19 Nov 2026, 21:30"], HALF_OPEN),
    "Tuesday midnight": (["Tue 17 Nov 2026, 00:00", "Wed 18 Nov 2026, 00:00"], MIDNIGHT_OPEN),
    "12am yesterday": (["Thu 19 Nov 2026, 00:00", "Fri 20 Nov 2026, 00:00"], MIDNIGHT_OPEN),
    "20.11": (["Fri 20 Nov 2026", "Thu 19 Nov 2026, 20:11"], SHAPE_OPEN),
    "Friday": (["Fri 20 Nov 2026", "Fri 13 Nov 2026"], "It can be today or a week from today."),
    "next Sunday": (
        ["Sun 22 Nov 2026", "Sun 29 Nov 2026"],
        "It can be the coming one or the one a week later.",
    ),
    "the 20th": (
        ["Fri 20 Nov 2026", "Tue 20 Oct 2026"],
        "It can be today or the same day of another month.",
    ),
    "Tue 20 Nov 2026": (["Fri 20 Nov 2026", "Tue 17 Nov 2026"], "20 Nov 2026 is a Friday, not a Tuesday."),
}

UNREAD = [
    "",
    "31 Feb",
    "30.02.2026",
    "2026-02-30",
    "13/13/2026",
    "the 32nd",
    "tomorrow 25:00",
    "yesterday at 9:75",
    "in 3 days ago",
    "3 or 4 days ago",
    "a few days ago",
    "last week",
    "November",
    "in the morning",
    "5 to 7",
    "this morning at 15:30",
    "5 hours ago at 9",
    "9999 years ago",
    "not sure",
    "Tuesday or so they said, " * 20,
]


@pytest.mark.parametrize(("typed", "words"), PAST.items())
def test_a_typed_day_or_time_is_read(typed: str, words: str) -> None:
    """What is typed about the past is read out in full, with its weekday."""
    read = read_moment(typed, NOW, that=THAT)
    assert isinstance(read, Resolved)
    assert read.words == words


@pytest.mark.parametrize(("typed", "words"), FUTURE.items())
def test_a_coming_day_or_time_is_read(typed: str, words: str) -> None:
    """What could be past or to come is to come where the field asks for that."""
    read = read_moment(typed, NOW, towards="future")
    assert isinstance(read, Resolved)
    assert read.words == words


@pytest.mark.parametrize(("typed", "expected"), OPEN.items())
def test_two_readings_are_offered(typed: str, expected: tuple[list[str], str]) -> None:
    """What has several readings is offered with all of them and with what is open."""
    read = read_moment(typed, NOW)
    assert isinstance(read, Ambiguous)
    assert ([choice.words for choice in read.choices], read.why) == expected


@pytest.mark.parametrize("typed", UNREAD)
def test_what_is_no_day_is_left_unread(typed: str) -> None:
    """Impossible dates, spans and other words are read as nothing."""
    assert read_moment(typed, NOW, that=THAT) is None


@pytest.mark.parametrize(
    ("typed", "that"),
    [
        ("2 weeks before that", None),
        ("three days after that", "soon"),
        ("the day before", None),
        ("2 hours before that", None),
        ("2 hours before that", "2026-11-10"),
    ],
)
def test_pointing_back_needs_something_to_point_to(typed: str, that: str | None) -> None:
    """Without a usable earlier answer, and without its time where hours are counted, nothing is read."""
    assert read_moment(typed, NOW, that=that) is None


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("2026-11-17", Resolved("2026-11-17", "Tue 17 Nov 2026", exact=True)),
        (
            "2026-11-17 12:00",
            Resolved("2026-11-17T12:00:00+01:00", "Tue 17 Nov 2026, 12:00", exact=True),
        ),
        (
            "last Tuesday about noon",
            Resolved("2026-11-17T12:00:00+01:00", "Tue 17 Nov 2026, about 12:00", exact=False),
        ),
        ("17 Nov 2026", Resolved("2026-11-17", "Tue 17 Nov 2026", exact=False)),
    ],
)
def test_only_iso_needs_no_confirming(typed: str, expected: Resolved) -> None:
    """A reading is exact when it was typed in ISO 8601, and its time has the record's offset."""
    assert read_moment(typed, NOW) == expected


@pytest.mark.parametrize("now", ["", "soon", "2026-11-20", "2026-11-20T10:00:00"])
def test_nothing_is_read_without_a_now(now: str) -> None:
    """Without a usable "now" there is nothing to read a day against, and the clock is no substitute."""
    assert read_moment("yesterday", now) is None


def test_a_part_of_today_that_has_begun_is_not_put_ahead() -> None:
    """At seven, "this morning" is no later than seven."""
    read = read_moment("this morning", "2026-11-20T07:00:00+01:00")
    assert isinstance(read, Resolved)
    assert read.words == "Fri 20 Nov 2026, about 07:00"


def test_last_night_is_not_still_to_come() -> None:
    """At one in the night, two o'clock last night has no reading."""
    assert read_moment("last night at 2am", "2026-11-20T01:00:00+01:00") is None


def test_a_month_ago_stays_in_its_month() -> None:
    """From the 31st, a month ago is the last day of a shorter month."""
    read = read_moment("a month ago", "2026-03-31T10:00:00+01:00")
    assert isinstance(read, Resolved)
    assert read.words == "Sat 28 Feb 2026"


VOCABULARY = """
    a about afternoon after ago am at before couple day days evening feb fortnight friday from half hour
    hours in last later midnight mins month morning next night noon nov now of on past pm quarter same six
    ten that the this thursday time to today tomorrow tonight tuesday two week weeks year yesterday 0 1 2 3
    5 9 12 13 20 29 31 99 2026 9999 5th 31st 3/4 3.4. 20.11 3/4/2026 03-04-26 2026-11-17 9:30 09:30 15.30
    12am 12:00:30.5
"""
TYPED = (
    st.text(max_size=100)
    | st.lists(st.sampled_from(VOCABULARY.split()), min_size=1, max_size=6).map(" ".join)
    | st.sampled_from([*PAST, *FUTURE, *OPEN])
    | st.datetimes(timezones=st.just(UTC) | st.none()).map(datetime.isoformat)
    | st.dates().map(date.isoformat)
)
OFFSETS = st.integers(-14 * 60, 14 * 60).map(lambda minutes: timezone(timedelta(minutes=minutes)))
NOWS = st.datetimes(datetime(1990, 1, 1), datetime(2100, 1, 1), timezones=OFFSETS).map(datetime.isoformat)  # noqa: DTZ001
TOWARDS: st.SearchStrategy[Literal["past", "future"]] = st.sampled_from(["past", "future"])


def choices_of(read: Resolved | Ambiguous | None) -> tuple[Resolved, ...]:
    """Every reading that was found."""
    if read is None:
        return ()
    return read.choices if isinstance(read, Ambiguous) else (read,)


@given(st.text() | TYPED, st.text() | NOWS, st.none() | st.text() | NOWS, TOWARDS)
def test_no_text_stops_the_reading(
    typed: str, now: str, that: str | None, towards: Literal["past", "future"]
) -> None:
    """Whatever is typed, it is read or it is not; what is open has at least two different readings."""
    read = read_moment(typed, now, that=that, towards=towards)
    if isinstance(read, Ambiguous):
        assert len({choice.iso for choice in read.choices}) > 1
        assert read.why


@example("12:00:30.5 yesterday", NOW, THAT, "past")
@given(TYPED, NOWS, NOWS, TOWARDS)
def test_words_are_read_as_the_moment_they_came_from(
    typed: str, now: str, that: str, towards: Literal["past", "future"]
) -> None:
    """A reading's words, with or without weekday and "about", lead to the same usable moment again."""
    start = parse_now(now)
    assert start is not None
    assert start.tzinfo is not None
    for choice in choices_of(read_moment(typed, now, that=that, towards=towards)):
        assert parse_moment(choice.iso, start.tzinfo) is not None
        bare = re.sub(r"^[A-Z][a-z]{2} ", "", choice.words.replace("about ", ""))
        for words in (choice.words, bare):
            again = read_moment(words, now, towards=towards)
            assert isinstance(again, Resolved)
            assert (again.iso, again.exact) == (choice.iso, False)


NUMBERS = st.integers(1, 400).map(str) | st.sampled_from(["a", "two", "twelve"])
WEEKDAYS = st.sampled_from(["Monday", "tue", "Wednesday", "Thu", "friday", "Sat", "Sunday"])
PAST_DAYS = (
    st.builds(
        "{} {} ago".format, NUMBERS, st.sampled_from(["days", "weeks", "fortnights", "months", "years"])
    )
    | st.builds("{}{}".format, st.sampled_from(["", "last ", "on ", "past "]), WEEKDAYS)
    | st.builds("{} last week".format, WEEKDAYS)
    | st.integers(1, 31).map("the {}th".format)
    | st.sampled_from(["yesterday", "the day before yesterday", ""])
)
TIMES = st.sampled_from(
    [
        "",
        "at 9",
        "about 3 pm",
        "15:30",
        "23.59",
        "half past nine",
        "quarter to one",
        "midnight",
        "12am",
        "noon",
    ]
)
PARTS_OF_DAY = st.sampled_from(["", "", "morning", "afternoon", "evening", "night"])


@given(PAST_DAYS, PARTS_OF_DAY, TIMES, NOWS)
def test_the_past_is_never_still_to_come(day: str, part: str, clock: str, now: str) -> None:
    """In a field about the past, nothing is put after now unless the words themselves say so."""
    start = parse_now(now)
    assert start is not None
    assert start.tzinfo is not None
    for choice in choices_of(read_moment(f"{day} {part} {clock}", now)):
        moment = parse_moment(choice.iso, start.tzinfo)
        assert moment is not None
        assert moment.start <= start


@given(NUMBERS, st.sampled_from(["minutes", "mins", "hours", "hrs"]), NOWS)
def test_hours_ago_are_past(number: str, unit: str, now: str) -> None:
    """Hours and minutes ago are read as a moment before now."""
    start, read = parse_now(now), read_moment(f"{number} {unit} ago", now)
    assert isinstance(read, Resolved)
    assert start is not None
    assert datetime.fromisoformat(read.iso) < start
