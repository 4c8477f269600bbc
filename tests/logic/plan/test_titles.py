"""Lines of a plan in a few plain words."""

from __future__ import annotations

import pytest

from relapse_cli.logic.plan.titles import rule_titles, short_words
from tests.banks_under_test import reading_of, shipped_bank, vignette


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Sleep gets its own step.", "Sleep gets its own step"),
        ("Next contact: 24 Nov 2026. Who calls: “T”", "Next contact: 24 Nov 2026. Who calls: “T”"),
        (
            "Tell two of the people who were there on that very long evening in town.",
            "Tell two of the people who were there on that very long…",
        ),
    ],
)
def test_a_text_is_cut_where_it_can_be_read(text: str, words: str) -> None:
    """It stands on one line without its full stop; a long one ends between words, never within one."""
    assert words == short_words(text)


def test_the_bank_names_a_line_in_few_words() -> None:
    """Where the bank gives few words for a sentence these are its title, with the answers they name."""
    reading = reading_of(vignette("PR-101"))
    titles = rule_titles(["P-CONTACT", "P-TOLD", "T-SLEEP"], reading)
    assert list(titles.values()) == [
        "Next contact: Tue 24 Nov 2026, 10:00",
        "One chosen person knows or is told",
        "Sleep gets its own step",
    ]


@pytest.mark.parametrize("case", ["PR-101", "PR-102", "PR-103", "PR-106", "PR-209", "PR-210"])
def test_every_line_has_a_title_of_its_own_without_its_id(case: str) -> None:
    """No title is an id, none is empty, and no two are alike."""
    reading = reading_of(vignette(case))
    fired = [action.id for action in shipped_bank().actions if reading.action(action.id)]
    titles = rule_titles(fired, reading)
    assert all(titles[rule] and rule not in titles[rule] for rule in fired)
    assert len(set(titles.values())) == len(fired)
