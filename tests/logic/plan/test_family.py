"""The family sheet (rules 8): each of its conditions closed on its own, and what it may say."""

from __future__ import annotations

from typing import Any

import pytest

from tests.banks_under_test import DECLINED, UNKNOWN, plan_of, shipped_bank
from tests.logic.plan_bases import Data, entry, follow_up, interview, remove, sequence

SCOPE = {"what": "being in treatment", "with_whom": "my sister"}
OPEN = {"loved.wish": "wanted", "loved.scope": SCOPE}
RECHECK = {"kind": "recheck", "what": "coercion"}

EXISTS: list[tuple[str, Data]] = [
    ("everything agreed", {}),
    ("living alone", {"safety.home_safe": "lives_alone"}),
    ("a colleague in the room", {"frame.present": ["other_professional"]}),
    ("who is present is not recorded", {"frame.present": None}),
    ("a scope with an end", {"loved.scope": {**SCOPE, "until": "2026-12-20"}}),
    ("driving is no danger", {"safety.duties": ["driving_machinery", "dependants_in_care"]}),
    ("an emergency of another kind", {"safety.now": ["seizure"]}),
]

CLOSED: list[tuple[str, Data]] = [
    ("wished for later", {"loved.wish": "later"}),
    ("not wished for", {"loved.wish": "not_wanted"}),
    ("wish declined", {"loved.wish": DECLINED}),
    ("wish not asked", {"loved.wish": None}),
    ("home not always safe", {"safety.home_safe": "not_always"}),
    ("home in danger", {"safety.home_safe": "in_danger"}),
    ("home unknown", {"safety.home_safe": UNKNOWN}),
    ("home declined", {"safety.home_safe": DECLINED}),
    ("partner in the room", {"frame.present": ["partner"]}),
    ("family in the room", {"frame.present": ["other_professional", "family"]}),
    (
        "living alone, family in the room",
        {"safety.home_safe": "lives_alone", "frame.present": ["family"]},
    ),
    ("a dependant in danger", {"safety.duties": ["dependant_in_danger"]}),
    ("no scope", {"loved.scope": None}),
    ("scope declined", {"loved.scope": DECLINED}),
    ("no content", {"loved.scope": {"with_whom": "my sister"}}),
    ("blank content", {"loved.scope": {**SCOPE, "what": "  "}}),
    ("content declined", {"loved.scope": {**SCOPE, "what": DECLINED}}),
    ("nobody named", {"loved.scope": {"what": "being in treatment"}}),
    ("nobody known", {"loved.scope": {**SCOPE, "with_whom": UNKNOWN}}),
]


@pytest.mark.parametrize(("case", "changes"), EXISTS)
def test_sheet_exists(case: str, changes: Data) -> None:
    """With every condition met there is a sheet with an opening and lines."""
    plan = plan_of(interview({**OPEN, **changes}))
    assert plan.family_sheet, case
    assert plan.family_lines
    assert plan.family_opening


@pytest.mark.parametrize(("case", "changes"), CLOSED)
def test_sheet_does_not_exist(case: str, changes: Data) -> None:
    """One condition that is not met closes the sheet, and not even an empty one is left."""
    plan = plan_of(interview({**OPEN, **changes}))
    assert not plan.family_sheet, case
    assert plan.family_lines == ()
    assert plan.family_opening == ""
    assert not plan.family_waits


def test_no_sheet_in_a_follow_up() -> None:
    """A follow-up has no family sheet, whatever answers lie in its record."""
    assert not plan_of(follow_up({**interview(OPEN)["answers"]})).family_sheet


@pytest.mark.parametrize("path", ["brief", "core", "deep"])
def test_sheet_does_not_depend_on_the_path(path: str) -> None:
    """Answers given outside their path count, so the sheet exists on every path."""
    assert plan_of(interview(OPEN, path=path)).family_sheet


PANIC = {"contact.reactions": ["threats"]}


@pytest.mark.parametrize(
    ("changes", "decisions", "waits"),
    [
        ({}, [], False),
        (PANIC, [], True),
        (PANIC, [RECHECK], False),
        ({"contact.reactions": ["silence"]}, [], False),
        (PANIC, [remove("S-PANIC", reason="said already")], True),
        (PANIC, [{"kind": "confirm", "flag": "U-02"}], True),
    ],
)
def test_sheet_waits_for_the_recheck(changes: Data, decisions: list[Data], waits: bool) -> None:
    """When S-PANIC fires the sheet waits until the therapist has asked again about pressure."""
    plan = plan_of(interview({**OPEN, **changes}, decisions=decisions))
    assert plan.family_sheet
    assert plan.family_waits is waits


def words(data: Data) -> str:
    """Everything that the sheet of a record says."""
    plan = plan_of(data)
    return "\n".join([plan.family_opening, *(line.text for line in plan.family_lines)])


def test_sheet_has_four_headings_in_order() -> None:
    """The lines stand under the four headings: escalate, minimise, safety, treatment."""
    headings = [line.heading for line in plan_of(interview(OPEN)).family_lines]
    assert list(dict.fromkeys(headings)) == ["escalate", "minimise", "safety", "treatment"]
    assert headings == sorted(headings, key=["escalate", "minimise", "safety", "treatment"].index)


def test_sheet_says_what_was_agreed() -> None:
    """The sheet names the scope and with whom, the check-in, the support, the seed sentence and the card."""
    data = interview({**OPEN, "loved.checkin": "tea at eight", "loved.own_support": "her own group"})
    text = words(data)
    for part in (
        "being in treatment",
        "my sister",
        "tea at eight",
        "her own group",
        "This is important, we need to deal with it now",
        "You destroyed everything",
        "lift",
        "watching",
        "0123",
    ):
        assert part in text


def test_sheet_has_avoid_lines_and_do_lines() -> None:
    """What to do and what to leave out are both there, each marked as what it is."""
    kinds = {line.kind for line in plan_of(interview(OPEN)).family_lines}
    assert kinds == {"do", "avoid"}


def test_sheet_without_a_check_in_or_support_has_no_holes() -> None:
    """Where the check-in or the support was not agreed the line says something of its own."""
    text = words(interview(OPEN))
    assert "{" not in text
    assert shipped_bank().wording.not_recorded not in text


SECRETS: Data = {
    **sequence("mood"),
    "sequence.q_before": "zqx-before",
    "contact.meaning": "failed",
    "contact.barrier": "zqx-barrier",
    "contact.worth": 3,
    "loved.dynamics": "zqx-dynamics",
    "loved.words": "zqx-words",
    "prior.kept": {"value": "zqx-kept", "note": "zqx-note"},
    "safety.suicide": {"value": "thoughts_no_plan", "note": "zqx-suicide"},
    "frame.mode": "phone",
    "frame.location": "zqx-location",
    "event.substance": [entry(name="zqxpam", prescriber_role="zqx-doctor", source="own_prescription")],
}


def test_sheet_says_nothing_beyond_the_scope() -> None:
    """No other answer, name, note, place, flag or level stands on the sheet."""
    data = interview({**OPEN, **SECRETS}, path="deep")
    plan, text = plan_of(data), words(data)
    assert plan.level == 3
    assert "zqx" not in text
    assert "evel" not in text
    for flag in plan.flags:
        assert flag.id not in text
        assert flag.text not in text
        assert flag.plain not in text


def test_sheet_says_the_same_whatever_was_found() -> None:
    """Two records with the same agreement give the same sheet, however much was found in one of them."""
    assert words(interview(OPEN)) == words(interview({**OPEN, **SECRETS}, path="deep"))


@pytest.mark.parametrize("scope", ["zolpidem and the nights", "{safety.suicide} {flags}"])
def test_scope_prints_as_it_was_agreed(scope: Any) -> None:
    """A substance stands on the sheet only where the scope names it, and the scope is never scanned again."""
    assert scope in words(interview({**OPEN, "loved.scope": {**SCOPE, "what": scope}}))
