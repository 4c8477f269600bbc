"""The values of a review as they are read: shares in percent, months in words, what is withheld said so."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from relapse_cli.documents.table import TableCell
from relapse_cli.model.review import Mark
from relapse_cli.text.days import plain_day, plain_month

if TYPE_CHECKING:
    from relapse_cli.model.review import Cell, ColumnKind, Table

WITHHELD = "withheld"
NOT_KNOWN = TableCell("–", "not known")
_LITTLE = 0.005


def shown_cell(cell: Cell, kind: ColumnKind, *, share: bool = False) -> TableCell:
    """A cell as it is read; ``share`` for the ends of a share."""
    match cell:
        case None:
            return NOT_KNOWN
        case Mark():
            return TableCell(WITHHELD)
        case str():
            return TableCell(_words(cell, kind))
        case _ if kind == "points":
            return TableCell(signed(cell))
        case _:
            return TableCell(percent(cell) if share or kind == "share" else number(cell))


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


def signed(points: float) -> str:
    """A difference of two shares with its sign."""
    return f"+{percent(points)}" if points >= 0.0005 else percent(points)


def bare_percent(share: float) -> str:
    """A share as a whole number of percent without the sign, for a table that has many of them."""
    if 0 < share < _LITTLE:
        return "<1"
    return ">99" if 1 - _LITTLE < share < 1 else f"{100 * share:.0f}"


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
        return plain_month(text)
    return day(text) if kind == "day" else text
