"""One stream of records: what is in it is told by its first lines, and its name where it has one."""

from __future__ import annotations

import re
from itertools import chain
from typing import TYPE_CHECKING, BinaryIO, assert_never

from relapse_cli.batch.inputs import messages
from relapse_cli.batch.inputs.documents import read_json, read_yaml
from relapse_cli.batch.inputs.endings import Kind, kind_of
from relapse_cli.batch.inputs.lines import is_whole, read_lines
from relapse_cli.batch.inputs.unpack import PIECE, DamagedError, is_packed, unpacked
from relapse_cli.batch.inputs.zstd import NoZstdError
from relapse_cli.errors import reason_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from relapse_cli.batch.inputs.item import Item
    from relapse_cli.problems import Problem

BOM = b"\xef\xbb\xbf"
_SIGN = re.compile(rb"\S")
_TWO_LINES = re.compile(rb"([^\n]*)\n\s*+([^\n]*)")


def read_stream(stream: BinaryIO, file: str) -> Iterator[Item | Problem]:
    """Yield the records of a stream in order, and what in it is none.

    Args:
        stream: what is read, from where it stands.
        file: how it is called; its ending says what to expect.
    """
    line = 1
    try:
        packed = pieces_of(stream)
        pieces = unpacked(packed, next(packed, b""))
        blank, first = _begin(pieces)
        line += blank
        if not first:
            yield messages.NO_RECORD.problem("", file)
            return
        pieces = chain([first], pieces)
        match _judge(first, kind_of(file)):
            case "lines":
                for found in read_lines(pieces, file, line):
                    line = found.line
                    yield found
            case "json":
                yield from read_json(pieces, file, line)
            case "yaml":
                yield from read_yaml(pieces, file, line)
            case never:
                assert_never(never)
    except NoZstdError:
        yield messages.NO_ZSTD.problem("", file)
    except DamagedError as error:
        yield messages.DAMAGED.problem("", file, line, what=error)
    except OSError as error:
        yield messages.UNREADABLE.problem("", file, what=reason_of(error))


def is_plain_lines(stream: BinaryIO, file: str) -> bool:
    """Whether a stream holds JSON Lines that are not packed, so that it can be read in parts."""
    pieces = pieces_of(stream)
    start = next(pieces, b"")
    if is_packed(start):
        return False
    _, first = _begin(iter([start]))
    return bool(first) and _judge(first, kind_of(file)) == "lines"


def pieces_of(stream: BinaryIO, left: int | None = None) -> Iterator[bytes]:
    """Yield a stream in pieces.

    Args:
        stream: what is read, from where it stands.
        left: so many bytes of it, where that is not all.
    """
    read = getattr(stream, "read1", stream.read)  # what a pipe holds already is not kept waiting for more
    if left is None:
        yield _first_piece(read)
    while piece := read(PIECE if left is None else min(left, PIECE)):
        left = None if left is None else left - len(piece)
        yield piece


def _first_piece(read: Callable[[int], bytes]) -> bytes:
    """Return the beginning of a stream, with two whole lines where there are: they say what it holds."""
    first = b""
    while len(first) < PIECE and first.removeprefix(BOM).lstrip().count(b"\n") < 2:
        more = read(PIECE - len(first))
        if not more:
            break
        first += more
    return first


def _begin(pieces: Iterator[bytes]) -> tuple[int, bytes]:
    """Return how many blank lines come first, and the piece behind them from the first line on."""
    blank = 0
    mark = BOM
    for piece in pieces:
        rest = piece.removeprefix(mark)
        mark = b""
        if sign := _SIGN.search(rest):
            start = rest.rfind(b"\n", 0, sign.start()) + 1
            return blank + rest.count(b"\n", 0, start), rest[start:]
        blank += rest.count(b"\n")
    return blank, b""


def _judge(first: bytes, named: Kind | None) -> Kind:
    """Say what a stream holds, by what it begins with and what its name announces."""
    start = first.lstrip()[:1]
    if named == "yaml" or (start == b"[" and named != "lines"):
        return "yaml" if named == "yaml" else "json"
    lines = _TWO_LINES.match(first)
    if lines and lines[2].startswith(b"{") and is_whole(lines[2]):
        return "lines"  # whatever is wrong with the first
    if start == b"{":
        return "json" if lines and lines[2] and not is_whole(lines[1]) else "lines"
    return named or "yaml"
