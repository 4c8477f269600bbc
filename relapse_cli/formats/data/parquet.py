"""Records as columns of a Parquet file, for those who go on in their own tools."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, BinaryIO, Literal

import pyarrow as pa
import pyarrow.parquet as pq

if TYPE_CHECKING:
    from types import TracebackType

ColumnType = Literal["text", "texts", "whole", "yes_no"]
"""What the values of a column are; each may be missing."""

_TYPES: dict[ColumnType, Any] = {
    "text": pa.string(),
    "texts": pa.list_(pa.string()),
    "whole": pa.int32(),
    "yes_no": pa.bool_(),
}
_ROWS = 10_000
"""So many records are written at once; more would take memory, and fewer would read slowly."""

_PARTIAL = b"relapse.partial"


class RecordTable:
    """A Parquet file that grows record by record; it is whole when it was closed."""

    def __init__(self, stream: BinaryIO, columns: Mapping[str, ColumnType]) -> None:
        self._schema = pa.schema([(name, _TYPES[kind]) for name, kind in columns.items()])
        self._writer = pq.ParquetWriter(stream, self._schema, compression="zstd")
        self._waiting: list[Mapping[str, object]] = []

    def __enter__(self) -> RecordTable:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._writer.close()

    def add(self, record: Mapping[str, object]) -> None:
        """Add one record, a value for each column."""
        self._waiting.append(record)
        if len(self._waiting) >= _ROWS:
            self._write()

    def end(self, *, partial: bool) -> None:
        """Write what waits, and note in the file whether it was stopped before the end."""
        self._write()
        self._writer.add_key_value_metadata({_PARTIAL: b"true" if partial else b"false"})

    def _write(self) -> None:
        if self._waiting:
            rows: Sequence[Mapping[str, object]] = self._waiting
            self._writer.write_table(pa.Table.from_pylist(list(map(dict, rows)), schema=self._schema))
            self._waiting = []
