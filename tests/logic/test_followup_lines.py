"""The follow-up schedule and the follow-up session (rules 9)."""

from __future__ import annotations

from typing import Any

import pytest

from tests.banks_under_test import DECLINED, UNKNOWN, plan_of
from tests.logic.plan_bases import (
    QUIET_ANSWERS,
    Data,
    entry,
    flags,
    follow_up,
    interview,
    line,
    rules,
    sequence,
    who,
)

MILD = {"signs": ["sweating"], "strength": "mild"}
STRONG = {"signs": ["sweating"], "strength": "moderate"}
NO_SIGNS = {"signs": ["none"]}


@pytest.mark.parametrize(
    ("data", "level", "expected"),
    [
        (interview(), 1, {"F-1", "F-ALL"}),
        (interview(path="brief"), 2, {"F-2", "F-ALL"}),
        (interview({"safety.agitation": "marked"}), 2, {"F-2", "F-ALL"}),
        (interview({"safety.now": ["fluids"]}), 3, {"F-3", "F-ALL"}),
        (interview({"safety.now": ["seizure"]}), 4, {"F-4", "F-ALL"}),
        (follow_up(), 1, {"F-1", "F-ALL"}),
        (follow_up({"followup.use_since": True}), 2, {"F-2", "F-ALL"}),
        (follow_up({"followup.now": ["drowsy"]}), 3, {"F-3", "F-ALL"}),
        (follow_up({"followup.now": ["hot"]}), 4, {"F-4", "F-ALL"}),
    ],
)
def test_schedule_follows_the_level(data: Data, level: int, expected: set[str]) -> None:
    """Each level has its own schedule, and every plan the common one, in either session."""
    plan = plan_of(data)
    assert plan.level == level
    assert rules(plan, "F-") == expected


@pytest.mark.parametrize("rule", ["F-1", "F-2", "F-3", "F-4", "F-ALL"])
def test_schedule_lines_say_who_and_when(rule: str) -> None:
    """A line of the schedule has an owner, a time in words, the section and the basis of the contract."""
    changes = {"F-2": {"safety.agitation": "marked"}, "F-3": {"safety.now": ["fluids"]}}
    changes["F-4"] = {"safety.now": ["seizure"]}
    found = line(interview(changes.get(rule)), rule)
    assert found.owner
    assert found.due
    assert (found.section, found.basis) == ("followup", ("product_default",))


def test_common_schedule_names_its_days() -> None:
    """The common schedule is weekly four times, then day 30 and day 90."""
    text = line(interview(), "F-ALL").wording["clinician"]
    assert "30" in text
    assert "90" in text


@pytest.mark.parametrize(
    ("use", "withdrawal", "expected"),
    [
        (False, NO_SIGNS, False),
        (False, UNKNOWN, False),
        (False, None, False),
        (False, MILD, True),
        (False, STRONG, True),
        (False, {"signs": ["sweating"]}, True),
        (True, NO_SIGNS, True),
        (True, MILD, True),
        (UNKNOWN, NO_SIGNS, True),
        (DECLINED, NO_SIGNS, True),
        (None, UNKNOWN, True),
    ],
)
def test_reopen(use: Any, withdrawal: Any, expected: bool) -> None:
    """P-REOPEN asks for a new interview unless there was no use and there are no signs of withdrawal."""
    data = follow_up({"followup.use_since": use, "followup.withdrawal": withdrawal})
    assert ("P-REOPEN" in rules(plan_of(data))) is expected


def test_reopen_is_a_line_of_the_follow_up_for_the_therapist() -> None:
    """P-REOPEN is the therapist's, in the contact section, and never part of an interview."""
    found = line(follow_up({"followup.use_since": True}), "P-REOPEN")
    assert (who(found), set(found.wording), found.section) == ("therapist", {"clinician"}, "contact")
    assert found.basis == ("product_default",)
    assert "P-REOPEN" not in rules(plan_of(interview({"followup.use_since": True})))


FLAGS: list[tuple[Data, set[str]]] = [
    ({}, set()),
    ({"followup.now": ["unrousable"]}, {"E-01"}),
    ({"followup.now": ["breathing"]}, {"E-01"}),
    ({"followup.now": ["seizure"]}, {"E-02"}),
    ({"followup.now": ["confusion"]}, {"E-03"}),
    ({"followup.suicide": "plan_or_method"}, {"E-04"}),
    ({"followup.suicide": "intend_or_preparing"}, {"E-04"}),
    ({"followup.now": ["chest"]}, {"E-07"}),
    ({"followup.now": ["hot"]}, {"E-07"}),
    ({"followup.now": ["extreme_agitation"]}, {"E-07"}),
    ({"followup.now": ["bleeding"]}, {"E-11"}),
    ({"followup.withdrawal": STRONG}, {"M-03"}),
    ({"followup.withdrawal": {"signs": ["shaking"], "strength": "severe"}}, {"M-03"}),
    ({"followup.withdrawal": {"signs": ["shaking"]}}, {"M-03", "U-16"}),
    ({"followup.suicide": "wish_not_here"}, {"M-08"}),
    ({"followup.suicide": "thoughts_no_plan"}, {"M-08"}),
    ({"followup.now": ["perception"]}, {"M-09"}),
    ({"followup.sleep": {"night_1": 1, "night_2": 1, "night_3": 8, "difficulty": 2}}, {"M-10"}),
    ({"followup.sleep": {"night_1": 1, "night_2": 2, "night_3": 1, "difficulty": 2}}, {"U-01"}),
    ({"followup.suicide": DECLINED}, {"M-16"}),
    ({"followup.now": None}, {"M-16"}),
    ({"followup.now": ["fluids"]}, {"M-19"}),
    ({"followup.now": ["infection"]}, {"M-19"}),
    ({"followup.now": ["head"]}, {"M-19"}),
    ({"followup.now": ["drowsy"]}, {"M-21"}),
    ({"followup.sleep": {"night_1": 7, "night_2": 7, "night_3": 7, "difficulty": 8}}, {"U-01"}),
    ({"followup.sleep": {"night_1": 7, "night_2": 7, "night_3": 7, "difficulty": 7}}, set()),
    ({"followup.anxiety": {"peak": 8, "direction": "easing"}}, {"U-02"}),
    ({"followup.anxiety": {"peak": 6, "direction": "rising"}}, {"U-02"}),
    ({"followup.anxiety": {"peak": 7, "direction": "steady"}}, set()),
    ({"followup.anxiety": {"peak": 2}}, {"U-16"}),
    ({"followup.use_since": UNKNOWN}, {"U-16"}),
    ({"followup.sleep": UNKNOWN, "followup.suicide": UNKNOWN}, {"M-16", "U-16"}),
    ({"followup.use_since": True}, {"U-22"}),
    ({"followup.withdrawal": MILD}, {"U-22"}),
    ({"followup.contact_kept": UNKNOWN}, set()),
]


@pytest.mark.parametrize(("changes", "expected"), FLAGS)
def test_flags_of_a_follow_up(changes: Data, expected: set[str]) -> None:
    """A follow-up has exactly the flags of its own table."""
    assert flags(follow_up(changes)) == expected


INTERVIEW_ALARM = {
    **QUIET_ANSWERS,
    **sequence("sleep", "conflict"),
    "event.substance": [entry(**{"class": "opioid", "days_per_week": 7})],
    "event.supply": True,
    "safety.now": ["seizure"],
    "safety.home_safe": "not_always",
    "safety.alone": True,
    "contact.meaning": "failed",
    "contact.reactions": ["panic"],
    "loved.wish": "wanted",
    "loved.scope": {"what": "the next session", "with_whom": "partner"},
    "sequence.seen_before": "several_times",
    "stabilise.can_interrupt": "cannot",
}


def test_answers_of_an_interview_count_for_nothing_in_a_follow_up() -> None:
    """Interview answers in a follow-up record set no flag, fire no line and open no sheet."""
    plan = plan_of(follow_up(INTERVIEW_ALARM))
    assert plan.flags == ()
    assert rules(plan) == {"P-CONTACT", "P-TOLD", "P-AGAIN", "F-1", "F-ALL"}
    assert plan.family_sheet is False


def test_answers_of_a_follow_up_count_for_nothing_in_an_interview() -> None:
    """Follow-up answers in an interview record set no flag and fire no line."""
    alarm = {"followup.now": ["seizure"], "followup.suicide": "plan_or_method", "followup.use_since": True}
    plan = plan_of(interview(alarm))
    assert plan.flags == ()
    assert rules(plan) == {"P-CONTACT", "P-TOLD", "P-AGAIN", "D-00", "F-1", "F-ALL"}


EVERY_FOLLOW_UP_LINE = {
    "P-CONTACT", "P-TOLD", "P-AGAIN", "P-EMERGENCY", "P-SAMEDAY", "P-CLARIFY", "P-MEANS", "P-REOPEN",
    "S-REENGAGE", "T-SLEEP", "T-ANXIETY", "F-1", "F-2", "F-3", "F-4", "F-ALL",
}  # fmt: skip


def test_lines_of_a_follow_up() -> None:
    """Across its table a follow-up reaches each of its lines and no other; none is a D line."""
    reached = {
        rule
        for changes, _ in [*FLAGS, ({"followup.contact_kept": False}, set())]
        for rule in rules(plan_of(follow_up(changes)))
    }
    assert reached == EVERY_FOLLOW_UP_LINE
