"""Answers that do not seem to agree are asked again, in calm words, and never block (V-CONSISTENT)."""

from __future__ import annotations

from typing import Any

import pytest

from relapse_cli.logic.rules.consistency import consistency_questions
from tests.banks_under_test import changed, reading_of, vignette

Data = dict[str, Any]
ENTRY = {"class": "z_drug", "name": "zolpidem", "source": "left_over", "vs_prescription": "not_prescribed"}


def asked(data: Data) -> tuple[str, ...]:
    """What is asked again about a record."""
    return consistency_questions(reading_of(data))


def with_entry(**fields: Any) -> Data:
    """The quiet vignette with one entry of these fields."""
    return changed(vignette("PR-101"), event__substance=[{**ENTRY, **fields}])


CASES: list[tuple[str, Data, str]] = [
    ("run shorter than its dates",
     with_entry(first_use="2026-11-01", last_use="2026-11-15", run_length={"value": 3, "unit": "day"}),
     "longer than"),
    ("last use before first use", with_entry(first_use="2026-11-15", last_use="2026-11-10"),
     "before the first use"),
    ("often, in a short run",
     with_entry(days_per_week=4, run_length={"value": 3, "unit": "day"}, last_use="2026-11-15"),
     "Four days a week"),
    ("last use after the start", with_entry(last_use="2026-11-20T10:01:00+01:00"), "after the start"),
    ("last use in the year before", with_entry(last_use="2025-11-19"), "Is the year right"),
    ("last use in the habit of the old year",
     {**with_entry(last_use="2026-01-01"), "started_at": "2027-01-02T10:00:00+01:00"}, "Is the year right"),
    ("regular, nothing stopped, not taking",
     changed(with_entry(days_per_week=7, run_length={"value": 5, "unit": "week"}, last_use="2026-11-19"),
             event__stopped={"change": "no_change"}, safety__withdrawal={"signs": ["none"]}), "do these fit"),
    ("only as prescribed, without a prescription",
     changed(vignette("PR-101"), event__now="as_prescribed_only"), "own prescription"),
    ("a sign in pregnancy, not pregnant", changed(vignette("PR-101"), safety__now=["bleeding"]), "pregnant"),
    ("no sign, with a note",
     changed(vignette("PR-101"), safety__now={"value": ["none"], "note": "slurred"}), "a note beside it"),
    ("drowsy and clear", changed(vignette("PR-101"), safety__now=["drowsy"]), "appears clear"),
]  # fmt: skip


@pytest.mark.parametrize(("case", "data", "words"), CASES, ids=[case for case, _, _ in CASES])
def test_what_does_not_agree_is_asked_again(case: str, data: Data, words: str) -> None:
    """One question each, that ends in a question mark."""
    found = asked(data)
    assert any(words in question for question in found), found
    assert all(question.endswith("?") for question in found)


QUIET: list[tuple[str, Data]] = [
    ("everything agrees", vignette("PR-101")),
    ("run as long as its dates",
     with_entry(first_use="2026-11-14", last_use="2026-11-15", run_length={"value": 1, "unit": "day"})),
    ("often, in a run of four days",
     with_entry(days_per_week=4, run_length={"value": 4, "unit": "day"}, last_use="2026-11-15")),
    ("last use at the start", with_entry(last_use="2026-11-20T10:00:00+01:00")),
    ("last use ten months ago", with_entry(last_use="2026-01-20")),
    ("as prescribed, with a prescription",
     changed(with_entry(source="own_prescription", last_use="2026-11-15"), event__now="as_prescribed_only")),
    ("as prescribed, in treatment",
     changed(vignette("PR-101"), event__now="as_prescribed_only", event__oud_medication="methadone")),
    ("a sign in pregnancy, pregnant",
     changed(vignette("PR-101"), safety__now=["bleeding"], safety__medical=["pregnant"])),
    ("drowsy and sedated", changed(vignette("PR-101"), safety__now=["drowsy"], frame__state="sedated")),
]  # fmt: skip


@pytest.mark.parametrize(("case", "data"), QUIET, ids=[case for case, _ in QUIET])
def test_what_agrees_is_not_asked_again(case: str, data: Data) -> None:
    """The neighbour of each case above."""
    assert asked(data) == ()
