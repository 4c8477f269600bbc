"""The cells of a review as they are read: shares in percent, months in words, what is withheld said so."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from posixpath import commonprefix
from typing import TYPE_CHECKING

from relapse_cli.documents.table import TableCell, TableColumn
from relapse_cli.model.review import Mark
from relapse_cli.text.days import MONTHS, plain_day

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from relapse_cli.model.review import Cell, Column, ColumnKind, Table

WITHHELD = "withheld"
NOT_KNOWN = TableCell("–", "not known")
_KEYS: frozenset[ColumnKind] = frozenset({"name", "words", "day", "month"})


@dataclass(frozen=True, slots=True)
class ShownColumn:
    """A column as it is read: an id with its words, or both ends of an interval, stand in one.

    Attributes:
        places: the columns of the table that it is made of.
        key: it says what a row is about.
        share: its numbers are shares.
    """

    title: str
    places: tuple[int, ...]
    key: bool
    share: bool

    @property
    def heading(self) -> TableColumn:
        """Its head."""
        return TableColumn(self.title, number=not self.key)

    def cell(self, table: Table, row: Sequence[Cell]) -> TableCell:
        """What stands in it in a row."""
        cells = [shown_cell(row[place], table.columns[place].kind, share=self.share) for place in self.places]
        if len(cells) == 1 or all(cell == cells[0] for cell in cells):
            return cells[0]
        if self.key:
            known = [cell.text for cell in cells if cell != NOT_KNOWN]
            return TableCell(" · ".join(known)) if known else NOT_KNOWN
        return TableCell(" – ".join(cell.text for cell in cells), " to ".join(cell.said for cell in cells))


def shown_columns(table: Table) -> tuple[ShownColumn, ...]:
    """The columns of a table as they are read, what a row is about first."""
    columns = table.columns
    keys = {place for place, column in enumerate(columns) if _is_key(table, place, column)}
    pairs = {
        place
        for place, (one, other) in enumerate(pairwise(columns))
        if (place in keys and other.kind == "words" and one.kind != "words")
        or (one.kind, other.kind) == ("low", "high")
    }
    found = (
        ShownColumn(
            _titles(columns[place], columns[place + 1]) if place in pairs else _title(columns[place]),
            (place, place + 1) if place in pairs else (place,),
            place in keys,
            _is_share(columns, place),
        )
        for place in range(len(columns))
        if place - 1 not in pairs
    )
    return tuple(sorted(found, key=lambda each: not each.key))


def shown_cell(cell: Cell, kind: ColumnKind, *, share: bool = False) -> TableCell:
    """A cell as it is read."""
    match cell:
        case None:
            return NOT_KNOWN
        case Mark():
            return TableCell(WITHHELD)
        case str():
            return TableCell(_words(cell, kind))
        case _:
            return TableCell(percent(cell) if share else number(cell))


def number(value: float) -> str:
    """A number with its thousands parted, and one decimal where it is no whole one."""
    return f"{value:,.1f}".removesuffix(".0")


def percent(share: float) -> str:
    """A share in percent; a small one with a decimal, and none is rounded to nothing or to all."""
    size = abs(share)
    if 0 < size < 0.0005:
        return "under 0.1 %" if share > 0 else "over −0.1 %"
    if 0.9995 <= size < 1:
        return f"{'over ' if share > 0 else 'under −'}99.9 %"
    decimals = 1 if 0 < size < 0.0995 or 0.99 < size < 1 else 0
    return f"{100 * share:.{decimals}f} %".replace("-", "−")


def month(text: str) -> str:
    """A month such as ``2026-11`` in words; any other text stays as it is."""
    try:
        first = date.fromisoformat(f"{text}-01")
    except ValueError:
        return text
    return f"{MONTHS[first.month - 1]} {first.year:04d}"


def day(text: str) -> str:
    """A day such as ``2026-11-20`` in words; any other text stays as it is."""
    try:
        return plain_day(date.fromisoformat(text))
    except ValueError:
        return text


def holds(table: Table, wanted: Mark | None) -> bool:
    """Whether a table has a cell that is withheld, or not known."""
    return any(cell is wanted for row in table.rows for cell in row) or table.total is wanted


def _words(text: str, kind: ColumnKind) -> str:
    if kind == "month":
        return month(text)
    return day(text) if kind == "day" else text


def _is_key(table: Table, place: int, column: Column) -> bool:
    """Whether a column says what a row is about: its first one does, whatever its kind."""
    return place == 0 or column.kind in _KEYS or column.id == table.chart_by


def _titles(one: Column, other: Column) -> str:
    """The title of two columns that are read as one."""
    if one.kind != "low":
        return _title(one)
    about = commonprefix([one.title, other.title]).rpartition(" ")[0].rstrip(" ,:")
    return f"{about}, from – to".removeprefix(", ") if about else f"{one.title} – {other.title}"


def _title(column: Column) -> str:
    return f"{column.title} ({column.unit})" if column.unit else column.title


def _is_share(columns: Sequence[Column], place: int) -> bool:
    """Whether a number is a share; the ends of an interval are what the number before them is."""
    before: Iterable[Column] = reversed(columns[: place + 1])
    return next((each.kind for each in before if each.kind not in {"low", "high"}), "") == "share"
