"""What is due in the store: contacts, check-ins, lines of the plans, case by case.

Which cases have anything left is known from what is remembered beside the interviews; only their journals are
read.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from relapse_cli.app.upkeep.list_interviews import ListReader, begun
from relapse_cli.logic.answers.withhold import without_private
from relapse_cli.logic.history.due import due_of_case

if TYPE_CHECKING:
    from relapse_cli.app.access.door import StoreDoor
    from relapse_cli.app.sources.days import Days
    from relapse_cli.model.bank import Bank
    from relapse_cli.model.due import DueItem
    from relapse_cli.store.journal.interviews import StoredInterview


def list_due(bank: Bank, door: StoreDoor, days: Days, case: str | None = None) -> tuple[DueItem, ...]:
    """Return what is due on the days that are asked for, in order of the days; of one day by case.

    Args:
        bank: the bank of today.
        door: the door to the store.
        days: the days.
        case: of this case only.

    Raises:
        StoreError: the store cannot be read.
    """
    store = door.open()
    stored = store.interviews()
    reader = ListReader(bank, store, stored)
    cases = _by_case(one for one in stored if not one.erased and case in {None, one.case})
    found: list[DueItem] = []
    with reader.summaries.kept(), door.waiting("Reading what is due") as tick:
        for number, sessions in enumerate(cases):
            tick(number, len(cases))
            found += (item for item in _due_of(reader, sessions, days) if item.day in days)
    store.audit("list", count=str(len(found)))
    return tuple(sorted(found, key=lambda item: (item.day, item.case, item.at, item.kind, item.line or "")))


def _by_case(stored: Iterable[StoredInterview]) -> list[list[StoredInterview]]:
    """The sessions of each case in the order in which they began."""
    found: dict[str, list[StoredInterview]] = {}
    for one in sorted(stored, key=begun):
        found.setdefault(one.case, []).append(one)
    return list(found.values())


def _due_of(reader: ListReader, sessions: list[StoredInterview], days: Days) -> Iterator[DueItem]:
    """What is due in a case; nothing is read where all of it lies before the days that are asked for."""
    if max(reader.summary(one).last_due for one in sessions) < (days.since or ""):
        return
    records = (without_private(reader.bank, reader.record(one)) for one in sessions)
    yield from due_of_case(reader.bank, records)
