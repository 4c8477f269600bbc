"""Records out of the store: one by its id, all of a case, those that are open."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from relapse_cli.app.sources.ids import short_id, stored_name
from relapse_cli.app.sources.versions import refusal_of
from relapse_cli.errors import InputError, StoreError
from relapse_cli.logic.answers.withhold import without_private
from relapse_cli.logic.history.sessions import began
from relapse_cli.logic.journal import messages
from relapse_cli.logic.journal.changes import Replayed, replay
from relapse_cli.logic.journal.migrate import asked_again, not_carried
from relapse_cli.logic.journal.upgrade import take_over
from relapse_cli.logic.plan.final import is_of_another_version
from relapse_cli.model.bank import Bank
from relapse_cli.model.record import Record
from relapse_cli.problems import Problem, did_you_mean

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from relapse_cli.app.access.door import StoreDoor
    from relapse_cli.store.journal.interviews import StoredInterview
    from relapse_cli.store.whole.store import Store


@dataclass(frozen=True, slots=True)
class Found:
    """A stored interview with what its journal gives back."""

    stored: StoredInterview
    replayed: Replayed


def find_stored(bank: Bank, door: StoreDoor, name: str) -> Found:
    """The interview of an id, as it was kept last.

    Raises:
        StoreError: there is none, it was erased, or the store cannot be read.
    """
    store = door.open()
    stored = _find_by_name(store, name)
    return Found(stored, replay(bank, store.entries(stored.id)))


def _find_by_name(store: Store, name: str) -> StoredInterview:
    """The stored interview of an id or its beginning, in capital letters too.

    Raises:
        StoreError: there is none, or more than one.
    """
    try:
        return store.find(name)
    except StoreError:
        if name == name.lower():
            raise
    return store.find(name.lower())


def read_stored(bank: Bank, door: StoreDoor, name: str) -> tuple[Record, tuple[Problem, ...]]:
    """The record of an id under the bank of today, as it may leave the store, and what it leaves out.

    Raises:
        InputError: it was made with a newer version of the bank, or with another bank.
        StoreError: there is none, it was erased, or the store cannot be read.
    """
    found = find_stored(bank, door, name)
    refuse_other_banks(bank, [found])
    door.open().audit("view", interview=found.stored.id)
    return _as_it_leaves(bank, found), told_of(bank, found, stored_name(name))


def left_out(bank: Bank, found: Found, source: str) -> tuple[Problem, ...]:
    """What of a stored interview cannot be read, or has no place under the bank of today, as warnings."""
    # A place where the interview once stood matters only to one that is gone on with.
    unread = [problem for problem in found.replayed.problems if problem.code != messages.NO_PLACE.code]
    lost = not_carried(take_over(bank, found.replayed).migrated)
    return tuple(replace(problem, file=source) for problem in (*unread, *lost))


def told_of(bank: Bank, found: Found, source: str) -> tuple[Problem, ...]:
    """What is left out of a stored interview, and what the bank of today asks again, as warnings."""
    again = (replace(problem, file=source) for problem in asked_again(bank, found.replayed.record))
    return (*left_out(bank, found, source), *again)


def refuse_other_banks(bank: Bank, stored: Iterable[Found]) -> None:
    """Refuse interviews of which this bank can say nothing.

    Raises:
        InputError: one of them was made with a newer version of the bank, or with another bank.
    """
    problems = [
        replace(refusal, file=stored_name(short_id(found.stored.id)))
        for found in stored
        if (refusal := refusal_of(bank, found.replayed.record.bank)) is not None
    ]
    if problems:
        raise InputError("The record cannot be used.", problems=problems)


def _as_it_leaves(bank: Bank, found: Found) -> Record:
    """A record as it may leave the store, under the bank of today; it says with which bank it was made."""
    taken = without_private(bank, take_over(bank, found.replayed).interview.record)
    made_with = found.replayed.record
    return (
        taken.model_copy(update={"bank": made_with.bank}) if is_of_another_version(bank, made_with) else taken
    )


def records_of_case(bank: Bank, door: StoreDoor, case: str) -> tuple[tuple[Record, ...], tuple[Problem, ...]]:
    """All records of a case in the order in which they were entered, and what they leave out.

    Raises:
        InputError: one of them was made with a newer version of the bank, or with another bank.
        StoreError: there is no such case, or the store cannot be read.
    """
    store = door.open()
    stored = tuple(all_stored(bank, store, case))
    if not stored:
        near = did_you_mean(case, sorted(store.cases()))
        raise StoreError(
            f"There is no interview of the case {case} in the store.",
            remedy=f"{near} To see what there is: relapse interviews".strip(),
        )
    refuse_other_banks(bank, stored)
    for found in stored:
        store.audit("view", interview=found.stored.id)
    problems = [
        problem
        for found in stored
        for problem in told_of(bank, found, stored_name(short_id(found.stored.id)))
    ]
    return tuple(_as_it_leaves(bank, found) for found in stored), tuple(problems)


def all_stored(bank: Bank, store: Store, case: str | None = None) -> Iterator[Found]:
    """Every interview that was not erased, in the order in which they were entered."""
    for stored in store.interviews(case):
        if not stored.erased:
            yield Found(stored, replay(bank, store.entries(stored.id)))


def last_of_case(bank: Bank, door: StoreDoor, new: Record) -> tuple[Record | None, tuple[Record, ...]]:
    """The last finished interview of the case of a new one, and the follow-ups held since.

    The last is the one that began latest, whenever it was typed up; one that began after the new one is not
    earlier than it.
    """
    found = (_as_it_leaves(bank, found) for found in all_stored(bank, door.open(), new.case))
    records = [record for record in found if began(record) <= began(new)]
    finished = [r for r in records if r.session == "interview" and r.finished_at is not None]
    if not finished:
        return None, ()
    last = max(enumerate(finished), key=lambda placed: (began(placed[1]), placed[0]))[1]
    return last, tuple(r for r in records if r.session == "followup" and r.follows == last.id)


def compared_with(bank: Bank, door: StoreDoor, record: Record) -> Record | None:
    """The record that a stored one is compared with: its earlier interview, or the one that it follows up."""
    wanted = compared_id(record)
    if wanted is None:
        return None
    known = {stored.id for stored in door.open().interviews(record.case) if not stored.erased}
    return _as_it_leaves(bank, find_stored(bank, door, wanted)) if wanted in known else None


def compared_id(record: Record) -> str | None:
    """The id of the record that a stored one names to be compared with."""
    return record.follows if record.session == "followup" else record.earlier
