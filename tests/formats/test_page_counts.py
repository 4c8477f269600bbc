"""How many pages the papers take that are handed out: every vignette, signed, slots filled or open."""

from __future__ import annotations

from functools import cache
from statistics import median

import pytest
from pypdf import PdfReader

from relapse_cli.documents.block import Document, Heading
from relapse_cli.documents.plan.document import plan_document
from relapse_cli.errors import GateClosedError
from relapse_cli.formats.base import RenderOptions
from relapse_cli.formats.catalogue import write_document
from relapse_cli.logic.plan.build import plan
from relapse_cli.model.bank_terms import Paper
from relapse_cli.model.plan import Plan
from tests.banks_under_test import VIGNETTES, shipped_bank, vignette
from tests.formats.read_pdf import read, squeezed
from tests.signed_records import filled_shortly, left_open, signed, signing_of

CASES = sorted(path.stem for path in VIGNETTES.glob("*.json") if "expected" not in path.name)
FILLED = {"filled": filled_shortly, "open": left_open}
_UNSIGNED = "unsigned"
ways = pytest.mark.parametrize("filled", FILLED)


@cache
def plan_of(case: str, filled: str) -> Plan:
    """The plan of a vignette as it is signed, or as nothing of it was decided yet."""
    if filled == _UNSIGNED:
        return plan(shipped_bank(), signing_of(vignette(case)).record)
    return signed(vignette(case), FILLED[filled])


@cache
def printed(paper: Paper, filled: str) -> dict[str, tuple[Document, PdfReader]]:
    """One paper of each vignette that has it, and what is printed of it."""
    found = {}
    for case in CASES:
        try:
            document = plan_document(plan_of(case, filled), shipped_bank(), paper)
        except GateClosedError:
            continue
        found[case] = document, read(write_document(document, "pdf", RenderOptions()))
    assert found
    return found


def page_counts(paper: Paper, filled: str) -> dict[str, int]:
    """How many pages a paper takes, the one for the wallet left out."""
    return {
        case: len(file.pages) - bool(document.wallet)
        for case, (document, file) in printed(paper, filled).items()
    }


def too_long(paper: Paper, filled: str, most: int) -> dict[str, int]:
    """The vignettes whose paper takes more pages."""
    return {case: count for case, count in page_counts(paper, filled).items() if count > most}


@ways
def test_the_patients_plan_is_never_more_than_two_pages(filled: str) -> None:
    """The second is for what the patient has agreed to, or what is still to be settled."""
    assert too_long("patient", filled, 2) == {}


def test_a_typical_plan_of_a_patient_is_one_page() -> None:
    """One at the median, once the slots are filled in."""
    assert median(page_counts("patient", "filled").values()) == 1


@ways
@pytest.mark.parametrize("paper", ["family", "handover"])
def test_the_family_sheet_and_the_hand_over_are_one_page(paper: Paper, filled: str) -> None:
    """Whoever gets them has all of it in one view."""
    assert too_long(paper, filled, 1) == {}


@pytest.mark.parametrize("filled", [*FILLED, _UNSIGNED])
def test_the_clinicians_plan_takes_four_pages_and_its_first_ends_on_one(filled: str) -> None:
    """The first page stands alone, and nothing of it runs over."""
    assert too_long("clinician", filled, 4) == {}
    for case, (document, file) in printed("clinician", filled).items():
        begins = document.blocks[document.first_page]
        assert isinstance(begins, Heading)
        assert squeezed(file.pages[1].extract_text()).startswith(squeezed(begins.text)), case
