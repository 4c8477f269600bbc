"""The catalogue of derived facts: complete, typed, and inside its ranges on every record."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given

from relapse_cli.logic.answers.moments import Moment
from relapse_cli.logic.facts.catalogue import (
    CATALOGUE,
    ENTRY_CATALOGUE,
    DerivedFact,
    EntryFact,
    closed_values,
    questions_of,
)
from tests.banks_under_test import reading_of, shipped_bank
from tests.examples import slow_examples
from tests.record_strategies import busy_records

checked = slow_examples(40)


def fits(fact: DerivedFact | EntryFact, value: Any) -> bool:
    """Whether a value is of the fact's type and inside its range."""
    closed = closed_values(fact, shipped_bank())
    match fact.type:
        case "yes_no":
            return isinstance(value, bool)
        case "option":
            return value is None or value in closed
        case "number":
            low, high = fact.low or 0, fact.high if fact.high is not None else float("inf")
            return value is None or low <= value <= high
        case "set" | "list":
            return isinstance(value, tuple) and (not closed or set(value) <= set(closed))
        case "date":
            return value is None or isinstance(value, Moment)
        case _:
            return value is None or isinstance(value, str)


@checked
@given(data=busy_records())
def test_every_fact_stays_inside_its_type_and_range(data: dict[str, Any]) -> None:
    """For the record and for each of its entries."""
    reading = reading_of(data)
    for fact in CATALOGUE.values():
        assert fits(fact, reading.fact(fact.name)), fact.name
    for entry in reading.entries:
        for fact in ENTRY_CATALOGUE.values():
            assert fits(fact, reading.entry_fact(fact.name, entry)), fact.name


@pytest.mark.parametrize("fact", [*CATALOGUE.values(), *ENTRY_CATALOGUE.values()], ids=lambda f: f.name)
def test_a_fact_says_where_it_comes_from(fact: DerivedFact | EntryFact) -> None:
    """A phrase, a paragraph of the rules, and questions that the shipped bank has."""
    assert fact.phrase
    assert fact.paragraph
    assert set(questions_of(fact, shipped_bank())) <= set(shipped_bank().questions)


def test_no_named_fact_takes_the_name_of_a_derived_one() -> None:
    """One name, one meaning."""
    assert not {f.name for f in shipped_bank().facts} & (CATALOGUE.keys() | ENTRY_CATALOGUE.keys())
