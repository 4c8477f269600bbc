"""The events of a list drawn as a compact table, and the sequence as bars with number and words."""

from __future__ import annotations

from dataclasses import dataclass

from relapse_cli.model.ask import Table, TableRow
from relapse_cli.model.screen import HALF
from relapse_cli.text.width import columns_of, pad, shorten, wrap

_BAR = 10
_GAP = "  "
_ROOMY = 64
"""From this width on an event stands on one line."""
_WHEN = 15
"""The column of the time, where it is no longer."""
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
    """The titles of the columns; empty where there are none, and where rows are lines."""
    widths = _column_widths(table, width - 4)
    if not table.columns or not table.rows or not widths:
        return ""
    cells = (pad(shorten(title, w), w) for title, w in zip(table.columns, widths, strict=True) if w)
    return "    " + _GAP.join(cells).rstrip()


def table_rows(table: Table, width: int, signs: _BarSigns) -> list[str]:
    """Each event with its number, uncut: in columns where all of them fit, else as a line."""
    widths = _column_widths(table, width - 4)
    drawn = (
        _cells_row(row, table, widths, width - 4) if table.columns else _event_row(row, width - 4, signs)
        for row in table.rows
    )
    halves = ("" if row.complete else f"\n    {HALF}" for row in table.rows)
    return [f"{n:>2}. {line}{half}" for n, (line, half) in enumerate(zip(drawn, halves, strict=True), 1)]


def spoken_rows(table: Table, width: int) -> list[str]:
    """Each event with its number as plain lines: no columns, no bars, nothing cut."""
    lines: list[str] = []
    for number, row in enumerate(table.rows, 1):
        words = _as_line(row, table) if table.columns else _event_line(row)
        half = "" if row.complete else f" {HALF}"
        lines += wrap(f"{words}{half}", width, f"{number:>2}. ", "    ")
    return lines


def _cells_row(row: TableRow, table: Table, widths: list[int], width: int) -> str:
    """One event in columns, or as a line where they do not fit or a cell stands alone."""
    if not widths or len(row.cells) != len(widths):
        return "\n    ".join(wrap(_as_line(row, table), width))
    cells = [pad(cell, w) for cell, w in zip(row.cells, widths, strict=True) if w]
    return _GAP.join(cells).rstrip() or _one_line(row.words)


def _as_line(row: TableRow, table: Table) -> str:
    """What is known of an event, each part under its title."""
    if len(row.cells) != len(table.columns):
        return _one_line(row.words)
    parts = (f"{title}: {cell}" for title, cell in zip(table.columns, row.cells, strict=True) if cell)
    return _one_line("; ".join(parts)) or _one_line(row.words)


def _one_line(words: str) -> str:
    return " ".join(words.split())


def _column_widths(table: Table, width: int) -> list[int]:
    """How wide each column is, so that nothing is cut; none where they do not fit side by side.

    A column in which nothing has been given is left out; a long title is cut, not what stands under it.
    """
    rows = [row.cells for row in table.rows if len(row.cells) == len(table.columns)]
    widths = []
    for place, title in enumerate(table.columns):
        widest = max((columns_of(row[place]) for row in rows), default=0)
        widths.append(max(widest, min(columns_of(title), _TITLE)) if widest else 0)
    shown = [w for w in widths if w]
    return widths if sum(shown) + len(_GAP) * (len(shown) - 1) <= width else []


def _event_row(row: TableRow, width: int, signs: _BarSigns) -> str:
    """One event: when, how strong as bar and number, and what it was."""
    when, words = _event_words(row)
    number = f"{row.strength:>2}/10" if row.strength is not None else " --  "
    if width < _ROOMY:
        line = f"{_draw_bar(row.strength, signs)} {number}  {when}"
        return f"{line}\n    {words}" if words else line
    line = f"{pad(when, _WHEN)} {_draw_bar(row.strength, signs)} {number}"
    return f"{line}  {words}" if words else line.rstrip()


def _event_line(row: TableRow) -> str:
    """The same as it is said."""
    when, words = _event_words(row)
    strong = f"{row.strength} of 10" if row.strength is not None else ""
    return ", ".join(part for part in (when, strong, words) if part) or _one_line(row.words)


def _event_words(row: TableRow) -> tuple[str, str]:
    """When it was, and what it was."""
    when, about, what = (*row.cells, "", "", "")[:3]
    words = ": ".join(part for part in (about, _one_line(what)) if part)
    return when, f"{row.mark}{', ' if words else ''}{words}" if row.mark else words


def _draw_bar(strength: int | None, signs: _BarSigns) -> str:
    """A bar of ten cells; what was not rated has a bar of its own kind."""
    if strength is None:
        return signs.unrated * _BAR
    filled = min(_BAR, max(0, strength))
    return signs.full * filled + signs.hollow * (_BAR - filled)
