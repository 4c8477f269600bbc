"""Blank sheets: one page each, easy to read, with the numbers that are set up and lines to write on."""

from __future__ import annotations

import re
from itertools import product

import pytest

from relapse_cli.app.sources.profiles import pinned_profile
from relapse_cli.documents.block import Choice, Document, Heading
from relapse_cli.documents.sheets import sheet_document
from relapse_cli.formats.base import RenderOptions, TextFormat
from relapse_cli.formats.catalogue import write_document
from relapse_cli.model.bank_terms import SheetReader
from relapse_cli.model.letterhead import Letterhead
from tests.banks_under_test import shipped_bank
from tests.conftest import CheckGolden
from tests.documents.paper_sizes import PAGE_ROWS, reading_grade, sentences, size_of, word_count
from tests.documents.plan.test_every_record import texts
from tests.formats.read_pdf import read

READERS: tuple[SheetReader, ...] = ("patient", "family")
PAPERS = {
    "none": Letterhead(),
    "a service": Letterhead(
        "A service", ("1 Street", "Town"), "01 234 5678", "Open on weekdays.", "Private."
    ),
}
STYLES = {"plain", "strong", "title", "quiet", "phone", "phone_text"}
readers = pytest.mark.parametrize("reader", READERS)


def sheet(reader: SheetReader, profile: str | None = None, paper: str = "none") -> Document:
    """A sheet of the shipped bank."""
    bank = shipped_bank()
    assert bank.sheets is not None
    pin = pinned_profile(profile) if profile else None
    return sheet_document(bank, bank.sheets, reader, pin, None if paper == "none" else PAPERS[paper])


def words(document: Document) -> list[str]:
    """Every text between head and foot."""
    return [text for text in texts(document.blocks) if text not in STYLES]


def written(document: Document) -> str:
    """The sheet as it goes on a wide terminal, its words one after the other."""
    return " ".join(write_document(document, "terminal", RenderOptions(width=96)).split())


@readers
@pytest.mark.parametrize(("form", "ending"), [("terminal", "txt"), ("markdown", "md"), ("html", "html")])
def test_golden(check_golden: CheckGolden, reader: SheetReader, form: TextFormat, ending: str) -> None:
    """The sheets are the ones that were read and approved."""
    text = write_document(sheet(reader, "ie", "a service"), form, RenderOptions())
    check_golden(
        f"sheets/{reader}.{ending}", re.sub(r"<style>.*</style>", "<style></style>", text, flags=re.DOTALL)
    )


@readers
@pytest.mark.parametrize(("profile", "paper"), [*product((None, "ie", "us", "gb-nir"), PAPERS)])
def test_each_is_one_a4_page(reader: SheetReader, profile: str | None, paper: str) -> None:
    """With and without numbers, with and without a letterhead, by rows and as a PDF."""
    document = sheet(reader, profile, paper)
    assert size_of(document).rows <= PAGE_ROWS + len(document.foot)
    assert len(read(write_document(document, "pdf", RenderOptions())).pages) == 1


@readers
@pytest.mark.parametrize("profile", [None, "ie"])
def test_they_are_easy_to_read(reader: SheetReader, profile: str | None) -> None:
    """Reading grade 8 at most, and no sentence over 25 words."""
    found = [sentence.replace("_", "") for sentence in sentences(words(sheet(reader, profile)))]
    assert len(found) > 15
    assert reading_grade(found) <= 8
    assert {sentence for sentence in found if word_count(sentence) > 25} == set()


@readers
def test_they_name_no_dose(reader: SheetReader) -> None:
    """Without a profile no figure stands there but the 24 hours of the first part."""
    document = sheet(reader)
    assert set(re.findall(r"\d+", " ".join([document.title, *words(document)]))) <= {"24"}


def test_what_a_patient_needs_stands_there() -> None:
    """The first day, nothing on top, whom to call and to tell, early signs, the last words of every plan."""
    found = sheet("patient", "ie")
    titles = [block.text for block in found.blocks if isinstance(block, Heading)]
    assert titles == [
        "When it cannot wait",
        "The first 24 hours",
        "Nothing on top",
        "Whom to call",
        "Whom I tell",
        "My early signs",
    ]
    (signs,) = (block for block in found.blocks if isinstance(block, Choice))
    assert signs.open
    assert not any(option.picked for option in signs.options)
    assert words(found)[-1] == shipped_bank().wording.fixed.close


def test_the_family_sheet_holds_every_line_that_needs_no_agreement() -> None:
    """Section by section in the order of the family sheet; no answer is named and no line gets lost."""
    bank, said = shipped_bank(), written(sheet("family", "ie"))
    titles = [
        block.text for block in sheet("family").blocks if isinstance(block, Heading) and block.depth == 1
    ]
    assert titles == [*bank.family.headings.values(), "When to call"]
    for line in bank.family.lines:
        names_an_answer = "{loved." in line.text
        wanted = line.gap if names_an_answer else line.text.replace("{emergency_number}", "112")
        assert " ".join(wanted.split()) in said, line.id
    assert "{" not in said


@readers
def test_numbers_and_service_print_where_they_are_set_up(reader: SheetReader) -> None:
    """A number to call is one that can be tapped; what is not set up is a line to write on."""
    full, bare = sheet(reader, "ie", "a service"), sheet(reader)
    page = write_document(full, "html", RenderOptions())
    assert 'href="tel:112"' in page
    assert "A service, 01 234 5678" in written(full)
    assert "112" not in written(bare)
    assert "local emergency number" in written(bare)
    assert written(bare).count("____ ") > written(full).count("____ ")


def test_a_number_in_doubt_is_not_handed_out() -> None:
    """As on the patient's plan, only what somebody has seen prints."""
    assert "Never Use Alone" not in written(sheet("patient", "us"))
    assert "988" in written(sheet("patient", "us"))


@readers
def test_a_sheet_is_about_nobody(reader: SheetReader) -> None:
    """It has no case, no date and nothing for a wallet, and says that it is not reviewed."""
    document = sheet(reader, "ie", "a service")
    assert (document.facts, document.day, document.wallet, document.marks) == ((), "", (), ())
    assert shipped_bank().wording.not_reviewed in document.footer
