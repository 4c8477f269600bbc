"""Records that may be used: read, and checked against a bank; each bad one is named and stops no other."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from relapse_cli.app.sources.ids import is_stored_id, stored_name
from relapse_cli.app.sources.versions import Brought, bring_and_check
from relapse_cli.errors import InputError
from relapse_cli.files import is_there
from relapse_cli.model.bank import Bank
from relapse_cli.model.record import Record
from relapse_cli.problems import Problem
from relapse_cli.records.reader import RecordFile, read_records, read_stream

if TYPE_CHECKING:
    from relapse_cli.app.access.door import StoreDoor

STDIN = "-"
_WHAT_TO_NAME = "Give the path of a record file, the id of a stored interview, or - for standard input."


def read_source(source: str, bank: Bank | None = None, door: StoreDoor | None = None) -> Iterator[RecordFile]:
    """Yield the records of a file, of standard input for ``-``, or the stored one of an id.

    Args:
        source: a path, ``-``, or the id of a stored interview or its beginning; a file that is there wins.
        bank: the bank under which a stored record is read.
        door: the door to the store; without it there are files only.

    Raises:
        InputError: there is no such file, and no such interview.
    """
    if source == STDIN:
        yield from read_stream(sys.stdin.buffer)
    elif bank is not None and door is not None and is_in_store(source, door):
        from relapse_cli.app.sources.stored import read_stored  # a file needs no journal

        record, left_out = read_stored(bank, door, source)
        yield RecordFile(record, left_out, stored_name(source), from_store=True)
    else:
        yield from read_records(find_source(source))


def is_in_store(source: str, door: StoreDoor) -> bool:
    """Whether a source names a stored interview rather than a file."""
    return is_stored_id(source) and not Path(source).exists() and door.is_set_up


def find_source(source: str) -> Path:
    """Return the path of a file that is there.

    Raises:
        InputError: there is no such file, or none is named.
    """
    if not source.strip():
        raise InputError("No record is named.", remedy=_WHAT_TO_NAME)
    path = Path(source)
    if not is_there(path):
        raise InputError(
            f"There is no file {source}.",
            remedy=_WHAT_TO_NAME,
        )
    return path


def checked(found: RecordFile, bank: Bank) -> tuple[Record | None, tuple[Problem, ...]]:
    """Return a record that can be used with its warnings, or ``None`` with all of its faults.

    One of an older version of the bank is brought to the one of today, and still says with which it was made.
    """
    brought = bring_and_check(bank, found)
    return brought.record, brought.problems


def the_only(found: Iterator[RecordFile], source: str) -> RecordFile:
    """Return the one record of a source, and read no further than the second.

    Raises:
        InputError: the source holds no record, or several.
    """
    records = list(islice(found, 2))
    if len(records) != 1:
        holds = "several records" if records else "no record"
        raise InputError(f"{source} holds {holds}, where one is wanted.")
    return records[0]


def read_one(source: str, bank: Bank, door: StoreDoor | None = None) -> tuple[Record, tuple[Problem, ...]]:
    """Return the one record of a source with its warnings; ``door`` leads to stored ones.

    Raises:
        InputError: the source holds no record, several, or a faulty one; all faults are named.
    """
    _, record, brought = _only_one(source, bank, door)
    return record, brought.problems


def read_brought(source: str, bank: Bank) -> tuple[Record, Brought]:
    """Return the one record of a file as it stands there, and what the bank of today makes of it.

    Raises:
        InputError: the file holds no record, several, or a faulty one; all faults are named.
    """
    as_made, _, brought = _only_one(source, bank, None)
    return as_made, brought


def _only_one(source: str, bank: Bank, door: StoreDoor | None) -> tuple[Record, Record, Brought]:
    """The one record of a source: as it stands there, under the bank of today, and what came of it."""
    found = the_only(read_source(source, bank, door), source)
    brought = bring_and_check(bank, found)
    if found.record is None or brought.record is None:
        raise InputError("The record cannot be used.", problems=brought.problems)
    return found.record, brought.record, brought
