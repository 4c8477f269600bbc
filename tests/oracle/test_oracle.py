"""The oracle agrees with the hand-checked vignettes."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from .answer import evaluate

VIGNETTES = Path(__file__).parents[1] / "vignettes"
CASES = sorted(path.name.removesuffix(".expected.json") for path in VIGNETTES.glob("*.expected.json"))


def read(name: str) -> Any:
    """Read one file of the vignettes."""
    return json.loads((VIGNETTES / name).read_text(encoding="utf-8"))


def test_there_are_vignettes() -> None:
    """The parametrised test below has something to run on."""
    assert len(CASES) == 19


@pytest.mark.parametrize("case", CASES)
def test_vignette_has_its_expected_outcome(case: str) -> None:
    """Level, flags, actions, edition, contact and what prints together are those its author worked out."""
    outcome, expected = evaluate(read(f"{case}.json")), read(f"{case}.expected.json")
    assert outcome.flags == expected["flags"]
    assert outcome.level == expected["level"]
    assert set(expected["must_have_actions"]) <= outcome.actions
    assert not set(expected["must_not_have"]) & outcome.actions
    assert not set(expected["must_not_flags"]) & set(outcome.flags)
    assert outcome.family_sheet == expected["family_sheet"]
    assert outcome.nostop_variant == expected.get("nostop_variant")
    assert outcome.patient_edition == expected["patient_edition"]
    assert outcome.under == expected["under"]
    assert outcome.extra_contact == expected["extra_contact"]
