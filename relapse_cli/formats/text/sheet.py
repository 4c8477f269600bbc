"""A sheet of terminal text: the one place where words get their rows and colours, always sanitized first."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache
from typing import Literal

from relapse_cli.documents.block import Style
from relapse_cli.formats.base import RenderOptions
from relapse_cli.text.sanitize import REPLACEMENT, sanitize, sanitize_line
from relapse_cli.text.width import clip, columns_of

_NARROWEST = 24
_WIDEST = 96
"""Longer lines are hard to read, so a wide terminal keeps its right side empty."""

_LEAST_ROOM = 8
"""Columns that words have however deep they stand."""

_PLAIN_SIGNS = str.maketrans(
    {
        "“": '"', "”": '"', "„": '"', "«": '"', "»": '"', "‘": "'", "’": "'", "‚": "'",
        "–": "-", "—": "-", "−": "-", "…": "...", "·": "-", "•": "*", "\u00a0": " ", "\u202f": " ",
        "◆": "=", "→": "->", REPLACEMENT: "?",
    }
)  # fmt: skip

_Ink = Style | Literal["step_in", "frame", "frame_title"]
"""The styles of a document, and those that only a terminal has."""

_CODES: dict[_Ink, str] = {
    "plain": "",
    "strong": "1",
    "title": "1",
    "quiet": "2",
    "warn": "1;33",
    "level_1": "1;32",
    "level_2": "1;36",
    "level_3": "1;33",
    "level_4": "1;31",
    "phone": "1",
    "phone_text": "1",
    "step_in": "1;32",
    "frame": "31",
    "frame_title": "1;31",
}

_Run = tuple[str, _Ink]
Row = tuple[_Run, ...]

_WORD = re.compile(r"\s*\S+\s*")


@dataclass(frozen=True, slots=True)
class Signs:
    """The signs that the layout draws itself; ``frame`` goes round from the left upper corner."""

    bullet: str
    empty_box: str
    ticked_box: str
    full: str
    hollow: str
    unrated: str
    rule: str
    quote: str
    arrow: str
    frame: str


_DRAWN = Signs("•", "☐", "☑", "█", "░", "·", "─", "│", "◀", "┏━┓┃┗┛")
_ASCII = Signs("*", "[ ]", "[x]", "#", ".", "-", "-", "|", "<-", "+-+|++")


@dataclass(slots=True)
class Sheet:
    """Rows of text that grow downwards; every string that enters is data and never markup."""

    options: RenderOptions
    width: int = 0
    rows: list[Row] = field(default_factory=list)

    def __post_init__(self) -> None:
        if not self.width:
            self.width = max(_NARROWEST, min(_WIDEST, self.options.width))

    @property
    def signs(self) -> Signs:
        """The signs that this stream can hold."""
        return _ASCII if self._plain else _DRAWN

    @property
    def _plain(self) -> bool:
        return self.options.ascii or not _codec(self.options.encoding).startswith("utf")

    def write(self, *spans: _Run, lead: str = "", indent: int = 0, hang: int = 0) -> None:
        """Write one paragraph; its further rows stand ``hang`` deeper than its first word."""
        first = self.safe(" " * indent + lead)
        taken = columns_of(first) + hang
        for number, row in enumerate(self.wrapped(spans, max(_LEAST_ROOM, self.width - taken))):
            self.rows.append(_trimmed(((" " * taken if number else first, "plain"), *row)))

    def wrapped(self, spans: Iterable[_Run], room: int) -> Iterator[Row]:
        """Words in rows of at most so many columns."""
        for line in _lines([(self.safe(data), ink) for data, ink in spans]):
            breaks = _breaks("".join(text for text, _ in line), room)
            yield from map(_trimmed, _parted(line, breaks))

    def blank(self) -> None:
        """Leave one empty row, never two."""
        if self.rows and self.rows[-1]:
            self.rows.append(())

    def heading(self, title: str) -> None:
        """Write a title with a line to the right edge."""
        self.blank()
        name = self.safe(sanitize_line(title))
        rest = self.width - columns_of(name) - 1
        if rest > 0:
            self.rows.append(((name, "strong"), (" ", "plain"), (self.signs.rule * rest, "quiet")))
        else:
            self.write((title, "strong"))

    def inside(self) -> Sheet:
        """A narrower sheet whose rows go into a frame."""
        return Sheet(self.options, self.width - 4)

    def frame(self, title: str, inner: Sheet) -> None:
        """Put the rows of another sheet into a frame."""
        self.blank()
        left, line, right, side, low_left, low_right = tuple(self.signs.frame)
        name, rows = self.safe(sanitize_line(title)), inner.rows
        top = f" {name} "
        if columns_of(name) > self.width - 6:
            top, rows = "", [*inner.wrapped(((name, "frame_title"),), inner.width), *rows]
        rest = line * (self.width - 3 - columns_of(top)) + right
        self.rows.append(((left + line, "frame"), (top, "frame_title"), (rest, "frame")))
        for row in rows:
            fill = " " * (inner.width - columns_of_row(row) + 1)
            self.rows.append(((side, "frame"), (" ", "plain"), *row, (fill, "plain"), (side, "frame")))
        self.rows.append(((low_left + line * (self.width - 2) + low_right, "frame"),))

    def safe(self, data: str) -> str:
        """Text that this stream can hold, and that does nothing to it."""
        safe = sanitize(data).replace("\t", " ")
        if self._plain:
            safe = safe.translate(_PLAIN_SIGNS)
        codec = _codec(self.options.encoding)
        return safe.encode(codec, "replace").decode(codec)

    def export(self) -> str:
        """Everything written so far, one row a line."""
        return "\n".join(map(self._inked, self.rows)).rstrip("\n") + "\n"

    def _inked(self, row: Row) -> str:
        if not self.options.color:
            return "".join(text for text, _ in row)
        return "".join(f"\x1b[{_CODES[ink]}m{text}\x1b[0m" if _CODES[ink] else text for text, ink in row)


def columns_of_row(row: Row) -> int:
    """The columns that a row takes."""
    return sum(columns_of(text) for text, _ in row)


def _lines(spans: list[_Run]) -> list[list[_Run]]:
    """Spans parted at the line breaks that they hold."""
    lines: list[list[_Run]] = [[]]
    for text, ink in spans:
        first, *further = text.split("\n")
        lines[-1].append((first, ink))
        lines += [[(line, ink)] for line in further]
    return lines


def _breaks(text: str, room: int) -> list[int]:
    """Where further rows begin: between words, and within a word that is longer than a row."""
    wide = len if text.isascii() else columns_of
    found: list[int] = []
    if wide(text) <= room:
        return found
    used = 0
    for match in _WORD.finditer(text):
        word, start = match[0], match.start()
        if used + wide(word.rstrip()) > room:
            if start:
                found.append(start)
            while wide(word.rstrip()) > room:
                piece = clip(word, room)
                start += len(piece)
                word = word[len(piece) :]
                found.append(start)
            used = 0
        used += wide(word)
    return found


def _parted(spans: list[_Run], breaks: list[int]) -> list[Row]:
    """Spans cut at places that are counted over all of them."""
    rows: list[list[_Run]] = [[]]
    ahead, at = list(breaks), 0
    for text, ink in spans:
        begun = 0
        while ahead and ahead[0] < at + len(text):
            rows[-1].append((text[begun : ahead[0] - at], ink))
            rows.append([])
            begun = ahead.pop(0) - at
        rows[-1].append((text[begun:], ink))
        at += len(text)
    return [tuple(row) for row in rows]


def _trimmed(row: Row) -> Row:
    """A row without blanks at its end and without empty runs."""
    runs = list(row)
    while runs:
        text, ink = runs.pop()
        if text.rstrip():
            return (*(run for run in runs if run[0]), (text.rstrip(), ink))
    return ()


@cache
def _codec(encoding: str) -> str:
    try:
        return codecs.lookup(encoding).name
    except LookupError:
        return "ascii"
