"""The formats; a new one is one file beside this and one case here, imported when it is asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING, assert_never

from relapse_cli.documents.history import history_document
from relapse_cli.documents.plan.document import plan_document
from relapse_cli.documents.transcript import answers_document
from relapse_cli.errors import UsageError

if TYPE_CHECKING:
    from relapse_cli.documents.block import Document
    from relapse_cli.formats.base import DocumentFormat, Format, RenderOptions
    from relapse_cli.model.bank import Bank
    from relapse_cli.model.bank_terms import Paper
    from relapse_cli.model.conversation import Conversation
    from relapse_cli.model.history import CaseHistory
    from relapse_cli.model.letterhead import Letterhead
    from relapse_cli.model.plan import Plan


def write_document(document: Document, form: DocumentFormat, options: RenderOptions) -> str:
    """Return a document in one of the formats that people read."""
    match form:
        case "terminal":
            from relapse_cli.formats import terminal

            return terminal.render(document, options)
        case "markdown":
            from relapse_cli.formats import markdown

            return markdown.render(document, options)
        case "html":
            from relapse_cli.formats import html_page

            return html_page.render(document, options)
        case _:
            assert_never(form)


def write_history(history: CaseHistory, bank: Bank, form: Format, options: RenderOptions) -> str:
    """Return a history in one of the formats."""
    if form == "json":
        from relapse_cli.formats import history_json

        return history_json.render(history)
    return write_document(history_document(history, bank), form, options)


def write_answers(held: Conversation, bank: Bank, form: Format, options: RenderOptions) -> str:
    """Return a conversation in one of the formats."""
    if form == "json":
        from relapse_cli.formats import answers_json

        return answers_json.render(held)
    return write_document(answers_document(held, bank), form, options)


def write_plan(
    plan: Plan,
    bank: Bank,
    paper: Paper,
    form: Format,
    options: RenderOptions,
    *,
    letterhead: Letterhead | None = None,
) -> str:
    """Return one edition of a plan, or the page for those who take over, in one of the formats.

    Raises:
        GateClosedError: there is no such paper for this plan.
        UsageError: the page for those who take over, for a program.
    """
    if form != "json":
        return write_document(plan_document(plan, bank, paper, letterhead), form, options)
    if paper == "handover":
        raise UsageError(
            "The hand-over is a page to be read; it has no JSON of its own.",
            remedy="For a program: --for clinician --format json.",
        )
    from relapse_cli.formats import plan_json

    return plan_json.render(plan, bank, paper)
