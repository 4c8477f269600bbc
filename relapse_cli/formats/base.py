"""Where a document goes: what a format has to know of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, get_args

TextFormat = Literal["terminal", "markdown", "html"]
"""What is written as text."""

BinaryFormat = Literal["pdf", "docx"]
"""What is written as bytes."""

DocumentFormat = Literal[TextFormat, BinaryFormat]
"""What any document can be written in."""

Format = Literal[DocumentFormat, "json"]
FORMATS: tuple[Format, ...] = get_args(Format)
BINARY_FORMATS: frozenset[str] = frozenset(get_args(BinaryFormat))


@dataclass(frozen=True, slots=True)
class RenderOptions:
    """Where the document goes; the caller decides, a format never looks at the screen.

    Attributes:
        width: columns of the terminal.
        color: whether colour and weight may be used; without it no ESC byte is written.
        ascii: draw with ASCII signs only, and use plain quotation marks and dashes.
        encoding: the encoding of the stream; what it cannot hold is replaced.
    """

    width: int = 80
    color: bool = False
    ascii: bool = False
    encoding: str = "utf-8"
