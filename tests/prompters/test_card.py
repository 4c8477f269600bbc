"""The emergency card: whom to call first, then where, then what to do; and it stays within reach."""

from __future__ import annotations

import io
from dataclasses import replace
from typing import Any

import pytest

from relapse_cli.app.sources.profiles import known_profiles, pinned_profile
from relapse_cli.logic.interview.moves import Interview
from relapse_cli.model.reply import Answered, Confirmed, Finish, OpenCheck, Paused
from relapse_cli.model.screen import Card, CheckScreen
from relapse_cli.prompters.arrow_keys.stage.pages import ROOM_AROUND_CAREFUL
from relapse_cli.prompters.card_text import card_blocks, card_lines, pages_of_blocks
from relapse_cli.prompters.commands import offered
from relapse_cli.prompters.plain.asker import PlainAsker
from relapse_cli.screens.interview.card import build_card
from tests.banks_under_test import record_of, shipped_bank
from tests.prompters.screens import any_screen, screen
from tests.prompters.test_arrow_keys import CTRL_C, DOWN, ENTER, ESCAPE, Keys, keys
from tests.prompters.test_panels import HALF

__all__ = ["keys"]

AGAIN = "\x05"
CARD = Card(
    "This is important",
    found=("Breathing is in danger.",),
    recorded=("Signs: hard to wake",),
    steps=("Stay with the person.", "Hand over in writing."),
    numbers=("Samaritans: 116 123",),
    service="Ring the duty doctor.",
    location="Main Street 5",
    closing="Then the interview goes on.",
    emergency="112",
)
PLACE = "12 High Street, second floor, flat behind the bakery, Cork"


def shipped_card(profile: str | None, place: str = PLACE) -> Card:
    """The card of the shipped bank for somebody on video who can hardly be woken."""
    answers = {"frame.mode": "video", "frame.location": place, "safety.now": ["unrousable"]}
    record = record_of(
        {"format": "relapse-interview/1", "id": "a", "case": "b", "path": "core",
         "started_at": "2026-11-20T10:00:00+01:00", "answers": answers}
    ).model_copy(update={"profile": pinned_profile(profile) if profile else None})  # fmt: skip
    interview = Interview.start(shipped_bank(), record)
    return build_card(interview, interview.new_cards)


def test_the_card_is_ordered_for_action() -> None:
    """The number, the place, what to do now; what it rests on comes after, and why it came up last."""
    shown = " ".join(card_lines(CARD, 76))
    order = (
        "Call for emergency help now: 112", "Samaritans", "Main Street 5", "What you can do now:",
        "Stay with", "Ring the duty", "Hand over", "Recorded:", "hard to wake", "Why this came up:",
        "Breathing", "Then the interview",
    )  # fmt: skip
    places = [shown.index(words) for words in order]
    assert places == sorted(places)


@pytest.mark.parametrize("profile", [*(known.id for known in known_profiles()), None])
def test_the_first_page_is_enough_to_act_on(profile: str | None) -> None:
    """On a small terminal it holds the number, the place and the first thing to do."""
    size = 20 - ROOM_AROUND_CAREFUL
    card = shipped_card(profile)
    first = " ".join(pages_of_blocks(card_blocks(card, 58), size, size - 1)[0])
    called = f"Call for emergency help now: {card.emergency}" if profile else "No country is chosen"
    assert called in first
    assert PLACE in first
    assert "What you can do now: - Stay with the person" in first
    assert "until others take over." in " ".join(first.split())


def test_pages_are_filled_and_break_no_sentence() -> None:
    """A page ends only where the next sentence does not fit, and a title never stands alone."""
    blocks = [["1"], ["2a", "2b"], ["", "Title:", "- 3a", "  3b"], ["- 4"]]
    assert pages_of_blocks(blocks, 7, 7) == [["1", "2a", "2b", "", "Title:", "- 3a", "  3b"], ["- 4"]]
    assert pages_of_blocks(blocks, 6, 6) == [["1", "2a", "2b"], ["Title:", "- 3a", "  3b", "- 4"]]
    assert pages_of_blocks(blocks[:2], 3, 2) == [["1"], ["2a", "2b"]]
    assert pages_of_blocks([["1", "2", "3"]], 2, 2) == [["1", "2"], ["3"]]


def test_without_a_country_the_card_says_so_and_asks_for_nothing() -> None:
    """The plain sentence stands where the numbers would."""
    lines = " ".join(card_lines(shipped_card(None), 76))
    assert lines.startswith(
        "No country is chosen, so no numbers are listed here: call the emergency number you know now."
    )


def test_the_last_page_offers_to_finish_here(keys: Keys) -> None:
    """The second row ends the questions; the pointer has to be moved for either."""
    assert OpenCheck() == keys.then(ENTER + DOWN * 2 + ENTER).card(CARD)
    assert Confirmed() == keys.then(ENTER * 3 + DOWN + ENTER).card(CARD)
    assert Paused() == keys.then("1" + ENTER + "2" + ENTER + CTRL_C).card(CARD)


@pytest.mark.parametrize("kind", HALF)
def test_the_card_can_be_shown_again_and_the_question_stands_as_it_was(keys: Keys, kind: str) -> None:
    """One key shows it, Esc leads back to what was half done."""
    half, _, reply = HALF[kind]
    asked = any_screen(kind, card=CARD)
    assert reply == keys.then(half + AGAIN, ESCAPE, ENTER).ask(asked)


def test_the_card_is_in_the_menu_and_is_a_typed_command(keys: Keys) -> None:
    """Where no card has come up, neither is there, and its key is the end of the line."""
    asked = screen("text", card=CARD)
    assert Answered("half") == keys.then("/card" + ENTER, ENTER, "half" + ENTER).ask(asked)
    assert Answered("ends") == keys.then("end\x01" + AGAIN + "s" + ENTER).ask(screen("text"))
    place = [str(action) for action in offered(asked)].index("card") + 1
    assert Answered("a") == keys.then(ESCAPE, DOWN * place + ENTER, ENTER, "a" + ENTER).ask(asked)
    refused = keys.then("/card" + ENTER, CTRL_C).ask(screen("text"))
    assert isinstance(refused, Paused)


def test_the_card_can_be_shown_at_check_answers(keys: Keys) -> None:
    """The list comes back after it."""
    shown = CheckScreen(groups=(), card=CARD)
    assert Finish() == keys.then(AGAIN, ESCAPE, DOWN + ENTER).check(shown)


@pytest.mark.parametrize(
    ("typed", "reply"), [("ok", Confirmed()), ("plan", OpenCheck()), ("/pause", Paused())]
)
def test_line_by_line_the_card_waits_for_a_word(typed: str, reply: Any) -> None:
    """Nothing else leads on; the number to call is the last thing said before the word is typed."""
    out = io.StringIO()
    assert reply == PlainAsker(io.StringIO(f"\nyes\n?\n{typed}\n"), out).card(CARD)
    said = out.getvalue()
    assert said.index("Breathing") < said.rindex("Call for emergency help now: 112") < said.index("Type ok")


def test_line_by_line_the_card_stays_within_reach() -> None:
    """The question says how to see it again, and the command shows it."""
    out = io.StringIO()
    asked = screen("text", card=CARD)
    assert Answered("words") == PlainAsker(io.StringIO("/card\nwords\n"), out).ask(asked)
    assert "Emergency: 112 · the card again: /card" in " ".join(out.getvalue().split())
    assert "Call for emergency help now: 112" in out.getvalue()
    out = io.StringIO()
    shown = replace(CheckScreen(groups=()), card=CARD)
    assert Finish() == PlainAsker(io.StringIO("/card\nfinish\n"), out).check(shown)
    assert "Stay with the person." in out.getvalue()
