"""Numbers with their nouns, and several things in one sentence."""

from __future__ import annotations

import pytest

from relapse_cli.text.nouns import counted, listed, plural, series


@pytest.mark.parametrize(
    ("number", "words"),
    [(0, "0 answers"), (1, "1 answer"), (2, "2 answers"), (1_000_000, "1,000,000 answers")],
)
def test_a_noun_goes_by_its_number(number: int, words: str) -> None:
    """One is one, none and several are many."""
    assert counted(number, "answer") == words


def test_a_noun_may_have_a_plural_of_its_own_and_one_another_word() -> None:
    """What an s does not make is said, and so is how a sentence begins."""
    assert (counted(1, "try", "tries", one="One"), counted(2, "try", "tries")) == ("One try", "2 tries")


@pytest.mark.parametrize(("number", "word"), [(1, "hour"), (1.0, "hour"), (0.5, "hours"), (1.5, "hours")])
def test_a_part_of_one_is_many(number: float, word: str) -> None:
    """Half an hour has no noun of its own: it is 0.5 hours."""
    assert plural(number, "hour") == word


@pytest.mark.parametrize(
    ("things", "words"),
    [((), ""), (("a",), "a"), (("a", "b", "c"), "a; b; c"), (("a", "b", "c", "d"), "a; b; and 2 more")],
)
def test_a_long_list_names_the_first_and_counts_the_others(things: tuple[str, ...], words: str) -> None:
    """No more is named than fits, and nothing is left out without a word."""
    assert listed(things, 3) == words


@pytest.mark.parametrize(
    ("things", "words"), [((), ""), (("a",), "a"), (("a", "b"), "a or b"), (("a", "b", "c"), "a, b or c")]
)
def test_a_series_ends_in_its_word(things: tuple[str, ...], words: str) -> None:
    """Commas stand between all but the last two."""
    assert series(things, "or") == words
