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


_NON_JOINER, _JOINER = "\u200c", "\u200d"
_JOINED_LETTERS = "\u0620-\u065f\u066e-\u06d3\u06d5\u06fa-\u06ff\u0710-\u077f\u07ca-\u07ea\u08a0-\u08c9"
_VIRAMAS = "\u094d\u09cd\u0a4d\u0acd\u0b4d\u0bcd\u0c4d\u0ccd\u0d4d\u0dca"
_INDIC = "\u0900-\u0dff"
_PICTURES = "\u2600-\u27bf\u2b05-\u2b55\U0001f1e6-\U0001faff"
_NEEDED_JOINERS = (
    rf"((?<=[{_JOINED_LETTERS}])\u200c(?=[{_JOINED_LETTERS}])"
    rf"|(?<=[{_VIRAMAS}])[\u200c\u200d](?=[{_INDIC}])"
    rf"|(?<=[{_PICTURES}\ufe0f])\u200d(?=[{_PICTURES}]))"
)
"""Joiners without which a word is misspelt or a picture falls apart; anywhere else they only hide."""


def sanitize(text: str) -> str:
    """Return text that a terminal only draws; of the controls just newline and tab are left.

    Joiners stay where a script or a picture needs them: between letters that would run together, after the
    sign that joins two Indic letters, and within a picture of several.
    """
    text = text.replace("\r\n", "\n")
    if _NON_JOINER not in text and _JOINER not in text:
        return text.translate(_TABLE)
    parts = re.split(_NEEDED_JOINERS, text)  # every second part is a joiner that stays
    return "".join(part if place % 2 else part.translate(_TABLE) for place, part in enumerate(parts))


def sanitize_line(text: str) -> str:
    """Return sanitized text on one line, with white space collapsed."""
    return " ".join(sanitize(text).split())


_STEERING = frozenset(map(chr, (*range(0x202A, 0x202F), *range(0x2066, 0x2070), *range(0xFFF9, 0xFFFC))))
"""What turns the direction of words, or hides them between others."""

_HIDDEN = "\u200b\ufeff"
"""Blanks without width: they part words that read as one, and no spelling needs them."""


class _PaperTable(dict[int, str]):
    """A translation table for documents: what is drawn stays, and so does what a script is joined with."""

    def __missing__(self, code: int) -> str:
        char = chr(code)
        no_letter = code & 0xFFFE == 0xFFFE  # XML has no place for these two of each plane
        bad = no_letter or char in _STEERING or unicodedata.category(char) in {"Cc", "Cs"}
        if char in _HIDDEN:
            stands = ""
        else:
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
