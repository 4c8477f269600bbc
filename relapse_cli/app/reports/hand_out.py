"""The papers that belong to a signed plan: which there are, and all of them written into one folder."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from relapse_cli.documents.plan.document import plan_document
from relapse_cli.errors import InputError, UsageError, reason_of
from relapse_cli.files import is_there, write_private
from relapse_cli.formats.base import RenderOptions, ending_of, undrawn_words
from relapse_cli.formats.catalogue import write_plan
from relapse_cli.formats.extras import can_be_written, require_extra

if TYPE_CHECKING:
    from collections.abc import Sequence

    from relapse_cli.app.sources.profiles import ProfileBook
    from relapse_cli.formats.base import DocumentFormat, PlanFormat
    from relapse_cli.model.bank import Bank
    from relapse_cli.model.bank_terms import NoteStyle, Paper
    from relapse_cli.model.plan import Plan

_DAY = len("2026-11-20")
_PAPERS: tuple[Paper, ...] = ("patient", "details", "family", "handover", "clinician")


@dataclass(frozen=True, slots=True)
class Sheet:
    """One document of the set.

    Attributes:
        name: what it is called in lists and in the name of its file.
        paper: whom it is for.
        form: the format; ``None`` for the one that is chosen for pages.
    """

    name: str
    paper: Paper
    form: PlanFormat | None = None


def sheets_of(plan: Plan, bank: Bank) -> tuple[Sheet, ...]:
    """The documents that there are for a plan, those that are handed out first.

    A paper that may not exist, such as a family sheet that waits, is not among them; the calendar and the
    note follow the pages.
    """
    pages: tuple[Sheet, ...] = tuple(
        Sheet(str(paper), paper) for paper in _PAPERS if exists(plan, bank, paper)
    )
    calendar: Paper = "clinician" if plan.patient_edition == "private_card" else "patient"
    return (*pages, Sheet("calendar", calendar, "ics"), Sheet("note", "clinician", "note"))


def usual_sheets(plan: Plan, bank: Bank) -> tuple[Sheet, ...]:
    """The documents that are handed out unless something else is said: all but the details."""
    return tuple(sheet for sheet in sheets_of(plan, bank) if sheet.paper != "details")


def exists(plan: Plan, bank: Bank, paper: Paper) -> bool:
    """Whether a plan has a paper."""
    try:
        plan_document(plan, bank, paper)
    except InputError:
        return False
    return True


def write_sheets(
    plan: Plan,
    bank: Bank,
    sheets: Sequence[Sheet],
    *,
    form: DocumentFormat,
    folder: Path,
    profiles: ProfileBook,
    style: NoteStyle = "dap",
    force: bool = False,
) -> tuple[Path, ...]:
    """Write documents of a plan into a folder, each in a file that only its owner can read; return the files.

    All of them are made, and all names looked at, before the first is written.

    Args:
        plan: the plan.
        bank: its bank.
        sheets: which documents.
        form: the format of the pages.
        folder: where they go; made when it is not there.
        profiles: the profiles that there are, and the service on whose paper they are written.
        style: the parts of the note.
        force: whether a file that is there is written over.

    Raises:
        UsageError: a name is taken, or what the format needs is not installed.
        InputError: the folder or a file cannot be written.
    """
    require_extra(form)
    made: dict[Path, bytes] = {}
    lacking = list[int]()
    options = RenderOptions(note_style=style, undrawn=lacking.append)
    for sheet in sheets:
        made[folder / _name(plan, sheet, form)] = _written(
            plan, bank, sheet, form, profiles=profiles, options=options
        )
    taken = [path.name for path in made if is_there(path)]
    if taken and not force:
        raise UsageError(
            f"{folder} holds {', '.join(taken)} already.", remedy="Choose another folder, or add --force."
        )
    _make_folder(folder)
    for path, data in made.items():
        write_private(path, data, force=force)
    if count := sum(lacking):
        profiles.service.warn(undrawn_words(count))
    return tuple(made)


def _name(plan: Plan, sheet: Sheet, form: DocumentFormat) -> str:
    """The name of a file: the case, the day, what it is."""
    return f"{plan.case}_{plan.started_at[:_DAY]}_{sheet.name}{ending_of(sheet.form or form)}"


def _written(
    plan: Plan,
    bank: Bank,
    sheet: Sheet,
    form: DocumentFormat,
    *,
    profiles: ProfileBook,
    options: RenderOptions,
) -> bytes:
    head = profiles.letterhead(plan.profile, sheet.paper)
    text = write_plan(plan, bank, sheet.paper, sheet.form or form, options, letterhead=head)
    return text if isinstance(text, bytes) else text.encode("utf-8")


def _make_folder(folder: Path) -> None:
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise InputError(
            f"{folder} cannot be used as a folder: {reason_of(error)}.", remedy="Name another folder with -o."
        ) from error


def usual_form() -> DocumentFormat:
    """The format in which pages are written when nobody chose one: PDF where it can be had, else HTML."""
    return "pdf" if can_be_written("pdf") else "html"
