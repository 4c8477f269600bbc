"""A service's paper: on every page that names what it is for, and on no other."""

from __future__ import annotations

import pytest

from relapse_cli.documents.plan.document import plan_document
from relapse_cli.formats.base import DocumentFormat, RenderOptions
from relapse_cli.formats.catalogue import write_document
from relapse_cli.model.letterhead import Letterhead
from tests.documents.plans import make_bank, make_full_plan

PAPER = Letterhead(
    name="Riverside Clinic",
    address=("1 River Street",),
    phone="01 555 0100",
    footer="Open Monday to Friday.",
    notice="Shared only as agreed.",
)


@pytest.mark.parametrize("form", ["terminal", "markdown"])
def test_the_letterhead_stands_before_the_title_and_the_foot_before_that_of_the_document(
    form: DocumentFormat,
) -> None:
    """Name and number first, then what the service says at the foot, then what every copy carries."""
    document = plan_document(make_full_plan(), make_bank(), "patient", PAPER)
    words = " ".join(write_document(document, form, RenderOptions()).split())
    assert words.startswith("Riverside Clinic · 01 555 0100 ")
    order = ["Open Monday to Friday.", "Shared only as agreed.", document.footer[0]]
    assert [words.index(text) for text in order] == sorted(words.index(text) for text in order)


def test_the_private_card_names_no_service() -> None:
    """It may be seen by others, and the name of a clinic says what it is for."""
    plan = make_full_plan(patient_edition="private_card")
    document = plan_document(plan, make_bank(), "patient", PAPER)
    assert (document.letterhead, document.foot) == (None, ())


def test_without_a_service_a_document_is_as_it_always_was() -> None:
    """Nothing is said in the place of what nobody has set."""
    document = plan_document(make_full_plan(), make_bank(), "patient")
    assert document.foot == document.footer
