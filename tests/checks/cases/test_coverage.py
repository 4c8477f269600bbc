"""What cases reach of a bank, part by part."""

from __future__ import annotations

from pathlib import Path

from relapse_cli.checks.cases.coverage import cover
from relapse_cli.checks.cases.outcome import Difference, differences, outcome
from relapse_cli.documents.coverage import coverage_rows, share
from relapse_cli.places import Places
from tests.checks.cases.small import SEIZURE, SHORT, case_of, read, small_bank

BOTH, TRUE, FALSE = frozenset({True, False}), frozenset({True}), frozenset({False})


def test_each_part_of_each_condition_is_marked(tmp_path: Path) -> None:
    """True in one case and false in another; what stands behind 'not' is judged for itself."""
    bank = small_bank(tmp_path)
    covered = cover(bank, [read(bank, case_of(each)) for each in (SHORT, SEIZURE)], Places())
    marks = {
        condition.place: [(part.depth, part.words, part.seen) for part in condition.parts]
        for condition in covered.conditions
    }
    assert marks == {
        "short_nights.when": [(0, "“Sleep: Hours” is at most 4", TRUE)],
        "U-01.when": [
            (0, "all of these", BOTH),
            (1, "nights are short", TRUE),
            (1, "not: “Alone” is no", BOTH),
        ],
        "E-01.when": [(0, "“Now” includes “A seizure”", BOTH)],
    }
    assert (covered.covered, len(covered.parts)) == (3, 5)
    assert dict(coverage_rows(covered))["parts of conditions, both true and false"] == "3 of 5 (60 %)"


def test_what_no_case_reaches_is_listed(tmp_path: Path) -> None:
    """Questions are reached where they are asked, options where they are given, rules where they hold."""
    bank = small_bank(tmp_path)
    covered = cover(bank, [read(bank, case_of(SHORT))], Places())
    missing = {each.kind: each.missing for each in covered.reached}
    assert missing == {
        "question": (),
        "option": (
            "safety.alone=true",
            "safety.alone=false",
            "safety.now=seizure",
            "safety.mood=low",
            "safety.mood=even",
        ),
        "fact": (),
        "flag": ("E-01",),
        "line": (),
    }


def test_only_all_is_a_hundred_percent() -> None:
    """What is nearly all is not rounded up to it."""
    assert share(1415, 1416) == "1415 of 1416 (99.9 %)"
    assert share(0, 0) == "0 of 0 (100 %)"


def test_what_came_otherwise_is_told_thing_by_thing(tmp_path: Path) -> None:
    """All names that are expected, or only some that must or must not be there."""
    bank = small_bank(tmp_path)
    right = case_of(SEIZURE)
    assert list(differences(right.expect, read(bank, right))) == []
    wrong = case_of(SHORT, expect={"level": 4, "flags": ["E-01"], "disabled": {"with": ["safety.mood"]}})
    assert list(differences(wrong.expect, read(bank, wrong))) == [
        Difference("level", 4, 2),
        Difference("flags", wrong.expect.flags, ("U-01",), ("E-01",), ("U-01",)),
        Difference("disabled", wrong.expect.disabled, (), ("safety.mood",)),
    ]


def test_what_is_asked_and_what_is_raised_can_be_said(tmp_path: Path) -> None:
    """Fields stand beside their question; a raised flag is one of the therapist's decisions."""
    bank = small_bank(tmp_path)
    asked = {"asked": {"with": ["safety.alone", "safety.sleep.hours"], "without": ["safety.mood"]}}
    case = case_of(SHORT, raised={"E-01": 3}, expect=asked)
    reading = read(bank, case)
    assert list(differences(case.expect, reading)) == [
        Difference("asked", case.expect.asked, tuple(outcome("asked", reading)), (), ("safety.mood",))
    ]
    assert (reading.computed_level, reading.level) == (2, 3)


def test_a_case_can_be_compared_with_an_earlier_interview() -> None:
    """One of its own, or one that says the same."""
    again = case_of(SHORT, again=True)
    assert again.earlier_record is not None
    assert again.earlier_record.answers == again.record.answers
    assert again.record.earlier == again.earlier_record.id
    own = case_of(SHORT, earlier={"today": "2026-10-01", "answers": {"safety.alone": True}})
    assert own.earlier_record is not None
    assert own.earlier_record.started_at == "2026-10-01T12:00:00+00:00"
    assert own.earlier_record.answers == {"safety.alone": True}
