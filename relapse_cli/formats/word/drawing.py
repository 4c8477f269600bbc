"""Pictures on a sheet of Word: SVG where it can be shown, and beside it a PNG for everything else."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docx.shared import Mm

from relapse_cli.formats.press.letters import printable
from relapse_cli.formats.press.typeset import logo_png, rasterise

if TYPE_CHECKING:
    from relapse_cli.formats.word.paper import Paper
    from relapse_cli.model.letterhead import Logo

_LOGO_HEIGHT = Mm(14)


def draw_logo(logo: Logo, words: str, paper: Paper) -> None:
    """Draw the sign of a service at the head of its paper."""
    paper.picture(logo_png(logo), logo.data if logo.kind == "svg" else None, words, height=_LOGO_HEIGHT)


def draw_svg(svg: str, words: str, paper: Paper) -> None:
    """Draw a picture of the program's own; in the PNG stands by its number what the shipped font lacks."""
    paper.picture(rasterise(printable(svg)), svg.encode(), words)
