"""From records to plans as text: one plan a record, good ones in order, bad ones named."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from relapse_cli.app.sources.bank import require_bank
from relapse_cli.app.sources.many import read_each
from relapse_cli.app.sources.profiles import ProfileBook, numbers_said, with_profile
from relapse_cli.app.sources.records import checked, is_in_store, read_one
from relapse_cli.app.sources.stored import compared_with
from relapse_cli.errors import InputError, UsageError
from relapse_cli.formats.base import PlanFormat, RenderOptions
from relapse_cli.formats.catalogue import write_plan
from relapse_cli.logic.plan.build import plan
from relapse_cli.logic.plan.remarks import remarks
from relapse_cli.model.bank import Bank
from relapse_cli.model.bank_terms import Paper
from relapse_cli.model.plan import Plan
from relapse_cli.model.record import Record
from relapse_cli.problems import Message, Problem
from relapse_cli.records.reader import RecordFile
from relapse_cli.text.shell import shell_word

if TYPE_CHECKING:
    from relapse_cli.app.access.door import StoreDoor

_MANY = frozenset({"json"})
"""The formats that carry many plans, one a line."""

_NO_DOCUMENT = Message("PLAN_001", "{what}", "{remedy}")


@dataclass(frozen=True, slots=True)
class PlanRequest:
    """What is wanted.

    Attributes:
        source: a record file, the id of a stored interview, ``-``, or a folder, a pattern or a packed file.
        further: more of them.
        profile: a profile asked for; ``default_profile`` serves records that have none.
        profiles: the profiles that there are, and the service on whose paper it is written.
        options: how the document is drawn.
        door: the door to the store.
    """

    source: str
    bank: str
    edition: Paper = "clinician"
    format: PlanFormat = "terminal"
    earlier: str | None = None
    profile: str | None = None
    default_profile: str | None = None
    profiles: ProfileBook = field(default_factory=ProfileBook)
    options: RenderOptions = field(default_factory=RenderOptions)
    door: StoreDoor | None = None
    further: tuple[str, ...] = ()

    @property
    def sources(self) -> tuple[str, ...]:
        """All sources, in order."""
        return (self.source, *self.further)


@dataclass(frozen=True, slots=True)
class PlanResult:
    """One record's document, or why there is none.

    Attributes:
        text: the document; ``None`` when the record cannot be used.
        level: the level on which actions rest.
        problems: the faults or warnings of the record.
        remarks: what the user should know, one sentence each.
        record: its id, where it is known.
    """

    text: str | bytes | None
    level: int
    problems: tuple[Problem, ...] = ()
    remarks: tuple[str, ...] = ()
    record: str = ""


def write_plans(request: PlanRequest) -> Iterator[PlanResult]:
    """Yield one result a record; of many, one without a document stops no other.

    Raises:
        InputError: the source, the bank or the earlier record cannot be used, or there is no such document.
        UsageError: the source holds several records and the format is a document.
    """
    bank = require_bank(request.bank)
    earlier = read_one(request.earlier, bank, request.door)[0] if request.earlier else None
    found = read_each(request.sources, bank, request.door)
    if request.format not in _MANY:
        found = _only_one(found, request)
    for record_file in found:
        record, problems = checked(record_file, bank)
        if record is None:
            yield PlanResult(None, 1, problems, record=record_file.id)
            continue
        try:
            beside = earlier if earlier is not None else _pinned(record_file, record, bank, request.door)
            yield _plan_result(record, problems, beside, bank, request)
        except InputError as error:
            if request.format not in _MANY:
                raise
            yield PlanResult(None, 1, (*problems, _refusal(record_file, error)), record=record.id)


def read_signed(request: PlanRequest) -> tuple[Plan, Bank, tuple[Problem, ...]]:
    """Return the signed plan of one record, with its bank and the warnings of the record.

    Raises:
        InputError: the record, the bank or the earlier record cannot be used, or the plan is not signed.
        UsageError: the source holds several records.
    """
    bank = require_bank(request.bank)
    earlier = read_one(request.earlier, bank, request.door)[0] if request.earlier else None
    record, problems = read_one(request.source, bank, request.door)
    if earlier is None and request.door is not None and is_in_store(request.source, request.door):
        earlier = compared_with(bank, request.door, record)
    _, made = _made(record, earlier, bank, request)
    if not made.final:
        raise InputError(
            "This plan is not final, so there are no papers of it to hand out.",
            problems=problems,
            remedy=f"See what is missing, and sign: relapse plan {shell_word(request.source)} --sign-off",
        )
    return made, bank, problems


def _made(record: Record, earlier: Record | None, bank: Bank, request: PlanRequest) -> tuple[Record, Plan]:
    """A record with its profile, and its plan.

    Raises:
        InputError: what it is compared with belongs to another case.
    """
    record = with_profile(record, request.profile, request.default_profile, request.profiles)
    if earlier is not None and earlier.case != record.case:
        raise InputError(
            "The earlier record belongs to another case.", remedy="Compare records of one case only."
        )
    return record, plan(bank, record, earlier)


def _pinned(found: RecordFile, record: Record, bank: Bank, door: StoreDoor | None) -> Record | None:
    """What a stored record is compared with, when nothing else is named; a file names nothing by itself."""
    if door is None or not found.from_store:
        return None

    return compared_with(bank, door, record)


def _only_one(found: Iterator[RecordFile], request: PlanRequest) -> Iterator[RecordFile]:
    """Let one record through and refuse a second before anything is written."""
    records = [record for record, _ in zip(found, range(2), strict=False)]
    if len(records) > 1:
        holds = "There are several records" if request.further else f"{request.source} holds several records"
        raise UsageError(
            f"{holds}, and the format {request.format} is one document.",
            remedy="Use --format json for many records, or give one record.",
        )
    yield from records


def _refusal(found: RecordFile, error: InputError) -> Problem:
    """Say of one record among many why there is no document for it."""
    return _NO_DOCUMENT.problem("", found.file, found.line, what=error.message, remedy=error.remedy)


def _plan_result(
    record: Record, problems: tuple[Problem, ...], earlier: Record | None, bank: Bank, request: PlanRequest
) -> PlanResult:
    """Build and render the plan of one record."""
    record, made = _made(record, earlier, bank, request)
    paper = request.profiles.letterhead(record.profile, request.edition)
    text = write_plan(made, bank, request.edition, request.format, request.options, letterhead=paper)
    said = (*remarks(bank, record, made, request.edition), *numbers_said(request.profiles, record))
    return PlanResult(text, made.level_acted_on, problems, said, record.id)
