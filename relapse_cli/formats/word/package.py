"""The file around a sheet of Word: its styles, what it says of itself, and the same bytes every time."""

from __future__ import annotations

import io
from datetime import datetime
from typing import TYPE_CHECKING
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

import docx
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor

if TYPE_CHECKING:
    from docx.document import Document
    from docx.styles.style import ParagraphStyle

LANGUAGE = "en-GB"
QUIET, ALERT, CALM = "Quiet", "Alert", "Calm"
NUMBERED, NOTE, FOOT = "Numbered", "Numbered Note", "Foot"
"""Styles that the template lacks; whoever edits the document changes them in one place."""

_FONT = "Calibri"
_INK = {
    QUIET: RGBColor(0x47, 0x47, 0x47),
    ALERT: RGBColor(0x8C, 0x1D, 0x18),
    CALM: RGBColor(0x17, 0x40, 0x5C),
}
_TITLE_SIZES = {"Title": 18.0, "Heading 1": 13.0, "Heading 2": 11.0}
_NEEDLESS = ("thumbnail", "stylesWithEffects", "customXml", "webSettings", "extended-properties")
"""Parts of the template that say nothing of this document; the last names a program that did not write it."""

_NO_DAY = datetime(1980, 1, 1)  # noqa: DTZ001 - the format knows no zone; the least that a zip can hold
_OWNER_ONLY = 0o600 << 16


def new_file(title: str, author: str, day: str) -> Document:
    """Return an empty document on A4 with its styles; its dates are that of the session."""
    file = docx.Document()
    for rels in (file.part.package.rels if file.part.package else {}, file.part.rels):
        for name in [key for key, rel in rels.items() if rel.reltype.rsplit("/", 1)[1] in _NEEDLESS]:
            del rels[name]
    _describe(file, title, author, day)
    _set_page(file)
    _set_styles(file)
    return file


def file_bytes(file: Document) -> bytes:
    """Return the file; every part of it carries the same fixed time."""
    made, whole = io.BytesIO(), io.BytesIO()
    file.save(made)
    with ZipFile(made) as source, ZipFile(whole, "w", ZIP_DEFLATED) as target:
        for part in source.infolist():
            info = ZipInfo(part.filename)  # its time is the earliest there is
            info.compress_type, info.external_attr, info.create_system = ZIP_DEFLATED, _OWNER_ONLY, 3
            target.writestr(info, source.read(part))
    return whole.getvalue()


def _describe(file: Document, title: str, author: str, day: str) -> None:
    about = file.core_properties
    about.title, about.author, about.last_modified_by, about.comments = title, author, author, ""
    about.language, about.revision, about.keywords = LANGUAGE, 1, ""
    about.created = about.modified = datetime.fromisoformat(day) if day else _NO_DAY


def _set_page(file: Document) -> None:
    page = file.sections[0]
    page.page_width, page.page_height = Mm(210), Mm(297)
    page.left_margin = page.right_margin = Mm(23)
    page.top_margin, page.bottom_margin = Mm(17), Mm(17)


def _set_styles(file: Document) -> None:
    styles = file.styles
    for run in styles.element.iter(qn("w:lang")):
        run.set(qn("w:val"), LANGUAGE)
    normal = _style(file, "Normal")
    _set_font(normal, 10.5)
    _set_air(normal, 0, 2)
    normal.paragraph_format.line_spacing = 1.0
    for name, size in _TITLE_SIZES.items():
        style = _style(file, name)
        _set_font(style, size)
        style.font.bold, style.font.color.rgb = True, _INK[CALM]
        _set_air(style, 0 if name == "Title" else 10, 3)
    for border in _style(file, "Title").element.iter(qn("w:pBdr")):
        border.getparent().remove(border)
    for name in ("List Bullet", "List Bullet 2", "List Bullet 3", "List Continue", "List Continue 2"):
        _set_air(_style(file, name), 0, 1.5)
    for name, ink in _INK.items():
        style = styles.add_style(name, WD_STYLE_TYPE.CHARACTER)
        style.font.color.rgb, style.font.bold = ink, name != QUIET
    _add_styles(file, normal)


def _add_styles(file: Document, normal: ParagraphStyle) -> None:
    """Add what is told by its number, large and small, and the words at the foot."""
    for name, base, size in ((NUMBERED, normal.name, 10.5), (NOTE, NUMBERED, 8.5), (FOOT, normal.name, 8.5)):
        file.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        style = _style(file, name)
        style.base_style = _style(file, base or "Normal")
        style.font.size = Pt(size)
    _set_air(_style(file, FOOT), 4, 0)
    form = _style(file, NUMBERED).paragraph_format
    form.left_indent, form.first_line_indent = Mm(7), Mm(-7)
    form.tab_stops.add_tab_stop(Mm(7))


def _style(file: Document, name: str) -> ParagraphStyle:
    style: ParagraphStyle = file.styles[name]
    return style


def _set_font(style: ParagraphStyle, size: float) -> None:
    """One font for every script, in place of the ones of the theme."""
    style.font.name, style.font.size = _FONT, Pt(size)
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
        fonts.attrib.pop(qn(f"w:{theme}"), None)
    fonts.set(qn("w:cs"), _FONT)


def _set_air(style: ParagraphStyle, before: float, after: float) -> None:
    style.paragraph_format.space_before, style.paragraph_format.space_after = Pt(before), Pt(after)
