"""Where a document goes: what a format has to know of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import PurePath
from typing import Literal, get_args

from relapse_cli.model.bank_terms import NoteStyle
from relapse_cli.text.nouns import counted, plural

TextFormat = Literal["terminal", "markdown", "html"]
"""What is written as text."""

BinaryFormat = Literal["pdf", "docx"]
"""What is written as bytes."""

DocumentFormat = Literal[TextFormat, BinaryFormat]
"""What any document can be written in."""

Format = Literal[DocumentFormat, "json"]
PlanFormat = Literal[Format, "note", "ics"]
"""What a plan can be written in: what every document can be written in, and what only a plan fills."""

ReviewFormat = Literal[DocumentFormat, "json", "csv"]
"""What a review can be written in."""

DueFormat = Literal[Format, "ics", "csv"]
"""What a list of what is due can be written in."""

NamedFormat = Literal[PlanFormat, "csv"]
"""What the ending of a file can stand for."""

DUE_FORMATS: tuple[DueFormat, ...] = get_args(DueFormat)

_ENDINGS: dict[str, NamedFormat] = {
    ".txt": "terminal",
    ".md": "markdown",
    ".markdown": "markdown",
    ".html": "html",
    ".htm": "html",
    ".json": "json",
    ".jsonl": "json",
    ".pdf": "pdf",
    ".docx": "docx",
    ".ics": "ics",
    ".csv": "csv",
}
ENDINGS = tuple(_ENDINGS)
"""The endings that stand for a format."""

_PLAIN = ".txt"


def format_of(name: str) -> NamedFormat | None:
    """Return the format that the ending of a file name stands for; ``None`` where it stands for none."""
    return _ENDINGS.get(PurePath(name).suffix.lower())


def fits_ending(name: str, form: NamedFormat) -> bool:
    """Whether a file of this name may hold a format; ``.txt`` holds all that reads as text."""
    if PurePath(name).suffix.lower() == _PLAIN:
        return form in {"terminal", "markdown", "note"}
    return format_of(name) in {None, form}


def ending_of(form: NamedFormat) -> str:
    """Return the ending with which a file of a format is named."""
    return _PLAIN if form == "note" else next(ending for ending, known in _ENDINGS.items() if known == form)


BINARY_FORMATS: frozenset[str] = frozenset((*get_args(BinaryFormat), "parquet"))


def _say_nothing(_count: int) -> None:
    """Nobody asked how many characters could not be drawn."""


def undrawn_words(count: int) -> str:
    """What is said where a page shows characters by their numbers."""
    are = plural(count, "is", "are")
    return (
        f"{counted(count, 'character')} of this text {are} not in the font of the PDF and {are} shown by "
        "number, such as [U+1F642]. HTML and DOCX show them as they are."
    )


@dataclass(frozen=True, slots=True)
class RenderOptions:
    """Where the document goes; the caller decides, a format never looks at the screen.

    Attributes:
        width: columns of the terminal.
        color: whether colour and weight may be used; without it no ESC byte is written.
        ascii: draw with ASCII signs only, and use plain quotation marks and dashes.
        encoding: the encoding of the stream; what it cannot hold is replaced.
        note_style: into which parts a progress note is set.
        undrawn: is told how many characters a format showed by their numbers, where there are any.
        lines: a terminal shows tables as lines, one value each, for those who hear them.
    """

    width: int = 80
    color: bool = False
    ascii: bool = False
    encoding: str = "utf-8"
    note_style: NoteStyle = "dap"
    lines: bool = False
    undrawn: Callable[[int], None] = field(default=_say_nothing, compare=False)
