"""How many columns text takes on a terminal: East Asian letters take two, combining marks none."""

from __future__ import annotations

import textwrap
import unicodedata


def columns_of(text: str) -> int:
    """The columns that a text takes."""
    return len(text) if text.isascii() else sum(columns_of_letter(letter) for letter in text)


def columns_of_letter(letter: str) -> int:
    """The columns that a letter takes."""
    if unicodedata.combining(letter) or unicodedata.category(letter) in {"Cf", "Mn", "Me"}:
        return 0
    return 2 if unicodedata.east_asian_width(letter) in {"W", "F"} else 1


def cut(text: str, width: int) -> str:
    """As much of a text, from its beginning, as fits into so many columns."""
    taken = 0
    for place, letter in enumerate(text):
        taken += columns_of_letter(letter)
        if taken > width:
            return text[:place]
    return text


def shorten(text: str, width: int) -> str:
    """One line of at most ``width`` columns."""
    plain = " ".join(text.split())
    return plain if columns_of(plain) <= width else cut(plain, width - 1).rstrip() + "…"


def pad(text: str, width: int) -> str:
    """A text with blanks behind it up to a width."""
    return text + " " * (width - columns_of(text))


def wrap(text: str, width: int, indent: str = "", hanging: str | None = None) -> list[str]:
    """Wrap text between words, keeping its own line breaks."""
    rest = indent if hanging is None else hanging
    lines: list[str] = []
    for paragraph in text.splitlines() or [""]:
        lines += wrap_paragraph(paragraph, width, indent, rest) or [""]
        indent = rest
    return lines


def wrap_paragraph(text: str, width: int, first: str, rest: str) -> list[str]:
    """Wrap one paragraph; where letters are wide, by columns and within words that are too long."""
    if columns_of(first + text) <= width:
        return [first + text.rstrip()] if text.strip() else []
    if len(text) == columns_of(text):
        return textwrap.wrap(text, width, initial_indent=first, subsequent_indent=rest)
    lines, line = [], first
    for word in text.split():
        gap = "" if line in {first, rest} else " "
        if columns_of(line + gap + word) <= width:
            line += gap + word
            continue
        if gap:
            lines.append(line)
            line = rest
        while columns_of(line + word) > width:
            piece = cut(word, max(2, width - columns_of(line)))
            lines.append(line + piece)
            line, word = rest, word[len(piece) :]  # noqa: PLW2901 - the rest of the word goes on
        line += word
    return [*lines, line] if line.strip() else lines
