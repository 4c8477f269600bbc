"""Which rows and columns of a long table a reader gets, and which are named in one line beneath it.

Nothing is lost by that: a nought is named as one, what is withheld as that, and a program gets every row.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from relapse_cli.documents.review_cells import shown_cell
from relapse_cli.model.review import Mark

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from relapse_cli.documents.review_columns import ShownColumn
    from relapse_cli.model.review import Cell, Table

    _Row = tuple[Cell, ...]

_SHORT = 8
"""A table of so many rows is shown whole."""

_NOUGHT = "Nought"
_HELD = "Withheld"


@dataclass(frozen=True, slots=True)
class Folded:
    """A table as far as it is shown, and what is named beneath it.

    Attributes:
        rows: the rows that are shown.
        columns: the columns that are shown.
        named: what is not, in a sentence each.
    """

    rows: tuple[_Row, ...]
    columns: tuple[ShownColumn, ...]
    named: tuple[str, ...]


def folded(table: Table, columns: Sequence[ShownColumn]) -> Folded:
    """Leave out rows that hold nothing but noughts or what is withheld, and columns of noughts."""
    counts = [place for each in columns if not each.key for place in each.places[:1] if _counts(table, place)]
    if len(table.rows) <= _SHORT or not counts:
        return Folded(table.rows, tuple(columns), ())
    gaps = [place for place, column in enumerate(table.columns) if column.kind == "points"]
    noughts = [row for row in table.rows if all(row[place] == 0 for place in counts)]
    held = [row for row in table.rows if all(isinstance(row[place], Mark) for place in gaps or counts)]
    rows = tuple(row for row in table.rows if row not in noughts and row not in held)
    empty = [each for each in columns if _is_nought(table, each, rows)] if len(counts) > 1 else []
    named = (
        _sentence(
            _NOUGHT, [*(each.title for each in empty), *(_name(table, columns, row) for row in noughts)]
        ),
        _sentence(_HELD, [_name(table, columns, row) for row in held]),
    )
    return Folded(rows, tuple(each for each in columns if each not in empty), tuple(filter(None, named)))


def _counts(table: Table, place: int) -> bool:
    return table.columns[place].kind == "count"


def _is_nought(table: Table, column: ShownColumn, rows: Sequence[_Row]) -> bool:
    """Whether a column holds nothing but noughts."""
    place = column.places[0]
    return bool(rows) and _counts(table, place) and all(row[place] == 0 for row in rows)


def _name(table: Table, columns: Iterable[ShownColumn], row: _Row) -> str:
    """What a row is about, in short: its ids without their words."""
    keys = [0] if table.columns[0].kind == "name" else [each.places[0] for each in columns if each.key]
    return " · ".join(shown_cell(row[place], table.columns[place].kind).text for place in keys)


def _sentence(head: str, names: Sequence[str]) -> str:
    return f"{head}: {', '.join(names)}." if names else ""
