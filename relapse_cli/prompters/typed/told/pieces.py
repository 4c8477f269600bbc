"""The pieces of a line as it is told: what stands between commas, some of it under the name of a part."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from relapse_cli.model.ask import Told, ToldPart

_COMMA = re.compile(r"(?<![0-9]),|,(?![0-9])")
"""A comma between two words; one within a number is no end of a piece."""
_NO_NAME = frozenset(",:")


@dataclass(frozen=True, slots=True)
class Piece:
    """One piece of a line.

    Attributes:
        start: where it begins in the line.
        end: where it ends.
        text: everything that was typed of it.
        words: the same without the name of a part in front.
        part: the part whose name stands in front.
    """

    start: int
    end: int
    text: str
    words: str
    part: ToldPart | None = None


def pieces_of(line: str, told: Told) -> tuple[Piece, ...]:
    """The pieces of a line in their order; together they hold every word of it."""
    ends = [*(found.start() for found in _COMMA.finditer(line)), len(line)]
    starts = [0, *(end + 1 for end in ends[:-1])]
    found = (_piece(line, start, end, told) for start, end in zip(starts, ends, strict=True))
    return tuple(piece for piece in found if piece.text)


def _piece(line: str, start: int, end: int, told: Told) -> Piece:
    """What stands between two places of a line, without the blanks around it."""
    text = line[start:end].strip()
    start = line.index(text, start) if text else start
    head, colon, rest = text.partition(":")
    part = named_part(head, told) if colon else None
    return Piece(start, start + len(text), text, rest.strip() if part else text, part)


def named_part(name: str, told: Told) -> ToldPart | None:
    """The part that goes by a name; two of one name go by their ids."""
    plain = plain_words(name)
    found = [part for part in told.parts if plain in {part.field, plain_words(part.title)}]
    by_id = [part for part in found if plain == part.field]
    return next(iter(by_id or found), None) if len(by_id or found) == 1 else None


def plain_words(text: str) -> str:
    """Words as they are compared."""
    return " ".join(text.casefold().replace("_", " ").split()).rstrip(" .!?:")


def under_name(part: ToldPart, text: str, told: Told) -> str:
    """Words under the name of a part, piece by piece, so that they are read as that part and nothing else."""
    name = (
        part.title if named_part(part.title, told) == part and not _NO_NAME & set(part.title) else part.field
    )
    pieces = [text[s:e].strip() for s, e in _spans(text)]
    return ", ".join(f"{name}: {piece}" for piece in pieces if piece)


def _spans(text: str) -> Sequence[tuple[int, int]]:
    """Where the pieces of a text begin and end."""
    ends = [*(found.start() for found in _COMMA.finditer(text)), len(text)]
    return list(zip([0, *(end + 1 for end in ends[:-1])], ends, strict=True))
