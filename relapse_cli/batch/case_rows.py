"""Rows kept by case until all have come: in memory while they are few, then in a file without a name.

A measure over cases needs the rows of a case together, and they come in any order. So rows are put into
buckets by their case; a bucket is read when no more rows come, and then forgotten. What is in memory at once
are the buckets' beginnings and one bucket. The file has no name where the system allows it, so that nothing
is left when the program is killed; elsewhere it is a spare of mode 0600, which the next start finds.
"""

from __future__ import annotations

import os
import struct
import zlib
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from types import TracebackType

import msgspec

from relapse_cli.batch.row import Row
from relapse_cli.files import NEW_FILE, open_unnamed
from relapse_cli.spares import note_folder, spare_name

Repeated = Callable[[str, int, int], None]
"""Is told the id of a record that came again, and the places of the one that is left out and of the later."""

_BUCKETS = 256
_IN_MEMORY = 4 << 20
"""Bytes of rows that wait in memory before they go to the file."""
_LARGEST_BUCKET = 4 << 20
"""Bytes of a bucket that is read at once; a larger one is divided once more by its cases."""
_HEAD = struct.Struct("<IQ")
"""Before each row: its length, and its place in the input."""


class _Named(msgspec.Struct, array_like=True, gc=False):
    """The first fields of a row: enough to know its case."""

    id: str
    case: str


_ENCODER = msgspec.msgpack.Encoder()
_NAMED = msgspec.msgpack.Decoder(_Named)
_ROW = msgspec.msgpack.Decoder(Row)


class CaseRows:
    """Rows by case, of any number, in bounded memory; to be closed."""

    def __init__(self, folder: Path, depth: int = 0, *, spills: bool = True) -> None:
        """Begin without rows.

        Args:
            folder: where the file is, if there has to be one.
            depth: into how many buckets within each other they are divided already.
            spills: whether they may be in a file; what comes out of an encrypted store may not.
        """
        self._folder = folder
        self._spills = spills
        self._depth = depth
        self._waiting: list[bytearray] = [bytearray() for _ in range(_BUCKETS)]
        self._waits = 0
        self._sizes = [0] * _BUCKETS
        self._kept: list[list[tuple[int, int]]] = [[] for _ in range(_BUCKETS)]
        self._file: _Spill | None = None

    def __enter__(self) -> CaseRows:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    @property
    def size(self) -> int:
        """How many bytes all rows take."""
        return sum(self._sizes)

    def close(self) -> None:
        """Forget all rows."""
        if self._file is not None:
            self._file.close()
            self._file = None

    def add(self, row: Row, place: int) -> None:
        """Keep a row.

        Args:
            row: the row.
            place: where it stood in the whole input; of two rows of one id the one with the greater counts.
        """
        packed = _ENCODER.encode(row)
        self._put(row.case, _HEAD.pack(len(packed), place) + packed)

    def packed(self) -> Iterator[tuple[int, bytes]]:
        """Everything that is kept, bucket by bucket, as another process can take it (`take_packed`)."""
        for bucket in range(_BUCKETS):
            if self._sizes[bucket]:
                yield bucket, self._bucket(bucket)

    def take_packed(self, bucket: int, data: bytes) -> None:
        """Keep what another process has kept."""
        self._waiting[bucket] += data
        self._count(bucket, len(data))

    def cases(self, repeated: Repeated | None = None) -> Iterator[list[Row]]:
        """The rows of one case after the other, in an order of the cases alone; of an id the latest one."""
        for bucket in range(_BUCKETS):
            if self._sizes[bucket] > _LARGEST_BUCKET and self._depth == 0:
                yield from self._divided(bucket, repeated)
            elif self._sizes[bucket]:
                yield from _by_case(self._bucket(bucket), repeated)

    def _put(self, case: str, framed: bytes) -> None:
        bucket = (zlib.crc32(case.encode()) >> (8 * self._depth)) % _BUCKETS
        self._waiting[bucket] += framed
        self._count(bucket, len(framed))

    def _count(self, bucket: int, size: int) -> None:
        self._sizes[bucket] += size
        self._waits += size
        if self._spills and self._waits > _IN_MEMORY:
            self._spill()

    def _spill(self) -> None:
        """Write everything that waits to the file."""
        if self._file is None:
            self._file = _Spill(self._folder)
        for bucket, data in enumerate(self._waiting):
            if data:
                self._kept[bucket].append(self._file.write(data))
                self._waiting[bucket] = bytearray()
        self._waits = 0

    def _bucket(self, bucket: int) -> bytes:
        """All of a bucket."""
        kept = b"".join(self._pieces(bucket))
        return kept + bytes(self._waiting[bucket])

    def _pieces(self, bucket: int) -> Iterator[bytes]:
        """What of a bucket is in the file, piece by piece; each holds whole rows."""
        if self._file is not None:
            for place, size in self._kept[bucket]:
                yield self._file.read(place, size)

    def _divided(self, bucket: int, repeated: Repeated | None) -> Iterator[list[Row]]:
        """The cases of a large bucket, by way of buckets of their own."""
        with CaseRows(self._folder, self._depth + 1, spills=self._spills) as inner:
            for piece in (*self._pieces(bucket), bytes(self._waiting[bucket])):
                for _, named, framed in _frames(piece):
                    inner._put(named.case, framed)
            yield from inner.cases(repeated)


class _Spill:
    """A file without a name, or a spare that is removed when it is closed."""

    def __init__(self, folder: Path) -> None:
        self._named: Path | None = None
        handle = open_unnamed(folder)
        if handle is None:
            note_folder(folder)
            self._named = spare_name(folder / "review")
            handle = os.open(self._named, NEW_FILE & ~os.O_WRONLY | os.O_RDWR, 0o600)
            with suppress(OSError):  # Windows removes no open file; there it goes when it is closed
                self._named.unlink()
                self._named = None
        self._file = os.fdopen(handle, "r+b", buffering=0)
        self._end = 0

    def write(self, data: bytes | bytearray) -> tuple[int, int]:
        """Write a piece at the end, and return where it is."""
        self._file.seek(self._end)
        view = memoryview(data)
        while view:
            view = view[self._file.write(view) :]
        self._end += len(data)
        return self._end - len(data), len(data)

    def read(self, place: int, size: int) -> bytes:
        """Read a piece."""
        self._file.seek(place)
        found = bytearray()
        while len(found) < size and (piece := self._file.read(size - len(found))):
            found += piece
        return bytes(found)

    def close(self) -> None:
        """Close it; nothing is left of it."""
        self._file.close()
        if self._named is not None:
            self._named.unlink(missing_ok=True)


def _frames(data: bytes) -> Iterator[tuple[int, _Named, bytes]]:
    """The rows of a piece: the place in the input, id and case, and the row as it is kept."""
    at = 0
    while at < len(data):
        size, place = _HEAD.unpack_from(data, at)
        end = at + _HEAD.size + size
        yield place, _NAMED.decode(memoryview(data)[at + _HEAD.size : end]), data[at:end]
        at = end


def _by_case(data: bytes, repeated: Repeated | None) -> Iterator[list[Row]]:
    """The rows of each case of a bucket."""
    found: dict[str, dict[str, tuple[int, bytes]]] = {}
    for place, named, framed in _frames(data):
        rows = found.setdefault(named.case, {})
        other = rows.get(named.id)
        if other is not None and repeated is not None:
            repeated(named.id, min(other[0], place), max(other[0], place))
        if other is None or (place, framed) > other:
            rows[named.id] = (place, framed)
    for _, rows in sorted(found.items()):
        yield [_ROW.decode(memoryview(framed)[_HEAD.size :]) for _, framed in rows.values()]
