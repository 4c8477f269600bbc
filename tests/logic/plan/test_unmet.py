"""What keeps a plan from being final is said in words, and in the same words everywhere."""

from __future__ import annotations

import pytest

from relapse_cli.formats.base import RenderOptions
from relapse_cli.formats.catalogue import write_plan
from relapse_cli.logic.plan.remarks import remarks
from relapse_cli.logic.plan.unmet import AGREEMENT_AGAIN
from relapse_cli.logic.rules.consistency import LONG_AGO
from tests.banks_under_test import plan_of, record_of, shipped_bank, vignette
from tests.logic.plan_bases import Data, interview, sequence


@pytest.mark.parametrize(
    ("changes", "empty"),
    [
        ({}, "trigger and revision"),
        (sequence("sleep"), "contact"),
        ({"revise.next_contact": {"status": "declined"}}, "contact, trigger and revision"),
    ],
)
def test_the_parts_that_are_empty_are_named(changes: Data, empty: str) -> None:
    """Those, and no others."""
    if empty == "contact":
        changes = {**changes, "revise.next_contact": {"status": "declined"}}
    words = dict(zip(*_unmet(changes), strict=True))
    assert words["V-4PARTS"].endswith(f": {empty}")


def _unmet(changes: Data) -> tuple[tuple[str, ...], tuple[str, ...]]:
    made = plan_of(interview(changes))
    return made.unmet, made.unmet_words


@pytest.mark.parametrize(("day", "asked"), [("2025-11-19", True), ("2026-11-19", False)])
def test_a_last_use_in_the_year_before_is_asked_about_beside_the_plan(day: str, asked: bool) -> None:
    """A file meets no check-answers: the question stands beside its plan, and blocks nothing."""
    data = vignette("PR-101")
    data["answers"]["event.substance"][0].update(first_use=day, last_use=day)
    bank, made = shipped_bank(), plan_of(data)
    assert (LONG_AGO in remarks(bank, record_of(data), made)) is asked


def test_an_agreement_of_somebody_who_is_not_clear_is_never_called_missing() -> None:
    """Neither beside the plan nor on it."""
    data = vignette("PR-101")
    data["answers"]["frame.state"] = "intoxicated"
    made, bank = plan_of(data), shipped_bank()
    page = write_plan(made, bank, "clinician", "markdown", RenderOptions())
    missing = bank.wording.validators["V-CONSENT"]
    for said in (page, " ".join(remarks(bank, record_of(data), made))):
        assert AGREEMENT_AGAIN in " ".join(said.split())
        assert missing not in " ".join(said.split())
