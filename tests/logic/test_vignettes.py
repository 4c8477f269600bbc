"""The worked cases: each gives exactly the outcome that was agreed for it."""

from __future__ import annotations

import json
from typing import Any

import pytest

from relapse_cli.logic.answers.check_record import check_record
from tests.banks_under_test import VIGNETTES, line_of, plan_of, record_of, shipped_bank, vignette

CASES = sorted(path.name.removesuffix(".expected.json") for path in VIGNETTES.glob("*.expected.json"))


def expected(case: str) -> dict[str, Any]:
    """The agreed outcome of a case."""
    outcome: dict[str, Any] = json.loads((VIGNETTES / f"{case}.expected.json").read_text(encoding="utf-8"))
    return outcome


def test_cases_are_there() -> None:
    """Every case has a record beside its outcome, and there are nineteen of them."""
    records = sorted(path.stem for path in VIGNETTES.glob("*.json") if ".expected" not in path.name)
    assert records == CASES
    assert len(CASES) == 19


@pytest.mark.parametrize("case", CASES)
def test_case_is_without_fault(case: str) -> None:
    """The record of a case fits the bank."""
    assert check_record(shipped_bank(), record_of(vignette(case))) == []


@pytest.mark.parametrize("case", CASES)
def test_level_and_flags(case: str) -> None:
    """A case has its level and exactly its flags."""
    plan, outcome = plan_of(vignette(case)), expected(case)
    assert plan.level == outcome["level"]
    assert sorted(flag.id for flag in plan.flags) == sorted(outcome["flags"])
    assert not {flag.id for flag in plan.flags} & set(outcome["must_not_flags"])


@pytest.mark.parametrize("case", CASES)
def test_actions(case: str) -> None:
    """A case has the actions that it must have, and none that it must not."""
    plan, outcome = plan_of(vignette(case)), expected(case)
    fired = {line.rule for line in plan.lines if line.role == "action"}
    assert set(outcome["must_have_actions"]) <= fired
    assert not fired & set(outcome["must_not_have"])


@pytest.mark.parametrize("case", CASES)
def test_family_sheet(case: str) -> None:
    """A case has a family sheet or has none, lines and opening included."""
    plan, outcome = plan_of(vignette(case)), expected(case)
    assert plan.family_sheet is outcome["family_sheet"]
    assert bool(plan.family_lines) is outcome["family_sheet"]
    assert bool(plan.family_opening) is outcome["family_sheet"]


@pytest.mark.parametrize("case", CASES)
def test_nostop_variant(case: str) -> None:
    """P-NOSTOP speaks in the variant of the case, and stands on no other plan."""
    line = line_of(plan_of(vignette(case)), "P-NOSTOP")
    assert (line.variant if line else None) == expected(case).get("nostop_variant")


@pytest.mark.parametrize("case", CASES)
def test_edition_contacts_and_what_prints_together(case: str) -> None:
    """A case has its patient's edition, its contact before a late one, and its lines under others."""
    plan, outcome = plan_of(vignette(case)), expected(case)
    assert plan.patient_edition == outcome["patient_edition"]
    assert plan.extra_contact == outcome["extra_contact"]
    assert {line.rule: line.under for line in plan.lines if line.under} == outcome["under"]
