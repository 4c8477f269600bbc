"""The one output sanitizer: what was typed can be read, and can do nothing to a terminal."""

from __future__ import annotations

import re
import unicodedata

REPLACEMENT = "\N{REPLACEMENT CHARACTER}"
HALF_PAIR = re.compile("[\ud800-\udfff]")
"""Half of a surrogate pair, which no file, database or screen can hold."""

_LINE_BREAKS = "\r\u2028\u2029"
_KEPT_CONTROLS = "\n\t"
_INVISIBLE_LETTERS = "\u034f\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0"
_VARIATION_SELECTORS = (range(0x180B, 0x1810), range(0xFE00, 0xFE10), range(0xE0100, 0xE01F0))
# These format characters are drawn (Arabic, Syriac and Kaithi number signs), so they are content.
DRAWN_FORMAT_SIGNS = frozenset(
    map(chr, (*range(0x600, 0x606), 0x6DD, 0x70F, 0x890, 0x891, 0x8E2, 0x110BD, 0x110CD))
)


def replacement_of(char: str) -> str | None:
    """Return what stands for a character, or ``None`` when it may stay.

    Controls and lone surrogates become a visible mark, so that nothing disappears unseen; bidirectional
    controls, zero-width characters and other invisible signs are dropped.
    """
    if char in _KEPT_CONTROLS or char in DRAWN_FORMAT_SIGNS:
        return None
    if char in _LINE_BREAKS:
        return "\n"
    category = unicodedata.category(char)
    if category in {"Cc", "Cs"}:
        return REPLACEMENT
    invisible = char in _INVISIBLE_LETTERS or any(ord(char) in block for block in _VARIATION_SELECTORS)
    return "" if invisible or category == "Cf" else None


class _LazyTable(dict[int, str]):
    """A translation table that works out each code point once, when it is first met."""

    def __missing__(self, code: int) -> str:
        stands = replacement_of(chr(code))
        self[code] = chr(code) if stands is None else stands
        return self[code]


_TABLE = _LazyTable()


def whole_letters(text: str) -> str:
    """Return text that can be kept: half of a pair becomes a visible mark."""
    return HALF_PAIR.sub(REPLACEMENT, text)


def sanitize(text: str) -> str:
    """Return text that a terminal only draws; of the controls just newline and tab are left."""
    return text.replace("\r\n", "\n").translate(_TABLE)


def sanitize_line(text: str) -> str:
    """Return sanitized text on one line, with white space collapsed."""
    return " ".join(sanitize(text).split())


_STEERING = frozenset(map(chr, (*range(0x202A, 0x202F), *range(0x2066, 0x2070), *range(0xFFF9, 0xFFFC))))
"""What turns the direction of words, or hides them between others."""


class _PaperTable(dict[int, str]):
    """A translation table for documents: what is drawn stays, and so does what a script is joined with."""

    def __missing__(self, code: int) -> str:
        char = chr(code)
        no_letter = code & 0xFFFE == 0xFFFE  # XML has no place for these two of each plane
        bad = no_letter or char in _STEERING or unicodedata.category(char) in {"Cc", "Cs"}
        stands = " " if char in _LINE_BREAKS + _KEPT_CONTROLS else REPLACEMENT if bad else char
        self[code] = stands
        return stands


_PAPER = _PaperTable()


def paper_line(text: str) -> str:
    """Return text on one line for a document that no terminal draws.

    Controls and what turns the direction of words become a visible mark. Joiners stay, for without them
    Persian is misspelt and a picture of several people falls apart.
    """
    return " ".join(text.translate(_PAPER).split())
