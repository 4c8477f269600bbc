"""Which of two conditions holds more often, as the parts show it."""

from __future__ import annotations

from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from relapse_cli.checks.changes.implied import holds_more_often
from relapse_cli.model.condition import (
    ALWAYS,
    NEVER,
    AllOf,
    AnyOf,
    Compare,
    Condition,
    FlagSet,
    LevelIs,
    Not,
    SomeEntry,
)
from tests.examples import examples


def leaf(op: str, *values: float | str, name: str = "q") -> Compare:
    """A comparison of an answer."""
    return Compare.model_validate({"subject": "answer", "name": name, "op": op, "values": values})


A, B, C = (leaf("is", "yes", name=name) for name in "abc")

WIDER: list[tuple[Condition, Condition]] = [
    (NEVER, A),
    (A, ALWAYS),
    (A, AnyOf(parts=(A, B))),
    (AllOf(parts=(A, B)), A),
    (AllOf(parts=(A, B)), AnyOf(parts=(B, C))),
    (AnyOf(parts=(AllOf(parts=(A, B)), C)), AnyOf(parts=(A, C))),
    (leaf("has", "x"), leaf("has", "x", "y")),
    (leaf("is", "x"), leaf("in", "x", "y")),
    (leaf("is", "x"), leaf("is_or_unresolved", "x")),
    (leaf("unresolved"), leaf("is_or_unresolved", "x")),
    (leaf("at_least", 8), leaf("at_least", 7)),
    (leaf("within", 24), leaf("within", 72)),
    (Not(part=leaf("at_least", 7)), Not(part=leaf("at_least", 8))),
    (SomeEntry(part=AllOf(parts=(A, B))), SomeEntry(part=A)),
    (AllOf(parts=(A, leaf("has", "x"))), AllOf(parts=(A, leaf("has", "x", "y")))),
    (FlagSet(n=2, of=("U-01", "U-02")), FlagSet(n=1, of=("U-01", "U-02", "U-03"))),
    (LevelIs(low=3, high=3), LevelIs(low=3, high=4)),
]


@pytest.mark.parametrize(("narrow", "wide"), WIDER)
def test_what_is_wider_is_known_both_ways(narrow: Condition, wide: Condition) -> None:
    """From the narrow to the wide one it holds more often, and the other way round less."""
    assert holds_more_often(narrow, wide) is True
    assert holds_more_often(wide, narrow) is False


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (A, A),
        (A, B),
        (leaf("has", "x"), leaf("has", "y")),
        (leaf("at_least", 7), leaf("at_most", 8)),
        (leaf("at_least", 7), leaf("at_least", 8, name="r")),
        (leaf("has", "x"), leaf("in", "x", "y")),
        (AllOf(parts=(A, B)), AllOf(parts=(A, C))),
    ],
)
def test_nothing_is_said_where_it_is_not_sure(one: Condition, other: Condition) -> None:
    """Neither, or both."""
    assert holds_more_often(one, other) is None


conditions = st.recursive(
    st.sampled_from([A, B, C, ALWAYS, NEVER]),
    lambda parts: (
        st.builds(lambda found: AllOf(parts=tuple(found)), st.lists(parts, max_size=3))
        | st.builds(lambda found: AnyOf(parts=tuple(found)), st.lists(parts, max_size=3))
        | st.builds(lambda found: Not(part=found), parts)
    ),
    max_leaves=6,
)


def holds(condition: Condition, true: frozenset[str]) -> bool:
    """Whether a condition holds where just these answers are yes."""
    match condition:
        case AllOf(parts=parts):
            return all(holds(part, true) for part in parts)
        case AnyOf(parts=parts):
            return any(holds(part, true) for part in parts)
        case Not(part=part):
            return not holds(part, true)
        case Compare(name=name):
            return name in true
    raise AssertionError(condition)


@examples(200)
@given(conditions, conditions)
def test_what_is_said_is_true_of_every_answer(one: Condition, other: Condition) -> None:
    """Where one is said to hold more often, no answers make the other hold alone."""
    said = holds_more_often(one, other)
    if said is None:
        return
    narrow, wide = (one, other) if said else (other, one)
    every = (frozenset(names) for n in range(4) for names in combinations("abc", n))
    assert all(holds(wide, true) for true in every if holds(narrow, true))
