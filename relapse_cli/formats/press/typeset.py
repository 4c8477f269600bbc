"""The one door to typst: nodes become the bytes of a PDF, with no font, file or clock but what is handed over."""

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


def typeset(nodes: Node) -> bytes:
    """Return a tagged PDF that keeps to PDF/UA-1; the same nodes give the same bytes.

    Raises:
        UsageError: the extra that brings typst is not installed.
    """
    made = _compiler().compile(
        format="pdf",
        sys_inputs={"document": json.dumps(nodes, ensure_ascii=False)},
        pdf_standards=["ua-1"],
        timestamp=_TIME,
    )
    if not isinstance(made, bytes):
        raise TypeError("typst gave no single file")  # noqa: TRY004
    return made


@cache
def _compiler() -> typst.Compiler:
    """The template, read once; no system font can change how a page looks."""
    try:
        import typst
    except ModuleNotFoundError as error:
        raise UsageError(
            "PDF needs the extra `pdf`: pip install 'relapse-cli[pdf]'",
            remedy="On Windows on Arm there is no such package yet; use --format html or docx there.",
        ) from error
    press = Path(str(files("relapse_cli.formats.press")))
    fonts = typst.Fonts(
        include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(press / "fonts")]
    )
    return typst.Compiler(str(press / "page.typ"), root=str(press), font_paths=fonts)
