"""The output sanitizer, over every code point there is."""

from __future__ import annotations

import sys
import unicodedata

import pytest
from hypothesis import given

from relapse_cli.text.sanitize import DRAWN_FORMAT_SIGNS, sanitize, sanitize_line
from tests.documents.hostile import hostile_text

BIDI = "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"


def test_no_code_point_reaches_the_terminal_as_a_control() -> None:
    """Of all controls, surrogates and format characters only newline, tab and drawn signs get through."""
    through = {char for code in range(sys.maxunicode + 1) for char in sanitize(chr(code))}
    acting = {char for char in through if unicodedata.category(char) in {"Cc", "Cf", "Cs", "Zl", "Zp"}}
    assert acting == {"\n", "\t"} | DRAWN_FORMAT_SIGNS


def test_everything_that_can_be_read_stays() -> None:
    """Letters, marks, numbers, punctuation and symbols of every script are kept, but for invisible ones."""
    invisible = {"\u034f", "\u115f", "\u1160", "\u17b4", "\u17b5", "\u2800", "\u3164", "\uffa0"}
    lost = {
        char
        for char in map(chr, range(sys.maxunicode + 1))
        if unicodedata.category(char)[0] in "LMNPS" and sanitize(char) != char
    }
    selectors = {char for char in lost if "VARIATION SELECTOR" in unicodedata.name(char)}
    assert lost - selectors == invisible


@pytest.mark.parametrize(
    "char", ["\x1b", "\x07", "\x08", "\x0b", "\x0c", "\x7f", "\x85", "\x9b", "\x9d", "\ud800"]
)
def test_controls_leave_a_visible_mark(char: str) -> None:
    """A control or a broken character is replaced in sight, so that nobody is misled by its absence."""
    assert sanitize(f"a{char}b") == "a\N{REPLACEMENT CHARACTER}b"


@pytest.mark.parametrize(
    "char", [*BIDI, "\u200b", "\u200c", "\u200d", "\u2060", "\ufeff", "\ufe0f", "\u00ad"]
)
def test_invisible_signs_are_dropped(char: str) -> None:
    """Bidirectional controls and zero-width characters are taken out."""
    assert sanitize(f"a{char}b") == "ab"


@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r", "\u2028", "\u2029"])
def test_every_line_ending_is_a_newline(ending: str) -> None:
    """However a line ends, it ends with one newline."""
    assert sanitize(f"a{ending}b") == "a\nb"


@given(hostile_text)
def test_sanitizing_twice_changes_nothing_more(text: str) -> None:
    """What was sanitized once is safe."""
    assert sanitize(sanitize(text)) == sanitize(text)


@given(hostile_text)
def test_one_line_stays_one_line(text: str) -> None:
    """A sanitized line holds no line break and no run of spaces."""
    line = sanitize_line(text)
    assert line.split() == line.split(" ") or line == ""
