"""One line a record, equal to what `relapse plan` says of it, as JSON Lines or as columns."""

from __future__ import annotations

from typing import TYPE_CHECKING, BinaryIO, Protocol

from relapse_cli.formats.data.json_line import json_line

if TYPE_CHECKING:
    from collections.abc import Sequence

    from relapse_cli.batch.row import Row
    from relapse_cli.formats.data.parquet import ColumnType, RecordTable

_AT_ONCE = 500
"""So many lines go out together."""

_COLUMNS: dict[str, ColumnType] = {
    "id": "text",
    "case": "text",
    "path": "text",
    "followup": "yes_no",
    "started_at": "text",
    "day": "text",
    "finished": "yes_no",
    "signed": "yes_no",
    "earlier": "text",
    "continues": "text",
    "follows": "text",
    "level": "whole",
    "level_decided": "whole",
    "flags": "texts",
    "rules": "texts",
    "open_critical": "texts",
    "sequence": "texts",
    "classes": "texts",
    "sleep": "whole",
    "anxiety": "whole",
    "pull": "whole",
}
"""The columns of a record, each a part of its row of the same name."""


class RowWriter(Protocol):
    """Where rows go, one by one."""

    def add(self, row: Row) -> None:
        """Take one row."""

    def end(self, *, partial: bool) -> None:
        """Write what waits; ``partial`` when it was stopped before the end."""


def record_line(row: Row) -> str:
    """A record on one line: its level, flags and rules, ids in the order of their letters."""
    return json_line(
        {
            "id": row.id,
            "case": row.case,
            "level": row.level,
            "flags": sorted(row.flags),
            "rules": sorted(row.rules),
        }
    )


class LineWriter:
    """Rows as JSON Lines; the last line says so where it was stopped before the end."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self._waiting: list[str] = []

    def add(self, row: Row) -> None:
        """Take one row."""
        self._waiting.append(record_line(row))
        if len(self._waiting) >= _AT_ONCE:
            self._write()

    def end(self, *, partial: bool) -> None:
        """Write what waits, and a last line where it was stopped."""
        if partial:
            self._waiting.append(json_line({"partial": True}))
        self._write()

    def _write(self) -> None:
        self._stream.write("".join(self._waiting).encode("utf-8"))
        self._waiting = []


class ColumnWriter:
    """Rows as columns; what the review is grouped by has columns of its own."""

    def __init__(self, table: RecordTable, group: Sequence[str]) -> None:
        self._table = table
        self._group = group

    def add(self, row: Row) -> None:
        """Take one row."""
        values: dict[str, object] = {name: _plain(getattr(row, name)) for name in _COLUMNS}
        self._table.add(values | dict(zip(map(_group_name, self._group), row.group, strict=True)))

    def end(self, *, partial: bool) -> None:
        """Write what waits."""
        self._table.end(partial=partial)


def columns_of_rows(group: Sequence[str]) -> dict[str, ColumnType]:
    """The columns of rows that hold the values of these facts and answers."""
    by: dict[str, ColumnType] = {_group_name(name): "text" for name in group}
    return _COLUMNS | by


def _group_name(name: str) -> str:
    return f"by.{name}"


def _plain(value: object) -> object:
    return list(value) if isinstance(value, tuple) else value
