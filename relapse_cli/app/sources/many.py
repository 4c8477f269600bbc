"""The records of several sources, one after another; whatever cannot be used is named and stops no other."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from relapse_cli.app.sources.items import record_file
from relapse_cli.app.sources.records import STDIN, is_in_store, read_source
from relapse_cli.batch.inputs.endings import is_packed_name
from relapse_cli.batch.inputs.find import is_pattern
from relapse_cli.batch.inputs.item import Item
from relapse_cli.batch.inputs.read import read_items
from relapse_cli.errors import InputError
from relapse_cli.files import is_folder, is_there
from relapse_cli.problems import Message
from relapse_cli.records.reader import RecordFile

if TYPE_CHECKING:
    from relapse_cli.app.access.door import StoreDoor
    from relapse_cli.model.bank import Bank

_NO_SOURCE = Message("SOURCE_001", "{what}", "{remedy}")


def read_each(sources: Iterable[str], bank: Bank, door: StoreDoor | None = None) -> Iterator[RecordFile]:
    """Yield the records of all sources in order.

    Args:
        sources: files, folders, patterns, ids of stored interviews, ``-``.
        bank: the bank under which a stored record is read.
        door: the door to the store.

    Raises:
        InputError: there is one source, and it is not there.
    """
    several = list(sources)
    for source in several:
        try:
            yield from _read(source, bank, door)
        except InputError as error:
            if len(several) == 1:
                raise
            problem = _NO_SOURCE.problem("", source, what=error.message, remedy=error.remedy)
            yield RecordFile(None, (problem,), source)


def _read(source: str, bank: Bank, door: StoreDoor | None) -> Iterator[RecordFile]:
    if source != STDIN and not (door is not None and is_in_store(source, door)) and is_many(source):
        for found in read_items([source]):
            yield record_file(found) if isinstance(found, Item) else RecordFile(None, (found,), found.file)
    else:
        yield from read_source(source, bank, door)


def is_many(source: str) -> bool:
    """Whether a source is a folder, a pattern or a packed file."""
    path = Path(source)
    return is_pattern(source) or (bool(source.strip()) and (is_folder(path) or _is_packed_file(path)))


def _is_packed_file(path: Path) -> bool:
    return is_packed_name(path.name) and is_there(path)
