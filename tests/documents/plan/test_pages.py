"""Where a page ends, and what fits into a wallet, for formats that have pages."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given

from relapse_cli.documents.block import Heading
from relapse_cli.documents.plan.document import plan_document
from relapse_cli.formats.base import RenderOptions
from relapse_cli.formats.catalogue import write_document, write_plan
from tests.banks_under_test import plan_of, shipped_bank, vignette
from tests.documents.plan.test_every_record import ANY_RECORD, Data, texts
from tests.documents.plan.test_patient_sheet import PROFILE
from tests.examples import examples


def test_the_clinicians_first_page_ends_before_the_sections() -> None:
    """What stands alone comes first; the sections of the plan and the notes follow after the break."""
    document = plan_document(plan_of(vignette("PR-101")), shipped_bank(), "clinician")
    titles = [block.text for block in document.blocks[: document.first_page] if isinstance(block, Heading)]
    assert titles[0] == "What was taken"
    assert titles[-1] == "Next contact"
    after = document.blocks[document.first_page]
    assert isinstance(after, Heading)
    assert after.text == shipped_bank().wording.sections["contact"]


def test_other_pages_call_for_no_break() -> None:
    """The patient's page and the family sheet are one."""
    made = plan_of(vignette("PR-101"))
    assert plan_document(made, shipped_bank(), "patient").first_page == 0


def test_the_wallet_holds_the_contact_the_first_if_then_line_and_the_numbers() -> None:
    """What is needed on the way, and nothing of what was taken or found."""
    made = plan_of(vignette("PR-101")).model_copy(update={"profile": PROFILE})
    found = list(texts(plan_document(made, shipped_bank(), "patient").wallet))
    assert made.next_contact is not None
    assert made.next_contact.words in found
    assert any(words.startswith("If “") for words in found)
    assert "Emergency: 112" in found


@examples(60)
@given(ANY_RECORD)
def test_only_the_patients_own_plan_has_a_wallet(data: Data) -> None:
    """A card for an emergency or for others' eyes is small already, and no other edition is for a pocket."""
    made = plan_of(data)
    for edition in ("clinician", "patient"):
        wallet = plan_document(made, shipped_bank(), edition).wallet  # type: ignore[arg-type]
        if edition == "clinician" or made.patient_edition != "plan":
            assert wallet == ()


def test_a_format_without_pages_leaves_the_wallet_out() -> None:
    """On screen the same would only be said twice."""
    made, options = plan_of(vignette("PR-101")), RenderOptions()
    document = plan_document(made, shipped_bank(), "patient")
    assert document.wallet
    for form in ("terminal", "markdown"):
        whole = write_plan(made, shipped_bank(), "patient", form, options)  # type: ignore[arg-type]
        assert whole == write_document(replace(document, wallet=()), form, options)  # type: ignore[arg-type]
