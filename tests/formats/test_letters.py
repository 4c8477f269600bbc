"""The letters of the shipped fonts, and what stands for those that they lack."""

from __future__ import annotations

import runpy
from pathlib import Path

import pytest
from hypothesis import given

from relapse_cli.formats.every_word import paper_words, with_every_word
from relapse_cli.formats.press.letters import coverage, printable
from relapse_cli.formats.word.letters import typed
from tests.documents.hostile import hostile_text
from tests.examples import examples
from tests.formats.test_blocks import everything

SCRIPT = Path(__file__).parents[2] / "packaging" / "font_coverage.py"


def test_what_is_kept_beside_the_fonts_is_what_they_cover() -> None:
    """The ranges are those of the font files, so that no letter vanishes from a page."""
    made = runpy.run_path(str(SCRIPT))
    assert (made["FONTS"] / "coverage.txt").read_text("ascii") == made["coverage_text"]()


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Nguyễn, Ещё, ελληνικά, žluť", "Nguyễn, Ещё, ελληνικά, žluť"),
        ("😀", "[U+1F600]"),
        ("日本", "[U+65E5][U+672C]"),
        ("❤️", "[U+2764]"),
        ("a\u202eb", "a\ufffdb"),
        ("a\x00\x07b", "a\ufffd\ufffdb"),
        ("\ufffe\ud800", "\ufffd\ufffd"),
        ("a → b ≤ −1 ◆", "a -> b <= -1 *"),
        ("one\r\ntwo", "one\ntwo"),
    ],
)
def test_what_the_font_lacks_is_printed_by_its_number(text: str, shown: str) -> None:
    """Nothing is dropped in silence, and nothing turns the words behind it."""
    assert printable(text) == shown


@examples(200)
@given(hostile_text)
def test_every_letter_that_is_printed_is_in_the_font(text: str) -> None:
    """Whatever was typed, the font can draw what is set."""
    letters = {ord(letter) for letter in printable(text)} - {ord("\n")}
    assert all(any(code in covered for covered in coverage()) for code in letters)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("می\u200cخواهم, 6 of 10", "می\u200cخواهم\u200e, 6 of 10"),
        ("“שלום 5”, 6", "“שלום 5”\u200e, 6"),
        ("👩\u200d👧 日本", "👩\u200d👧 日本"),
        ("a\u202eb\u2066c\x00", "a\ufffdb\ufffdc\ufffd"),
    ],
)
def test_a_word_processor_gets_every_letter(text: str, shown: str) -> None:
    """Joiners stay, what turns the direction is shown, and words from the right end where they end."""
    assert typed(text) == shown


def test_no_string_of_a_document_is_forgotten() -> None:
    """Wherever a word can stand, it is made fit for paper."""
    assert "zzz" in repr(everything("zzz"))
    assert "zzz" not in repr(with_every_word(everything("zzz"), lambda text: text.replace("zzz", "")))


@pytest.mark.parametrize("text", ["", " ", "a", " a ", "a\nb", "a  b", "\n", " a\u202e"])
def test_blanks_at_the_ends_of_words_part_them_still(text: str) -> None:
    """A span that begins or ends with a blank does not stick to its neighbour."""
    assert paper_words(text)[:1].isspace() == text[:1].isspace()
    assert len(paper_words(text).splitlines()) == len(text.splitlines())
