"""Days and times are asked by the clocks of this computer, in the interview and in the sign-off."""

from __future__ import annotations

import time
from collections.abc import Iterator

import pytest

from relapse_cli.app.asking.in_turn import ask_in_turn
from relapse_cli.app.asking.local_time import in_local_time
from relapse_cli.model.ask import Day, Distance
from relapse_cli.model.reply import Answered, Reply
from relapse_cli.model.screen import Screen
from relapse_cli.prompters.asker import NO_CLERK, Clerk
from relapse_cli.prompters.typed.days.moment import Ambiguous, Resolved
from relapse_cli.prompters.typed.days.read import read_day
from relapse_cli.screens.sign_off.base import due_screen
from tests.app.held import Person
from tests.logic.sign_off.test_signing import signing_of
from tests.prompters.screens import screen

needs_tzset = pytest.mark.skipif(not hasattr(time, "tzset"), reason="this system keeps no zone in TZ")
NOW = "2026-11-23T09:00:00+01:00"
BY_NAME, BY_RULE, UNKNOWN = "Europe/Berlin", "CET-1CEST,M3.5.0,M10.5.0/3", "Nowhere/At-All"


@pytest.fixture(params=[BY_NAME, f":{BY_NAME}", BY_RULE])
def berlin(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """The clocks of Berlin, by the name of the zone and by a rule that has none, as Windows tells it."""
    monkeypatch.setenv("TZ", request.param)
    time.tzset()
    yield request.param
    monkeypatch.undo()
    time.tzset()


def read(typed: str, asked: Screen) -> object:
    """What is read of typed words on a screen."""
    assert isinstance(asked.ask, Day)
    return read_day(typed, asked.ask)


@needs_tzset
@pytest.mark.usefixtures("berlin")
@pytest.mark.parametrize(
    ("typed", "iso"),
    [
        ("20 Nov at 22:00", "2026-11-20T22:00:00+01:00"),
        ("20 Oct at 22:00", "2026-10-20T22:00:00+02:00"),
        ("25 Oct at 01:30", "2026-10-25T01:30:00+02:00"),
        ("25 Oct at 03:30", "2026-10-25T03:30:00+01:00"),
        ("2026-03-29 03:30", "2026-03-29T03:30:00+02:00"),
    ],
)
def test_a_day_has_the_offset_that_the_clocks_had_then(typed: str, iso: str) -> None:
    """Whether the zone has a name or the system tells it otherwise."""
    found = read(typed, in_local_time(screen(Day(NOW))))
    assert (found.iso if isinstance(found, Resolved) else found) == iso


@needs_tzset
@pytest.mark.usefixtures("berlin")
@pytest.mark.parametrize(
    ("typed", "offsets"),
    [("25 Oct at 02:30", ["+02:00", "+01:00"]), ("29 Mar at 02:30", ["+01:00", "+02:00"])],
)
def test_an_hour_at_a_change_of_the_clocks_is_asked(typed: str, offsets: list[str]) -> None:
    """What came twice or never has two readings."""
    found = read(typed, in_local_time(screen(Day(NOW))))
    assert isinstance(found, Ambiguous)
    assert [choice.iso[-6:] for choice in found.choices] == offsets


@needs_tzset
def test_a_zone_that_is_not_known_is_none_of_a_failure(monkeypatch: pytest.MonkeyPatch) -> None:
    """The session goes on with what the system says."""
    monkeypatch.setenv("TZ", UNKNOWN)
    asked = in_local_time(screen(Day(NOW))).ask
    assert isinstance(asked, Day)
    assert asked.zone is not None
    assert asked.zone.utcoffset(None) is None
    assert read_day("yesterday at 22:00", asked) == Resolved(
        "2026-11-22T22:00:00+01:00", "Sun 22 Nov 2026, 22:00", exact=False
    )


def test_only_what_asks_for_a_time_has_a_zone() -> None:
    """A step of the sequence as well; every other screen stays as it is."""
    asked = in_local_time(screen(Distance(NOW))).ask
    assert isinstance(asked, Distance)
    assert asked.zone is not None
    assert in_local_time(screen("choice")) == screen("choice")


class Listener(Person):
    """Somebody who types one time, and keeps the screen it was asked on."""

    def __init__(self) -> None:
        super().__init__({})
        self.seen: list[Screen] = []

    def ask(self, asked: Screen, _: Clerk = NO_CLERK) -> Reply:
        """Keep the screen, and answer."""
        self.seen.append(asked)
        return Answered("2027-03-30T14:00:00+02:00")


@needs_tzset
@pytest.mark.usefixtures("berlin")
def test_a_day_of_the_sign_off_has_the_offset_of_then() -> None:
    """A contact after the change of the clocks is agreed by the clocks of then."""
    somebody = Listener()
    asked = due_screen("own", "On which day, and at what time?", signing_of("PR-101"), timed=True)
    ask_in_turn(somebody, (("due", lambda _: asked),))
    found = read("30 Mar 2027 14:00", somebody.seen[0])
    assert isinstance(found, Resolved)
    assert found.iso == "2027-03-30T14:00:00+02:00"
