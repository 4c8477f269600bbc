"""Lines of a plan in a few plain words."""

from __future__ import annotations

import pytest

from relapse_cli.logic.plan.titles import rule_titles, short_words
from tests.banks_under_test import reading_of, shipped_bank, vignette


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Sleep gets its own step.\nIf two nights are bad, then", "Sleep gets its own step"),
        ("Next contact: 24 Nov 2026, 10:00. Who calls: “T”", "Next contact: 24 Nov 2026, 10:00"),
        ("A named person to call, who knows about it: ____.", "A named person to call, who knows about it"),
        (
            "Not every return calls for detox: a time of stabilisation is not indicated today.",
            "Not every return calls for detox…",
        ),
        (
            "Tell two of the people who were there on that very long evening in town.",
            "Tell two of the people who were there on that very long…",
        ),
    ],
)
def test_a_text_is_cut_where_it_can_be_read(text: str, words: str) -> None:
    """Its first sentence without blanks, cut after a clause or between words, never within one."""
    assert words == short_words(text)


@pytest.mark.parametrize("case", ["PR-101", "PR-102", "PR-103", "PR-106", "PR-209", "PR-210"])
def test_every_line_has_a_title_of_its_own_without_its_id(case: str) -> None:
    """No title is an id, none is empty, and no two are alike."""
    reading = reading_of(vignette(case))
    fired = [action.id for action in shipped_bank().actions if reading.action(action.id)]
    titles = rule_titles(fired, reading)
    assert all(titles[rule] and rule not in titles[rule] for rule in fired)
    assert len(set(titles.values())) == len(fired)
