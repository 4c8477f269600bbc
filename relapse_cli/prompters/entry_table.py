"""The events of a list drawn as a compact table, and the sequence as bars with number and words."""

from __future__ import annotations

from dataclasses import dataclass

from relapse_cli.model.ask import Table, TableRow
from relapse_cli.model.screen import HALF
from relapse_cli.text.width import columns_of, pad, shorten

_BAR = 10
_GAP = "  "
_ROOMY = 64
"""From this width on an event stands on one line."""
_LEAST = 4
_READABLE, _FEWEST = 16, 4
"""How wide a column should stay, and how many columns are always shown."""
_TITLE = 6
"""A title makes its column no wider than this."""


@dataclass(frozen=True, slots=True)
class _BarSigns:
    """What a bar is drawn with."""

    full: str
    hollow: str
    unrated: str


_DRAWN, ASCII = _BarSigns("█", "░", "·"), _BarSigns("#", "-", ".")


def signs_for(encoding: str | None) -> _BarSigns:
    """The signs that a stream of this encoding can hold."""
    try:
        "".join((_DRAWN.full, _DRAWN.hollow, _DRAWN.unrated)).encode(encoding or "ascii")
    except (UnicodeError, LookupError):
        return ASCII
    return _DRAWN


def table_head(table: Table, width: int) -> str:
    """The titles of the columns; empty where there are none."""
    if not table.columns or not table.rows:
        return ""
    widths = _column_widths(table, width - 4)
    cells = (pad(shorten(title, w), w) for title, w in zip(table.columns, widths, strict=True) if w)
    return "    " + _GAP.join(cells).rstrip()


def table_rows(table: Table, width: int, signs: _BarSigns) -> list[str]:
    """Each event with its number, on one line where it fits."""
    widths = _column_widths(table, width - 4)
    drawn = (
        _cells_row(row, widths, width - 4) if table.columns else _event_row(row, width - 4, signs)
        for row in table.rows
    )
    halves = ("" if row.complete else f"\n    {HALF}" for row in table.rows)
    return [f"{n:>2}. {line}{half}" for n, (line, half) in enumerate(zip(drawn, halves, strict=True), 1)]


def _cells_row(row: TableRow, widths: list[int], width: int) -> str:
    """One event in columns; a cell that stands alone takes the whole line."""
    if len(row.cells) != len(widths):
        return shorten(row.words, width)
    cells = [pad(shorten(cell, w), w) for cell, w in zip(row.cells, widths, strict=True) if w]
    return _GAP.join(cells).rstrip() or shorten(row.words, width)


def _column_widths(table: Table, width: int) -> list[int]:
    """How wide each column is: as wide as its cells, the widest giving way until all fit.

    A column in which nothing has been given is left out, and so are the last ones where the rest would be
    cut too short to be read.
    """
    rows = [row.cells for row in table.rows if len(row.cells) == len(table.columns)]
    widths = []
    for place, title in enumerate(table.columns):
        widest = max((columns_of(row[place]) for row in rows), default=0)
        widths.append(max(widest, min(columns_of(title), _TITLE)) if widest else 0)
    while len(shown := [w for w in widths if w]) > _FEWEST and not _fits(shown, width):
        widths[max(place for place, w in enumerate(widths) if w)] = 0
    while sum(widths) + len(_GAP) * (sum(w > 0 for w in widths) - 1) > width and max(widths) > _LEAST:
        widths[widths.index(max(widths))] -= 1
    return widths


def _fits(widths: list[int], width: int) -> bool:
    """Whether columns fit when the wider ones give way to a width that can still be read."""
    return sum(min(w, _READABLE) for w in widths) + len(_GAP) * (len(widths) - 1) <= width


def _event_row(row: TableRow, width: int, signs: _BarSigns) -> str:
    """One event: when, how strong as bar and number, and what it was."""
    when, about, what = (*row.cells, "", "", "")[:3]
    number = f"{row.strength:>2}/10" if row.strength is not None else " --  "
    words = ": ".join(part for part in (about, " ".join(what.split())) if part)
    if row.mark:
        words = f"{row.mark}{', ' if words else ''}{words}"
    if width < _ROOMY:
        line = f"{_draw_bar(row.strength, signs)} {number}  {shorten(when, max(8, width - 18))}"
        return f"{line}\n    {shorten(words, width)}" if words else line
    line = f"{pad(shorten(when, 15), 15)} {_draw_bar(row.strength, signs)} {number}  "
    return line + shorten(words, width - columns_of(line)) if words else line.rstrip()


def _draw_bar(strength: int | None, signs: _BarSigns) -> str:
    """A bar of ten cells; what was not rated has a bar of its own kind."""
    if strength is None:
        return signs.unrated * _BAR
    filled = min(_BAR, max(0, strength))
    return signs.full * filled + signs.hollow * (_BAR - filled)
