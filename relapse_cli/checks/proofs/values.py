"""A value as rules see it: in which interviews it is there, and which comparisons it meets."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from math import ceil, floor

from relapse_cli.checks.proofs.formula import (
    FALSE,
    TRUE,
    Formula,
    at_least,
    at_most,
    both,
    either,
    negate,
    some,
)
from relapse_cli.checks.proofs.inputs import Raw
from relapse_cli.logic.rules.conditions import same
from relapse_cli.model.condition import Compare, Scalar

_DAY = 24


@dataclass(frozen=True, slots=True)
class Value:
    """What is known of an answer, a field or a fact.

    Attributes:
        usable: whether there is a value.
        options: for each option of a choice or a list, yes or no, or text: whether it is the value, or in it.
        reaches: whether a number is at least so much; ``None`` where the value is no number.
        within: whether a moment lies within so many hours, where there is one.
    """

    usable: Formula
    options: Mapping[Scalar, Formula] = field(default_factory=dict)
    reaches: Callable[[float], Formula] | None = None
    exceeds: Callable[[float], Formula] | None = None
    within: Callable[[float], Formula] | None = None


NO_VALUE = Value(FALSE)


def yes_no(formula: Formula) -> Value:
    """A fact that holds or does not."""
    return Value(TRUE, {True: formula, False: negate(formula)})


def count(parts: Callable[[int], Formula]) -> Value:
    """How many of something there are; ``parts`` says whether there are at least so many."""
    return Value(TRUE, {}, lambda limit: parts(ceil(limit)), lambda limit: parts(floor(limit) + 1))


def answer_value(raw: Raw, counts: Formula) -> Value:
    """An answer or a field, where it counts."""
    usable = both(raw.given, counts)
    if raw.day is not None and raw.number is not None and raw.whole_day is not None:
        return Value(usable, within=lambda hours: within(raw, hours))
    if raw.number is not None:
        number = raw.number
        return Value(
            usable,
            reaches=lambda limit: at_least(ceil(limit), (1, number)),
            exceeds=lambda limit: at_least(floor(limit) + 1, (1, number)),
        )
    return Value(usable, {option: both(given, counts) for option, given in raw.options.items()})


def within(raw: Raw, hours: float) -> Formula:
    """Whether a date lies within a window; a whole day counts from its end (rules 1.7)."""
    assert raw.number is not None  # noqa: S101 - a date has one
    assert raw.whole_day is not None  # noqa: S101 - likewise
    most = floor(hours)
    ends = both(raw.whole_day, at_most(most + _DAY, (1, raw.number)))
    return either(ends, at_most(most, (1, raw.number)))


def compare(leaf: Compare, value: Value) -> Formula:
    """Whether a comparison holds for a value; a missing one meets none, but for a moment in a window."""
    match leaf.op:
        case "usable":
            return value.usable
        case "within":
            inside = value.within(float(leaf.values[0])) if value.within else FALSE
            return either(negate(value.usable), inside)
        case "is" | "in" | "has" | "is_or_unresolved":
            return both(value.usable, _one_of(leaf, value)) if leaf.values else FALSE
        case "is_not":
            return both(value.usable, negate(_one_of(leaf, value)))
        case "contains":
            wanted = str(leaf.values[0])
            return some(f for text, f in value.options.items() if wanted in str(text).lower())
        case "at_least" | "at_most" | "more_than" | "less_than":
            return _number_holds(leaf, value)
        case _:
            return FALSE


def _one_of(leaf: Compare, value: Value) -> Formula:
    if value.reaches is not None and value.exceeds is not None:
        numbers = [float(v) for v in leaf.values if isinstance(v, int | float) and not isinstance(v, bool)]
        return some(both(value.reaches(n), negate(value.exceeds(n))) for n in numbers)
    return some(f for option, f in value.options.items() if any(same(option, v) for v in leaf.values))


def _number_holds(leaf: Compare, value: Value) -> Formula:
    if value.reaches is None or value.exceeds is None:
        return FALSE
    limit = float(leaf.values[0])
    match leaf.op:
        case "at_least":
            found = value.reaches(limit)
        case "at_most":
            found = negate(value.exceeds(limit))
        case "more_than":
            found = value.exceeds(limit)
        case _:
            found = negate(value.reaches(limit))
    return both(value.usable, found)
