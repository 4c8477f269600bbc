"""A thousand texts that people could have typed or pasted, and that try to be more than text."""

from __future__ import annotations

import random

from relapse_cli.documents.block import (
    Block,
    Choice,
    ChoiceOption,
    Document,
    Fact,
    Facts,
    Item,
    Paragraph,
    Quote,
    plain,
)
from tests.documents.hostile import FRAGMENTS

MARKUP = (
    '#import "@preview/a:1.0.0"', "#sys.inputs", "#[", "]", "$x$", "$ sum $", "= h", "@ref",
    "<label>", "#let a = 1", "```rust", "//", "/*", "<w:p/>", "<w:hyperlink r:id='rId1'>", "]]>",
    "<?xml?>", '{ HYPERLINK "http://a.b" }', "{ INCLUDETEXT c:\\a }", "MERGEFIELD x",
    '=cmd|"/c calc"!A1', "+1+1", "@SUM(A1)", "=HYPERLINK(\"http://a.b\")", "&#x41;", "&amp;",
    "%s %n", "\\u0041", "\\input{x}", "(a) Tj", "/Type /Action", "endobj",
)  # fmt: skip
LETTERS = (
    "žluťoučký kůň", "Nguyễn Đặng", "ελληνικά", "Ещё раз", "łódź", "ß", "ﬁ", "Ǆ", "i̇", "ÅÅ",
    "e\u0301\u0323\u0302", "日本語", "한국어", "مرحبا 12", "\u202bعربي\u202c", "\u2067א\u2069ב",
    "می\u200cخواهم", "नमस्ते क्\u200dष", "ไทย", "👩‍👩‍👧‍👦", "❤️", "🇮🇪", "👍🏽", "\u0300",
    "\U0001d400", "\U000e0041", "\ue000", "\ufffe", "\U0010ffff", "\udfff", "\x1b", "\x85", "\x7f",
    "\u00ad", "\u2029", "\u3000", "\u200b", "→ ≤ −", "a" * 120, "日" * 60, "½ ° µ €",
)  # fmt: skip
PIECES = (*FRAGMENTS, *MARKUP, *LETTERS)


def thousand_texts() -> tuple[str, ...]:
    """The same texts every time: each piece by itself, then pieces in a row, then letters from anywhere."""
    dice = random.Random(9)
    anywhere = ["".join(chr(dice.randrange(0x110000)) for _ in range(12)) for _ in range(150)]
    rows = ["".join(dice.choices(PIECES, k=dice.randint(2, 7))) for _ in range(850 - len(PIECES))]
    return (*PIECES, *rows, *anywhere)


def told(texts: tuple[str, ...]) -> Document:
    """A document without a title in which each text stands in one place, of several kinds by turns."""
    return Document(blocks=tuple(_block(place, text) for place, text in enumerate(texts)))


def _block(place: int, text: str) -> Block:
    match place % 5:
        case 0:
            return Paragraph(plain(text))
        case 1:
            return Item(plain(text))
        case 2:
            return Quote(text)
        case 3:
            return Choice("x", (ChoiceOption(text, picked=False),), open=False)
        case _:
            return Facts((Fact("x", (text,)),))
