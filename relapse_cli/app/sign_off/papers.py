"""The papers around a signature: read as they will be handed out before it, written after it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, get_args

from relapse_cli.app.asking.in_turn import ask_in_turn, words_of
from relapse_cli.app.asking.leaving import Left
from relapse_cli.app.reports.hand_out import Sheet, exists, sheets_of, usual_form, write_sheets
from relapse_cli.documents.block import Document, Item, Paragraph, plain
from relapse_cli.documents.plan.document import plan_document
from relapse_cli.errors import RelapseError
from relapse_cli.formats.base import DocumentFormat, RenderOptions
from relapse_cli.formats.extras import can_be_written
from relapse_cli.formats.text.terminal import render
from relapse_cli.model.bank_questions import Option
from relapse_cli.model.reply import Paused
from relapse_cli.screens.sign_off.papers import (
    HAND_OVER,
    folder_screen,
    format_screen,
    hand_over_screen,
    which_screen,
)

if TYPE_CHECKING:
    from relapse_cli.app.sources.profiles import ProfileBook
    from relapse_cli.model.bank import Bank
    from relapse_cli.model.bank_terms import Paper
    from relapse_cli.model.plan import Plan
    from relapse_cli.model.screen import Given, Screen, ScreenOf
    from relapse_cli.prompters.asker import Asker

_READ: dict[Paper, str] = {"patient": "The patient's page", "family": "The family sheet"}
_WRITTEN = "These papers are written"
_NAMES = {
    "patient": "The patient's page",
    "details": "What stands behind the patient's page: how it came about, the weeks after",
    "family": "The family sheet",
    "handover": "The page for those who take over",
    "clinician": "Your plan",
    "calendar": "The appointments, for a calendar",
    "note": "A progress note, as plain text",
}
_HAND_OVER = Sheet("handover", "handover")
_FORMS: dict[DocumentFormat, str] = {
    "pdf": "PDF, to print",
    "html": "A page for a browser or a telephone (HTML)",
    "docx": "Word, to be edited",
    "markdown": "Plain text with headings (Markdown)",
}


def show_papers(asker: Asker, plan: Plan, bank: Bank, profiles: ProfileBook) -> None:
    """Show what is handed out, exactly as it will be: the patient's page, and a family sheet if there is one.

    Args:
        asker: who reads.
        plan: the plan as it will be once it is signed.
        bank: its bank.
        profiles: the profiles that there are, and the service on whose paper it is written.

    Raises:
        Left: the session is to pause.
    """
    for paper, title in _READ.items():
        if not exists(plan, bank, paper):
            continue
        document = plan_document(plan, bank, paper, profiles.letterhead(plan.profile, paper))
        _read(asker, title, document)


def hand_over_page(asker: Asker, plan: Plan, bank: Bank, profiles: ProfileBook, *, may_write: bool) -> bool:
    """Show the page for those who take over, then offer to write it; ``False`` where the plan has none.

    Args:
        asker: the therapist.
        plan: the plan as it stands; while it is a draft, the page says so.
        bank: its bank.
        profiles: the profiles that there are, and the service on whose paper it is written.
        may_write: whether it may leave the screen.

    Raises:
        Left: the session is to pause.
    """
    if not exists(plan, bank, _HAND_OVER.paper):
        return False
    head = profiles.letterhead(plan.profile, _HAND_OVER.paper)
    _read(asker, _NAMES[_HAND_OVER.name], plan_document(plan, bank, _HAND_OVER.paper, head))
    if may_write:
        try:
            _write_hand_over(asker, plan, bank, profiles)
        except Left as left:
            if left.paused:
                raise
    return True


def _write_hand_over(asker: Asker, plan: Plan, bank: Bank, profiles: ProfileBook) -> None:
    """Write the page for those who take over, if that is wanted.

    Raises:
        Left: somebody went back, or paused.
    """
    screen = hand_over_screen(_forms())
    chosen = words_of(ask_in_turn(asker, (("format", lambda _: screen),)), "format")
    form = next((each for each in get_args(DocumentFormat) if each == chosen), None)
    if form is not None:
        wanted = _Wanted((_HAND_OVER,), form, HAND_OVER)
        _read(asker, _WRITTEN, _list_of(_write(asker, plan, bank, profiles, wanted)))


def _read(asker: Asker, title: str, document: Document) -> None:
    """Show a document until it has been read.

    Raises:
        Left: the session is to pause.
    """
    if not asker.read(title, lambda columns: render(document, RenderOptions(width=columns)).splitlines()):
        raise Left(Paused())


def _list_of(written: tuple[Path, ...]) -> Document:
    """The files that were written."""
    folder = str(written[0].parent.absolute())
    names = (Item(plain(path.name), close=True) for path in written)
    return Document(blocks=(Paragraph(plain(folder)), *names))


def offer_papers(asker: Asker, plan: Plan, bank: Bank, profiles: ProfileBook) -> None:
    """Offer to write the papers of a signed plan; whoever leaves has written none, and nothing is lost.

    Args:
        asker: the therapist.
        plan: the signed plan.
        bank: its bank.
        profiles: the profiles that there are, and the service on whose paper they are written.
    """
    known = {sheet.name: sheet for sheet in sheets_of(plan, bank)}
    try:
        wanted = _ask(asker, known)
        if wanted.sheets:
            _read(asker, _WRITTEN, _list_of(_write(asker, plan, bank, profiles, wanted)))
    except Left:
        return


def _write(asker: Asker, plan: Plan, bank: Bank, profiles: ProfileBook, wanted: _Wanted) -> tuple[Path, ...]:
    """Ask where they go until they can be written there.

    Raises:
        Left: somebody went back, or paused.
    """
    refused, folder = "", f"{plan.case}-papers"
    while True:
        folder = _folder(asker, folder_screen(folder, refused, wanted.section))
        try:
            return write_sheets(
                plan,
                bank,
                wanted.sheets,
                form=wanted.form,
                folder=Path(folder).expanduser(),
                profiles=profiles,
            )
        except RelapseError as error:
            refused = f"{error.message} Please name another folder."


def _folder(asker: Asker, screen: Screen) -> str:
    """The folder that was named."""
    return words_of(ask_in_turn(asker, (("folder", lambda _: screen),)), "folder")


@dataclass(frozen=True, slots=True)
class _Wanted:
    """Which sheets are to be written, and as what."""

    sheets: tuple[Sheet, ...]
    form: DocumentFormat
    section: str = ""


def _ask(asker: Asker, known: dict[str, Sheet]) -> _Wanted:
    """Ask which, and as what.

    Raises:
        Left: somebody went back from the first screen, or paused.
    """
    which = which_screen([Option(id=name, label=_NAMES[name]) for name in known])
    forms = _forms()
    screens: tuple[tuple[str, ScreenOf], ...] = (
        ("which", lambda _: which),
        ("format", lambda given: format_screen(forms) if _has_pages(given, known) else None),
    )
    given = ask_in_turn(asker, screens)
    form = next((each for each in get_args(DocumentFormat) if each == given.get("format")), usual_form())
    return _Wanted(_chosen(given, known), form)


def _forms() -> list[Option]:
    """The formats of pages that can be written here."""
    return [Option(id=form, label=label) for form, label in _FORMS.items() if can_be_written(form)]


def _chosen(given: Given, known: dict[str, Sheet]) -> tuple[Sheet, ...]:
    """The sheets that were chosen, in their order."""
    marked = given.get("which")
    return tuple(sheet for name, sheet in known.items() if isinstance(marked, list) and name in marked)


def _has_pages(given: Given, known: dict[str, Sheet]) -> bool:
    """Whether one of the chosen is a page, for which a format is chosen."""
    return any(sheet.form is None for sheet in _chosen(given, known))
