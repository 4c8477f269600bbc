"""The records of the store as JSON Lines: what never leaves is withheld, and the audit knows of it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace

from relapse_cli.app.access.door import StoreDoor
from relapse_cli.app.case_code import check_case_code
from relapse_cli.app.sources.bank import require_bank
from relapse_cli.app.sources.days import Days
from relapse_cli.app.upkeep.keys.change import require_store
from relapse_cli.app.upkeep.part2_notice import NoticeLength, notice_text
from relapse_cli.app.upkeep.whole_store import live_interviews
from relapse_cli.errors import StoreError
from relapse_cli.logic.journal.outside import outside_record, unknown_answers
from relapse_cli.logic.journal.replay import rebuild
from relapse_cli.model.bank import Bank
from relapse_cli.model.record import Record
from relapse_cli.problems import Message, Problem
from relapse_cli.records.writer import record_text
from relapse_cli.store.journal.interviews import StoredInterview
from relapse_cli.store.whole.store import Store

_OTHER_BANK = Message(
    "EXPORT_001",
    "it was made with the bank '{bank}', which says what must not leave",
    "Give that bank with --bank PATH.",
)
_NO_BEGINNING = Message("EXPORT_002", "{what}", "{remedy}")
_UNKNOWN = "Answers to questions that the bank does not know were withheld: {names}."


@dataclass(frozen=True, slots=True)
class ExportRequest:
    """What is wanted.

    Attributes:
        bank: says which answers never leave.
        case: one case; all of them without it.
        days: the days on which an interview was begun.
        notice: the notice asked for; otherwise the country decides.
        profile: the profile that is set, for records that carry none.
    """

    bank: str
    case: str | None = None
    days: Days = field(default_factory=Days)
    notice: NoticeLength | None = None
    profile: str | None = None


@dataclass(frozen=True, slots=True)
class Export:
    """What leaves.

    Attributes:
        text: one record a line.
        head: of the store at this moment.
        erased: how many erased interviews there are, which nothing can be said of.
        notice: what has to go with it; empty for nothing.
        problems: records that could not be used, and entries that could not be read.
        remarks: what the user should know, one sentence each.
    """

    text: str
    records: int
    head: str
    erased: int
    notice: str
    problems: tuple[Problem, ...] = ()
    remarks: tuple[str, ...] = ()


def export_store(door: StoreDoor, request: ExportRequest) -> Export:
    """The records of the store, or of one case of it, in the order in which they were begun.

    The audit is told before anything leaves.

    Raises:
        UsageError: the case code has not the form of one.
        InputError: the bank cannot be used.
        StoreError: the store cannot be opened, or there is no such case.
    """
    if request.case is not None:
        check_case_code(request.case)
    bank = require_bank(request.bank)
    require_store(door)
    store = door.open()
    stored = live_interviews(store, request.case) if request.case else store.interviews()
    live = [one for one in stored if not one.erased and one.started_at in request.days]
    with door.waiting("Reading the records") as tick:
        records, problems = _read_all(store, live, bank, tick)
    head = store.head()
    detail = {"records": str(len(records)), "head": head}
    if request.case:
        detail["interviews"] = " ".join(record.id for record in records)
    store.audit("export", **detail)
    unknown = sorted({name for record in records for name in unknown_answers(bank, record)})
    return Export(
        text="".join(record_text(outside_record(bank, record), "jsonl") for record in records),
        records=len(records),
        head=head,
        erased=0 if request.case else sum(one.erased for one in stored),
        notice=notice_text(request.notice, records, request.profile),
        problems=problems,
        remarks=(_UNKNOWN.format(names=", ".join(unknown)),) if unknown else (),
    )


def _read_all(
    store: Store, stored: Sequence[StoredInterview], bank: Bank, tick: Callable[[int, int], None]
) -> tuple[list[Record], tuple[Problem, ...]]:
    """The records of interviews; one that cannot be used is named and stops no other."""
    records: list[Record] = []
    problems: list[Problem] = []
    for number, one in enumerate(stored):
        tick(number, len(stored))
        name = f"interview {one.id}"
        if one.bank is not None and one.bank.id != bank.id:
            problems.append(_OTHER_BANK.problem("", name, bank=one.bank.id))
            continue
        try:
            rebuilt = rebuild(store.entries(one.id))
            records.append(rebuilt.record())
        except StoreError as error:
            problems.append(_NO_BEGINNING.problem("", name, what=error.message, remedy=error.remedy))
            continue
        problems += [replace(each, file=name) for each in rebuilt.problems]
    return records, tuple(problems)
