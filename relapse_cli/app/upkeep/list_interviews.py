"""What is in the store: each interview on one line."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal, get_args

from relapse_cli.app.access.door import StoreDoor
from relapse_cli.app.sources.stored import Found, compared_id, left_out
from relapse_cli.app.sources.summaries import Summaries, Summary
from relapse_cli.errors import UsageError
from relapse_cli.logic.answers.withhold import without_private
from relapse_cli.logic.history.due import last_due_day
from relapse_cli.logic.history.sessions import moment_of
from relapse_cli.logic.interview.resume import has_signature
from relapse_cli.logic.journal.changes import kept_level, replay
from relapse_cli.logic.journal.upgrade import take_over
from relapse_cli.logic.plan.final import is_of_another_version
from relapse_cli.logic.rules.evaluation import Evaluation
from relapse_cli.model.bank import Bank
from relapse_cli.model.record import Record
from relapse_cli.problems import did_you_mean
from relapse_cli.store.journal.interviews import StoredInterview
from relapse_cli.store.whole.store import Store

_State = Literal["open", "continued", "finished", "signed", "erased"]
_STATES: tuple[_State, ...] = get_args(_State)


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which interviews are wanted.

    Attributes:
        since: the first day on which one began, as ISO 8601; ``until`` the last one.
    """

    case: str | None = None
    state: _State | None = None
    since: str | None = None
    until: str | None = None


@dataclass(frozen=True, slots=True)
class ListedInterview:
    """One interview.

    Attributes:
        state: ``open`` can be gone on with; ``continued`` was gone on with on another day.
        answered: how many questions hold an answer or a status.
        level: that of its plan as it stands, where what is missing is open; ``None`` for an erased one.
    """

    id: str
    case: str
    path: str
    state: _State
    answered: int
    started_at: str
    level: int | None

    @property
    def is_followup(self) -> bool:
        """Whether it is a check-in, and no interview."""
        return self.path == "followup"


@dataclass(frozen=True, slots=True)
class Listing:
    """What is listed.

    Attributes:
        interviews: in the order in which they were begun; of two begun at once the one entered first.
        not_carried: of these, the ones that hold something which the bank of today does not carry over.
        near: the case that may have been meant, as a question; empty where the wanted one is known.
    """

    interviews: tuple[ListedInterview, ...]
    not_carried: tuple[ListedInterview, ...] = ()
    near: str = ""


def list_interviews(bank: Bank, door: StoreDoor, wanted: Wanted) -> Listing:
    """Return the interviews in the order in which they were begun.

    Raises:
        UsageError: a day is not a date.
        StoreError: the store cannot be read.
    """
    for day in (wanted.since, wanted.until):
        if day is not None and not _is_day(day):
            raise UsageError(f"{day} is not a day.", remedy="Write it like 2026-11-20.")
    store = door.open()
    everything = store.interviews()
    stored = [one for one in everything if wanted.case in {None, one.case} and _is_between(one, wanted)]
    reader = ListReader(bank, store, everything)
    with reader.summaries.kept(), door.waiting("Reading the interviews") as tick:
        found: dict[str, ListedInterview] = {}
        for number, one in enumerate(sorted(stored, key=lambda one: (one.case, begun(one)))):
            tick(number, len(stored))
            found[one.id] = reader.listed(one)
    listed = [found[one.id] for one in sorted(stored, key=begun)]
    store.audit("list", count=str(len(listed)))
    shown = tuple(one for one in listed if wanted.state in {None, one.state})
    not_carried = tuple(one for one in shown if one.id in reader.not_carried)
    return Listing(shown, not_carried, _near_case(everything, wanted.case))


def _near_case(everything: Iterable[StoredInterview], case: str | None) -> str:
    """The case that may have been meant, where there is none of the wanted code."""
    known = {one.case for one in everything if not one.erased}
    return "" if case is None or case in known else did_you_mean(case, sorted(known))


def begun(stored: StoredInterview) -> datetime:
    """When an interview began; one without a time that can be read counts as the oldest."""
    return moment_of(stored.started_at)


def _is_day(text: str) -> bool:
    """Whether a text is a day as ISO 8601 writes it."""
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def _is_between(stored: StoredInterview, wanted: Wanted) -> bool:
    """Whether an interview began on one of the wanted days, in its own local time."""
    day = stored.started_at[:10]
    return (wanted.since or day) <= day <= (wanted.until or day)


class ListReader:
    """Reads interviews for the list, each journal once where they come case by case.

    Only the records of one case are held, so that a store of any size can be listed.

    Args:
        bank: the bank.
        store: the store.
        stored: every interview that is in it.

    Attributes:
        not_carried: the ids of those that hold something which the bank does not carry over.
    """

    def __init__(self, bank: Bank, store: Store, stored: Iterable[StoredInterview]) -> None:
        self.bank = bank
        self.store = store
        self.known = {one.id: one for one in stored}
        self.continued = {one.continues for one in self.known.values()}
        self.summaries = Summaries(bank, store, self.known.values())
        self.not_carried: set[str] = set()
        self._left_out: set[str] = set()
        self._records: dict[str, Record] = {}
        self._case = ""
        self._kept_levels: dict[str, int | None] = {}

    def listed(self, one: StoredInterview) -> ListedInterview:
        """One interview with what its journal says."""
        if one.erased:
            return ListedInterview(one.id, one.case, one.path, "erased", 0, one.started_at, None)
        found = self.summary(one)
        if found.not_carried:
            self.not_carried.add(one.id)
        state: _State = "finished" if found.finished else "open"
        if found.signed:
            state = "signed"
        elif state == "open" and one.id in self.continued:
            state = "continued"
        return ListedInterview(one.id, one.case, one.path, state, found.answered, one.started_at, found.level)

    def summary(self, one: StoredInterview) -> Summary:
        """What is remembered of an interview that was not erased; made from its journal where nothing is."""
        found = self.summaries.find(one)
        if found is None:
            found = self._summary(one)
            self.summaries.note(one, found)
        return found

    def _summary(self, one: StoredInterview) -> Summary:
        """What the journal of an interview says."""
        record = self.record(one)
        reading = Evaluation(self.bank, without_private(self.bank, record), self.compared(record))
        return Summary(
            finished=record.finished_at is not None,
            signed=has_signature(record),
            answered=sum(answer.is_given for answer in record.given.values()),
            level=self._kept_levels.get(one.id) or reading.level,
            not_carried=one.id in self._left_out,
            compared=compared_id(record) or "",
            last_due=last_due_day(reading),
        )

    def record(self, one: StoredInterview) -> Record:
        """A record under the bank of today."""
        if one.case != self._case:
            self._records, self._case = {}, one.case
        if one.id not in self._records:
            entries = self.store.entries(one.id)
            found = Found(one, replay(self.bank, entries))
            if is_of_another_version(self.bank, found.replayed.record):
                self._kept_levels[one.id] = kept_level(entries)
            self._records[one.id] = take_over(self.bank, found.replayed).interview.record
            if left_out(self.bank, found, one.id):
                self._left_out.add(one.id)
        return self._records[one.id]

    def compared(self, record: Record) -> Record | None:
        """What the plan of a record is compared with, as `relapse plan` does."""
        other = self.known.get(compared_id(record) or "")
        if other is None or other.erased or other.case != record.case:
            return None
        return without_private(self.bank, self.record(other))
