"""The formats; a new one is one file beside this and one case here, imported when it is asked for."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, assert_never

from relapse_cli.documents.history import history_document
from relapse_cli.documents.plan.document import plan_document
from relapse_cli.documents.plan.note import note_document
from relapse_cli.documents.why import why_document

if TYPE_CHECKING:
    from relapse_cli.documents.block import Document
    from relapse_cli.formats.base import DocumentFormat, Format, PlanFormat, RenderOptions
    from relapse_cli.model.bank import Bank
    from relapse_cli.model.bank_terms import Edition
    from relapse_cli.model.explanation import Explanation
    from relapse_cli.model.history import CaseHistory
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


def write_why(explanations: Iterable[Explanation], form: Format, options: RenderOptions) -> str:
    """Return explanations in one of the formats."""
    if form == "json":
        from relapse_cli.formats import why_json

        return why_json.render(explanations)
    return write_document(why_document(explanations), form, options)


def write_plan(plan: Plan, bank: Bank, edition: Edition, form: PlanFormat, options: RenderOptions) -> str:
    """Return one edition of a plan in one of the formats.

    Raises:
        GateClosedError: the edition, or a calendar or note of it, does not exist for this plan.
    """
    match form:
        case "json":
            from relapse_cli.formats import plan_json

            return plan_json.render(plan, bank, edition)
        case "ics":
            from relapse_cli.formats import ics

            return ics.render(plan, edition)
        case "note":
            from relapse_cli.formats import plain

            return plain.render(note_document(plan, bank, edition, options.note_style), options)
        case _:
            return write_document(plan_document(plan, bank, edition), form, options)
