"""The entries of a list drawn as a compact table, and the sequence as bars with number and words."""

from __future__ import annotations

from dataclasses import dataclass

from relapse_cli.model.screen import HALF, Entry, Screen
from relapse_cli.text.width import columns_of, pad, shorten

BAR = 10
GAP = "  "
ROOMY = 64
"""From this width on an event stands on one line."""
LEAST = 4
READABLE, FEWEST = 16, 4
"""How wide a column should stay, and how many columns are always shown."""
TITLE = 6
"""A title makes its column no wider than this."""


@dataclass(frozen=True, slots=True)
class Signs:
    """What a bar is drawn with."""

    full: str
    hollow: str
    unrated: str


DRAWN, ASCII = Signs("█", "░", "·"), Signs("#", "-", ".")


def signs_for(encoding: str | None) -> Signs:
    """The signs that a stream of this encoding can hold."""
    try:
        "".join((DRAWN.full, DRAWN.hollow, DRAWN.unrated)).encode(encoding or "ascii")
    except (UnicodeError, LookupError):
        return ASCII
    return DRAWN


def table_head(screen: Screen, width: int) -> str:
    """The titles of the columns; empty where there are none."""
    if not screen.columns or not screen.entries:
        return ""
    widths = column_widths(screen, width - 4)
    cells = (pad(shorten(title, w), w) for title, w in zip(screen.columns, widths, strict=True) if w)
    return "    " + GAP.join(cells).rstrip()


def table_rows(screen: Screen, width: int, signs: Signs) -> list[str]:
    """Each entry with its number, on one line where it fits."""
    widths = column_widths(screen, width - 4)
    rows = (
        cells_row(e, widths, width - 4) if screen.columns else event_row(e, width - 4, signs)
        for e in screen.entries
    )
    halves = ("" if entry.complete else f"\n    {HALF}" for entry in screen.entries)
    return [f"{n:>2}. {row}{half}" for n, (row, half) in enumerate(zip(rows, halves, strict=True), 1)]


def cells_row(entry: Entry, widths: list[int], width: int) -> str:
    """One entry in columns; a cell that stands alone takes the whole line."""
    if len(entry.cells) != len(widths):
        return shorten(entry.words, width)
    cells = [pad(shorten(cell, w), w) for cell, w in zip(entry.cells, widths, strict=True) if w]
    return GAP.join(cells).rstrip() or shorten(entry.words, width)


def column_widths(screen: Screen, width: int) -> list[int]:
    """How wide each column is: as wide as its cells, the widest giving way until all fit.

    A column in which nothing has been given is left out, and so are the last ones where the rest would be
    cut too short to be read.
    """
    rows = [entry.cells for entry in screen.entries if len(entry.cells) == len(screen.columns)]
    widths = []
    for place, title in enumerate(screen.columns):
        widest = max((columns_of(row[place]) for row in rows), default=0)
        widths.append(max(widest, min(columns_of(title), TITLE)) if widest else 0)
    while len(shown := [w for w in widths if w]) > FEWEST and not fits(shown, width):
        widths[max(place for place, w in enumerate(widths) if w)] = 0
    while sum(widths) + len(GAP) * (sum(w > 0 for w in widths) - 1) > width and max(widths) > LEAST:
        widths[widths.index(max(widths))] -= 1
    return widths


def fits(widths: list[int], width: int) -> bool:
    """Whether columns fit when the wider ones give way to a width that can still be read."""
    return sum(min(w, READABLE) for w in widths) + len(GAP) * (len(widths) - 1) <= width


def event_row(entry: Entry, width: int, signs: Signs) -> str:
    """One event: when, how strong as bar and number, and what it was."""
    when, about, what = (*entry.cells, "", "", "")[:3]
    number = f"{entry.strength:>2}/10" if entry.strength is not None else " --  "
    words = ": ".join(part for part in (about, " ".join(what.split())) if part)
    if entry.mark:
        words = f"{entry.mark}{', ' if words else ''}{words}"
    if width < ROOMY:
        line = f"{draw_bar(entry.strength, signs)} {number}  {shorten(when, max(8, width - 18))}"
        return f"{line}\n    {shorten(words, width)}" if words else line
    line = f"{pad(shorten(when, 15), 15)} {draw_bar(entry.strength, signs)} {number}  "
    return line + shorten(words, width - columns_of(line)) if words else line.rstrip()


def draw_bar(strength: int | None, signs: Signs) -> str:
    """A bar of ten cells; what was not rated has a bar of its own kind."""
    if strength is None:
        return signs.unrated * BAR
    filled = min(BAR, max(0, strength))
    return signs.full * filled + signs.hollow * (BAR - filled)
