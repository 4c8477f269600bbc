"""Tables of numbers on a page, and their charts beside them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from relapse_cli.formats.drawings import svg_chart
from relapse_cli.formats.html.parts import words

if TYPE_CHECKING:
    from relapse_cli.documents.table import Chart, DataTable, TableCell, TableColumn


def data_table(table: DataTable, name: str) -> str:
    """A table with its caption; a wide one moves within its own bounds, and the page stays where it is."""
    heads = "".join(f'<th scope="col"{_kind(column)}>{words(column.title)}</th>' for column in table.columns)
    rows = "".join(_row(table, row) for row in table.rows)
    called = f'<span class="hidden">{words(table.name)}: </span>'
    caption = f'<caption id="{name}">{called}{words(table.title)}</caption>'
    inside = f'<table class="data">{caption}<thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table>'
    chart = _figures(table.chart, f"{name}-chart") if table.chart else ""
    where = f'class="wide" role="region" aria-labelledby="{name}" tabindex="0"'
    return f"{chart}<div {where}>{inside}</div>"


def _row(table: DataTable, row: tuple[TableCell, ...]) -> str:
    first, *rest = row
    cells = "".join(
        f"<td{_kind(column)}>{_cell(cell)}</td>" for column, cell in zip(table.columns[1:], rest, strict=True)
    )
    return f'<tr><th scope="row"{_kind(table.columns[0])}>{_cell(first)}</th>{cells}</tr>'


def _kind(column: TableColumn) -> str:
    return ' class="n"' if column.number else ""


def _cell(cell: TableCell) -> str:
    """A cell; a sign for the eye has words for the ear."""
    if not cell.told:
        return words(cell.text)
    return f'<span aria-hidden="true">{words(cell.text)}</span><span class="hidden">{words(cell.told)}</span>'


def _figures(chart: Chart, name: str) -> str:
    """The chart, a figure for each of its series."""
    figures = (
        f"<figure>{_caption(series.title)}{drawing}</figure>"
        for series, drawing in svg_chart.write_chart(chart, name)
    )
    return f'<div class="chart">{"".join(figures)}</div>'


def _caption(title: str) -> str:
    return f"<figcaption><strong>{words(title)}</strong></figcaption>" if title else ""
