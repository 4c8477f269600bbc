"""Level 4 in an interview: one card, four things on offer, and nothing else in sequence."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from relapse_cli.logic.interview.moves import Interview
from relapse_cli.model.ask import picks_of
from relapse_cli.model.reply import (
    Answered,
    AnsweredFields,
    Back,
    CheckReply,
    Finish,
    Jump,
    OpenCheck,
    SetStatus,
    Skipped,
)
from relapse_cli.model.screen import EMERGENCY
from relapse_cli.prompters.scripted import ScriptedAsker
from tests.app.interview.test_loop import FRAME, Replies, hold, hold_from, new_record
from tests.banks_under_test import shipped_bank

DANGER = Answered(["unrousable"])
ENTRY = {"class": "z_drug", "name": "zolpidem", "source": "left_over", "days_per_week": 2,
         "last_use": "2026-11-20T08:00:00+01:00", "run_length": {"value": 2, "unit": "day"}}  # fmt: skip


def emergency(*replies: Any, checks: tuple[CheckReply, ...] = (), **known: Any) -> Replies:
    """An interview in which the first safety question finds an emergency."""
    asker = Replies(DANGER, *replies, checks=checks)
    hold(asker, new_record({**FRAME, **known}))
    return asker


def offered(asker: Replies, index: int = 1) -> list[object]:
    """What a screen offers."""
    return [pick.value for pick in picks_of(asker.screens[index].ask)]


def test_four_things_are_offered_and_the_list() -> None:
    """Hand over, the open safety questions, the next contact, finish; the list has all the rest."""
    asker = emergency()
    assert asker.asked == ["safety.now", EMERGENCY]
    assert offered(asker) == ["hand_over", "safety", "contact", "finish", "list"]
    assert asker.screens[1].ways.careful
    assert asker.screens[1].around.card is not None


def test_the_open_safety_questions_come_one_after_the_other_and_nothing_behind_them() -> None:
    """Only critical ones, what was taken before all the others; after the last one the offer stands again."""
    asker = emergency(Answered("safety"), *[SetStatus("declined", whole=True)] * 20)
    critical = [q.id for q in shipped_bank().questions.values() if q.critical]
    put = asker.asked[2 : asker.asked.index(EMERGENCY, 2)]
    assert put
    assert set(put) <= set(critical)
    assert put == [q for q in critical if q in put]
    assert put[:3] == ["event.substance", "event.mixed", "event.now"]
    assert "safety.suicide" in put
    assert not [q for q in put if q.split(".")[0] not in {"event", "safety"}]


def test_a_declined_safety_question_stays_among_the_open_ones() -> None:
    """What nobody answered is open, and can be taken up again."""
    start = Interview.start(shipped_bank(), new_record({**FRAME, "safety.now": ["unrousable"]})).show_cards()
    declined = replace(start.take_up(start.open_safety)).status("declined")
    assert "safety.suicide" in declined.open_safety


def test_the_next_contact_is_put_and_then_the_offer_again() -> None:
    """Neither its date nor the person has to be given."""
    asker = emergency(Answered("contact"), Skipped(), Skipped())
    assert asker.asked == ["safety.now", EMERGENCY, "revise.next_contact", "revise.next_contact", EMERGENCY]
    assert not asker.screens[2].ways.insists


def test_a_jump_on_the_way_leads_back_to_where_it_was_made() -> None:
    """What has been given of the contact is not put a second time."""
    asker = emergency(
        Answered("contact"), Skipped(), Jump("safety.suicide"), SetStatus("declined"), Skipped()
    )
    steps = [screen.step for screen in asker.screens[2:6]]
    assert [step.field or step.question for step in steps] == ["when", "who", "safety.suicide", "who"]


def test_no_section_opens_beside_an_emergency() -> None:
    """Words on what may change later are out of place; once the danger was a slip they are read."""
    asker = emergency(Answered("contact"), OpenCheck(), checks=(Finish(),))
    assert asker.asked[-1] == "revise.next_contact"
    assert not asker.screens[-1].around.begins
    calm = emergency(
        Answered("contact"), OpenCheck(), Answered(["none"]), Answered("change"), OpenCheck(), Skipped(),
        checks=(Jump("safety.now"), Jump("revise.next_contact"), Finish()),
    )  # fmt: skip
    contact = [screen for screen in calm.screens if screen.step.question == "revise.next_contact"]
    assert [screen.around.begins for screen in contact][:2] == [False, True]


def test_it_can_be_finished_at_once() -> None:
    """Without check-answers."""
    asker = Replies(DANGER, Answered("finish"))
    outcome = hold(asker, new_record(FRAME))
    assert (outcome.state, asker.checked) == ("finished", [])


def test_handing_over_shows_the_whole_card_again() -> None:
    """And the offer stands behind it."""
    asker = emergency(Answered("hand_over"))
    assert (len(asker.cards), asker.asked) == (2, ["safety.now", EMERGENCY, EMERGENCY])
    assert asker.cards[1].recorded == asker.cards[0].recorded


def test_every_other_question_is_reached_through_the_list_and_needs_no_answer() -> None:
    """It comes back to the list, where no line says that it needs an answer; back from there is the offer."""
    asker = emergency(Answered("list"), Skipped(), checks=(Jump("contact.meaning"), Back()))
    assert asker.asked == ["safety.now", EMERGENCY, "contact.meaning", EMERGENCY]
    states = {line.state for shown in asker.checked for group in shown.groups for line in group.lines}
    assert not states & {"required", "partly"}
    assert {(shown.unvisited, shown.required) for shown in asker.checked} == {(0, 0)}
    other = asker.screens[2].ways
    assert (other.may_skip, other.jumps) == (True, ())


def test_the_key_to_the_answers_opens_the_list_from_a_question() -> None:
    """As everywhere."""
    asker = emergency(Answered("contact"), OpenCheck(), checks=(Finish(),))
    assert len(asker.checked) == 1


def test_a_second_flag_adds_its_lines() -> None:
    """Named, at once, and without what was read on the first card; the whole of it can be read again."""
    asker = emergency(
        Answered("list"), Answered("plan_or_method"), Answered("hand_over"), checks=(Jump("safety.suicide"),)
    )
    first, second, again = asker.cards
    assert asker.asked[-1] == EMERGENCY
    for part in ("found", "recorded", "steps"):
        before, new, whole = (set(getattr(card, part)) for card in (first, second, again))
        assert new
        assert (before & new, before | new) == (set(), whole)
    assert second.title != first.title
    assert second.emergency == first.emergency


def test_a_second_flag_after_a_resume_names_itself() -> None:
    """Nobody remembers then what was on the first card, so what can be done is shown whole."""
    start = Interview.start(shipped_bank(), new_record({**FRAME, "safety.now": ["unrousable"]})).show_cards()
    asker = Replies(Answered("list"), Answered("plan_or_method"), checks=(Jump("safety.suicide"),))
    hold_from(start, asker)
    (card,) = asker.cards
    assert len(card.found) == 1
    assert any("self-harm" in step for step in card.steps)
    assert any("Call" in step or "Stay" in step for step in card.steps)


def test_what_is_new_is_shown_whole_once_the_first_danger_is_gone() -> None:
    """A card that no longer holds is nothing to add to."""
    asker = emergency(
        Answered("list"), Answered(["none"]), Answered("change"), Answered("plan_or_method"),
        checks=(Jump("safety.now"), Jump("safety.suicide")),
    )  # fmt: skip
    assert len(asker.cards) == 2
    assert asker.cards[0].title == asker.cards[1].title


def test_the_card_says_what_was_taken_when_and_what_was_mixed() -> None:
    """Whoever takes over asks for that first; what is not known is said to be so."""
    asker = emergency(**{"event.substance": [ENTRY, {"class": "alcohol"}], "event.mixed": ["opioid"]})
    taken = [line for line in asker.cards[0].recorded if line.startswith("Taken: ")]
    assert taken[0].startswith("Taken: “zolpidem”, Z-drug")
    assert "08:00" in taken[0]
    assert taken[1] == "Taken: Alcohol; last use: not known"
    bought = emergency(**{"event.substance": [{**ENTRY, "source": "second_prescriber"}]}).cards[0].recorded
    assert bought[0].endswith("; source: From a second prescriber")
    assert any("Opioid" in line for line in asker.cards[0].recorded)
    assert emergency().cards[0].recorded[0] == "What was taken: not recorded yet"


@pytest.mark.parametrize(
    ("place", "words", "noted"),
    [
        ("the flat above the bakery", "the flat above the bakery", True),
        ({"status": "declined"}, "rather not said", False),
        ({"status": "unknown"}, "not known", False),
    ],
)
def test_the_place_is_passed_on_only_where_one_was_given(place: Any, words: str, noted: bool) -> None:
    """A declined one reads as such; without one the card says that it is asked for."""
    (card,) = emergency(**{"frame.mode": "video", "frame.location": place}).cards
    assert card.location == words
    assert any("location noted at the start" in step for step in card.steps) is noted
    assert any("ask where the person is" in step for step in card.steps) is not noted


@pytest.mark.parametrize(("old", "new"), [(["none"], ["unrousable"]), (["none"], ["drowsy"])])
def test_raising_the_level_is_never_confirmed_first(old: list[str], new: list[str]) -> None:
    """Whatever else the changed answer does."""
    asker = Replies(Jump("safety.now"), Answered(new))
    hold(asker, new_record({**FRAME, "safety.now": old}))
    assert "app.change" not in asker.asked


def test_lowering_is_confirmed() -> None:
    """And leaves the answer as it was when it is not agreed to."""
    asker = Replies(DANGER, Back(), Answered(["none"]), Answered("leave"))
    outcome = hold(asker, new_record(FRAME))
    assert "app.change" in asker.asked
    assert outcome.record.answers["safety.now"] == ["unrousable"]


def test_once_the_danger_was_a_slip_the_interview_goes_on() -> None:
    """Put right through the list, everything is put again as ever."""
    asker = emergency(
        Answered("list"), Answered(["none"]), Answered("change"), checks=(Jump("safety.now"), Finish())
    )
    (first, second) = asker.checked
    assert (first.unvisited, second.card) == (0, None)
    assert second.unvisited > 0


def test_a_file_of_answers_is_played_whole_at_level_4() -> None:
    """What the offer does not put in sequence is played out of the list; the record holds all of it."""
    known = {**FRAME, "safety.now": ["unrousable"], "contact.meaning": "other", "event.now": "not_taking",
             "event.substance": [ENTRY], "safety.sleep": {"night_1": 4, "difficulty": 3}}  # fmt: skip
    outcome = hold_from(Interview.start(shipped_bank(), new_record()), ScriptedAsker(known))  # type: ignore[arg-type]
    assert outcome.state == "finished"
    assert dict(outcome.record.answers) == known


def test_an_interview_gone_on_with_at_level_4_begins_with_the_offer() -> None:
    """A card that was shown is not shown again."""
    start = Interview.start(shipped_bank(), new_record({**FRAME, "safety.now": ["unrousable"]})).show_cards()
    asker = Replies(Answered("finish"))
    assert hold_from(start, asker).state == "finished"
    assert (asker.asked, asker.cards) == ([EMERGENCY], [])


def test_numbers_on_a_line_may_bring_up_the_card_as_well() -> None:
    """The level counts after any answer; a line of numbers is one."""
    asker = emergency(
        Answered("list"), AnsweredFields({"night_1": 1, "night_2": 1}), checks=(Jump("safety.sleep"),)
    )
    assert len(asker.cards) == 1
    assert len(asker.checked) == 2
