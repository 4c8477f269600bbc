"""Inputs shared out to several processes, so that all parts together give what one reading gives, in order.

A file of JSON Lines that is not packed is cut at line ends; every other file is read by one process. The line
ends before each cut are counted beforehand, so that every part names its lines by their true numbers wherever
it is read. That takes about a microsecond a record, where to judge one takes a hundred, and nothing has to be
corrected when results are put together.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from relapse_cli.batch.inputs.find import Source, find_sources
from relapse_cli.batch.inputs.item import STDIN
from relapse_cli.batch.inputs.streams import is_plain_lines
from relapse_cli.batch.inputs.unpack import PIECE
from relapse_cli.plain_file import open_plain

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from typing import BinaryIO

    from relapse_cli.problems import Problem

Part = tuple["Source | Problem", ...]
"""What one process reads, with `read_sources`."""

_LEAST = 8 * PIECE
"""Smaller files are not cut: to begin a part costs more than it saves."""


def split(paths: Iterable[str], parts: int) -> list[Part]:
    """Return the inputs in so many parts of about one size, in order; some may be empty.

    Standard input can be read by this process only, so the part that has it is best read here.

    Args:
        paths: as for `read_items`.
        parts: how many, 1 or more.
    """
    found = list(find_sources(paths))
    sizes = [_size(each) for each in found]
    share = max(-(-sum(sizes) // parts), 1)
    shared: list[list[Source | Problem]] = [[] for _ in range(parts)]
    before = 0
    for each, size in zip(found, sizes, strict=True):
        for cut in _cut(each, size, [at - before for at in _borders(before, size, share)]):
            at = before + (cut.start if isinstance(cut, Source) else 0)
            shared[min(at // share, parts - 1)].append(cut)
        before += size
    return [tuple(part) for part in shared]


def _borders(before: int, size: int, share: int) -> Sequence[int]:
    """Return where one part ends and the next begins, inside of a file that begins behind so many bytes."""
    return range((before // share + 1) * share, before + size, share)


def _size(source: Source | Problem) -> int:
    """Return the bytes of a file; 0 for what is none, which is told when it is read."""
    if not isinstance(source, Source) or source.file == STDIN:
        return 0
    try:
        return os.stat(source.file).st_size  # noqa: PTH116 - a name may be no path at all
    except (OSError, ValueError):
        return 0


def _cut(source: Source | Problem, size: int, borders: Sequence[int]) -> Iterator[Source | Problem]:
    """Yield a file in parts that begin at the first line behind each border, or whole."""
    if not isinstance(source, Source) or not borders or size < _LEAST:
        yield source
        return
    try:
        stream = open_plain(Path(source.file))
    except (OSError, ValueError):  # told when it is read
        yield source
        return
    with stream:
        cuts = list(_line_starts(stream, borders)) if is_plain_lines(stream, source.file) else []
    starts = [(source.start, source.line), *cuts]
    for (start, line), (end, _) in zip(starts, [*cuts, (None, 0)], strict=True):
        yield Source(source.file, start, end, line)


def _line_starts(stream: BinaryIO, borders: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Yield where the first line at or behind each border begins, and its number; each once."""
    stream.seek(0)
    at, line, waiting, last = 0, 1, list(borders)[::-1], 0
    while waiting and (piece := stream.read(PIECE)):
        counted = 0
        while waiting and waiting[-1] < at + len(piece):
            end = piece.find(b"\n", max(waiting[-1] - 1 - at, 0)) + 1
            if not end:
                break
            line += piece.count(b"\n", counted, end)
            counted = end
            if at + end > last:
                last = at + end
                yield last, line
            waiting.pop()
        line += piece.count(b"\n", counted)
        at += len(piece)
