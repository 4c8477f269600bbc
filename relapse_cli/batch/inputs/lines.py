"""JSON Lines out of a stream: the way that millions of records go, so little is done for each."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from relapse_cli.batch.inputs import messages
from relapse_cli.batch.inputs.item import RECORD_LIMIT, Item

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from relapse_cli.problems import Problem

_STRINGS = re.compile(rb'"(?:[^"\\]++|\\.)*+"?', re.DOTALL)
_MOST_QUOTES = 800_000
"""No record has more; to look at the strings of one that does would cost hundreds of megabytes."""


def read_lines(pieces: Iterable[bytes], file: str, line: int = 1) -> Iterator[Item | Problem]:
    """Yield the lines of a stream that are not blank; one that is too long is passed over and named.

    Args:
        pieces: the stream, in pieces of any size.
        file: how it is called.
        line: the number of its first line.
    """
    held: list[bytes] = []  # the beginning of a line whose end has not come yet
    size = 0
    for piece in pieces:
        lines = piece.split(b"\n")
        last = lines.pop()
        if lines:
            if size > RECORD_LIMIT:
                lines[0] = b""
            elif held:
                lines[0] = b"".join((*held, lines[0]))
            held, size = [], 0
            for line, data in enumerate(lines, line):  # noqa: B020, PLR1704 - it counts on from where it stood
                if not data or data.isspace():
                    continue
                if len(data) > RECORD_LIMIT:
                    yield _too_long(file, line)
                else:
                    yield Item(file, line, data)
            line += 1
        if last and size <= RECORD_LIMIT:
            held.append(last)
            size += len(last)
            if size > RECORD_LIMIT:
                held = []
                yield _too_long(file, line)
    yield from _last_line(b"".join(held), file, line)


def _last_line(data: bytes, file: str, line: int) -> Iterator[Item | Problem]:
    """What stands behind the last line end: a whole record, nothing, or one that is cut off."""
    if not data.strip():
        return
    yield Item(file, line, data) if is_whole(data) else messages.CUT_OFF.problem("", file, line)


def _too_long(file: str, line: int) -> Problem:
    return messages.TOO_LONG.problem("", file, line, limit=RECORD_LIMIT)


def is_whole(data: bytes) -> bool:
    """Whether everything that data open they close too, or nobody would look."""
    if _is_balanced(data) or data.count(b'"') > _MOST_QUOTES:
        return True
    return _is_balanced(without_strings(data))


def _is_balanced(data: bytes) -> bool:
    return data.count(b"{") == data.count(b"}") and data.count(b"[") == data.count(b"]")


def without_strings(data: bytes) -> bytes:
    """Return JSON without the strings in it, so that every bracket is one."""
    return _STRINGS.sub(b"", data)
