"""Which counts are withheld, so that nobody can be told from them; and those that would give them away.

A count is small where it is no nought and less than ``min_cell`` sessions or cases are behind it. Small
counts are withheld, and more beside them, until whoever adds and subtracts everything that is shown finds no
withheld count, and no bound for a small one that is under ``min_cell - 1``. Which ones beside them is settled
by their place in the table and not by their size, for the size would give something away, too.

* In a line that adds up to something known, the sum of what is withheld is known. Noughts are shown, so each
  of k withheld counts lies between 1 and that sum less k-1. Where that does not do, all of the line is
  withheld, the noughts with it.
* In a table with known margins the rows and columns of what is small are withheld where they cross. That is
  a whole rectangle, so the bounds of each count in it are known exactly (M. Fréchet 1940): with the sums r
  and c of its row and column in the rectangle and n of all of it, it lies between max(0, r+c-n) and
  min(r, c). The rectangle grows until these bounds do.
* A row or column whose own sum is withheld is withheld as a whole.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping, Sequence
from typing import TypeVar

from relapse_cli.batch.tally import NONE, Count

Name = TypeVar("Name", bound=Hashable)
Row = TypeVar("Row", bound=Hashable)
Column = TypeVar("Column", bound=Hashable)


def is_few(number: int, min_cell: int) -> bool:
    """Whether a number is no nought and so small that it could tell of somebody."""
    return 0 < number < min_cell


def is_small(count: Count, min_cell: int) -> bool:
    """Whether so few are behind a count that it could tell of somebody."""
    return is_few(count.records, min_cell) or is_few(count.cases, min_cell)


def in_line(
    cells: Mapping[Name, Count],
    min_cell: int,
    *,
    closed: bool = False,
    also: frozenset[Name] = frozenset(),
) -> frozenset[Name]:
    """Return what is withheld of counts that add up to a number that is shown.

    Args:
        cells: the counts, in the order of the table.
        min_cell: the smallest count that is shown.
        closed: their sum is withheld itself.
        also: those that are withheld for another reason than their size.
    """
    if closed:
        return frozenset(cells)
    names = list(cells)
    held = [name for name in names if name in also or is_small(cells[name], min_cell)]
    if not held or _hides(held, cells, min_cell):
        return frozenset(held)
    for name in _beside(names, held[0]):
        if name not in held and cells[name].records >= min_cell and not is_small(cells[name], min_cell):
            held.append(name)
            break
    return frozenset(held if _hides(held, cells, min_cell) else names)


def _hides(held: Sequence[Name], cells: Mapping[Name, Count], min_cell: int) -> bool:
    """Whether the sum of what is withheld says too little of each."""
    rest = len(held) - 1
    return rest > 0 and sum(cells[name].records for name in held) - rest >= max(min_cell - 1, 2)


def _beside(names: Sequence[Name], name: Name) -> Iterable[Name]:
    """The others, the nearest first; of two that are as near the one before."""
    at = names.index(name)
    return sorted((n for n in names if n != name), key=lambda n: (abs(names.index(n) - at), names.index(n)))


def pair(yes: Count, of: Count, min_cell: int, *, closed: bool = False) -> bool:
    """Whether a count of what is, out of a number that is shown, is withheld.

    It says how many there are of what is not, and those may be few as well.
    """
    return closed or is_small(yes, min_cell) or is_few(of.records - yes.records, min_cell)


def in_table(
    cells: Mapping[tuple[Row, Column], Count],
    rows: Sequence[Row],
    columns: Sequence[Column],
    min_cell: int,
    *,
    closed_rows: frozenset[Row] = frozenset(),
    closed_columns: frozenset[Column] = frozenset(),
) -> frozenset[tuple[Row, Column]]:
    """Return what is withheld of a table whose rows and columns add up to numbers that are shown.

    Args:
        cells: the counts by row and column; what is not there is nought.
        rows: the rows in their order; ``columns`` likewise.
        columns: see there.
        min_cell: the smallest count that is shown.
        closed_rows: those whose sum is withheld; ``closed_columns`` likewise.
        closed_columns: see there.
    """
    row_parts = _parts(rows, closed_rows)
    column_parts = _parts(columns, closed_columns)
    table = [[_sum(cells, r, c) for c in column_parts] for r in row_parts]
    held = _rectangle(table, min_cell)
    found = set()
    for i, row_part in enumerate(row_parts):
        for j, column_part in enumerate(column_parts):
            closed = row_part[0] in closed_rows or column_part[0] in closed_columns
            if (i, j) in held or (closed and table[i][j].records):
                found |= {(r, c) for r in row_part for c in column_part}
    return frozenset(found)


def _parts(names: Sequence[Name], closed: frozenset[Name]) -> list[tuple[Name, ...]]:
    """The lines as they are known: each that is open, and all that are closed as one."""
    pooled = tuple(name for name in names if name in closed)
    return [*((name,) for name in names if name not in closed), *([pooled] if pooled else [])]


def _sum(cells: Mapping[tuple[Row, Column], Count], rows: Sequence[Row], columns: Sequence[Column]) -> Count:
    found = [cells.get((row, column), NONE) for row in rows for column in columns]
    return Count(sum(c.records for c in found), sum(c.cases for c in found))


def _rectangle(table: Sequence[Sequence[Count]], min_cell: int) -> frozenset[tuple[int, int]]:
    """The rows and columns of what is small, and more of them until the bounds are wide enough."""
    small = [(i, j) for i, row in enumerate(table) for j, c in enumerate(row) if is_small(c, min_cell)]
    if not small:
        return frozenset()
    rows, columns = sorted({i for i, _ in small}), sorted({j for _, j in small})
    while not _is_wide(table, rows, columns, min_cell):
        row = next((i for i in _beside(range(len(table)), rows[0]) if i not in rows), None)
        column = next((j for j in _beside(range(len(table[0])), columns[0]) if j not in columns), None)
        if row is not None and (column is None or len(rows) <= len(columns)):
            rows.append(row)
        elif column is not None:
            columns.append(column)
        else:
            break
    numbers = [[table[i][j].records for j in columns] for i in rows]
    across, down = [sum(line) for line in numbers], [sum(line) for line in zip(*numbers, strict=True)]
    return frozenset(
        (i, j)
        for i, r in zip(rows, across, strict=True)
        for j, c in zip(columns, down, strict=True)
        if r and c
    )


def _is_wide(
    table: Sequence[Sequence[Count]], rows: Sequence[int], columns: Sequence[int], min_cell: int
) -> bool:
    """Whether no count of a rectangle is known from its sums, and no small one by a narrower bound."""
    numbers = [[table[i][j].records for j in columns] for i in rows]
    across, down = [sum(line) for line in numbers], [sum(line) for line in zip(*numbers, strict=True)]
    whole = sum(across)
    for i, r in zip(rows, across, strict=True):
        for j, c in zip(columns, down, strict=True):
            low, high = max(0, r + c - whole), min(r, c)
            if high and (low == high or (is_small(table[i][j], min_cell) and high < min_cell - 1)):
                return False
    return True
