"""A table on a terminal: in columns where they fit, else one thing under the other; no cell is cut."""

from __future__ import annotations

from itertools import zip_longest
from typing import TYPE_CHECKING

from relapse_cli.formats.text.sheet import Sheet, columns_of_row
from relapse_cli.text.sanitize import sanitize_line
from relapse_cli.text.width import columns_of

if TYPE_CHECKING:
    from relapse_cli.documents.block import Style
    from relapse_cli.documents.table import DataTable, TableCell
    from relapse_cli.formats.text.sheet import Row

_GAP = 2
_HEAD, _LEAST = 16, 16
"""A title is broken beyond the one, and no column of words is made narrower than the other to fit."""


def write_table(table: DataTable, sheet: Sheet) -> None:
    """Write a table with what its numbers are out of above it."""
    sheet.blank()
    if table.title:
        sheet.write((table.title, "quiet"))
    widths = None if sheet.options.lines else _widths(table, sheet)
    if widths is None:
        _write_lines(table, sheet)
    else:
        _write_columns(table, widths, sheet)


def _write_lines(table: DataTable, sheet: Sheet) -> None:
    """Write what each row is about, and each of its values beneath, in words."""
    for first, *rest in table.rows:
        sheet.write((sanitize_line(f"{table.columns[0].title}: {first.said}"), "plain"))
        for column, cell in zip(table.columns[1:], rest, strict=True):
            sheet.write((sanitize_line(f"{column.title}: {cell.said}"), "plain"), indent=2)


def _write_columns(table: DataTable, widths: list[int], sheet: Sheet) -> None:
    heads = [column.title for column in table.columns]
    numbers = [column.number for column in table.columns]
    _write_row(heads, widths, numbers, sheet, "strong")
    rule = sum(widths) + _GAP * (len(widths) - 1)
    sheet.rows.append(((sheet.signs.rule * rule, "quiet"),))
    for row in table.rows:
        _write_row([cell.text for cell in row], widths, numbers, sheet, "plain")


def _write_row(texts: list[str], widths: list[int], numbers: list[bool], sheet: Sheet, ink: Style) -> None:
    """Write cells beside each other, each in as many rows as it needs."""
    cells = (
        list(sheet.wrapped(((sanitize_line(text), ink),), width))
        for text, width in zip(texts, widths, strict=True)
    )
    for parts in zip_longest(*cells, fillvalue=()):
        line: Row = ()
        start = 0
        for part, width, number in zip(parts, widths, numbers, strict=True):
            left = start + (width - columns_of_row(part) if number else 0)
            if part:
                line = (*line, (" " * (left - columns_of_row(line)), "plain"), *part)
            start += width + _GAP
        sheet.rows.append(line)


def _widths(table: DataTable, sheet: Sheet) -> list[int] | None:
    """How wide each column is; ``None`` where they do not fit beside each other.

    Titles are broken first, then words; a number never is.
    """
    room = sheet.width - _GAP * (len(table.columns) - 1)
    cells = [
        max((_width(row[place], sheet) for row in table.rows), default=0)
        for place, _ in enumerate(table.columns)
    ]
    titles = [_title_widths(column.title, sheet) for column in table.columns]
    wanted = [max(cell, easily) for cell, (easily, _) in zip(cells, titles, strict=True)]
    least = [
        max(cell if column.number else min(cell, _LEAST), at_least)
        for column, cell, (_, at_least) in zip(table.columns, cells, titles, strict=True)
    ]
    if sum(wanted) > room:
        wanted = [max(cell, at_least) for cell, (_, at_least) in zip(cells, titles, strict=True)]
    while sum(wanted) > room:
        wide = [place for place in range(len(wanted)) if wanted[place] > least[place]]
        if not wide:
            return None
        wanted[max(wide, key=wanted.__getitem__)] -= 1
    return wanted


def _width(cell: TableCell, sheet: Sheet) -> int:
    return columns_of(sheet.safe(sanitize_line(cell.text)))


def _title_widths(title: str, sheet: Sheet) -> tuple[int, int]:
    """The columns in which a title reads easily, and those that it takes at least."""
    safe = sheet.safe(sanitize_line(title))
    longest = max(map(columns_of, safe.split()), default=0)
    return max(longest, min(_HEAD, columns_of(safe))), min(longest, _HEAD)
