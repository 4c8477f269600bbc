"""The letters that the shipped font has: what it cannot draw is printed by its number, in sight of everybody.

No script that needs joiners is among those it covers, so that none has to stay.
"""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from unicodedata import normalize

from relapse_cli.formats.every_word import paper_words
from relapse_cli.text.sanitize import sanitize

_KEPT = "\n\t"
AGAIN = "*"
_SPELLED = str.maketrans(
    {"◆": AGAIN, "→": "->", "←": "<-", "−": "-", "≤": "<=", "≥": ">=", "☐": "[ ]", "☑": "[x]"}
    | dict.fromkeys("\u200c\u200d", "")
)
"""Signs that the font lacks and others say as well, or that join nothing which it has."""


def printable(text: str) -> str:
    """Return text in which each character that the font lacks stands as ``[U+1F642]``.

    A letter with its marks is one character where there is such a one: the font draws it better, and
    whoever copies it out of the page gets it once.
    """
    return _spelled(text).translate(_marks())


def undrawn(text: str) -> int:
    """How many characters of a text the font lacks."""
    marks = _marks()
    return sum(len(marks[ord(char)]) > 1 for char in _spelled(text))


def _spelled(text: str) -> str:
    return normalize("NFC", sanitize(paper_words(text)).translate(_SPELLED))


class _Marks(dict[int, str]):
    """A translation table that works out each code point once, when it is first met."""

    def __missing__(self, code: int) -> str:
        char = chr(code)
        drawn = char in _KEPT or any(code in covered for covered in coverage())
        self[code] = char if drawn else f"[U+{code:04X}]"
        return self[code]


@cache
def _marks() -> _Marks:
    return _Marks()


@cache
def coverage() -> tuple[range, ...]:
    """The code points that regular and bold can both draw, written down by `packaging/font_coverage.py`."""
    rows = files("relapse_cli.formats.press").joinpath("fonts/coverage.txt").read_text("ascii").split()
    ends = (row.split("-") for row in rows)
    return tuple(range(int(first, 16), int(last, 16) + 1) for first, last in ends)
