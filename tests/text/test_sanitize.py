"""The output sanitizer, over every code point there is."""

from __future__ import annotations

import sys
import unicodedata

import pytest
from hypothesis import given

from relapse_cli.text.sanitize import DRAWN_FORMAT_SIGNS, paper_line, sanitize, sanitize_line
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


JOINED = [
    "\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645",  # Persian: "I want"
    "\u0915\u094d\u200d\u0937",  # Devanagari, a half letter
    "\u0d28\u0d4d\u200c\u0d28",  # Malayalam
    "\U0001f469\u200d\U0001f467",  # a family
    "\U0001f469\U0001f3fd\u200d\U0001f467",  # with a tone of skin
]


@pytest.mark.parametrize("word", JOINED)
def test_joiners_that_a_script_or_a_picture_needs_stay(word: str) -> None:
    """Without them the words in quotation marks would not be those that were said."""
    assert sanitize(word) == word
    assert paper_line(f" {word}\u200b\ufeff ") == word


@pytest.mark.parametrize(
    "text",
    ["a\u200cb", "a\u200db", "\u0645\u200c", "\u200c\u0645", "\u0645\u200c\u200c\u062e", "\u0645\u200da"],
)
def test_joiners_that_join_nothing_are_dropped(text: str) -> None:
    """At the ends of a word, doubled or between other letters they could only hide something."""
    assert sanitize(text) == text.replace("\u200c", "").replace("\u200d", "")


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
