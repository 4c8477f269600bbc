"""The formats; a new one is one file beside this and one line here."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Literal

from relapse_cli.documents.history import history_document
from relapse_cli.formats import history_json, markdown, terminal
from relapse_cli.formats.plan_base import Renderer
from relapse_cli.formats.plan_json import PlanJson
from relapse_cli.formats.plan_markdown import Markdown
from relapse_cli.formats.plan_terminal import Terminal

if TYPE_CHECKING:
    from relapse_cli.documents.block import Document
    from relapse_cli.formats.base import RenderOptions
    from relapse_cli.model.bank import Bank
    from relapse_cli.model.history import CaseHistory

DocumentFormat = Literal["terminal", "markdown"]
"""What any document can be written in."""

Format = DocumentFormat | Literal["json"]
FORMATS: tuple[Format, ...] = ("terminal", "markdown", "json")

_WRITERS: dict[DocumentFormat, Callable[[Document, RenderOptions], str]] = {
    "terminal": terminal.render,
    "markdown": markdown.render,
}


def write_document(document: Document, form: DocumentFormat, options: RenderOptions) -> str:
    """Return a document in one of the formats that people read."""
    return _WRITERS[form](document, options)


def write_history(history: CaseHistory, bank: Bank, form: Format, options: RenderOptions) -> str:
    """Return a history in one of the formats."""
    if form == "json":
        return history_json.render(history)
    return write_document(history_document(history, bank), form, options)


def renderer_for(name: Format) -> Renderer:
    """Return the renderer of a format."""
    match name:
        case "terminal":
            return Terminal()
        case "markdown":
            return Markdown()
        case "json":
            return PlanJson()
