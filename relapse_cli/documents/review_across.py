"""A table whose months or groups a reader gets side by side, in blocks that fit a page."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import groupby
from typing import NamedTuple

from relapse_cli.documents.review_cells import (
    NOT_KNOWN,
    WITHHELD,
    bare_percent,
    number,
    percent,
    shown_cell,
)
from relapse_cli.documents.table import DataTable, TableCell, TableColumn
from relapse_cli.model.review import Cell, Column, Mark, Table
from relapse_cli.text.days import plain_month

_ABREAST = 5
"""So many groups stand beside each other."""

_SIGN = TableCell("w", WITHHELD)
"""Stands in narrow columns for what is withheld."""

_Key = tuple[Cell, ...]
_Row = tuple[Cell, ...]


class _Block(NamedTuple):
    """Columns that stand beside each other.

    Attributes:
        title: what they have in common.
        heads: by what a column is about, its title.
        narrow: there are so many that words have no room in them.
    """

    title: str
    heads: Mapping[_Key, str]
    narrow: bool


def blocks_across(table: Table) -> Iterator[DataTable | str]:
    """The blocks of a table, each followed by the rows that hold noughts or nothing but what is withheld."""
    ids = [column.id for column in table.columns]
    across = [ids.index(name) for name in table.across]
    value = _value_place(table)
    down = [place for place in sorted(_keys(table)) if place not in across]
    cells = {(_at(row, down), _at(row, across)): row for row in table.rows}
    for block in _blocks(table, list(dict.fromkeys(_at(row, across) for row in table.rows))):
        yield from _block(table, block, list(dict.fromkeys(key for key, _ in cells)), cells, value)


def _keys(table: Table) -> set[int]:
    kinds = {"name", "words", "month", "day"}
    shown = [(place, c) for place, c in enumerate(table.columns) if c.id not in table.aside]
    return {place for place, column in shown if column.kind in kinds}


def _value_place(table: Table) -> int:
    """The column whose values stand in the cells: a share, else the first number."""
    kinds = [column.kind for column in table.columns]
    return kinds.index("share") if "share" in kinds else kinds.index("number")


def _at(row: _Row, places: Sequence[int]) -> _Key:
    return tuple(row[place] for place in places)


def _blocks(table: Table, found: Sequence[_Key]) -> Iterator[_Block]:
    if table.across == ("month",):
        for year, months in groupby(found, key=lambda key: str(key[0])[:4]):
            yield _Block(
                year, {key: plain_month(str(key[0])).partition(" ")[0] for key in months}, narrow=True
            )
        return
    for start in range(0, len(found), _ABREAST):
        yield _Block("", {key: _title(key) for key in found[start : start + _ABREAST]}, narrow=False)


def _title(key: _Key) -> str:
    """What a column is about: its last words, or the values of all that is grouped by."""
    return ", ".join(NOT_KNOWN.told if part is None else str(part) for part in key)


def _block(
    table: Table,
    block: _Block,
    rows: Sequence[_Key],
    cells: Mapping[tuple[_Key, _Key], _Row],
    value: int,
) -> Iterator[DataTable | str]:
    if all(_tells_nothing(row[value]) for (_, head), row in cells.items() if head in block.heads):
        yield f"{block.title or ', '.join(block.heads.values())}: withheld."
        return
    shown: list[tuple[TableCell, ...]] = []
    left: dict[str, list[str]] = {"Nought": [], "Withheld": []}
    for key in rows:
        found = [cells.get((key, head)) for head in block.heads]
        values = [None if row is None else row[value] for row in found]
        if values and all(each == 0 for each in values):
            left["Nought"].append(_name(table, key))
        elif values and all(isinstance(each, Mark) for each in values):
            left["Withheld"].append(_name(table, key))
        else:
            shown.append((_label(table, key, block), *(_cell(table, row, value, block) for row in found)))
    if base := _base(table, block, cells):
        shown.insert(0, base)
    heads = (TableColumn(_head(table)), *(TableColumn(head, number=True) for head in block.heads.values()))
    if shown:
        yield DataTable(table.title, _caption(table, block, value), heads, tuple(shown))
    yield from (f"{head}: {', '.join(names)}." for head, names in left.items() if names)


def _tells_nothing(cell: Cell) -> bool:
    return isinstance(cell, Mark) or cell == 0


def _head(table: Table) -> str:
    return _down(table)[0].title


def _caption(table: Table, block: _Block, value: int) -> str:
    out_of = f"Out of {table.of}." if table.of else ""
    unit = ""
    if block.narrow:
        unit = f"In % of the first row; {_SIGN.text} is withheld."
    elif not _has_base(table):
        unit = f"{table.columns[value].title}, and in brackets of how many."
    return " ".join(filter(None, (f"{block.title}." if block.title else "", out_of, unit)))


def _has_base(table: Table) -> bool:
    return any(column.of in {other.id for other in table.columns} for column in table.columns if column.of)


def _base(
    table: Table, block: _Block, cells: Mapping[tuple[_Key, _Key], _Row]
) -> tuple[TableCell, ...] | None:
    """What each column is out of, as a row of its own, where it is the same for all rows."""
    if not _has_base(table):
        return None
    ids = [column.id for column in table.columns]
    place = next(ids.index(column.of) for column in table.columns if column.of in ids)
    of: dict[_Key, Cell] = {head: row[place] for (_, head), row in cells.items()}
    told = (_short(of.get(head), block, number) for head in block.heads)
    return (TableCell("In all"), *told)


def _short(cell: Cell, block: _Block, write: Callable[[float], str]) -> TableCell:
    if isinstance(cell, Mark):
        return _SIGN if block.narrow else TableCell(WITHHELD)
    return NOT_KNOWN if cell is None or isinstance(cell, str) else TableCell(write(cell))


def _label(table: Table, key: _Key, block: _Block) -> TableCell:
    return TableCell(_name(table, key) if block.narrow else " · ".join(_parts(table, key)))


def _name(table: Table, key: _Key) -> str:
    return next(iter(_parts(table, key)))


def _parts(table: Table, key: _Key) -> list[str]:
    """What a row is about."""
    return [shown_cell(part, each.kind).text for part, each in zip(key, _down(table), strict=True)]


def _down(table: Table) -> list[Column]:
    """The columns that say what a row is about."""
    keys = (table.columns[place] for place in sorted(_keys(table)))
    return [column for column in keys if column.id not in table.across]


def _cell(table: Table, row: _Row | None, value: int, block: _Block) -> TableCell:
    if row is None:
        return NOT_KNOWN
    if table.columns[value].kind == "share":
        return _short(row[value], block, bare_percent if block.narrow else percent)
    counts = [cell for cell, column in zip(row, table.columns, strict=True) if column.kind == "count"]
    found = _short(row[value], block, number)
    if found.text in {WITHHELD, NOT_KNOWN.text} or not counts or not isinstance(counts[0], int):
        return found
    return TableCell(f"{found.text} ({number(counts[0])})", f"{found.text}, of {number(counts[0])}")
