"""What a check-in makes of the lines before it: what is done is done, what was not done comes first."""

from __future__ import annotations

from typing import Any

import pytest

from relapse_cli.documents.plan.edition import carry
from relapse_cli.documents.plan.shown import shown_lines
from relapse_cli.logic.lines.slots import slots_in
from relapse_cli.model.plan import Line, Plan
from tests.banks_under_test import plan_of, shipped_bank
from tests.logic.plan_bases import Data, follow_up, interview, sequence

PULL = {"safety.pull": 8}


def fill(rule: str, slot: str, text: str) -> Data:
    """What somebody filled in at the sign-off."""
    return {"kind": "fill", "rule": rule, "slot": slot, "text": text}


FILLED = [fill("P-AGAIN", "place", "my sister's"), fill("P-TOLD", "person", "my sister")]


def before(answers: Data | None = None) -> Data:
    """An interview whose plan has a place to go to and a person to tell."""
    return interview({**sequence("sleep"), "safety.pull": 3, **(answers or {})}, decisions=FILLED)


def told(*lines: Data, **answers: Any) -> Data:
    """A check-in that says what became of lines."""
    named = {name.replace("__", "."): value for name, value in answers.items()}
    return follow_up({"followup.lines_done": list(lines), **named}, follows="r-1")


def by_id(plan: Plan) -> dict[str, Line]:
    """The lines of a plan by their id."""
    return {line.id: line for line in plan.lines}


def open_slots(plan: Plan) -> set[str]:
    """What the sign-off still asks for."""
    return {f"{line.id}.{slot.id}" for line, slot in slots_in(plan.lines) if slot.text is None}


def test_a_line_that_is_done_keeps_what_filled_it() -> None:
    """The plan after it does not ask again, and prints what was settled then."""
    done = plan_of(told({"rule": "P-AGAIN", "state": "done"}), before())
    assert {slot.id: slot.text for slot in by_id(done)["P-AGAIN"].slots} == {
        "place": "my sister's",
        "person": "my sister",
    }
    assert not {name for name in open_slots(done) if name.startswith("P-AGAIN")}
    assert "my sister's" in by_id(done)["P-AGAIN"].wording["patient"]


@pytest.mark.parametrize("state", ["in_progress", "not_done", None])
def test_a_line_that_is_not_done_is_settled_anew(state: str | None) -> None:
    """Only what is told to be done is taken over."""
    entry = {"rule": "P-AGAIN"} | ({"state": state} if state else {})
    assert "P-AGAIN.place" in open_slots(plan_of(told(entry), before()))


def test_what_today_calls_for_is_asked_anew() -> None:
    """A strong pull needs a step for this evening, whatever was settled for another one."""
    strong = before(PULL)
    strong["decisions"] = [*FILLED, fill("P-AGAIN", "urge_step", "ring my brother")]
    done = plan_of(told({"rule": "P-AGAIN", "state": "done"}, followup__pull=9), strong)
    assert open_slots(done) >= {"P-AGAIN.urge_step"}


def test_a_line_that_is_done_and_holds_on_is_settled_and_not_due() -> None:
    """What to do if it happens again stays on the page, as settled, even where no plan says how."""
    done = plan_of(told({"rule": "P-AGAIN", "state": "done"}), interview(sequence("sleep")))
    again = by_id(done)["P-AGAIN"]
    assert again.holds_on
    assert "to whom: settled since the last plan." in again.wording["patient"]
    assert not {name for name in open_slots(done) if name.startswith("P-AGAIN")}
    carried = carry(done, shipped_bank().roles, "patient")
    shown = next(each for each in shown_lines(carried) if each.line.id == "P-AGAIN")
    assert shown.due is None
    strong = plan_of(told({"rule": "P-AGAIN", "state": "done"}, followup__pull=9), before())
    assert not by_id(strong)["P-AGAIN"].holds_on  # tonight needs a step of its own


def test_what_was_done_last_time_does_not_settle_what_today_calls_for() -> None:
    """Who was to assess then does not assess today."""
    first = interview({"safety.now": ["fluids"]}, decisions=[fill("P-SAMEDAY", "who", "Dr. then")])
    done = plan_of(told({"rule": "P-SAMEDAY", "state": "done"}, followup__now=["fluids"]), first)
    assert "P-SAMEDAY.who" in open_slots(done)


def test_a_line_whose_work_is_done_asks_for_nothing() -> None:
    """It prints where the plan says what became of the last one, and its places are not to be filled."""
    done = plan_of(told({"rule": "P-TOLD", "state": "done"}), interview(sequence("sleep")))
    assert by_id(done)["P-TOLD"].done
    assert not {name for name in open_slots(done) if name.startswith("P-TOLD")}


def test_what_was_not_done_is_the_first_step_with_what_got_in_the_way() -> None:
    """In words, for both who read it, with who does it, before every other step of the plan."""
    made = plan_of(
        told(
            {"rule": "T-SLEEP", "state": "not_done", "obstacle": "no time"},
            followup__sleep={"night_1": 3, "night_2": 3, "night_3": 3, "difficulty": 9},
        ),
        before(),
    )
    step = by_id(made)["A-FOLLOWUP-FIRST-T-SLEEP"]
    steps = [line.id for line in made.lines if line.section == "trigger"]
    assert steps[:2] == [step.id, "T-SLEEP"]
    assert set(step.texts) == {"clinician", "patient"}
    assert step.wording["patient"].startswith("First, from the last plan: Your nights get a step")
    assert step.wording["patient"].endswith("What got in the way: “no time”")
    assert step.owner is not None
    assert "no time" not in by_id(made)["A-FOLLOWUP"].wording["patient"]


def test_a_line_of_the_therapist_is_no_step_of_the_patient() -> None:
    """What stands on no page of the patient is first for the clinician alone."""
    unsafe = before({"safety.home_safe": "not_always"})
    made = plan_of(told({"rule": "P-HOME", "state": "not_done", "obstacle": "partner there"}), unsafe)
    assert set(by_id(made)["A-FOLLOWUP-FIRST-P-HOME"].texts) == {"clinician"}


def test_in_danger_it_waits() -> None:
    """At level 4 a step of the last plan comes later, as every step does."""
    made = plan_of(
        told({"rule": "T-SLEEP", "state": "not_done"}, followup__now=["seizure"]),
        before(),
    )
    assert by_id(made)["A-FOLLOWUP-FIRST-T-SLEEP"].later


@pytest.mark.parametrize("edition", ["clinician", "patient"])
def test_what_is_open_is_counted_and_each_part_said(edition: str) -> None:
    """Not done and not talked about are open; done and under way are not."""
    lines = [
        {"rule": "P-TOLD", "state": "done"},
        {"rule": "P-AGAIN", "state": "in_progress"},
        {"rule": "T-SLEEP", "state": "not_done"},
        {"rule": "Q-EARLY"},
        {"rule": "Q-SAI"},
    ]
    words = by_id(plan_of(told(*lines), before()))["A-FOLLOWUP"].wording[edition]  # type: ignore[index]
    assert "Still open: 3 (1 not done yet, 2 not talked about)" in words


def test_what_was_not_talked_about_is_named() -> None:
    """On one row, in few words; a line of the therapist's own plan on theirs only."""
    made = plan_of(told({"rule": "T-SLEEP"}, {"rule": "P-AGAIN"}, {"rule": "R-PATTERN"}), before())
    words = by_id(made)["A-FOLLOWUP"].wording["patient"]
    again = "If it happens again before we speak, do not stay alone with it"
    assert f"Not talked about: Your nights get a step of their own; {again}; We revise" in words


def test_nothing_open_is_not_counted() -> None:
    """Where every line is done or under way nothing is said of open ones."""
    made = plan_of(told({"rule": "P-TOLD", "state": "done"}), before())
    assert "Still open" not in by_id(made)["A-FOLLOWUP"].wording["clinician"]


def test_sleep_anxiety_and_pull_stand_beside_those_of_the_last_time() -> None:
    """On the clinician's plan all three, on the patient's the pull; without the interview as they are."""
    again = told(followup__pull=3, followup__anxiety={"peak": 4, "direction": "easing"})
    words = by_id(plan_of(again, before(PULL)))["A-FOLLOWUP"].wording
    assert "Pull to take it: 3 of 10 (last time: 8 of 10)" in words["clinician"]
    assert "Pull to take it: 3 of 10 (last time: 8 of 10)" in words["patient"]
    assert "Anxiety: strongest: 4 of 10" in words["clinician"]
    assert words["clinician"].count("last time: ") == 3
    assert words["patient"].count("last time: ") == 1
    alone = by_id(plan_of(again))["A-FOLLOWUP"].wording
    assert "Pull to take it: 3 of 10" in alone["patient"]
    assert "last time" not in alone["clinician"]


SUPPLY = {"event.supply": True}
NO_SIGNS = {"signs": ["none"]}


@pytest.mark.parametrize(
    "found",
    [
        {"followup__withdrawal": None},
        {"followup__suicide": None},
        {"followup__withdrawal": {"status": "unknown"}},
        {"followup__withdrawal": {"status": "declined"}},
        {"followup__withdrawal": {"signs": ["shaking"], "strength": "mild"}},
        {"followup__withdrawal": {"signs": ["shaking"], "strength": "moderate"}},
        {"followup__withdrawal": NO_SIGNS, "followup__use_since": True},
    ],
)
def test_nothing_is_handed_in_as_a_first_step_while_safety_is_open(found: dict[str, Any]) -> None:
    """With signs of withdrawal, or where nobody has said that there are none, it is told and no step."""
    plan = plan_of(
        told({"rule": "P-SUPPLY", "state": "not_done", "obstacle": "no time"}, **found), before(SUPPLY)
    )
    texts = [line.wording.get("patient", "") for line in plan.lines]
    assert not [line for line in plan.lines if line.id == "A-FOLLOWUP-FIRST-P-SUPPLY"]
    assert not [text for text in texts if "First, from the last plan" in text]
    told_of = by_id(plan)["A-FOLLOWUP"].texts["clinician"]
    assert "no time" in str(told_of)
    assert "Not done" in str(told_of)


def test_it_is_a_first_step_where_all_is_quiet() -> None:
    """Every question of a check-in about safety is answered, and nothing is found."""
    plan = plan_of(told({"rule": "P-SUPPLY", "state": "not_done"}), before(SUPPLY))
    assert plan.level == 1
    assert "A-FOLLOWUP-FIRST-P-SUPPLY" in by_id(plan)
