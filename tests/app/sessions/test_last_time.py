"""What came of the last interview, before the next one begins."""

from __future__ import annotations

from typing import Any

import pytest

from relapse_cli.app.asking.leaving import Left
from relapse_cli.app.sessions.last_time import COLUMNS, ROWS, last_time, offer_last_time
from relapse_cli.model.reply import Back, Paused
from tests.app.therapist import Therapist
from tests.banks_under_test import record_of, shipped_bank
from tests.cases_over_time import last_interview

OFFER, PAGE = "app.last_time", "app.last_time.page"


def pages() -> tuple[tuple[str, ...], ...]:
    """The last time of a made-up case with one follow-up."""
    first, check = last_interview()
    return last_time(shipped_bank(), record_of(first), [record_of(check)])


def offered(**replies: list[Any]) -> Therapist:
    """Offer the last time to somebody who replies like this."""
    therapist = Therapist({OFFER: replies["offer"], PAGE: replies.get("page", [])})
    offer_last_time(therapist, pages())
    return therapist


def test_it_says_when_what_and_how_far() -> None:
    """Date, level, the sequence, and each line with its last state and what got in the way."""
    text = "\n".join(row for page in pages() for row in page)
    assert text.startswith("Fri 20 Nov 2026, 10:00 · core interview")
    assert "Level 1 of 4" in text
    assert "1. Poor sleep: 3/10, 6 days before" in text
    assert "(done)" in text
    assert "(not done yet)\n  What got in the way: “no time”" in text
    assert "(not asked about yet)" in text


def test_pages_fit_the_smallest_screen() -> None:
    """No page is longer or wider than there is room for."""
    assert all(len(page) <= ROWS and all(len(row) <= COLUMNS for row in page) for page in pages())


def test_going_on_shows_nothing() -> None:
    """It is an offer, not a step to take."""
    assert offered(offer=["go_on"]).seen == [OFFER]


def test_it_can_be_gone_through_and_left() -> None:
    """Forward, back, enough; then the choice again."""
    therapist = offered(offer=["see", "go_on"], page=["on", Back(), "on", "leave"])
    assert therapist.seen == [OFFER, PAGE, PAGE, PAGE, PAGE, OFFER]


def test_back_on_the_first_page_leads_to_the_choice() -> None:
    """Nobody is held in the pages."""
    therapist = offered(offer=["see", "go_on"], page=[Back()])
    assert therapist.seen == [OFFER, PAGE, OFFER]


def test_a_pause_is_a_pause_wherever_it_comes() -> None:
    """The interview then does not begin."""
    with pytest.raises(Left) as caught:
        offered(offer=[Paused(interrupted=True)])
    assert caught.value.interrupted
    with pytest.raises(Left) as caught:
        offered(offer=["see"], page=[Paused()])
    assert not caught.value.interrupted
