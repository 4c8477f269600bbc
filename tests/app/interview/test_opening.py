"""The opening of a session, in its variants, before anybody is asked about a symptom."""

from __future__ import annotations

from typing import Any

import pytest

from relapse_cli.model.record import ProfilePin
from relapse_cli.model.reply import Answered, Jump, SetStatus
from tests.app.interview.test_loop import FRAME, Replies, hold, new_record
from tests.banks_under_test import shipped_bank

GREETING = next(section.opening for section in shipped_bank().sections if section.greets)
FIXED = shipped_bank().wording.fixed


def opened(disclosed: Any, **profile: Any) -> str:
    """The words read aloud with the first question after the frame."""
    known = {name: raw for name, raw in FRAME.items() if name != "event.disclosed"}
    asker = Replies(Answered(disclosed) if isinstance(disclosed, str) else disclosed)
    record = new_record(known)
    if profile:
        record = record.model_copy(update={"profile": ProfilePin(id="ie", **profile)})
    hold(asker, record)
    first, second = asker.screens
    assert (first.step.question, first.around.opening, first.around.begins) == ("event.disclosed", "", True)
    assert second.step.question == "safety.now"
    assert second.around.begins
    return second.around.opening


@pytest.mark.parametrize("way", ["self", "test", "other_person", "prescriber"])
def test_how_it_became_known_chooses_the_words(way: str) -> None:
    """Each has words of its own, and how common a return is stands behind them."""
    assert opened(way) == f"{GREETING[way]} {FIXED.normal}"
    assert len(set(GREETING.values())) == 5


def test_without_knowing_how_the_default_is_read() -> None:
    """Declined is read like any open answer."""
    assert opened(SetStatus("declined")) == f"{GREETING['default']} {FIXED.normal}"


def test_the_long_term_framing_is_read_only_where_the_profile_says_so() -> None:
    """Off by default."""
    assert FIXED.chronic
    assert opened("self", framing="chronic").endswith(f"{FIXED.normal} {FIXED.chronic}")
    assert FIXED.chronic not in opened("self")


def test_on_the_brief_path_it_is_read_as_well() -> None:
    """How it became known is not asked there."""
    known = {name: raw for name, raw in FRAME.items() if name != "event.disclosed"}
    asker = Replies()
    hold(asker, new_record(known, path="brief"))
    assert asker.screens[0].step.question == "safety.now"
    assert asker.screens[0].around.opening == f"{GREETING['default']} {FIXED.normal}"


@pytest.mark.parametrize(
    "question", ["safety.sleep", "event.substance", "contact.feelings", "sequence.q_before"]
)
def test_a_jump_does_not_get_ahead_of_it(question: str) -> None:
    """Whatever is opened first out of the frame, the session's own opening is read before it."""
    asker = Replies(Jump(question), Jump("safety.now"))
    hold(asker, new_record({"frame.mode": "in_person"}))
    assert asker.screens[1].around.begins
    assert GREETING["default"] in asker.screens[1].around.opening
    assert not asker.screens[2].around.begins


def test_a_follow_up_has_its_own() -> None:
    """The session's opening belongs to the interview."""
    asker = Replies()
    hold(asker, new_record({}, path="followup"))
    assert asker.screens[0].around.begins
    assert GREETING["default"] not in asker.screens[0].around.opening
