"""The first use is asked once, in front of the first step of the sequence, where it is not known."""

from __future__ import annotations

from typing import Any

import pytest

from relapse_cli.logic.interview.moves import Interview
from relapse_cli.model.step import Step
from tests.logic.interview.test_moves import QUIET_FRAME, begin

FIRST_USE = Step("event.substance", 0, "first_use", detail=True)
FIRST_STEP = Step("sequence.event", 0, "what")


def adding(entry: dict[str, Any]) -> Interview:
    """An interview in which the first step of the sequence is being added."""
    interview = begin(**QUIET_FRAME, **{"event.substance": [entry]})
    return interview.jump("sequence.event").list_action("add")


def test_the_first_use_is_asked_in_front_and_leads_on_to_the_step() -> None:
    """Answered or skipped, the first step comes next, and the second one is added without it."""
    asked = adding({"class": "opioid"})
    assert asked.at == FIRST_USE
    assert asked.skip().at == FIRST_STEP
    answered = asked.answer("2026-11-14")
    assert answered.at == FIRST_STEP
    assert answered.answer("quarrel").add_to("sequence.event").at == Step("sequence.event", 1, "what")


@pytest.mark.parametrize("known", ["2026-11-14", {"status": "unknown"}, {"status": "declined"}])
def test_what_is_known_of_the_first_use_is_not_asked_again(known: Any) -> None:
    """A date, and that it is not known or not said, stand."""
    assert adding({"class": "opioid", "first_use": known}).at == FIRST_STEP


def test_going_back_from_the_first_step_leads_to_the_first_use() -> None:
    """A date that was mistyped is put right by going back; on from there the same step goes on."""
    begun = adding({"class": "opioid"}).answer("2026-11-14").answer("quarrel")
    assert begun.back().back().at == FIRST_USE
    again = begun.back().back().answer("2026-11-15")
    assert again.at == FIRST_STEP
    assert len(again.record.answer("sequence.event").items) == 1


def test_a_step_that_was_told_elsewhere_leads_back_there() -> None:
    """With the first use in front of it, an entry begun beside a narrative comes back to the narrative."""
    told = begin(**QUIET_FRAME, **{"event.substance": [{"class": "opioid"}]}).jump("sequence.q_before")
    asked = told.add_to("sequence.event")
    assert asked.at == FIRST_USE
    step = asked.answer("2026-11-14")
    while step.at is not None and step.at.question == "sequence.event":
        step = step.skip()
    assert step.at == told.at
