"""The records of everything that was named, one after another, in memory that does not grow with them.

    for found in read_items(["2026/", "more.jsonl.gz", "-"]):
        if type(found) is Item:
            ...  # found.file, found.line, found.data
        else:
            ...  # a Problem: what is no record, or a warning; it never stops what comes after it

`batch/inputs/split.py` shares the same out to several processes.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from relapse_cli.batch.inputs import messages
from relapse_cli.batch.inputs.find import Source, find_sources
from relapse_cli.batch.inputs.item import STDIN, Item
from relapse_cli.batch.inputs.lines import read_lines
from relapse_cli.batch.inputs.streams import BOM, pieces_of, read_stream
from relapse_cli.errors import reason_of
from relapse_cli.plain_file import open_plain

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from relapse_cli.problems import Problem


def read_items(paths: Iterable[str]) -> Iterator[Item | Problem]:
    """Yield the records of files, folders, patterns and ``-``, and what in them is none, in order."""
    return read_sources(find_sources(paths))


def read_sources(sources: Iterable[Source | Problem]) -> Iterator[Item | Problem]:
    """Yield the records of files or parts of files in order; problems among them are passed on."""
    for source in sources:
        if isinstance(source, Source):
            yield from _read_source(source)
        else:
            yield source


def _read_source(source: Source) -> Iterator[Item | Problem]:
    if source.file == STDIN:
        yield from read_stream(sys.stdin.buffer, STDIN)
        return
    try:
        stream = open_plain(Path(source.file))
    except (OSError, ValueError) as error:  # a name with a NUL in it is no name
        yield messages.UNREADABLE.problem("", source.file, what=reason_of(error))
        return
    with stream:
        if source.is_part:
            yield from _read_part(stream, source)
        else:
            yield from read_stream(stream, source.file)


def _read_part(stream: BinaryIO, source: Source) -> Iterator[Item | Problem]:
    """Yield the records of a part of a file, which is known to hold lines."""
    start = source.start or len(BOM) * (stream.read(len(BOM)) == BOM)
    stream.seek(start)
    pieces = pieces_of(stream, None if source.end is None else source.end - start)
    try:
        yield from read_lines(pieces, source.file, source.line)
    except OSError as error:
        yield messages.UNREADABLE.problem("", source.file, what=reason_of(error))
