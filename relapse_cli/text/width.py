"""How many columns text takes on a terminal, and text fitted into them; wcwidth is the one judge.

Columns are counted letter by letter, as prompt_toolkit draws them, so that no row ever holds more than there
is room for. Where a terminal joins letters into one picture (a flag, a tone of skin), a row ends early.
"""

from __future__ import annotations

import re

from wcwidth import wcwidth

_CLOSING = "，。、；：？！）」』】》…"
"""Signs that begin no row."""

_HYPHEN = re.compile(r"-(?:(?<=[^\d\W]{2}-)|(?<=[^\d\W]-[\w!\"'&.,?]-))(?=[^\d\W]-?[^\d\W])")
"""A hyphen behind which a row may end; within numbers, options and short forms it may not."""


ONE_COLUMN = frozenset(map(chr, (*range(0x20, 0x7F), *range(0xA1, 0xAD), *range(0xAE, 0x250)))) | set(
    "–—‘’“”„•·…─│█░◀☐☑"
)
"""What most texts are made of; looking each letter up would take most of the time of a document."""


def columns_of(text: str) -> int:
    """The columns that a text takes."""
    if text.isascii() or ONE_COLUMN.issuperset(text):
        return len(text)
    return sum(max(0, wcwidth(letter)) for letter in text)


def clip(text: str, room: int) -> str:
    """As much of a text, from its beginning, as fits into so many columns."""
    taken = 0
    for place, letter in enumerate(text):
        taken += columns_of(letter)
        if taken > room:
            return text[:place]
    return text


def shorten(text: str, room: int) -> str:
    """One line of at most ``room`` columns; an ellipsis says that there is more."""
    plain = " ".join(text.split())
    return plain if columns_of(plain) <= room else clip(plain, room - 1).rstrip() + "…"


def pad(text: str, room: int) -> str:
    """A text with blanks behind it up to so many columns."""
    return text + " " * (room - columns_of(text))


def wrap(text: str, room: int, indent: str = "", hanging: str | None = None) -> list[str]:
    """Rows of text, which keeps its own line breaks; from the second row on ``hanging`` stands first."""
    rest = indent if hanging is None else hanging
    lines: list[str] = []
    for paragraph in text.expandtabs().splitlines() or [""]:
        for start, end in rows_of_line(
            paragraph.rstrip(), room - columns_of(indent), room - columns_of(rest)
        ):
            lines.append((indent + paragraph[start:end]).rstrip() if paragraph.strip() else "")
            indent = rest
    return lines


def rows_of_line(line: str, room: int, later: int | None = None) -> list[tuple[int, int]]:
    """Where each row of a line begins and ends: between words, or within one that is too long.

    Args:
        line: one line; blanks stay at the end of their row, even where it is full.
        room: the columns of the first row.
        later: those of the rows behind it, where they are others.
    """
    rows: list[tuple[int, int]] = []
    hyphens = {sign.end() for sign in _HYPHEN.finditer(line)}
    start = taken = gap = 0
    for place, letter in enumerate(line):
        wide = 1 if letter.isascii() else columns_of(letter)
        if taken + wide > room and letter != " " and place > start:
            cut = gap if gap > start else place
            rows.append((start, cut))
            start, taken, room = cut, columns_of(line[cut:place]), room if later is None else later
        taken = min(room, taken + wide) if letter == " " else taken + wide
        if letter == " ":
            gap = place + 1 if line[start:place].strip() else gap
        elif place + 1 in hyphens or (wide > 1 and line[place + 1 : place + 2] not in _CLOSING):
            gap = place + 1
    return [*rows, (start, len(line))]
