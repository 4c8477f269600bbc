"""A document as a PDF on A4: tagged, so that it can be read aloud, and printed the same everywhere."""

from __future__ import annotations

from typing import TYPE_CHECKING

from relapse_cli.formats.every_word import with_every_word
from relapse_cli.formats.extras import require_extra
from relapse_cli.formats.press.letters import printable
from relapse_cli.formats.press.nodes import document_nodes
from relapse_cli.formats.press.typeset import typeset

if TYPE_CHECKING:
    from relapse_cli.documents.block import Document
    from relapse_cli.formats.base import RenderOptions


def render(document: Document, options: RenderOptions) -> bytes:  # noqa: ARG001 - it looks alike everywhere
    """Return a document as a PDF; an answer stays words, and what the font lacks stands by its number."""
    require_extra("pdf")
    return typeset(document_nodes(with_every_word(document, printable)))
