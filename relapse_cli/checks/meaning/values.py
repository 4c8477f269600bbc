"""The values that are worth trying for what a leaf looks at, and whether a leaf holds for one of them."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations, pairwise
from typing import TYPE_CHECKING, Final

from relapse_cli.checks.leaf_targets import NAMED_FACT, Target, derived_target, input_target

if TYPE_CHECKING:
    from collections.abc import Iterable

    from relapse_cli.checks.condition_places import Spot
    from relapse_cli.model.bank import Bank
    from relapse_cli.model.condition import Compare, Scalar

_FEW = 5
"""So many options of a list are tried in every combination."""

_OTHER: Final = "\0"
"""An option, or a text, that no condition names."""


@dataclass(frozen=True, slots=True)
class Value:
    """What an answer or a fact may be.

    Attributes:
        usable: the value itself: options of a list, a number, a text; ``None`` where there is none.
        enabled: where there is none: the question counts all the same, so that its answer is open.
    """

    usable: frozenset[str] | Scalar | None
    enabled: bool = True


OPEN, OFF = Value(None), Value(None, enabled=False)


def target_of(leaf: Compare, bank: Bank, spot: Spot) -> Target | None:
    """What a leaf looks at; ``None`` where there is no such thing, which is told elsewhere."""
    match leaf.subject:
        case "answer":
            name, _, field = leaf.name.rpartition(".")
            if leaf.name in bank.questions:
                return input_target(bank.questions[leaf.name], answer=True)
            group = bank.questions.get(name)
            found = group.field_by_id.get(field) if group else None
            return input_target(found, answer=True) if found else None
        case "field":
            question = spot.question if spot.field else bank.questions.get(bank.roles.substance)
            found = question.field_by_id.get(leaf.name) if question else None
            return input_target(found, answer=False) if found else None
        case "fact" | "entry":
            known = derived_target(bank, leaf.name, entry=leaf.subject == "entry")
            return known or (NAMED_FACT if leaf.name in bank.fact_by_name else None)


def values_of(target: Target, leaves: Iterable[Compare]) -> tuple[Value, ...]:
    """The values between which no leaf of these can tell, one of each kind."""
    named = sorted({value for leaf in leaves for value in leaf.values}, key=str)
    found: list[Value] = [Value(value) for value in _usable(target, named)]
    if target.kind != "yes_no" or target.answer:
        found.append(OPEN)
    if target.answer:
        found.append(OFF)
    return tuple(found)


def _usable(target: Target, named: list[Scalar]) -> Iterable[frozenset[str] | Scalar]:
    match target.kind:
        case "yes_no":
            return (True, False)
        case "option":
            return target.options or (*named, _OTHER)
        case "set":
            return _sets([str(value) for value in named], target)
        case "number" | "duration" | "moment":
            low = target.low if target.low is not None else (0.0 if target.kind != "number" else None)
            return _numbers(
                [float(value) for value in named if isinstance(value, int | float)], low, target.high
            )
        case _:
            return (*named, _OTHER)


def _sets(named: list[str], target: Target) -> list[frozenset[str]]:
    """Lists of the options that are named, and one of another; an empty one is no answer."""
    rest = next((option for option in target.options or (_OTHER,) if option not in named), None)
    pool = named if rest is None else [*named, rest]
    sizes = range(1, len(pool) + 1) if len(pool) <= _FEW else (1, 2, len(pool))
    return [frozenset(chosen) for size in sizes for chosen in combinations(pool, size)]


def _numbers(named: list[float], low: float | None, high: float | None) -> list[float]:
    """The borders that are named, what lies between and beyond them, all within the range."""
    borders = sorted({*named, *(edge for edge in (low, high) if edge is not None)})
    if not borders:
        return [0.0]
    between = [(one + two) / 2 for one, two in pairwise(borders)]
    tried = {borders[0] - 1, *borders, *between, borders[-1] + 1}
    return sorted(n for n in tried if (low is None or n >= low) and (high is None or n <= high))


def leaf_holds(leaf: Compare, value: Value) -> bool:
    """Whether a leaf holds for a value, as `logic/rules/conditions.py` has it."""
    match leaf.op:
        case "enabled" | "asked":
            return value.enabled
        case "unresolved" | "status":
            return value.usable is None and value.enabled
        case "is_or_unresolved":
            return value.enabled if value.usable is None else _same(value.usable, leaf.values[0])
        case "within":
            return value.usable is None or _number(value.usable) <= _number(leaf.values[0])
        case "usable":
            return value.usable is not None
        case _:
            return value.usable is not None and _compared(leaf, value.usable)


def _compared(leaf: Compare, value: frozenset[str] | Scalar) -> bool:
    first = leaf.values[0]
    match leaf.op:
        case "is":
            return _same(value, first)
        case "is_not":
            return not _same(value, first)
        case "at_least":
            return _number(value) >= _number(first)
        case "at_most":
            return _number(value) <= _number(first)
        case "more_than":
            return _number(value) > _number(first)
        case "less_than":
            return _number(value) < _number(first)
        case "contains":
            return str(first) in str(value)
        case _:
            chosen = value if isinstance(value, frozenset) else {value}
            return not chosen.isdisjoint(leaf.values)


def _same(value: frozenset[str] | Scalar, wanted: Scalar) -> bool:
    return isinstance(value, bool) == isinstance(wanted, bool) and value == wanted


def _number(value: frozenset[str] | Scalar) -> float:
    return float(value) if isinstance(value, int | float) else 0.0
