"""Formulas over yes/no variables and bounded whole numbers, before any solver sees them.

Nodes are compared by identity and shared, so that a whole bank is one graph and each of its rules one node.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, assert_never

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping


@dataclass(frozen=True, slots=True, eq=False)
class Variable:
    """Something that is so or not."""

    name: str


@dataclass(frozen=True, slots=True, eq=False)
class Number:
    """A whole number within bounds, both ends included."""

    name: str
    low: int
    high: int


@dataclass(frozen=True, slots=True, eq=False)
class Negation:
    """What holds when its part does not."""

    part: Formula


@dataclass(frozen=True, slots=True, eq=False)
class Every:
    """What holds when all parts do."""

    parts: tuple[Formula, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Some:
    """What holds when one part does."""

    parts: tuple[Formula, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Several:
    """What holds when at least ``n`` parts do."""

    n: int
    parts: tuple[Formula, ...]


@dataclass(frozen=True, slots=True, eq=False)
class AtMost:
    """What holds when a weighted sum of numbers is no more than a bound."""

    terms: tuple[tuple[int, Number], ...]
    bound: int


@dataclass(frozen=True, slots=True, eq=False)
class Without:
    """What holds when its part would hold if these variables did not."""

    part: Formula
    variables: tuple[Variable, ...]


Formula = Variable | Negation | Every | Some | Several | AtMost | Without

TRUE = Every(())
FALSE = Some(())


def every(parts: Iterable[Formula]) -> Formula:
    """Say that all parts hold."""
    kept: list[Formula] = []
    for part in parts:
        if part is FALSE:
            return FALSE
        if isinstance(part, Every):
            kept += part.parts
        else:
            kept.append(part)
    return kept[0] if len(kept) == 1 else Every(tuple(kept)) if kept else TRUE


def some(parts: Iterable[Formula]) -> Formula:
    """Say that one part holds."""
    kept: list[Formula] = []
    for part in parts:
        if part is TRUE:
            return TRUE
        if isinstance(part, Some):
            kept += part.parts
        else:
            kept.append(part)
    return kept[0] if len(kept) == 1 else Some(tuple(kept)) if kept else FALSE


def both(*parts: Formula) -> Formula:
    """Say that all of these hold."""
    return every(parts)


def either(*parts: Formula) -> Formula:
    """Say that one of these holds."""
    return some(parts)


def negate(part: Formula) -> Formula:
    """Say that a part does not hold."""
    if part is TRUE:
        return FALSE
    if part is FALSE:
        return TRUE
    return part.part if isinstance(part, Negation) else Negation(part)


def implies(condition: Formula, consequence: Formula) -> Formula:
    """Say that one thing never holds without the other."""
    return either(negate(condition), consequence)


def several(n: int, parts: Iterable[Formula]) -> Formula:
    """Say that at least ``n`` parts hold."""
    certain, open_parts = 0, []
    for part in parts:
        if part is TRUE:
            certain += 1
        elif part is not FALSE:
            open_parts.append(part)
    n -= certain
    if n <= 0:
        return TRUE
    if n > len(open_parts):
        return FALSE
    if n == 1:
        return some(open_parts)
    return every(open_parts) if n == len(open_parts) else Several(n, tuple(open_parts))


def at_most_one(parts: Iterable[Formula]) -> Formula:
    """Say that no two parts hold."""
    return negate(several(2, parts))


def at_most(bound: int, *terms: tuple[int, Number]) -> Formula:
    """Say that a weighted sum is no more than a bound."""
    if sum(factor * (number.low if factor > 0 else number.high) for factor, number in terms) > bound:
        return FALSE
    if sum(factor * (number.high if factor > 0 else number.low) for factor, number in terms) <= bound:
        return TRUE
    return AtMost(terms, bound)


def at_least(bound: int, *terms: tuple[int, Number]) -> Formula:
    """Say that a weighted sum is no less than a bound."""
    return at_most(-bound, *((-factor, number) for factor, number in terms))


@dataclass(frozen=True, slots=True)
class Assignment:
    """What a solver found: which variables hold, and the value of each number.

    Attributes:
        true: the names of the variables that hold; all others do not.
        numbers: the values of the numbers that matter.
    """

    true: frozenset[str]
    numbers: Mapping[str, int]

    def number(self, number: Number) -> int:
        """The value of a number; its least one where it does not matter."""
        return self.numbers.get(number.name, number.low)


class Truth:
    """Which formulas hold for an assignment; each is worked out once."""

    def __init__(self, found: Assignment) -> None:
        self._found = found
        self._known: dict[Formula, bool] = {}

    def of(self, formula: Formula) -> bool:
        """Say whether a formula holds."""
        known = self._known.get(formula)
        if known is None:
            known = self._known[formula] = self._work_out(formula)
        return known

    def _work_out(self, formula: Formula) -> bool:
        match formula:
            case Variable(name=name):
                return name in self._found.true
            case Negation(part=part):
                return not self.of(part)
            case Every(parts=parts):
                return all(map(self.of, parts))
            case Some(parts=parts):
                return any(map(self.of, parts))
            case Several(n=n, parts=parts):
                return sum(map(self.of, parts)) >= n
            case AtMost(terms=terms, bound=bound):
                return sum(factor * self._found.number(number) for factor, number in terms) <= bound
            case Without(part=part, variables=variables):
                names = frozenset(variable.name for variable in variables)
                return Truth(Assignment(self._found.true - names, self._found.numbers)).of(part)
            case _:
                assert_never(formula)
