"""PDF: tagged and valid as PDF/UA-1, the same bytes twice, and every word in it."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise

import pytest

from relapse_cli.documents.block import Document, Frame, Heading, Item, Paragraph, plain
from relapse_cli.documents.history import history_document
from relapse_cli.documents.plan.document import plan_document
from relapse_cli.formats.base import RenderOptions
from relapse_cli.formats.catalogue import write_document
from relapse_cli.formats.press.letters import printable
from relapse_cli.formats.press.typeset import rasterise
from relapse_cli.model.letterhead import Letterhead, Logo
from tests.banks_under_test import plan_of, shipped_bank, vignette
from tests.cases_over_time import whole_history
from tests.documents.hostile import thousand_texts
from tests.formats.read_pdf import as_drawn, elements, page_texts, read, root
from tests.formats.test_blocks import WORDS, everything
from tests.formats.thousand_texts import told

PNG = rasterise(
    '<svg xmlns="http://www.w3.org/2000/svg" width="30" height="10"><rect width="9" height="9"/></svg>'
)
SVG = (
    '<svg xmlns="http://www.w3.org/2000/svg" width="30" height="10"><text y="9">🙂 Logo</text></svg>'.encode()
)


def pdf(document: Document) -> bytes:
    """A document as a PDF."""
    return write_document(document, "pdf", RenderOptions())


@pytest.fixture(scope="module")
def clinician() -> bytes:
    """The clinician's plan of a vignette, with a picture."""
    return pdf(plan_document(plan_of(vignette("PR-101")), shipped_bank(), "clinician"))


def test_it_says_that_it_is_accessible(clinician: bytes) -> None:
    """Standard, language and title are in the file, so that a reader announces them."""
    catalogue = root(clinician)
    assert b"pdfuaid:part>1<" in catalogue["/Metadata"].get_data().replace(b'"', b"")
    assert (catalogue["/Lang"], catalogue["/MarkInfo"]["/Marked"]) == ("en", True)
    assert read(clinician).metadata.title == "Plan after a return to medication"
    assert catalogue["/ViewerPreferences"]["/DisplayDocTitle"].value is True


def test_headings_lists_and_pictures_are_told_from_plain_words(clinician: bytes) -> None:
    """Whoever listens can jump from title to title, hears how long a list is, and what a picture shows."""
    names = [name for name, _ in elements(clinician)]
    assert names.count("/H1") == 1
    assert {"/H2", "/L", "/LI", "/LBody", "/Figure", "/P"} <= set(names)
    pictures = [str(node["/Alt"]) for name, node in elements(clinician) if name == "/Figure"]
    assert len(pictures) == 1
    assert "3 weeks before: Poor sleep, 6/10" in pictures[0]


def test_a_table_has_heads() -> None:
    """The sequences of a case stand in a table whose heads say which interview a column is."""
    data = pdf(history_document(whole_history(), shipped_bank()))
    heads = [node for name, node in elements(data) if name == "/TH"]
    assert len(heads) >= 2
    assert all("/Column" in str(node["/A"]) for node in heads)


@pytest.mark.parametrize("depth", [1, 2])
def test_no_level_of_headings_is_left_out(depth: int) -> None:
    """However the blocks come, a title is at most one deeper than the one before it."""
    blocks = (Heading("a", 2), Frame("b", (Heading("c", 2),)), Heading("d", depth), Heading("e", 2))
    for title in ("", "t"):
        levels = [
            int(name[2:])
            for name, _ in elements(pdf(Document(title=title, blocks=blocks)))
            if name.startswith("/H")
        ]
        assert levels[0] == 1
        assert all(after <= before + 1 for before, after in pairwise(levels))


def test_no_word_of_a_document_is_lost() -> None:
    """What a document says stands on its pages, whatever kind of block it is."""
    text = "".join(page_texts(pdf(replace(everything("zzz"), title="", facts=()))))
    assert [word for word in WORDS if word not in ("title", "fact") and f"{word}zzz" not in text] == []


def test_the_same_document_gives_the_same_bytes_and_no_time_of_the_clock(clinician: bytes) -> None:
    """What is printed again is the same file; the day in it is that of the session."""
    again = pdf(plan_document(plan_of(vignette("PR-101")), shipped_bank(), "clinician"))
    assert again == clinician
    assert read(clinician).metadata["/CreationDate"].startswith("D:20261120")
    assert "/CreationDate" not in (read(pdf(Document(title="t"))).metadata or {})


def test_the_first_page_stands_alone() -> None:
    """What is marked as the first page is followed by a new one."""
    blocks = (Paragraph(plain("first")), Paragraph(plain("second")), Paragraph(plain("third")))
    assert page_texts(pdf(Document(blocks=blocks, first_page=2))) == ["firstsecond", "third"]
    assert page_texts(pdf(Document(blocks=blocks, first_page=3))) == ["firstsecondthird"]


def test_the_wallet_is_a_page_of_its_own() -> None:
    """What fits into a wallet is cut out without cutting the plan."""
    document = Document(blocks=(Paragraph(plain("plan")),), wallet=(Item(plain("call")),), footer=("foot",))
    assert page_texts(pdf(document)) == ["planfoot", "•call"]


def test_the_wallet_has_a_page_of_its_size() -> None:
    """The plan is on A4; what is carried is as small as its words, no white sheet with a card in it."""
    document = Document(blocks=(Paragraph(plain("plan")),), wallet=(Item(plain("call")),))
    sizes = [
        tuple(round(float(side) / 72 * 25.4) for side in page.mediabox[2:])
        for page in read(pdf(document)).pages
    ]
    assert sizes[0] == (210, 297)
    assert (sizes[1][0], sizes[1][1] < 40) == (105, True)


def test_how_many_characters_the_font_lacks_is_told_once() -> None:
    """They stand by their number; of a document in which each is drawn nothing is said."""
    counts: list[int] = []
    options = RenderOptions(undrawn=counts.append)
    for title, words in (("", "a \U0001f642 b [U+1F642] é → ☐"), ("中文", "漢"), ("", "plain")):
        write_document(Document(title=title, blocks=(Paragraph(plain(words)),)), "pdf", options)
    assert counts == [1, 3]


@pytest.mark.parametrize("logo", [None, Logo("png", PNG), Logo("svg", SVG)])
def test_a_letterhead_stands_first_and_its_logo_has_words(logo: Logo | None) -> None:
    """The name is read before the plan, the logo is told by it, and its letters cannot stop the export."""
    head = Letterhead("Harbour Service", ("1 Quay",), "021 000", "Our foot", "Private", logo)
    data = pdf(Document(blocks=(Paragraph(plain("plan")),), letterhead=head))
    text = page_texts(data)[0]
    assert text.index("HarbourService") < text.index("1Quay021000") < text.index("planOurfootPrivate")
    figures = [str(node["/Alt"]) for name, node in elements(data) if name == "/Figure"]
    assert figures == (["Harbour Service"] if logo else [])


def test_a_thousand_texts_are_printed_letter_by_letter() -> None:
    """No export fails, and the pages hold each text as it was typed or with a visible mark, in order."""
    texts = thousand_texts()
    assert len(texts) == 1000
    marks = {1: "•", 3: "x:•", 4: "x:"}
    for start in range(0, 1000, 250):
        part = texts[start : start + 250]
        expected = "".join(
            marks.get(place % 5, "") + as_drawn(printable(text)) for place, text in enumerate(part)
        )
        assert re.fullmatch(expected, "".join(page_texts(pdf(told(part)))))


def test_no_text_becomes_more_than_text() -> None:
    """No link, script, form or file arises from anything that was typed."""
    data = pdf(told(thousand_texts()[:250]))
    assert all("/Annots" not in page for page in read(data).pages)
    assert not {"/AcroForm", "/OpenAction", "/AA", "/Names"} & set(root(data))
