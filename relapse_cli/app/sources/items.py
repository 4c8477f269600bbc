"""One record of many, read and checked in full: the record, or its faults with file, line, id and path.

    found = check_item(item, bank)
    if found.record is None:
        faults.add(found.problems, found.id)

This is the slow way, which knows words; whoever is quicker hands a record here that it does not understand.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from relapse_cli.app.sources.versions import bring_and_check
from relapse_cli.batch.inputs.repeats import id_of
from relapse_cli.places import Places
from relapse_cli.records.json_guard import JsonError, json_lines, parse_json
from relapse_cli.records.reader import RecordFile
from relapse_cli.records.record_shape import build_record

if TYPE_CHECKING:
    from relapse_cli.batch.inputs.item import Item
    from relapse_cli.model.bank import Bank
    from relapse_cli.model.record import Record
    from relapse_cli.problems import Problem


@dataclass(frozen=True, slots=True)
class CheckedItem:
    """What became of one record.

    Attributes:
        record: under the bank of today; ``None`` where it cannot be used.
        problems: its faults, or warnings.
        id: its id, as far as it could be read.
        as_made: the record as it stands in the file, where its shape has no fault.
        migrated: it was made with an older version of the bank.
        refused_version: it cannot be used because of the bank that it was made with, and for nothing else.
    """

    record: Record | None
    problems: tuple[Problem, ...] = ()
    id: str = ""
    as_made: Record | None = None
    migrated: bool = False
    refused_version: bool = False


def check_item(item: Item, bank: Bank) -> CheckedItem:
    """Return the record of an item under a bank, or every fault that it has."""
    found = record_file(item)
    brought = bring_and_check(bank, found, only_declared=True)
    return CheckedItem(
        brought.record,
        brought.problems,
        id_of(item.data) if found.record is None else found.record.id,
        found.record,
        brought.made is not None,
        brought.refused_version,
    )


def record_file(item: Item) -> RecordFile:
    """Return an item as the reader of single files gives a record, its shape checked and no more."""
    try:
        value = parse_json(item.data)
    except JsonError as fault:
        places = Places({(): (item.file, item.line + max(fault.line - 1, 0))}, item.file)
        problem = places.problem(fault.kind, (), "", **fault.words)
        return RecordFile(None, (problem,), item.file, item.line)
    record, problems = build_record(value, Places({(): (item.file, item.line)}, item.file))
    if problems:
        record, problems = build_record(value, _places(item))
    told = id_of(item.data) if record is None else ""
    return RecordFile(
        record, tuple(problems), item.file, item.line, find_places=lambda: _places(item), told_id=told
    )


def _places(item: Item) -> Places:
    """Where everything in an item stands."""
    if b"\n" not in item.data.strip():
        return Places({(): (item.file, item.line)}, item.file)
    lines = json_lines(item.data.decode("utf-8-sig"))
    return Places({path: (item.file, item.line + line - 1) for path, line in lines.items()}, item.file)
