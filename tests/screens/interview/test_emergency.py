"""What is offered after the card of level 4: the safety questions that are open are named."""

from __future__ import annotations

from relapse_cli.logic.interview.moves import Interview
from relapse_cli.screens.interview.emergency import build_emergency
from tests.banks_under_test import record_of, shipped_bank
from tests.logic.plan_bases import interview


def in_danger(**changes: object) -> Interview:
    """An interview at level 4 with some answers changed."""
    data = interview({"safety.now": ["seizure"], **{n.replace("__", "."): v for n, v in changes.items()}})
    return Interview.start(shipped_bank(), record_of(data))


def test_a_few_open_questions_are_all_named() -> None:
    """By their titles, as the list of answers calls them."""
    at = in_danger(safety__suicide=None)
    (title,) = (at.bank.questions[name].title for name in at.open_safety if name == "safety.suicide")
    (said,) = (row for row in build_emergency(at).body if row.startswith("Open: "))
    assert title in said
    assert (" more." in said) is (len(at.open_safety) > said.count(";") + 1)


def test_of_many_as_many_as_fit_are_named_and_the_rest_counted() -> None:
    """The first ones in the order in which they are put; named and counted together are all of them."""
    at = Interview.start(
        shipped_bank(),
        record_of({**interview({}), "answers": {"frame.consent": True, "safety.now": ["seizure"]}}),
    )
    (said,) = (row for row in build_emergency(at).body if row.startswith("Open: "))
    *named, rest = said.removeprefix("Open: ").removesuffix(".").split("; ")
    titles = [at.bank.questions[name].title for name in at.open_safety]
    assert len(named) >= 2
    assert named == titles[: len(named)]
    assert rest == f"and {len(titles) - len(named)} more"


def test_nothing_open_is_not_said() -> None:
    """Where every critical safety question is answered there is no row."""
    at = in_danger()
    assert at.open_safety == []
    assert not any(row.startswith("Open: ") for row in build_emergency(at).body)
