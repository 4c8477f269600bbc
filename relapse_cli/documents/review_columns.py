"""The columns of a table of a review as they are read: fewer, since what belongs together stands together."""

from __future__ import annotations

from dataclasses import dataclass
from posixpath import commonprefix
from typing import TYPE_CHECKING, Literal, assert_never

from relapse_cli.documents.review_cells import NOT_KNOWN, WITHHELD, shown_cell
from relapse_cli.documents.table import TableCell, TableColumn

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from relapse_cli.model.review import Cell, Column, ColumnKind, Table

_KEYS: frozenset[ColumnKind] = frozenset({"name", "words", "day", "month"})

_Shape = Literal["one", "words", "part", "interval", "range"]
"""What is read as one: a value; an id with its words; a count with what it is out of; a value with the ends
of its interval; both ends of a range."""


@dataclass(frozen=True, slots=True)
class ShownColumn:
    """A column as it is read.

    Attributes:
        places: the columns of the table that it is made of.
        key: it says what a row is about.
    """

    title: str
    places: tuple[int, ...]
    shape: _Shape
    key: bool

    @property
    def heading(self) -> TableColumn:
        """Its head."""
        return TableColumn(self.title, number=not self.key)

    def cell(self, table: Table, row: Sequence[Cell]) -> TableCell:
        """What stands in it in a row."""
        share = table.columns[self.places[0]].kind in {"share", "points"}
        cells = [shown_cell(row[place], table.columns[place].kind, share=share) for place in self.places]
        first, *others = cells
        if not others:
            return first
        match self.shape:
            case "one" | "words":
                known = [cell.text for cell in cells if cell != NOT_KNOWN]
                return TableCell(" · ".join(known)) if known else NOT_KNOWN
            case "part":
                return _part(first, others[0])
            case "interval":
                return _interval(first, *others)
            case "range":
                return first if others[0] == first else _range(first, others[0])
            case _:
                assert_never(self.shape)


def _part(count: TableCell, of: TableCell) -> TableCell:
    """``173 of 800``; without what it is out of where that is withheld too, or not known."""
    if NOT_KNOWN in (count, of) or of.text == WITHHELD:
        return count
    return TableCell(f"{count.text} of {of.text}")


def _interval(value: TableCell, low: TableCell, high: TableCell) -> TableCell:
    """``22 % (19 to 25 %)``; the same sign is not said twice."""
    if value in (low, high) and (value == NOT_KNOWN or value.text == WITHHELD):
        return value
    least = low.text.removesuffix(" %") if high.text.endswith(" %") else low.text
    return TableCell(
        f"{value.text} ({least} to {high.text})", f"{value.said}, from {low.said} to {high.said}"
    )


def _range(low: TableCell, high: TableCell) -> TableCell:
    return TableCell(f"{low.text} – {high.text}", f"{low.said} to {high.said}")


def shown_columns(table: Table) -> tuple[ShownColumn, ...]:
    """The columns of a table as they are read, what a row is about first."""
    aside = {place for place, column in enumerate(table.columns) if column.id in table.aside}
    found = (each for each in _columns(table) if each.places[0] not in aside)
    return tuple(sorted(found, key=lambda each: not each.key))


def _columns(table: Table) -> Iterator[ShownColumn]:
    columns = table.columns
    named = {column.id: place for place, column in enumerate(columns)}
    bases = {named[column.of] for column in columns if column.of in named}
    also_shown = {place for place in bases if columns[place].of in named}
    place = 0
    while place < len(columns):
        column, taken = columns[place], 1
        key = _is_key(table, place)
        kinds = [each.kind for each in columns[place + 1 : place + 3]]
        if key and kinds[:1] == ["words"] and column.kind != "words" and column.id not in table.aside:
            taken = 2
            yield ShownColumn(_title(column), (place, place + 1), "words", key=True)
        elif kinds == ["low", "high"] and column.kind in {"share", "points"} and not key:
            taken = 3
            yield ShownColumn(
                f"{_title(column)} (95 %)", (place, place + 1, place + 2), "interval", key=False
            )
        elif column.kind == "low" and kinds[:1] == ["high"] and not key:
            taken = 2
            yield ShownColumn(
                _range_title(column, columns[place + 1]), (place, place + 1), "range", key=False
            )
        elif column.of in named and not key:
            yield ShownColumn(_title(column), (place, named[column.of]), "part", key=False)
        elif place not in bases or place in also_shown or key:
            said_for = columns[place - 1] if column.kind == "words" and place else column
            yield ShownColumn(_title(said_for), (place,), "one", key=key)
        place += taken


def _is_key(table: Table, place: int) -> bool:
    """Whether a column says what a row is about: its first one does, whatever its kind."""
    column = table.columns[place]
    return place == 0 or column.kind in _KEYS or column.id == table.chart_by


def _title(column: Column) -> str:
    return f"{column.title} ({column.unit})" if column.unit else column.title


def _range_title(low: Column, high: Column) -> str:
    """The title of both ends of a range."""
    about = commonprefix([low.title, high.title]).rpartition(" ")[0].rstrip(" ,:")
    unit = f" ({low.unit})" if low.unit else ""
    return f"{about}{unit}" if about else f"{_title(low)} – {_title(high)}"
