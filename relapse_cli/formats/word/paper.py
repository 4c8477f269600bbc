"""Paragraphs, lists, tables and boxes of a Word document; every string that enters is data."""

from __future__ import annotations

import io
from dataclasses import dataclass
from typing import TYPE_CHECKING

from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_BREAK
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Length, Mm, Pt

from relapse_cli.formats.word.package import ALERT, CALM, NOTE, NUMBERED, QUIET

if TYPE_CHECKING:
    from collections.abc import Iterable

    from docx.document import Document
    from docx.oxml.xmlchemy import BaseOxmlElement
    from docx.table import _Cell
    from docx.text.paragraph import Paragraph

    from relapse_cli.documents.block import Span, Style

_INKS: dict[Style, str] = {
    "strong": "Strong",
    "title": "Strong",
    "quiet": QUIET,
    "warn": ALERT,
    "phone": "Strong",
    "phone_text": "Strong",
    "level_1": CALM,
    "level_2": CALM,
    "level_3": ALERT,
    "level_4": ALERT,
}
_ALARM, _CUT, _HAIR = "8C1D18", "474747", "B3C0C8"
_ALL_ROUND = ("top", "left", "bottom", "right")
_CARD_WIDTH = Mm(85.6)
_PICTURE_WIDTH, _HIGHEST = Mm(84), Mm(200)
_DEEPEST = 3
"""The lists of the template know three levels; what stands deeper stays on the last."""


@dataclass(frozen=True, slots=True)
class Paper:
    """A place to write: the document itself, or a box in it."""

    place: Document | _Cell

    def words(self, spans: Iterable[Span], style: str = "Normal", *, leads: bool = False) -> Paragraph:
        """Write one paragraph; a line break in the words stays one.

        Args:
            spans: the words.
            style: what kind of paragraph it is.
            leads: it stays on the page of what follows.
        """
        row = self.place.add_paragraph()
        if style != "Normal":
            row._p.style = _style_id(style)
        if leads:
            row.paragraph_format.keep_with_next = True
        for text, ink in spans:
            if text:
                run = row.add_run(text)
                run._r.style = _INKS.get(ink)
        return row

    def bullet(self, spans: Iterable[Span], depth: int, *, leads: bool = False) -> None:
        """Write one of several things; depth 1 is the outermost."""
        self.words(spans, _at_depth("List Bullet", depth), leads=leads)

    def beneath(self, spans: Iterable[Span], depth: int, *, leads: bool = False) -> None:
        """Write what belongs to the thing above, or by itself at depth 0."""
        self.words(spans, _at_depth("List Continue", depth) if depth else "Normal", leads=leads)

    def numbered(self, number: int, spans: Iterable[Span], *, leads: bool) -> None:
        """Write something that is told by its number; a note leads nowhere and is small."""
        self.words(((f"{number}.\t", "quiet"), *spans), NUMBERED if leads else NOTE, leads=leads)

    def box(self) -> Paper:
        """Begin a box for what must not be overlooked, and return the place in it."""
        table = self.place.add_table(1, 1)
        _set_borders(table._tbl.tblPr, _ALL_ROUND, _ALARM, "single")
        return Paper(table.cell(0, 0))

    def card(self) -> Paper:
        """Begin a card to cut out, as wide as a wallet takes, and return the place on it."""
        table = self.place.add_table(1, 1)
        table.autofit = False
        table.columns[0].width = table.cell(0, 0).width = _CARD_WIDTH
        _set_borders(table._tbl.tblPr, _ALL_ROUND, _CUT, "dashed")
        return Paper(table.cell(0, 0))

    def end_box(self) -> None:
        """Take away the empty paragraph that every new box begins with."""
        first = self.place.paragraphs[0]
        if not first.text and len(self.place.paragraphs) > 1:
            first._p.getparent().remove(first._p)

    def table(self, heads: list[tuple[Span, ...]], rows: list[list[tuple[Span, ...]]]) -> None:
        """Write a table whose first row heads every page that it stands on."""
        table = self.place.add_table(1 + len(rows), len(heads))
        _set_borders(table._tbl.tblPr, ("top", "bottom", "insideH"), _HAIR, "single")
        for number, cells in enumerate([heads, *rows]):
            for cell, spans in zip(table.rows[number].cells, cells, strict=True):
                within = Paper(cell)
                within.words(spans)
                within.end_box()
        head = table.rows[0]._tr.get_or_add_trPr()
        head.append(OxmlElement("w:tblHeader"))

    def picture(self, png: bytes, svg: bytes | None, words: str, *, height: Length | None = None) -> None:
        """Draw a picture with its text alternative: as SVG where it can be shown, else as PNG."""
        row = self.place.add_paragraph()
        width = None if height is not None else _PICTURE_WIDTH
        drawn = row.add_run().add_picture(io.BytesIO(png), width=width, height=height)
        if drawn.height > _HIGHEST:
            drawn.width, drawn.height = Length(drawn.width * _HIGHEST // drawn.height), _HIGHEST
        shown = next(row._p.iter(qn("wp:docPr")))
        shown.set("descr", words)
        shown.set("name", f"Picture {shown.get('id')}")
        inner = next(row._p.iter(qn("pic:cNvPr")))
        inner.set("name", f"Picture {shown.get('id')}")
        if svg is not None:
            _add_svg(row, svg)

    def break_page(self) -> None:
        """Begin a new page."""
        self.place.add_paragraph().add_run().add_break(WD_BREAK.PAGE)


def begin_page(file: Document, after: int) -> None:
    """Let what stands after so many parts of a document begin a page; no empty one can come before it."""
    rows = (row for part in list(file.element.body)[after:] for row in part.iter(qn("w:p")))
    first = next(rows, None)
    if first is not None:
        first.get_or_add_pPr().get_or_add_pageBreakBefore()


def parts_of(file: Document) -> int:
    """How many parts a document has, before the last one that describes its page."""
    return len(file.element.body) - 1


def write_foot(file: Document, words: str) -> None:
    """Write the foot of every page: what it is, and the number of the page."""
    row = file.sections[0].footer.paragraphs[0]
    row.alignment = WD_ALIGN_PARAGRAPH.LEFT
    row.add_run(f"{words} · " if words else "", style=QUIET).font.size = Pt(8.5)
    for field, after in (("PAGE", " of "), ("NUMPAGES", "")):
        row._p.append(_field(field))
        row.add_run(after, style=QUIET).font.size = Pt(8.5)


def _style_id(name: str) -> str:
    """What a style is called in the file; python-docx would look through all of them each time."""
    return name.replace(" ", "")


def _at_depth(style: str, depth: int) -> str:
    return style if depth == 1 else f"{style} {min(depth, _DEEPEST)}"


def _field(name: str) -> BaseOxmlElement:
    """A field that counts pages; its name is the program's own."""
    field: BaseOxmlElement = parse_xml(
        f'<w:fldSimple {nsdecls("w")} w:instr="{name}"><w:r><w:rPr><w:rStyle w:val="{QUIET}"/>'
        f'<w:sz w:val="17"/></w:rPr><w:t>1</w:t></w:r></w:fldSimple>'
    )
    return field


def _set_borders(properties: BaseOxmlElement, sides: Iterable[str], colour: str, line: str) -> None:
    borders = OxmlElement("w:tblBorders")
    for side in sides:
        edge = OxmlElement(f"w:{side}")
        for name, value in (("val", line), ("sz", "8"), ("space", "0"), ("color", colour)):
            edge.set(qn(f"w:{name}"), value)
        borders.append(edge)
    properties.append(borders)


def _add_svg(row: Paragraph, svg: bytes) -> None:
    """Put an SVG beside the PNG of the picture that was just added."""
    from docx.opc.constants import RELATIONSHIP_TYPE
    from docx.opc.part import Part

    package = row.part.package
    if package is None:
        raise TypeError("a paragraph without a file")
    part = Part(package.next_partname("/word/media/drawing%d.svg"), "image/svg+xml", svg, package)
    name = row.part.relate_to(part, RELATIONSHIP_TYPE.IMAGE)
    blip = next(row._p.iter(qn("a:blip")))
    blip.append(
        parse_xml(
            f'<a:extLst {nsdecls("a", "r")}><a:ext uri="{{96DAC541-7B7A-43D3-8B79-37D633B846F1}}">'
            '<asvg:svgBlip xmlns:asvg="http://schemas.microsoft.com/office/drawing/2016/SVG/main" '
            f'r:embed="{name}"/></a:ext></a:extLst>'
        )
    )
