"""The logo of a service: a small picture that asks for nothing and runs nothing."""

from __future__ import annotations

import zlib
from typing import TYPE_CHECKING
from xml.parsers import expat

from relapse_cli.errors import reason_of
from relapse_cli.model.letterhead import Logo, LogoKind
from relapse_cli.plain_file import read_plain
from relapse_cli.settings import config_messages as messages

if TYPE_CHECKING:
    from pathlib import Path

    from relapse_cli.problems import Message

LARGEST = 32_768
"""Bytes; a page for a telephone, which carries the logo in it, has to stay below 80,000."""

_MOST_POINTS = 2_000
_PNG = b"\x89PNG\r\n\x1a\n"
_SVG = "http://www.w3.org/2000/svg"
_PART = 12
"""The bytes of a PNG chunk beside its data: length, name, checksum."""

_RUNS = frozenset({"script", "foreignobject", "iframe", "object", "embed", "a", "style", "audio", "video"})


class UnsoundLogoError(Exception):
    """A picture that is not taken.

    Attributes:
        kind: which fault it is.
        words: what the sentence of that fault holds.
    """

    def __init__(self, kind: Message, **words: object) -> None:
        super().__init__(kind.text)
        self.kind, self.words = kind, words


def read_logo(path: Path) -> Logo:
    """Read a logo from its file.

    Raises:
        UnsoundLogoError: it cannot be read, is too large, or is no sound picture.
    """
    try:
        data = read_plain(path, LARGEST)
    except (OSError, ValueError) as error:
        raise UnsoundLogoError(messages.NO_LOGO, what=reason_of(error)) from error
    if len(data) > LARGEST:
        raise UnsoundLogoError(messages.LOGO_SIZE, what=f"over {LARGEST:,} bytes", most=f"{LARGEST:,} bytes")
    kind: LogoKind = "png" if data.startswith(_PNG) else "svg"
    if kind == "png":
        _check_png(data)
    else:
        _check_svg(data)
    return Logo(kind, data)


def _unsound(what: str) -> UnsoundLogoError:
    return UnsoundLogoError(messages.LOGO_KIND, what=what)


def _check_png(data: bytes) -> None:
    """Go through the parts of a PNG: size first, each with its checksum, nothing behind the end."""
    at, name = len(_PNG), b""
    while at < len(data):
        length = int.from_bytes(data[at : at + 4])
        part = data[at + 4 : at + 8 + length]
        if data[at + 8 + length : at + _PART + length] != zlib.crc32(part).to_bytes(4):
            raise _unsound("the file is damaged")
        if not name and part[:4] != b"IHDR":
            raise _unsound("its size is missing")
        if not name:
            _check_points(int.from_bytes(part[4:8]), int.from_bytes(part[8:12]))
        at, name = at + _PART + length, part[:4]
        if name == b"IEND":
            break
    if name != b"IEND" or at != len(data):
        raise _unsound("it does not end as it should")


def _check_points(wide: int, high: int) -> None:
    if not (0 < wide <= _MOST_POINTS and 0 < high <= _MOST_POINTS):
        raise UnsoundLogoError(
            messages.LOGO_SIZE,
            what=f"{wide} by {high} points",
            most=f"{_MOST_POINTS:,} by {_MOST_POINTS:,} points",
        )


def _check_svg(data: bytes) -> None:
    """Go through an SVG: no document type, nothing that runs, nothing from elsewhere."""
    seen: list[str] = []

    def refuse(*_: object) -> None:
        raise _unsound("it has a document type or an instruction")

    def element(name: str, attributes: dict[str, str]) -> None:
        space, _, local = name.rpartition(" ")
        if not seen and (space, local) != (_SVG, "svg"):
            raise _unsound("it is neither of the two")
        seen.append(local)
        if local.lower() in _RUNS:
            raise _unsound(f"<{local}> is not taken in a logo")
        for key, value in attributes.items():
            _check_attribute(key.rpartition(" ")[2].lower(), "".join(value.split()).lower())

    parser = expat.ParserCreate(namespace_separator=" ")
    parser.StartDoctypeDeclHandler = refuse
    parser.ProcessingInstructionHandler = refuse
    parser.StartElementHandler = element
    try:
        parser.Parse(data, True)
    except (expat.ExpatError, ValueError, LookupError) as error:
        raise _unsound("it is neither of the two") from error


def _check_attribute(name: str, value: str) -> None:
    """Refuse what runs, and what names something outside of the picture."""
    outside = value.replace("url(#", "").replace("url('#", "").replace('url("#', "")
    link = name in {"href", "src"} and not value.startswith("#")
    if name.startswith("on") or link or "url(" in outside or "\\" in value or "javascript:" in value:
        raise _unsound(f"the attribute {name} is not taken in a logo")
