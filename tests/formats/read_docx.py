"""What a document for a word processor holds, read from the XML in its file."""

from __future__ import annotations

import io
import xml.etree.ElementTree as ET
from zipfile import ZipFile

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"


def parts(data: bytes) -> dict[str, bytes]:
    """The parts of the file by their names."""
    with ZipFile(io.BytesIO(data)) as file:
        return {name: file.read(name) for name in file.namelist()}


def body(data: bytes, name: str = "word/document.xml") -> ET.Element:
    """The tree of a part; one that is not well-formed is refused."""
    return ET.fromstring(parts(data)[name])


def paragraphs(data: bytes) -> list[tuple[str, str]]:
    """The style and the words of each paragraph in order, also of those in tables."""
    return [(_style(row), _words(row)) for row in body(data).iter(f"{W}p")]


def words(data: bytes) -> str:
    """All words, a paragraph a line."""
    return "\n".join(text for _, text in paragraphs(data))


def _style(row: ET.Element) -> str:
    found = row.find(f"{W}pPr/{W}pStyle")
    return "Normal" if found is None else found.attrib[f"{W}val"]


def _words(row: ET.Element) -> str:
    signs = {f"{W}br": "\n", f"{W}tab": "\t"}
    return "".join(
        (node.text or "") if node.tag == f"{W}t" else signs.get(node.tag, "") for node in row.iter()
    )
