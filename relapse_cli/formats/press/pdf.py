"""A document as a PDF on A4: tagged, so that it can be read aloud, and printed the same everywhere."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from relapse_cli.formats.every_word import with_every_word
from relapse_cli.formats.extras import require_extra
from relapse_cli.formats.press.letters import printable, undrawn
from relapse_cli.formats.press.nodes import document_nodes
from relapse_cli.formats.press.typeset import typeset

if TYPE_CHECKING:
    from relapse_cli.documents.block import Document
    from relapse_cli.formats.base import RenderOptions

_COUNT = re.compile(rb"/Type/Pages/Count (\d+)")


def render(document: Document, options: RenderOptions) -> bytes:
    """Return a document as a PDF; an answer stays words, and what the font lacks stands by its number.

    A page that would hold a few words only is saved by a slightly smaller letter.
    """
    require_extra("pdf")
    lacking = list[int]()

    def drawn(text: str) -> str:
        lacking.append(undrawn(text))
        return printable(text)

    nodes = document_nodes(with_every_word(document, drawn))
    if count := sum(lacking):
        options.undrawn(count)
    made = typeset(nodes)
    if _pages(made) == 1:
        return made
    closer = typeset({**nodes, "close": True})
    return closer if _pages(closer) < _pages(made) else made


def _pages(made: bytes) -> int:
    """How many pages a document has; typst writes the tree of all of them first."""
    found = _COUNT.search(made)
    return int(found[1]) if found else 0
