"""How long a paper is and how hard to read: words, rows of an A4 page, sentences."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cache

import pyphen  # type: ignore[import-untyped] # it ships no types

from relapse_cli.documents.block import Document
from relapse_cli.formats.base import RenderOptions
from relapse_cli.formats.text import terminal

PAGE_ROWS, PAGE_COLUMNS = 62, 95
"""What fits on A4 in 10 point with margins of 2 cm; the PDF's own pages are counted where it is made."""

_WORD = re.compile(r"[^\W_][\w'’./:-]*")
_QUOTED = re.compile(r"“[^“”]*”")
_NOTE_NUMBERS = re.compile(r" \[\d+(?:, \d+)*\]")
_ENDS = re.compile(r"(?<=[.?!])\s+|\s[–·]\s|\n|: |; ")
_SHORT = 5


@dataclass(frozen=True, slots=True)
class Size:
    """The size of a paper.

    Attributes:
        words: all of them, but the numbers of notes; ``own`` is how many of them somebody said and the
            product only quotes.
        rows: rows of a page, on the paper's first page as well as after it.
    """

    words: int
    own: int
    rows: int


def size_of(document: Document) -> Size:
    """The size of a document as it goes on paper."""
    text = as_printed(document)
    own = sum(len(_WORD.findall(quoted)) for quoted in _QUOTED.findall(" ".join(text.split())))
    return Size(len(_WORD.findall(_NOTE_NUMBERS.sub("", text))), own, len(text.splitlines()))


def first_page(document: Document) -> Document:
    """What stands before the break, with the head above it."""
    return replace(document, blocks=document.blocks[: document.first_page], footer=())


def as_printed(document: Document) -> str:
    """The document in the columns of a page; what only a terminal repeats at its end is no part of it."""
    return terminal.render(replace(document, in_short=()), RenderOptions(width=PAGE_COLUMNS))


def sentences(texts: Iterable[str]) -> Iterator[str]:
    """The product's own sentences of five words and more; what somebody said counts as one word."""
    for text in texts:
        for sentence in re.split(r"(?<=[.?!])\s+", _QUOTED.sub("it", text)):
            if len(_WORD.findall(sentence)) >= _SHORT:
                yield sentence


def word_count(sentence: str) -> int:
    """How many words a sentence has."""
    return len(_WORD.findall(sentence))


def reading_grade(found: Iterable[str]) -> float:
    """The Flesch-Kincaid grade of some sentences."""
    known = list(found)
    words = [word for sentence in known for word in _WORD.findall(sentence)]
    syllables = sum(_syllables(word.lower()) for word in words)
    return 0.39 * len(words) / len(known) + 11.8 * syllables / len(words) - 15.59


@cache
def _syllables(word: str) -> int:
    return sum(pyphen_of().inserted(part).count("-") + 1 for part in re.split(r"[-/.:]", word) if part)


@cache
def pyphen_of() -> pyphen.Pyphen:
    """English hyphenation, which stands for syllables."""
    return pyphen.Pyphen(lang="en_US")
