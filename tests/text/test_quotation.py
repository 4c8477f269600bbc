"""Words that somebody put quotation marks into, between quotation marks."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from relapse_cli.logic.answers.in_words import quote
from tests.examples import examples

MARKS = "“”„‟‘’‚‛\"'"
TEXTS = st.text(alphabet=st.sampled_from([*MARKS, *"ab 7.", "…"]), max_size=20)


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("I wanted it to stop", "“I wanted it to stop”"),
        ('"I wanted it to stop"', "“I wanted it to stop”"),
        ("“I wanted it to stop”", "“I wanted it to stop”"),
        ('He said "come on" and I went', "“He said ‘come on’ and I went”"),
        ("“Stop” and then “go”", "“‘Stop’ and then ‘go’”"),
        ('"Stop" and then "go"', "“‘Stop’ and then ‘go’”"),
        ("“Stop” was all", "“‘Stop’ was all”"),
        ("Er sagte „komm“", "“Er sagte ‚komm‘”"),
        ('It was 5" and 6" long', '“It was 5" and 6" long”'),
        ("it's mine", "“it's mine”"),
        ('he said "she said "no" to me"', "“he said ‘she said ‘no’ to me’”"),
    ],
)
def test_marks_within_a_quotation_are_single_ones(typed: str, printed: str) -> None:
    """Double marks stand around the whole and nowhere else, however it was typed."""
    assert quote(typed) == printed


def test_a_pair_of_marks_that_is_cut_off_is_single_too() -> None:
    """The marks are looked at before the words are cut."""
    assert quote(f'"{"x" * 300}" he said', 20) == f"“‘{'x' * 18}…”"


@examples(500)
@given(TEXTS)
def test_no_word_is_lost_and_no_mark_doubled(typed: str) -> None:
    """But for the marks and blanks the words are what was typed; within them is no double mark of a pair."""
    printed = quote(typed, None)
    without = str.maketrans("", "", f"{MARKS} ")
    assert printed.translate(without) == typed.translate(without)
    assert (printed[0], printed[-1]) == ("“", "”")
    assert not set(printed[1:-1]) & set("“”„")
