"""What was given in part is seen at once: an answer that stays open, an entry left midway, a missing date."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from relapse_cli.logic.interview.moves import Interview
from relapse_cli.model.reply import (
    Answered,
    AnsweredFields,
    Back,
    Finish,
    Jump,
    ListAct,
    OpenCheck,
    SetStatus,
    Skipped,
)
from relapse_cli.model.screen import CheckScreen
from relapse_cli.model.step import Step
from tests.app.interview.test_loop import FRAME, Replies, hold, hold_from, new_record
from tests.banks_under_test import shipped_bank
from tests.prompters.screens import kind_of, rows_on

SUBSTANCE = {"class": "z_drug", "name": "zolpidem", "source": "left_over"}
WHOLE = {**SUBSTANCE, "last_use": "2026-11-15", "days_per_week": 2, "run_length": {"value": 2, "unit": "day"}}


def said_after(question: str, value: Any, frame: dict[str, Any]) -> str:
    """What the screen after an answer says about it."""
    asker = Replies(Jump(question), Answered(value))
    hold(asker, new_record({**FRAME, **frame}))
    return asker.screens[2].around.understood


@pytest.mark.parametrize(
    ("question", "value", "frame", "why"),
    [
        (
            "safety.home_safe",
            "safe",
            {"frame.present": ["partner"]},
            "ask again with nobody else in the room",
        ),
        ("safety.suicide", "no_thoughts", {"frame.state": "intoxicated"}, "the person is not clear"),
    ],
)
def test_an_answer_that_is_not_relied_on_is_said_at_once(
    question: str, value: str, frame: dict[str, Any], why: str
) -> None:
    """It stays open for now, with the bank's own reason; where it is relied on, nothing is said."""
    said = said_after(question, value, frame)
    assert "noted. It stays open for now: " in said
    assert why in said
    assert said_after(question, value, {}) == ""


def test_an_answer_in_part_is_said_at_once_and_at_check_answers() -> None:
    """The rest of it is still open, and the last answer before the list is said there."""
    asker = Replies(Jump("safety.sleep"), AnsweredFields({"night_1": 5}))
    hold(asker, new_record(FRAME))
    assert (
        asker.screens[2].around.understood
        == "Sleep: last night 5. It stays open until the rest of it is known."
    )
    asker = Replies(OpenCheck(), AnsweredFields({"night_1": 5}), checks=(Jump("safety.sleep"),))
    hold(asker, new_record(FRAME))
    assert "until the rest of it is known" in asker.checked[1].understood


def test_a_mark_is_not_said_to_stay_open() -> None:
    """Who marks an answer as not known knows that it is open."""
    asker = Replies(Jump("safety.suicide"), SetStatus("declined"))
    hold(asker, new_record(FRAME))
    assert asker.screens[2].around.understood == ""


def checked(answers: dict[str, Any]) -> CheckScreen:
    """Check-answers with some answers."""
    asker = Replies(OpenCheck())
    hold(asker, new_record({**FRAME, **answers}))
    return asker.checked[0]


@pytest.mark.parametrize(
    ("question", "answer", "state", "begin"),
    [
        ("revise.next_contact", {"who": "therapist"}, "partly", "(time not put yet)"),
        ("revise.next_contact", {"when": "2026-11-21T10:00"}, "answered", ""),
        ("revise.next_contact", {"status": "declined"}, "status", ""),
        ("event.substance", [SUBSTANCE], "partly", "(not complete)"),
        ("event.substance", [WHOLE], "answered", ""),
        ("event.substance", [WHOLE, {"class": "alcohol"}], "partly", "(not complete)"),
        ("safety.sleep", {"night_1": 5}, "partly", "(not complete)"),
        ("sequence.event", [{"what": "a row"}], "partly", "(not complete)"),
        ("sequence.event", [{"what": "a row", "intensity": 4}], "answered", ""),
    ],
)
def test_check_answers_marks_what_is_missing(question: str, answer: Any, state: str, begin: str) -> None:
    """A group without its date, or a list with an entry left midway, does not look complete."""
    shown = checked({question: answer})
    line = next(line for group in shown.groups for line in group.lines if line.question == question)
    assert line.state == state
    assert line.words.startswith(begin)
    assert shown.partly == (state == "partly")


def test_an_entry_that_was_only_opened_leaves_nothing() -> None:
    """Back before anything is answered in it leaves the list as it was."""
    asker = Replies(Jump("event.substance"), Skipped(), ListAct("add"), Back())
    outcome = hold(asker, new_record(FRAME))
    assert "event.substance" not in outcome.record.answers
    assert kind_of(asker.screens[-1]) == "entries"
    assert rows_on(asker.screens[-1]) == ()


def test_an_entry_left_midway_is_no_complete_one() -> None:
    """The list knows which of its entries were gone through."""
    asker = Replies(Jump("event.substance"), Skipped(), ListAct("add"), Answered("z_drug"), Back(), Back())
    hold(asker, new_record(FRAME))
    assert [row.complete for row in rows_on(asker.screens[-1])] == [False]


def test_check_answers_leads_back_to_where_it_was_opened_from() -> None:
    """Also from the first field of an entry that holds nothing yet."""
    asker = Replies(
        Jump("event.substance"), Skipped(), ListAct("add"), OpenCheck(), Back(), checks=(Back(),)
    )  # fmt: skip
    hold(asker, new_record(FRAME))
    assert asker.screens[4].step == Step("event.substance", 0, "class")
    assert kind_of(asker.screens[5]) == "entries"


def test_the_date_of_the_next_contact_is_not_left_by_an_empty_enter() -> None:
    """The plan rests on it; who calls may be left out."""
    asker = Replies(Jump("revise.next_contact"), Skipped(), Skipped())
    hold(asker, new_record(FRAME))
    when, who = asker.screens[1:3]
    assert (when.step.field, when.ways.insists) == ("when", True)
    assert (who.step.field, who.ways.insists) == ("who", False)


def test_the_card_may_end_the_questions() -> None:
    """Check-answers comes up at once, nothing is lost, and any question can still be put from there."""
    asker = Replies(Answered(["unrousable"]), checks=(Jump("contact.meaning"),))
    asker.card_reply = OpenCheck()
    outcome = hold(asker, new_record(FRAME))
    assert asker.checked[0].card is not None
    assert outcome.record.answers["safety.now"] == ["unrousable"]
    assert (asker.asked[1], asker.screens[1].ways.may_skip) == ("contact.meaning", True)
    asker = Replies(Answered(["unrousable"]), checks=(Finish(),))
    asker.card_reply = OpenCheck()
    assert hold(asker, new_record(FRAME)).state == "finished"


def test_the_card_stays_within_reach_as_long_as_it_holds() -> None:
    """It is on every screen after it came up, and gone when the answer is put right."""
    asker = Replies(Answered(["unrousable"]), Back(), Answered(["none"]), Answered("change"))
    hold(asker, new_record(FRAME))
    assert asker.screens[0].around.card is None
    card = asker.screens[1].around.card
    assert card is not None
    assert card.found == asker.cards[0].found
    assert asker.screens[-1].around.card is None


def test_the_safety_key_walks_what_is_open_and_comes_back() -> None:
    """It opens the first safety question that is open; after the section the interview is where it was."""
    put = {"safety.now": ["none"], "safety.suicide": "no_thoughts"}
    begun = Interview.start(shipped_bank(), new_record({**FRAME, **put}))
    asker = Replies()
    hold(asker, begun.record)
    here, opened = asker.screens[0].step, asker.screens[0].ways.safety
    assert opened not in {None, *put}
    asker = Replies(Jump(str(opened)), *[SetStatus("declined")] * 40)
    hold(asker, begun.record)
    walked = asker.screens[1 : [screen.step for screen in asker.screens].index(here, 1)]
    assert walked[0].step.question == opened
    assert {screen.around.section for screen in walked} == {"Safety now"}


def test_the_safety_key_opens_what_stays_open_when_all_was_put() -> None:
    """What cannot be relied on comes before what is settled."""
    answers = {**FRAME, "frame.state": "intoxicated"}
    answers |= {"safety.now": ["none"], "safety.suicide": "no_thoughts"}
    bank = shipped_bank()
    interview = Interview.start(bank, new_record(answers))
    inside = [q for q in interview.order if bank.section_of[q].id == "safety"]
    asker = Replies()
    hold_from(replace(interview, put=interview.put | set(inside)), asker)
    assert asker.screens[0].ways.safety == "safety.suicide"
