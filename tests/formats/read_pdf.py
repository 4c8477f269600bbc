"""What a PDF says and how it is built, read by a program that did not write it."""

from __future__ import annotations

import io
import re
import sys
from collections.abc import Iterator
from typing import Any, cast
from unicodedata import combining, normalize

from pypdf import PdfReader
from pypdf.generic import ArrayObject, DictionaryObject

_MARKS = "".join(letter for letter in map(chr, range(sys.maxunicode + 1)) if combining(letter))


def read(data: bytes) -> PdfReader:
    """Open a document."""
    return PdfReader(io.BytesIO(data), strict=True)


def squeezed(text: str) -> str:
    """Words without what a line break, a composed letter or a place to break could change."""
    return "".join(normalize("NFKC", text).replace("\u200b", "").split())


def as_drawn(text: str) -> str:
    """A pattern of squeezed words: what a reader gets once or again for a letter with marks of its own.

    Each mark is drawn by itself, and each of them stands for the whole letter when it is copied.
    """
    letters = re.findall(f"[^{_MARKS}][{_MARKS}]*|[{_MARKS}]+", squeezed(text))
    return "".join(f"(?:{re.escape(each)})+" if combining(each[-1]) else re.escape(each) for each in letters)


def page_texts_of(data: bytes) -> list[str]:
    """The words of each page, squeezed, with its foot."""
    return [squeezed(page.extract_text()) for page in read(data).pages]


def page_texts(data: bytes) -> list[str]:
    """The words of each page of a document without a title, squeezed, without the number at its foot."""
    pages = page_texts_of(data)
    numbers = [f"{number}of{len(pages)}" for number in range(1, len(pages) + 1)]
    assert all(text.endswith(number) for text, number in zip(pages, numbers, strict=True))
    return [text.removesuffix(number) for text, number in zip(pages, numbers, strict=True)]


def root(data: bytes) -> Any:
    """The catalogue of a document."""
    return cast("Any", read(data).trailer["/Root"])


def elements(data: bytes) -> list[tuple[str, Any]]:
    """Everything in the tree of the structure, in the order in which it is read aloud."""
    return list(_walk(root(data)["/StructTreeRoot"]["/K"]))


def _walk(node: Any) -> Iterator[tuple[str, Any]]:
    node = node.get_object() if hasattr(node, "get_object") else node
    if isinstance(node, ArrayObject):
        for each in node:
            yield from _walk(each)
    elif isinstance(node, DictionaryObject) and "/S" in node:
        yield str(node["/S"]), node
        if "/K" in node:
            yield from _walk(node["/K"])
