"""The chart of a table of a review: a bar for each row, or a line over its months for each group."""

from __future__ import annotations

from math import ceil, floor, log10
from typing import TYPE_CHECKING

from relapse_cli.documents.review_cells import number, percent, shown_cell
from relapse_cli.documents.table import Chart, ChartPoint, ChartSeries

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from relapse_cli.documents.review_columns import ShownColumn
    from relapse_cli.model.review import Cell, Table

_MOST_BARS, _MOST_LINES = 30, 12
"""What is more stands in the table only."""

_OUT_OF_TEN = "of 10"


def chart_of(table: Table, columns: Sequence[ShownColumn]) -> Chart | None:
    """Return the chart of a table; ``None`` where there is nothing to draw."""
    ids = [column.id for column in table.columns]
    if table.chart == "none" or table.chart_of not in ids or not table.rows:
        return None
    place = ids.index(table.chart_of)
    value = table.columns[place]
    share = value.kind == "share"
    known = [each for row in table.rows if (each := _value(row[place])) is not None]
    if not known:
        return None
    top = _top(known, unit=value.unit, share=share)
    keys = [column for column in columns if column.key]
    if table.chart == "bars":
        series = _bars(table, keys, place, share=share)
    else:
        series = _lines(table, keys, place, share=share)
    shown = percent(top) if share else number(top)
    return Chart(table.chart, f"{table.title}: {value.title}", top, shown, tuple(series))


def _bars(table: Table, keys: Sequence[ShownColumn], place: int, *, share: bool) -> Iterable[ChartSeries]:
    rows = table.rows[:_MOST_BARS]
    left = len(table.rows) - len(rows)
    title = f"The first {len(rows)} of {len(table.rows)} rows" if left else ""
    points = (_point(" · ".join(_key(table, keys, row)), table, row, place, share=share) for row in rows)
    return [ChartSeries(title, tuple(points))]


def _lines(table: Table, keys: Sequence[ShownColumn], place: int, *, share: bool) -> Iterable[ChartSeries]:
    along = [key for key in keys if table.chart_by in {table.columns[each].id for each in key.places}]
    apart = [key for key in keys if key not in along]
    found: dict[tuple[str, ...], list[ChartPoint]] = {}
    for row in table.rows:
        label = " · ".join(_key(table, along, row))
        point = _point(label, table, row, place, share=share)
        found.setdefault(tuple(_key(table, apart, row)), []).append(point)
    shown = list(found.items())[:_MOST_LINES]
    return [ChartSeries(" · ".join(title), tuple(points)) for title, points in shown]


def _key(table: Table, keys: Iterable[ShownColumn], row: Sequence[Cell]) -> list[str]:
    """What a row is about."""
    return [key.cell(table, row).said for key in keys]


def _point(label: str, table: Table, row: Sequence[Cell], place: int, *, share: bool) -> ChartPoint:
    shown = shown_cell(row[place], table.columns[place].kind, share=share)
    return ChartPoint(label, _value(row[place]), shown.said)


def _value(cell: Cell) -> float | None:
    return float(cell) if isinstance(cell, int | float) else None


def _top(values: Iterable[float], *, unit: str, share: bool) -> float:
    """The upper end of a scale: a round number that no value passes."""
    highest = max(0.0, *values, 0.0)
    if unit == _OUT_OF_TEN:
        return max(10.0, highest)
    if highest == 0:
        return 1.0
    size = 10.0 ** floor(log10(highest))
    step = next(each for each in (1, 2, 5, 10) if ceil(highest / size * 1e6) / 1e6 <= each)
    return min(step * size, 1.0) if share and highest <= 1 else step * size
