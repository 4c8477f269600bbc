"""The one door to typst: nodes become the bytes of a PDF, with no clock and no font of the machine."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from relapse_cli.errors import InputError

if TYPE_CHECKING:
    import typst

    from relapse_cli.model.letterhead import Logo

_TIME = 0
"""The second that stands where the format wants one; a document without a day would carry the clock's."""

_POINTS_PER_INCH = 192
_LOGO_HEIGHT = 40
"""Millimetres at which a logo is drawn, three times as high as it is printed."""


def typeset(nodes: Mapping[str, object]) -> bytes:
    """Return a tagged PDF that keeps to PDF/UA-1; the same nodes give the same bytes."""
    return _compiled("page.typ", {"document": json.dumps(nodes, ensure_ascii=False)}, "pdf")


def rasterise(svg: str, millimetres: int = 0) -> bytes:
    """Return an SVG as PNG, for what cannot show an SVG; its words are set in the shipped font.

    Args:
        svg: the picture.
        millimetres: how high it is drawn; 0 for as high as it says itself.
    """
    height = {"height": str(millimetres)} if millimetres else {}
    return _compiled("drawing.typ", {"drawing": svg, **height}, "png")


def logo_png(logo: Logo) -> bytes:
    """Return the sign of a service as points: nothing in it can then fail the standard of a page."""
    return logo.data if logo.kind == "png" else rasterise(logo.data.decode("utf-8"), _LOGO_HEIGHT)


def _compiled(template: str, inputs: dict[str, str], form: Literal["pdf", "png"]) -> bytes:
    import typst

    try:
        made = _compiler(template).compile(
            format=form,
            sys_inputs=inputs,
            pdf_standards=["ua-1"] if form == "pdf" else [],
            ppi=_POINTS_PER_INCH,
            timestamp=_TIME,
        )
    except typst.TypstError as error:  # such as a logo that is damaged; words cannot do it
        raise InputError(
            f"typst cannot set this document: {error.message}.", remedy="Take the logo out, or use html."
        ) from error
    if not isinstance(made, bytes):
        raise TypeError("typst gave no single file")
    return made


@cache
def _compiler(template: str) -> typst.Compiler:
    """A template, read once; no system font can change how a page looks."""
    import typst

    press = Path(str(files("relapse_cli.formats.press")))
    fonts = typst.Fonts(
        include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(press / "fonts")]
    )
    return typst.Compiler(str(press / template), root=str(press), font_paths=fonts)
