"""Columns, and text fitted into them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from prompt_toolkit.utils import get_cwidth
from wcwidth import wcwidth

from relapse_cli.text.width import ONE_COLUMN, clip, columns_of, pad, rows_of_line, shorten, wrap

LETTERS = st.text(st.sampled_from("ab -é중睡👍🏽🇩，\u0301\u00ad\u0600"), max_size=60)


@given(st.text())
def test_a_letter_takes_what_the_prompts_draw_it_with(text: str) -> None:
    """A row that is measured here fits where prompt_toolkit puts it, letter by letter."""
    drawn = "".join(letter for letter in text if letter.isprintable())
    assert columns_of(drawn) == get_cwidth(drawn)


def test_what_is_not_looked_up_takes_one_column() -> None:
    """The letters that are counted without wcwidth are those to which it gives one column each."""
    assert {letter for letter in ONE_COLUMN if wcwidth(letter) != 1} == set()


@pytest.mark.parametrize(("text", "columns"), [("e\u0301", 1), ("睡着", 4), ("👍🏽", 4), ("\u00ad", 1)])
def test_a_text_takes_columns_and_not_letters(text: str, columns: int) -> None:
    """East Asian letters take two, combining marks none; what a terminal may join counts in full."""
    assert columns_of(text) == columns


@given(LETTERS, st.integers(2, 20))
def test_what_is_clipped_shortened_or_padded_fits(text: str, room: int) -> None:
    """No cell of a table is wider than its column, and none that fits is changed."""
    assert columns_of(clip(text, room)) <= room
    assert columns_of(shorten(text, room)) <= room
    assert columns_of(pad(clip(text, room), room)) == room
    assert clip(text, columns_of(text)) == text


@given(LETTERS, st.integers(2, 20))
def test_rows_hold_every_letter_and_no_more_than_fits(text: str, room: int) -> None:
    """Rows follow each other without a gap, and only blanks at their ends may stick out."""
    rows = rows_of_line(text, room)
    assert "".join(text[start:end] for start, end in rows) == text
    assert all(columns_of(text[start:end].rstrip()) <= room for start, end in rows)


@pytest.mark.parametrize(
    ("text", "room", "rows"),
    [
        ("", 5, [""]),
        ("one two", 10, ["one two"]),
        ("one two three", 8, ["one two ", "three"]),
        ("one two three", 7, ["one two ", "three"]),
        ("abcdefghij", 4, ["abcd", "efgh", "ij"]),
        ("睡不着的夜", 5, ["睡不", "着的", "夜"]),
        ("a 睡不着 b", 6, ["a 睡不", "着 b"]),
        ("one ", 3, ["one "]),
        ("很长，第二", 4, ["很", "长，", "第二"]),
        ("a follow-up visit", 9, ["a follow-", "up visit"]),
        ("relapse plan --format", 17, ["relapse plan ", "--format"]),
        ("  abcdefgh", 6, ["  abcd", "efgh"]),
    ],
)
def test_rows_end_between_words(text: str, room: int, rows: list[str]) -> None:
    """Blanks stay at the end of their row; wide letters and words that are too long may part anywhere."""
    assert rows == [text[start:end] for start, end in rows_of_line(text, room)]


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("", [""]),
        ("one two three", ["- one", "  two", "  three"]),
        ("one\n\ntwo", ["- one", "", "  two"]),
        ("   ", [""]),
        ("睡不着", ["- 睡不", "  着"]),
    ],
)
def test_lines_hang_under_their_first(text: str, lines: list[str]) -> None:
    """A text keeps its own line breaks, and what goes on stands under where it began."""
    assert wrap(text, 7, "- ", "  ") == lines
