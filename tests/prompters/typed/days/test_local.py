"""Local time has its true offset on each day, and an hour that was left out or came twice is asked."""

from __future__ import annotations

from zoneinfo import ZoneInfo

import pytest

from relapse_cli.model.ask import Day
from relapse_cli.prompters.typed.days.local import NEVER, TWICE
from relapse_cli.prompters.typed.days.moment import Ambiguous, Resolved
from relapse_cli.prompters.typed.days.read import Unreadable, day_hint, read_day

BERLIN, NEW_YORK, KOLKATA = ZoneInfo("Europe/Berlin"), ZoneInfo("America/New_York"), ZoneInfo("Asia/Kolkata")


@pytest.mark.parametrize(
    ("now", "zone", "typed", "iso"),
    [
        ("2026-11-23T09:00:00+01:00", BERLIN, "20 Oct at 22:00", "2026-10-20T22:00:00+02:00"),
        ("2026-11-23T09:00:00+01:00", BERLIN, "2026-10-20 22:00", "2026-10-20T22:00:00+02:00"),
        ("2026-11-23T09:00:00+01:00", BERLIN, "20 Nov at 22:00", "2026-11-20T22:00:00+01:00"),
        ("2026-10-25T10:00:00+01:00", BERLIN, "10 hours ago", "2026-10-25T01:00:00+02:00"),
        ("2026-11-01T09:00:00-05:00", NEW_YORK, "yesterday at 21:00", "2026-10-31T21:00:00-04:00"),
        ("2027-01-01T00:30:00+05:30", KOLKATA, "yesterday at 23:15", "2026-12-31T23:15:00+05:30"),
        # typed with the offset of another place, or of another season, it is told on the clocks here
        ("2026-11-23T09:00:00+01:00", BERLIN, "2026-11-20T21:00:00+00:00", "2026-11-20T22:00:00+01:00"),
        # a record of elsewhere keeps its own offset
        ("2026-11-23T09:00:00+09:00", BERLIN, "20 Oct at 22:00", "2026-10-20T22:00:00+09:00"),
    ],
)
def test_a_day_has_the_offset_of_that_day(now: str, zone: ZoneInfo, typed: str, iso: str) -> None:
    """Across a change of clocks the wall time stays as it was said."""
    read = read_day(typed, Day(now, zone=zone))
    assert (read.iso if isinstance(read, Resolved) else read) == iso


@pytest.mark.parametrize(
    ("now", "zone", "typed", "why", "offsets"),
    [
        ("2026-10-25T10:00:00+01:00", BERLIN, "today at 02:30", TWICE, ["+02:00", "+01:00"]),
        ("2026-10-25T10:00:00+01:00", BERLIN, "2026-10-25 02:30", TWICE, ["+02:00", "+01:00"]),
        ("2026-11-01T09:00:00-05:00", NEW_YORK, "today at 01:30", TWICE, ["-04:00", "-05:00"]),
        ("2026-03-29T10:00:00+02:00", BERLIN, "today at 02:30", NEVER, ["+01:00", "+02:00"]),
        ("2026-03-08T10:00:00-04:00", NEW_YORK, "2026-03-08T02:30", NEVER, ["-05:00", "-04:00"]),
    ],
)
def test_an_hour_at_a_change_of_clocks_is_asked(
    now: str, zone: ZoneInfo, typed: str, why: str, offsets: list[str]
) -> None:
    """What came twice, or never, is not guessed; the words of each reading lead to it again."""
    asked = Day(now, zone=zone)
    read = read_day(typed, asked)
    assert isinstance(read, Ambiguous)
    assert read.why == why
    assert [choice.iso[-6:] for choice in read.choices] == offsets
    for choice in read.choices:
        again = read_day(choice.words, asked)
        assert isinstance(again, Resolved)
        assert again.iso == choice.iso


@pytest.mark.parametrize(
    "now", ["2026-11-23T09:00:00+01:00", "2027-01-01T00:10:00+01:00", "2026-12-31T23:50:00+05:30"]
)
@pytest.mark.parametrize("towards", ["past", "future"])
def test_examples_lie_on_the_right_side(now: str, towards: str) -> None:
    """Every example that is shown can be typed as the answer."""
    asked = Day(now, "future" if towards == "future" else "past")
    examples = day_hint(asked).removeprefix("Such as ").split(";")[0].rstrip(".").replace(" or ", ", ")
    for example in examples.split(", "):
        assert not isinstance(read_day(example, asked), Unreadable)
