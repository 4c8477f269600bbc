"""A document for a word processor: real styles, every word, and nothing in it but words."""

from __future__ import annotations

import io
import re
from zipfile import ZipFile

import pytest

from relapse_cli.documents.block import Document, Item, Paragraph, plain
from relapse_cli.documents.history import history_document
from relapse_cli.documents.plan.document import plan_document
from relapse_cli.formats.base import RenderOptions
from relapse_cli.formats.catalogue import write_document
from relapse_cli.formats.press.typeset import rasterise
from relapse_cli.formats.word.letters import typed
from relapse_cli.model.letterhead import Letterhead, Logo
from tests.banks_under_test import plan_of, shipped_bank, vignette
from tests.cases_over_time import whole_history
from tests.documents.hostile import thousand_texts
from tests.formats.read_docx import WP, W, body, paragraphs, parts, words
from tests.formats.test_blocks import WORDS, everything
from tests.formats.thousand_texts import told

LOGO = '<svg xmlns="http://www.w3.org/2000/svg" width="30" height="10"><rect width="9" height="9"/></svg>'


def docx(document: Document) -> bytes:
    """A document for a word processor."""
    return write_document(document, "docx", RenderOptions())


@pytest.fixture(scope="module")
def clinician() -> bytes:
    """The clinician's plan of a vignette, with a picture."""
    return docx(plan_document(plan_of(vignette("PR-101")), shipped_bank(), "clinician"))


def test_titles_and_lists_are_styles(clinician: bytes) -> None:
    """Whoever edits it finds an outline and lists, not words that only look like them."""
    styles = dict.fromkeys(style for style, _ in paragraphs(clinician))
    assert {"Title", "Heading1", "Heading2", "ListBullet", "ListContinue"} <= set(styles)
    assert ("Title", "Plan after a return to medication") in paragraphs(clinician)


def test_every_style_that_is_used_is_in_the_file() -> None:
    """A style that the file lacks would fall back on plain words without a sign."""
    data = docx(everything("x"))
    known = {style.attrib[f"{W}styleId"] for style in body(data, "word/styles.xml").iter(f"{W}style")}
    for name in ("document", "footer1"):
        tree = body(data, f"word/{name}.xml")
        used = {node.attrib[f"{W}val"] for kind in ("pStyle", "rStyle") for node in tree.iter(f"{W}{kind}")}
        assert used
        assert used <= known


def test_the_file_says_what_it_is(clinician: bytes) -> None:
    """Title, language and day are those of the plan; nothing of the template's author is left."""
    core = parts(clinician)["docProps/core.xml"].decode()
    assert "<dc:title>Plan after a return to medication</dc:title>" in core
    assert core.count("2026-11-20T00:00:00Z") == 2
    assert "python-docx" not in core
    styles = body(clinician, "word/styles.xml")
    assert {node.attrib[f"{W}val"] for node in styles.iter(f"{W}lang")} == {"en-GB"}
    needless = ("thumbnail", "customXml", "app.xml")
    assert not [name for name in parts(clinician) if any(part in name for part in needless)]
    assert "Macintosh" not in "".join(data.decode("utf-8", "replace") for data in parts(clinician).values())


def test_the_same_document_gives_the_same_bytes(clinician: bytes) -> None:
    """No clock is in the file, nor in the archive around it."""
    assert docx(plan_document(plan_of(vignette("PR-101")), shipped_bank(), "clinician")) == clinician


def test_every_part_of_the_archive_has_a_fixed_time(clinician: bytes) -> None:
    """The earliest time that an archive can hold."""
    with ZipFile(io.BytesIO(clinician)) as file:
        assert {info.date_time for info in file.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_a_picture_is_an_svg_with_points_for_what_cannot_show_it(clinician: bytes) -> None:
    """Both are in the file, with the sequence in words beside them and as a text alternative."""
    kinds = sorted(name.rsplit(".", 1)[1] for name in parts(clinician) if name.startswith("word/media/"))
    assert kinds == ["png", "svg"]
    [shown] = body(clinician).iter(f"{WP}docPr")
    assert "3 weeks before: Poor sleep, 6/10" in shown.attrib["descr"]
    assert "svgBlip" in parts(clinician)["word/document.xml"].decode()
    assert "3 weeks before: Poor sleep, 6/10" in words(clinician)


def test_the_head_of_a_table_is_repeated() -> None:
    """On a second page one still reads which interview a column is."""
    tables = list(body(docx(history_document(whole_history(), shipped_bank()))).iter(f"{W}tbl"))
    assert tables
    assert all(table.find(f"{W}tr/{W}trPr/{W}tblHeader") is not None for table in tables)


def test_no_word_of_a_document_is_lost() -> None:
    """What a document says stands in the file, whatever kind of block it is."""
    said = " ".join(re.findall(r"\w+", words(docx(everything("zzz")))))
    assert [word for word in WORDS if f"{word} zzz" not in said] == []


def test_first_page_and_wallet_begin_new_pages() -> None:
    """What stands alone is parted by a break that an editor can take away."""
    blocks = (Paragraph(plain("a")), Paragraph(plain("b")), Paragraph(plain("c")))
    rows = body(docx(Document(blocks=blocks, first_page=2))).iter(f"{W}p")
    assert [row.find(f"{W}pPr/{W}pageBreakBefore") is not None for row in rows] == [False, False, True]
    rows = body(docx(Document(blocks=blocks))).iter(f"{W}p")
    assert [row.find(f"{W}pPr/{W}pageBreakBefore") is not None for row in rows] == [False, False, False]
    card = body(docx(Document(blocks=blocks, wallet=(Item(plain("call")),))))
    assert [node.attrib[f"{W}type"] for node in card.iter(f"{W}br")] == ["page"]
    assert len(list(card.iter(f"{W}tbl"))) == 1


@pytest.mark.parametrize("logo", [None, Logo("png", rasterise(LOGO)), Logo("svg", LOGO.encode())])
def test_a_letterhead_stands_first_and_its_logo_has_words(logo: Logo | None) -> None:
    """The service is named before the plan, and the logo by its name."""
    head = Letterhead("Harbour Service", ("1 Quay",), "021 000", "Our foot", "Private", logo)
    data = docx(Document(title="plan", letterhead=head))
    said = [text for _, text in paragraphs(data) if text]
    assert said == ["Harbour Service", "1 Quay\n021 000", "plan", "Our foot", "Private"]
    assert [node.attrib["descr"] for node in body(data).iter(f"{WP}docPr")] == (
        ["Harbour Service"] if logo else []
    )


def test_a_thousand_texts_are_kept_letter_by_letter() -> None:
    """No export fails, and each text stands as it was typed or with a visible mark, in order."""
    texts = thousand_texts()
    marks = {3: "x:\n", 4: "x: "}
    expected = "\n".join(marks.get(place % 5, "") + typed(text) for place, text in enumerate(texts))
    assert words(docx(told(texts))) == expected


def test_no_text_becomes_more_than_text() -> None:
    """No link, field, macro or file from elsewhere arises; the fields are the two that number the pages."""
    files = parts(docx(told(thousand_texts())))
    whole = b"".join(data for name, data in files.items() if name.endswith((".xml", ".rels")))
    assert b"TargetMode" not in whole
    assert not re.search(rb"<w:(hyperlink|instrText|fldChar|object|altChunk|control)\b", whole)
    assert re.findall(rb'w:instr="(\w+)"', whole) == [b"PAGE", b"NUMPAGES"]
    assert not [name for name in files if "vba" in name or "embeddings" in name or "activeX" in name]
