"""The order of lines on a plan (rules 7.6)."""

from __future__ import annotations

import random

import pytest

from tests.banks_under_test import UNKNOWN, plan_of
from tests.logic.plan_bases import Data, event, follow_up, ids, interview, own, regular

WORDS = {
    "contact.meaning": "failed",
    "contact.reactions": ["panic"],
    "contact.feelings": {"selected": ["shame"]},
    "sequence.event": [
        event("idealising", 2),
        event("mood", 20),
        event("other", 9),
        event("conflict", 1, side="after"),
        event("sleep", 12),
    ],
    "sequence.seen_before": "once",
    "sequence.coping_stopped": "walking",
    "warning.missed": "short nights",
    "support.lacking": ["time"],
    "support.outlets": "singing",
    "support.therapy_connection": "thinning_out",
    "prior.kept": "I came here",
    "close.learned": "sleep first",
    "loved.wish": "wanted",
    "loved.scope": {"what": "the next session", "with_whom": "partner"},
    "revise.ifthen": [{"if": "a", "then": "b"}],
    "stabilise.past": "a week in hospital",
}
SAFETY = {
    "safety.now": ["fluids"],
    "safety.alone": True,
    "frame.age_band": UNKNOWN,
    "event.supply": True,
    "event.substance": [regular()],
}
FULL = interview({**WORDS, **SAFETY})


def places(data: Data, wanted: list[str]) -> list[str]:
    """Those of some line ids that are on the plan, in the order of the plan; all of them must be there."""
    found = [line_id for line_id in ids(plan_of(data)) if line_id in wanted]
    assert sorted(found) == sorted(wanted)
    return found


CHOOSING = interview({**WORDS, **SAFETY}, decisions=[own("contact")])

ORDERS: list[tuple[str, Data, list[str]]] = [
    (
        "safety first",
        FULL,
        ["P-CONTACT", "P-SAMEDAY", "P-CLARIFY", "P-TOLD", "P-NOTALONE", "P-NOSTOP", "Q-EARLY"],
    ),
    (
        "emergency first",
        interview({**WORDS, **SAFETY, "safety.now": ["seizure"]}),
        ["P-EMERGENCY", "P-CONTACT", "P-CLARIFY", "P-TOLD", "P-NOTALONE", "P-NOSTOP", "Q-EARLY", "T-MOOD"],
    ),
    (
        "rows by their earliest event",
        FULL,
        ["Q-EARLY", "T-MOOD", "T-SLEEP", "T-THOUGHTS", "T-CONFLICT", "T-SUPPORT"],
    ),
    (
        "the steps that wait before the rows",
        FULL,
        ["A-TIMELINE", "Q-EARLY", "GAP-STEPS", "T-MOOD", "GAP-OTHER"],
    ),
    (
        "what was taken before the lines on medicines",
        FULL,
        ["P-NOTALONE", "A-EVENT", "P-NOSTOP", "A-TIMELINE"],
    ),
    (
        "coping first in the revision",
        FULL,
        ["S-SHAME", "A-COPING", "R-PATTERN", "A-KEEP", "A-ADD", "A-LEARNED"],
    ),
    ("sections", FULL, ["T-SUPPORT", "S-AVE", "R-RECUR", "D-01", "F-ALL"]),
    ("answers of the trigger section", FULL, ["A-TIMELINE", "Q-EARLY", "T-SUPPORT", "A-SIGN", "S-AVE"]),
    ("if-then lines after the rows", FULL, ["A-TIMELINE", "T-SUPPORT", "A-IFTHEN-1", "S-PANIC"]),
    ("answers of the stance section", FULL, ["S-AVE", "S-PANIC", "S-SHAME", "A-FEELINGS", "R-RECUR"]),
    ("answers of the revision section", FULL, ["R-PATTERN", "R-RECUR", "A-KEEP", "A-LEARNED", "D-01"]),
    ("answers of the stabilisation section", FULL, ["D-01", "A-STABILISE", "F-3"]),
    ("answers of the contact section", FULL, ["P-CONTACT", "P-TOLD", "A-LOVED"]),
    ("answers of the safety section", FULL, ["P-CONTACT", "A-SAFETY", "P-NOTALONE"]),
    (
        "gaps of domains beside their rows",
        CHOOSING,
        ["T-MOOD", "GAP-MOOD", "T-SLEEP", "GAP-SLEEP", "T-THOUGHTS"],
    ),
    (
        "a domain without a row stands at its event",
        CHOOSING,
        ["T-SLEEP", "GAP-SLEEP", "GAP-OTHER", "T-THOUGHTS", "GAP-IDEALISING", "T-CONFLICT"],
    ),
    (
        "follow-up",
        follow_up({"followup.use_since": True, "followup.contact_kept": False}),
        ["P-CONTACT", "P-TOLD", "P-REOPEN", "S-REENGAGE", "F-ALL"],
    ),
]


@pytest.mark.parametrize(("what", "data", "order"), ORDERS)
def test_order(what: str, data: Data, order: list[str]) -> None:
    """Lines stand in the order of the contract."""
    assert places(data, order) == order, what


def test_events_without_a_distance_come_after_those_with_one() -> None:
    """A row whose event has no known distance stands behind the others; then the more intense first."""
    data = interview(
        {
            "sequence.event": [
                event("access", None, intensity=2),
                event("mood", None, intensity=8),
                event("anxiety", 1, side="after"),
                event("sleep", 1),
                event("loneliness", 1, intensity=3),
            ]
        }
    )
    order = ["T-LONELINESS", "T-SLEEP", "T-MOOD", "T-ACCESS", "T-ANXIETY"]
    assert places(data, order) == order


def test_a_row_stands_at_its_earliest_event() -> None:
    """A row with several events counts its earliest one."""
    data = interview({"sequence.event": [event("stress", 2), event("overload", 30), event("sleep", 10)]})
    assert places(data, ["T-OVERLOAD", "T-SLEEP"]) == ["T-OVERLOAD", "T-SLEEP"]


def test_support_stands_behind_rows_without_an_event() -> None:
    """T-SUPPORT is the last row, also behind a row that a flag fires."""
    data = interview(
        {
            "support.lacking": ["time"],
            "safety.sleep": {"night_1": 7, "night_2": 7, "night_3": 7, "difficulty": 9},
            "support.therapy_connection": "stopped",
        }
    )
    found = places(data, ["T-SLEEP", "T-THERAPY-GAP", "T-SUPPORT"])
    assert found[-1] == "T-SUPPORT"


def test_order_does_not_depend_on_the_order_of_entry() -> None:
    """However the events were typed in, the plan is the same."""
    expected = ids(plan_of(FULL))
    events = list(WORDS["sequence.event"])
    for seed in range(5):
        random.Random(seed).shuffle(events)
        assert ids(plan_of(interview({**WORDS, **SAFETY, "sequence.event": events}))) == expected


def test_gap_of_the_contact_stands_with_the_contact() -> None:
    """GAP-CONTACT stands at P-CONTACT, before everything that follows it."""
    data = interview({**SAFETY, "revise.next_contact": None})
    assert ids(plan_of(data))[:2] == ["P-CONTACT", "GAP-CONTACT"]


def test_gap_of_the_safety_part_stands_with_it() -> None:
    """GAP-SAFETY stands beside A-SAFETY."""
    nothing = {question: None for question in interview()["answers"] if question.startswith("safety.")}
    found = ids(plan_of(interview(nothing)))
    assert abs(found.index("A-SAFETY") - found.index("GAP-SAFETY")) == 1


def test_gaps_of_parts_stand_in_their_sections() -> None:
    """GAP-TRIGGER stands before stance, GAP-REVISION between stance and stabilisation."""
    order = ["P-TOLD", "GAP-TRIGGER", "S-AVE", "GAP-REVISION", "D-00"]
    assert places(interview({"contact.meaning": "failed"}), order) == order


def test_own_lines_stand_in_their_section() -> None:
    """A line of the therapist's own stands in the section it was written for, never before P-CONTACT."""
    own = [
        {"kind": "add", "id": f"own-{section}", "section": section, "text": "A step."}
        for section in ("contact", "trigger", "revision")
    ]
    data = interview({**WORDS, **SAFETY}, decisions=own)
    assert ids(plan_of(data))[0] == "P-CONTACT"
    order = ["P-TOLD", "own-contact", "Q-EARLY", "own-trigger", "S-AVE", "R-RECUR", "own-revision", "D-01"]
    assert places(data, order) == order
