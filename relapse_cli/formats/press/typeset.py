"""The one door to typst: nodes become the bytes of a PDF, with no clock and no font of the machine."""

from __future__ import annotations

import json
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING

from relapse_cli.errors import UsageError

if TYPE_CHECKING:
    import typst

    from relapse_cli.formats.press.nodes import Node

_TIME = 0
"""The second that stands where the format wants one; a document without a day would carry the clock's."""

_POINTS_PER_INCH = 192
_NO_WHEEL = "On Windows on Arm there is no typst to install yet; markdown and html need none."


def typeset(nodes: Node) -> bytes:
    """Return a tagged PDF that keeps to PDF/UA-1; the same nodes give the same bytes.

    Raises:
        UsageError: the extra that brings typst is not installed.
    """
    made = _compiler("page.typ").compile(
        format="pdf",
        sys_inputs={"document": json.dumps(nodes, ensure_ascii=False)},
        pdf_standards=["ua-1"],
        timestamp=_TIME,
    )
    return _one_file(made)


def rasterise(svg: str) -> bytes:
    """Return an SVG as PNG, for what cannot show an SVG; its words are set in the shipped font.

    Raises:
        UsageError: the extra that brings typst is not installed.
    """
    made = _compiler("drawing.typ").compile(
        format="png", ppi=_POINTS_PER_INCH, sys_inputs={"drawing": svg}, timestamp=_TIME
    )
    return _one_file(made)


def _one_file(made: object) -> bytes:
    if not isinstance(made, bytes):
        raise TypeError("typst gave no single file")
    return made


@cache
def _compiler(template: str) -> typst.Compiler:
    """A template, read once; no system font can change how a page looks."""
    try:
        import typst
    except ModuleNotFoundError as error:
        raise UsageError(
            "This format needs typst, which is not installed: pip install 'relapse-cli[pdf]'",
            remedy=_NO_WHEEL,
        ) from error
    press = Path(str(files("relapse_cli.formats.press")))
    fonts = typst.Fonts(
        include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(press / "fonts")]
    )
    return typst.Compiler(str(press / template), root=str(press), font_paths=fonts)
