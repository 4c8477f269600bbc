"""Records from files into the store: each with its id, its decisions and what it follows, and each once."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from relapse_cli.app.clock import this_moment
from relapse_cli.app.sources.items import check_item
from relapse_cli.batch.inputs.item import Item
from relapse_cli.logic.interview.moves import Interview
from relapse_cli.logic.journal.changes import changes
from relapse_cli.logic.journal.outside import outside_record
from relapse_cli.logic.journal.replay import rebuild
from relapse_cli.problems import Message, Problem
from relapse_cli.records.writer import record_text

if TYPE_CHECKING:
    from relapse_cli.app.sources.faults import Faults
    from relapse_cli.model.bank import Bank
    from relapse_cli.model.record import Record
    from relapse_cli.store.journal.interviews import StoredInterview
    from relapse_cli.store.whole.store import Store

_OTHER_CONTENT = Message(
    "IMPORT_001",
    "The store has another record of this id, which stays as it is.",
    "Compare the two: relapse answers FILE, and relapse answers ID.",
)
_NOT_AGREED = Message(
    "IMPORT_002",
    "No agreement is recorded that this may be kept, so it is not.",
    "Where the person agreed, note it in the record.",
)
_ERASED = Message("IMPORT_003", "It was erased from the store, so it is not taken in again.", "")
_NO_INTERVIEW = Message(
    "IMPORT_004",
    "It was taken in, but the interview that it follows is not in the store.",
    "Import that one too.",
    severity="warning",
)

Tick = Callable[[int, int], None]


@dataclass
class Imported:
    """What became of the records that were given, those apart that could not be used.

    Attributes:
        taken: they are in the store now.
        there: they were in it already, with the same content.
    """

    taken: int = 0
    there: int = 0


def import_records(
    store: Store, bank: Bank, found: Iterable[Item | Problem], faults: Faults, tick: Tick
) -> Imported:
    """Take records into a store; each is there as a whole or not at all, and one that is there stays.

    A follow-up whose interview is not there waits until everything else is.

    Args:
        store: the store.
        bank: the bank that the records are checked under; they are kept as they were made.
        found: the records, and what stands in the place of some.
        faults: is told what could not be used.
        tick: is told how many records were looked at.

    Raises:
        StoreError: the store cannot be read or written any more; what was taken until then is in it.
    """
    desk = _Desk(store, bank, faults)
    try:
        for number, each in enumerate(found):
            tick(number, 0)
            if isinstance(each, Item):
                desk.take(each)
            else:
                faults.add([each])
        desk.take_waiting()
    finally:
        if desk.done.taken:
            store.audit("import", records=str(desk.done.taken))
    return desk.done


class _Desk:
    """Takes in one record after another."""

    def __init__(self, store: Store, bank: Bank, faults: Faults) -> None:
        self.store, self.bank, self.faults = store, bank, faults
        self.done = Imported()
        self._known: dict[str, StoredInterview | None] = {one.id: one for one in store.interviews()}
        self._erased_cases = {one.case for one in self._known.values() if one is not None and one.erased}
        self._waiting: list[tuple[Item, Record]] = []

    def take(self, item: Item) -> None:
        """Take one record in, or say why not."""
        checked = check_item(item, self.bank)
        self.faults.add(checked.problems, checked.id)
        if checked.record is None or checked.as_made is None:
            return
        record = checked.as_made
        if record.follows is not None and record.follows not in self._known:
            self._waiting.append((item, record))
        else:
            self._put(item, record)

    def take_waiting(self) -> None:
        """Take in the follow-ups whose interviews were not there."""
        for item, record in self._waiting:
            self._put(item, record)
            if record.follows not in self._known and record.id in self._known:
                self._tell(_NO_INTERVIEW.problem("follows", item.file, item.line), record)

    def _put(self, item: Item, record: Record) -> None:
        if record.id in self._known:
            self._compare(item, record)
        elif record.case in self._erased_cases:
            self._tell(_ERASED.problem("", item.file, item.line), record)
        elif not _agreed(self.bank, record):
            self._tell(
                _NOT_AGREED.problem(f"answers.{self.bank.roles.consent}", item.file, item.line), record
            )
        else:
            self._begin(record)

    def _begin(self, record: Record) -> None:
        over = record.finished_at is not None
        held = Interview.start(self.bank, record)
        held = replace(held.check() if over else held, finished=over)
        at = this_moment()
        self.store.begin(record, [replace(entry, at=at) for entry in changes(None, held)])
        self._known[record.id] = None
        self.done.taken += 1

    def _compare(self, item: Item, record: Record) -> None:
        """Count a record that is there already, or refuse another one under its id."""
        stored = self._known[record.id]
        if stored is not None and stored.erased:
            self._tell(_ERASED.problem("", item.file, item.line), record)
        elif self._outside(rebuild(self.store.entries(record.id)).record()) == self._outside(record):
            self.done.there += 1
        else:
            self._tell(_OTHER_CONTENT.problem("", item.file, item.line), record)

    def _outside(self, record: Record) -> str:
        """A record as an export writes it."""
        return record_text(outside_record(self.bank, record), "jsonl")

    def _tell(self, problem: Problem, record: Record) -> None:
        self.faults.add([problem], record.id)


def _agreed(bank: Bank, record: Record) -> bool:
    """Whether the person agreed that this is kept; a follow-up rests on its interview."""
    return (
        record.session == "followup"
        or bank.roles.consent not in bank.questions
        or record.answer(bank.roles.consent).value is True
    )
