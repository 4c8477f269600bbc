"""The formats; a new one is one file beside this and one case here, imported when it is asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, assert_never, overload

from relapse_cli.documents.due import due_document
from relapse_cli.documents.history import history_document
from relapse_cli.documents.plan.document import plan_document
from relapse_cli.documents.plan.note import note_document
from relapse_cli.documents.review import review_document
from relapse_cli.documents.transcript import answers_document
from relapse_cli.documents.why import why_document
from relapse_cli.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from relapse_cli.documents.block import Document
    from relapse_cli.formats.base import (
        BinaryFormat,
        DocumentFormat,
        DueFormat,
        Format,
        PlanFormat,
        RenderOptions,
        ReviewFormat,
        TextFormat,
    )
    from relapse_cli.model.bank import Bank
    from relapse_cli.model.bank_terms import Paper
    from relapse_cli.model.conversation import Conversation
    from relapse_cli.model.due import DueItem
    from relapse_cli.model.explanation import Explanation
    from relapse_cli.model.history import CaseHistory
    from relapse_cli.model.letterhead import Letterhead
    from relapse_cli.model.plan import Plan
    from relapse_cli.model.review import Review


@overload
def write_document(document: Document, form: TextFormat, options: RenderOptions) -> str: ...
@overload
def write_document(document: Document, form: BinaryFormat, options: RenderOptions) -> bytes: ...
@overload
def write_document(document: Document, form: DocumentFormat, options: RenderOptions) -> str | bytes: ...
def write_document(document: Document, form: DocumentFormat, options: RenderOptions) -> str | bytes:
    """Return a document in one of the formats that people read."""
    match form:
        case "terminal":
            from relapse_cli.formats.text import terminal

            return terminal.render(document, options)
        case "markdown":
            from relapse_cli.formats.text import markdown

            return markdown.render(document, options)
        case "html":
            from relapse_cli.formats.html import page as html_page

            return html_page.render(document, options)
        case "pdf":
            from relapse_cli.formats.press import pdf

            return pdf.render(document, options)
        case "docx":
            from relapse_cli.formats.word import docx

            return docx.render(document, options)
        case _:
            assert_never(form)


def write_history(history: CaseHistory, bank: Bank, form: Format, options: RenderOptions) -> str | bytes:
    """Return a history in one of the formats."""
    if form == "json":
        from relapse_cli.formats.data import history_json

        return history_json.render(history)
    return write_document(history_document(history, bank), form, options)


def write_answers(held: Conversation, bank: Bank, form: Format, options: RenderOptions) -> str | bytes:
    """Return a conversation in one of the formats."""
    if form == "json":
        from relapse_cli.formats.data import answers_json

        return answers_json.render(held)
    return write_document(answers_document(held, bank), form, options)


def write_why(
    explanations: Iterable[Explanation], record: str, form: Format, options: RenderOptions
) -> str | bytes:
    """Return the explanations of a record in one of the formats."""
    if form == "json":
        from relapse_cli.formats.data import why_json

        return why_json.render(explanations, record)
    return write_document(why_document(explanations), form, options)


def write_review(review: Review, bank: Bank, form: ReviewFormat, options: RenderOptions) -> str | bytes:
    """Return a review in one of the formats."""
    match form:
        case "json":
            from relapse_cli.formats.data import review_json

            return review_json.render(review)
        case "csv":
            from relapse_cli.formats.data import review_csv

            return review_csv.render(review)
        case _:
            return write_document(review_document(review, bank), form, options)


def write_due(items: Sequence[DueItem], today: str, form: DueFormat, options: RenderOptions) -> str | bytes:
    """Return what is due in one of the formats."""
    match form:
        case "json":
            from relapse_cli.formats.data import due_json

            return due_json.render(items, today)
        case "ics":
            from relapse_cli.formats.data import ics

            return ics.render_due(items)
        case "csv":
            from relapse_cli.formats.data import due_csv

            return due_csv.render(items, today)
        case _:
            return write_document(due_document(items, today), form, options)


@overload
def write_plan(
    plan: Plan,
    bank: Bank,
    paper: Paper,
    form: Literal[TextFormat, "json", "ics", "note"],
    options: RenderOptions,
    *,
    letterhead: Letterhead | None = None,
) -> str: ...
@overload
def write_plan(
    plan: Plan,
    bank: Bank,
    paper: Paper,
    form: PlanFormat,
    options: RenderOptions,
    *,
    letterhead: Letterhead | None = None,
) -> str | bytes: ...
def write_plan(
    plan: Plan,
    bank: Bank,
    paper: Paper,
    form: PlanFormat,
    options: RenderOptions,
    *,
    letterhead: Letterhead | None = None,
) -> str | bytes:
    """Return one edition of a plan, or the page for those who take over, in one of the formats.

    Raises:
        GateClosedError: there is no such paper for this plan, or no calendar or note of it.
        UsageError: the page for those who take over, for a program.
    """
    match form:
        case "json":
            if paper == "handover" or paper == "details":  # noqa: PLR1714 - so that mypy knows what is left
                raise UsageError(
                    f"--for {paper} is a page to be read; it has no JSON of its own.",
                    remedy="For a program: --for clinician --format json.",
                )
            from relapse_cli.formats.data import plan_json

            return plan_json.render(plan, bank, paper)
        case "ics":
            from relapse_cli.formats.data import ics

            return ics.render(plan, paper)
        case "note":
            from relapse_cli.formats.text import plain

            return plain.render(note_document(plan, bank, paper, options.note_style), options)
        case _:
            return write_document(plan_document(plan, bank, paper, letterhead), form, options)
