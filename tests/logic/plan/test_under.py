"""Lines that print together (rules 7.9)."""

from __future__ import annotations

import pytest

from relapse_cli.model.plan import Plan
from tests.banks_under_test import plan_of, shipped_bank
from tests.logic.plan_bases import Data, entry, event, follow_up, interview, line, remove, sequence

SEQUENCE = "sequence.event"

EARLY = [event("sleep", 9, what="Short  nights"), event("mood", 2)]


def ifthen(**fields: str) -> Data:
    """A sequence that begins with short nights, and one if-then line."""
    return {SEQUENCE: EARLY, "revise.ifthen": [fields]}


UNDER: list[tuple[str, str, Data]] = [
    ("F-1", "P-CONTACT", interview()),
    ("F-2", "P-CONTACT", interview({"event.now": "still_taking"})),
    ("F-3", "P-CONTACT", interview({"safety.now": ["fluids"]})),
    ("F-4", "P-CONTACT", interview({"safety.now": ["seizure"]})),
    ("S-REENGAGE", "P-CONTACT", interview({"contact.worth": 4})),
    ("P-CORE72", "P-CONTACT", interview(path="brief")),
    ("S-SHAME", "P-TOLD", interview({"contact.feelings": {"selected": ["shame"]}})),
    ("D-02", "D-01", interview({"safety.now": ["fluids"], "stabilise.worsening": "quickly_worse"})),
    ("D-03", "D-01", interview({"safety.now": ["fluids"], "stabilise.can_interrupt": "cannot"})),
    ("P-CLARIFY", "P-SAMEDAY", interview({"safety.now": None})),
    (
        "R-RECUR",
        "R-PATTERN",
        interview({**sequence("sleep", "mood"), "sequence.seen_before": "once"}),
    ),
    ("Q-EARLY", "A-IFTHEN", interview(ifthen(then="x", begins_at="short nights "))),
    ("Q-EARLY", "A-IFTHEN", interview(ifthen(**{"if": "After SHORT nights again"}))),
]


@pytest.mark.parametrize(("lower", "upper", "data"), UNDER)
def test_a_line_names_the_one_it_prints_under(lower: str, upper: str, data: Data) -> None:
    """Each row of the contract, with the line it stands under."""
    assert line(data, lower).under == upper


ALONE: list[tuple[str, Data]] = [
    ("D-03", interview({"event.control": "could_not_stop", "stabilise.can_interrupt": "unsure"})),
    (
        "P-CLARIFY",
        interview({"safety.now": None, "safety.withdrawal": None, "safety.mental_state": ["voices_visions"]}),
    ),
    ("R-RECUR", interview({**sequence("mood"), "sequence.seen_before": "once"})),
    ("Q-EARLY", interview(ifthen(**{"if": "two bad nights", "then": "x"}))),
    ("Q-EARLY", interview(ifthen(tell="my sister", begins_at="Short nights"))),
]


@pytest.mark.parametrize(("lower", "data"), ALONE)
def test_without_its_upper_line_it_stands_alone(lower: str, data: Data) -> None:
    """Where the condition does not hold, or the upper line is not there, nothing is above it."""
    assert line(data, lower).under is None


def test_removing_the_upper_line_frees_the_lower() -> None:
    """What the therapist takes off takes no other line with it."""
    shame = interview({"contact.feelings": {"selected": ["shame"]}}, decisions=[remove("P-TOLD")])
    assert line(shame, "S-SHAME").under is None


def test_an_edited_lower_line_is_taken_in_as_it_was_edited() -> None:
    """The therapist's words stand in place of what the bank would add."""
    edit = {"kind": "edit", "rule": "S-SHAME", "edition": "clinician", "text": "In my words."}
    found = line(interview({"contact.feelings": {"selected": ["shame"]}}, decisions=[edit]), "S-SHAME")
    assert "clinician" not in found.adds
    assert found.texts["clinician"].plain == "In my words."


def stands_under_nothing_that_is_under(made: Plan) -> bool:
    """Whether every line under another stands under a line of this plan that is under none."""
    tops = {each.rule for each in made.lines if each.under is None}
    return all(each.under in tops for each in made.lines if each.under)


def test_the_table_of_the_bank_never_puts_three_on_top_of_each_other() -> None:
    """An upper line of the table is the lower line of no row (rules 12.8)."""
    rows = shipped_bank().together
    assert not {row.under for row in rows} & {row.line for row in rows if not row.done}


@pytest.mark.parametrize("data", [data for _, _, data in UNDER])
def test_a_line_under_another_stands_under_one_that_is_under_none(data: Data) -> None:
    """Rules 12.8, on the plans of this file."""
    assert stands_under_nothing_that_is_under(plan_of(data))


def test_a_line_that_was_done_is_named_as_done_and_nothing_of_safety_is_hidden() -> None:
    """In a follow-up the line of the plan before stands once; the next contact never goes with it."""
    done = [{"rule": rule, "state": "done"} for rule in ("P-TOLD", "P-CONTACT", "P-AGAIN")]
    made = plan_of(follow_up({"followup.lines_done": done}))
    assert {each.id for each in made.lines if each.done} == {"P-TOLD"}
    assert {each.under for each in made.lines if each.done} == {None}


def test_an_opioid_line_stands_under_naloxone() -> None:
    """What lowers the tolerance is told beside naloxone, which is its remedy."""
    opioid = entry(**{"class": "opioid", "name": "tramadol", "last_use": "2026-11-19"})
    data = interview(
        {
            "event.time_without": {"value": 3, "unit": "month"},
            "event.now": "unsure",
            "safety.medical": ["lung"],
        },
        entries=[opioid],
    )
    assert line(data, "P-TOLERANCE").under == "P-NALOXONE"
    assert line(data, "P-MOUD").under == "P-MEDREVIEW"
