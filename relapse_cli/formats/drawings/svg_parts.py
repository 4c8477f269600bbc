"""What every picture is drawn with: text that stays text, shapes, and colours that a page may change.

A colour is an attribute, so that a picture by itself has it, and a class, so that a page in the dark can set
another one. No width of a letter is known here: rows are broken by a careful guess.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from relapse_cli.text.sanitize import paper_line
from relapse_cli.text.width import clip, columns_of

WIDTH = 300
"""Units across; a small phone shows nearly as many, so that words stay readable there."""

INK, QUIET, BAND, BAR, TRACK = "#1b2427", "#4d5a60", "#eef3f3", "#1f7a85", "#c9d6d8"
"""Words, words of less weight, the ground of a stage, a bar, and what a bar could fill."""

_FONT = "system-ui, 'Segoe UI', 'Noto Sans', Arial, sans-serif"
_LETTER = 0.58
"""How wide a letter is at most on average, as a part of its height."""


def xml(words: str) -> str:
    """Words that are no markup, in an element or an attribute."""
    found = paper_line(words).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return found.replace('"', "&quot;").replace("'", "&#39;")


def text(x: float, y: float, words: str, *, size: int = 13, bold: bool = False, quiet: bool = False) -> str:
    """One row of text from its left end."""
    weight = ' font-weight="700"' if bold else ""
    kind, colour = ("q", QUIET) if quiet else ("i", INK)
    where = f'x="{x:g}" y="{y:g}" font-size="{size}"'
    return f'<text class="{kind}" {where}{weight} fill="{colour}">{xml(words)}</text>'


def rows_of(words: str, room: float, size: int = 13) -> list[str]:
    """Words in rows that fit into so many units."""
    columns = max(4, int(room / (size * _LETTER)))
    rows = [""]
    for word in paper_line(words).split():
        left = word
        if rows[-1] and columns_of(f"{rows[-1]} {left}") > columns:
            rows.append("")
        while columns_of(left) > columns:
            piece = clip(left, columns)
            rows[-1], left = piece, left[len(piece) :]
            rows.append("")
        rows[-1] = f"{rows[-1]} {left}" if rows[-1] else left
    return rows


Box = tuple[float, float, float, float]
"""Left, top, width and height."""


def rect(box: Box, kind: str, colour: str, *, round_: float = 2) -> str:
    """A filled rectangle."""
    x, y, width, height = box
    shape = f'x="{x:g}" y="{y:g}" width="{width:g}" height="{height:g}" rx="{round_:g}"'
    return f'<rect class="{kind}" {shape} fill="{colour}"/>'


def origin_mark(x: float, y: float, locus: str | None) -> str:
    """A disc for what came from within, a square for what came from outside, a ring where it is not said."""
    match locus:
        case "internal":
            return f'<circle class="b" cx="{x:g}" cy="{y:g}" r="5.5" fill="{BAR}"/>'
        case "external":
            return rect((x - 5, y - 5, 10, 10), "b", BAR, round_=0)
        case _:
            ring = f'cx="{x:g}" cy="{y:g}" r="5" fill="none" stroke="{BAR}" stroke-width="2"'
            return f'<circle class="s" {ring}/>'


def picture(name: str, title: str, says: str, height: float, parts: Iterable[str]) -> str:
    """A whole picture with a title and a description, by a name that no other one on the page has."""
    return "".join(_picture(name, title, says, height, parts))


def _picture(name: str, title: str, says: str, height: float, parts: Iterable[str]) -> Iterator[str]:
    box = f'viewBox="0 0 {WIDTH} {height:g}" width="{WIDTH}" height="{height:g}"'
    yield f'<svg xmlns="http://www.w3.org/2000/svg" {box} role="img"'
    yield f' aria-labelledby="{name}-title {name}-desc" font-family="{_FONT}">'
    yield f'<title id="{name}-title">{xml(title)}</title><desc id="{name}-desc">{xml(says)}</desc>'
    yield from parts
    yield "</svg>"
