"""What stands behind the patient's page: whole, without repeating it, and only where a page is handed out."""

from __future__ import annotations

import pytest

from relapse_cli.documents.plan.document import plan_document
from relapse_cli.documents.plan.edition import carry
from relapse_cli.documents.plan.patient import stands_on_page
from relapse_cli.documents.plan.shown import shown_lines
from relapse_cli.errors import GateClosedError, UsageError
from relapse_cli.formats.base import RenderOptions
from relapse_cli.formats.catalogue import write_plan
from tests.banks_under_test import VIGNETTES, shipped_bank, vignette
from tests.conftest import CheckGolden
from tests.documents.plan.test_every_record import texts
from tests.documents.plans import ROLES
from tests.signed_records import signed

CASES = sorted(path.stem for path in VIGNETTES.glob("*.json") if "expected" not in path.name)


def test_golden(check_golden: CheckGolden) -> None:
    """The page is the one that was read and approved."""
    made = signed(vignette("PR-107"))
    check_golden(
        "details_PR-107.txt", write_plan(made, shipped_bank(), "details", "terminal", RenderOptions())
    )


@pytest.mark.parametrize("case", CASES)
def test_every_line_for_the_patient_stands_on_the_page_or_in_the_details(case: str) -> None:
    """Nothing that has words for the patient is lost between the two, and nothing stands on both."""
    bank, made = shipped_bank(), signed(vignette(case))
    if made.patient_edition != "plan" or any(line.rule == "P-HOME" for line in made.lines):
        return
    lines = shown_lines(carry(made, ROLES, "patient"))
    apart = [each for each in lines if not stands_on_page(each, bank)]
    page, details = (list(texts(plan_document(made, bank, paper))) for paper in ("patient", "details"))
    for each in apart:
        assert each.text.heading in "".join(details)
        assert each.text.heading not in "".join(page)
    for each in lines:
        if each not in apart and not each.line.options and not each.line.gap:
            assert each.text.heading not in details


@pytest.mark.parametrize("case", ["PR-102", "PR-206"])
def test_beside_a_card_there_are_none(case: str) -> None:
    """Whoever is handed a card is handed nothing else, and the therapist is told what there is for them."""
    made = signed(vignette(case)).model_copy(update={"patient_edition": "emergency_card"})
    with pytest.raises(GateClosedError, match="handed a card and nothing else") as stopped:
        plan_document(made, shipped_bank(), "details")
    assert "--for clinician" in (stopped.value.remedy or "")


def test_where_home_may_not_be_safe_there_are_none() -> None:
    """Also when it was agreed that a page may be taken along: the sequence would say what goes on at home."""
    made = signed(vignette("PR-218"))
    assert made.patient_edition == "plan"
    with pytest.raises(GateClosedError, match="home may not be safe"):
        plan_document(made, shipped_bank(), "details")


def test_where_everything_stands_on_the_page_it_is_said() -> None:
    """An empty page is not handed out."""
    made = signed(vignette("PR-101"))
    bare = made.model_copy(update={"lines": tuple(line for line in made.lines if line.section == "contact")})
    with pytest.raises(GateClosedError, match="everything for the patient stands on their page"):
        plan_document(bare, shipped_bank(), "details")


def test_it_is_a_page_to_be_read() -> None:
    """A program reads the clinician's plan, and a calendar is the patient's."""
    made = signed(vignette("PR-101"))
    with pytest.raises(UsageError, match="no JSON of its own"):
        write_plan(made, shipped_bank(), "details", "json", RenderOptions())
    with pytest.raises(GateClosedError, match="for the clinician and the patient only") as stopped:
        write_plan(made, shipped_bank(), "details", "ics", RenderOptions())
    assert "--for patient" in (stopped.value.remedy or "")
