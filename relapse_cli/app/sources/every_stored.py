"""Everything that is stored, one record after another, as it may leave the store; never a file in between."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from relapse_cli.app.sources.ids import stored_name
from relapse_cli.batch.inputs.item import Item
from relapse_cli.errors import StoreError
from relapse_cli.logic.journal.outside import outside_record
from relapse_cli.logic.journal.replay import rebuild
from relapse_cli.problems import Message
from relapse_cli.records.writer import record_text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from relapse_cli.app.access.door import StoreDoor
    from relapse_cli.model.bank import Bank
    from relapse_cli.problems import Problem

_NO_BEGINNING = Message("STORED_001", "{what}", "{remedy}")


def stored_items(bank: Bank, door: StoreDoor) -> Iterator[Item | Problem]:
    """Yield what `relapse store export` writes, and what of the store cannot be read.

    One record is in memory at a time, and of all the others what the list of interviews says of them. The
    audit is told first.

    Args:
        bank: says which answers never leave the store; those that it does not know do not leave it either.
        door: the door to the store.

    Raises:
        StoreError: the store cannot be opened.
    """
    store = door.open()
    live = [one.id for one in store.interviews() if not one.erased]
    store.audit("review", records=str(len(live)))
    for name in live:
        where = stored_name(name)
        try:
            rebuilt = rebuild(store.entries(name))
            record = rebuilt.record()
        except StoreError as error:
            yield _NO_BEGINNING.problem("", where, what=error.message, remedy=error.remedy)
            continue
        yield Item(where, 0, record_text(outside_record(bank, record), "jsonl").encode("utf-8"))
        yield from (replace(problem, file=where) for problem in rebuilt.problems)
