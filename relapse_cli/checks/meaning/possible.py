"""Whether a condition can hold at all, and whether it can fail.

What it names is tried out, value by value, until it holds; what is opaque here, such as a flag, may be
either. Nothing is called impossible that is possible: where too much would have to be tried, nothing is said.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, assert_never

from relapse_cli.checks.meaning.values import Value, leaf_holds, target_of, values_of
from relapse_cli.model.condition import (
    ActionFires,
    AllOf,
    AnyOf,
    Compare,
    Condition,
    FlagSet,
    LevelIs,
    Not,
    OpenBeyond,
    SomeEntry,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from relapse_cli.checks.condition_places import Spot
    from relapse_cli.model.bank import Bank

_MOST_TRIED = 4000
_LEVELS = (1, 2, 3, 4)
_Name = tuple[str, str]
"""What is tried: its kind and its name."""


@dataclass(slots=True)
class _Trial:
    """A condition under trial.

    Attributes:
        leaves: every comparison in it by what it looks at.
        chosen: the value that each of these has at the moment.
        left: how many more values may be tried.
    """

    bank: Bank
    spot: Spot
    leaves: dict[_Name, list[Compare]] = field(default_factory=dict)
    chosen: dict[_Name, Value] = field(default_factory=dict)
    left: int = _MOST_TRIED
    known: dict[int, _Name] = field(default_factory=dict)

    def opaque(self, condition: Condition) -> _Name:
        """How a condition is called that is not looked into; two that are equal are one."""
        if id(condition) not in self.known:
            self.known[id(condition)] = ("opaque", repr(condition))
        return self.known[id(condition)]


def may_hold(condition: Condition, bank: Bank, spot: Spot) -> bool:
    """Whether there are values for which a condition holds; also where that would take too long to say."""
    trial = _Trial(bank, spot)
    for leaf in compared_in(condition, bank):
        trial.leaves.setdefault((leaf.subject, leaf.name), []).append(leaf)
    return _search(condition, trial)


def may_fail(condition: Condition, bank: Bank, spot: Spot) -> bool:
    """Whether there are values for which a condition does not hold."""
    return may_hold(Not(part=condition), bank, spot)


def holds_with(condition: Condition, bank: Bank, spot: Spot, chosen: dict[_Name, Value]) -> bool:
    """Whether a condition holds whatever else there is, once these values are given."""
    return _judge(condition, _Trial(bank, spot, chosen=dict(chosen))) is True


def _search(condition: Condition, trial: _Trial) -> bool:
    found = _judge(condition, trial)
    if found is not None:
        return found
    name = next(_undecided(condition, trial), None)
    if name is None:
        return True
    for value in _values(name, trial):
        trial.left -= 1
        trial.chosen[name] = value
        if trial.left <= 0 or _search(condition, trial):
            return True
    trial.chosen.pop(name)
    return False


def _values(name: _Name, trial: _Trial) -> tuple[Value, ...]:
    kind, _ = name
    if kind == "level":
        return tuple(map(Value, _LEVELS))
    leaves = trial.leaves.get(name)
    target = target_of(leaves[0], trial.bank, trial.spot) if leaves else None
    return values_of(target, leaves or []) if target else (Value(usable=True), Value(usable=False))


def _judge(condition: Condition, trial: _Trial) -> bool | None:
    """Whether a condition holds for the values chosen so far; ``None`` where that is not decided."""
    match condition:
        case AllOf(parts=parts):
            return _first(parts, trial, ends=False)
        case AnyOf(parts=parts):
            return _first(parts, trial, ends=True)
        case Not(part=part):
            return _opposite(_judge(part, trial))
        case FlagSet(n=n, of=names):
            return _enough(n, [_opaque(("flag", name), trial) for name in names])
        case LevelIs(low=low, high=high):
            level = trial.chosen.get(("level", ""))
            return None if level is None else low <= int(str(level.usable)) <= high
        case Compare():
            return _judge_leaf(condition, trial)
        case SomeEntry() | ActionFires() | OpenBeyond():
            return _opaque(trial.opaque(condition), trial)
        case _:
            assert_never(condition)


def _first(parts: tuple[Condition, ...], trial: _Trial, *, ends: bool) -> bool | None:
    """What a list comes to that one part of this kind decides."""
    found: bool | None = not ends
    for part in parts:
        judged = _judge(part, trial)
        if judged is ends:
            return ends
        found = None if judged is None else found
    return found


def _judge_leaf(leaf: Compare, trial: _Trial) -> bool | None:
    inner = _named_fact(leaf, trial.bank)
    if inner is not None:
        return _judge(inner, trial)
    value = trial.chosen.get((leaf.subject, leaf.name))
    return None if value is None else leaf_holds(leaf, value)


def _named_fact(leaf: Compare, bank: Bank) -> Condition | None:
    """The condition of a named fact that a leaf asks for, or its opposite; ``None`` for any other leaf."""
    fact = bank.fact_by_name.get(leaf.name) if leaf.subject in {"fact", "entry"} else None
    if fact is None or leaf.op not in {"is", "is_not"}:
        return None
    return fact.when if (leaf.op == "is") == (leaf.values == (True,)) else Not(part=fact.when)


def _undecided(condition: Condition, trial: _Trial) -> Iterator[_Name]:
    """What the outcome still depends on, the first to be read first."""
    if _judge(condition, trial) is not None:
        return
    match condition:
        case AllOf(parts=parts) | AnyOf(parts=parts):
            for part in parts:
                yield from _undecided(part, trial)
        case Not(part=part):
            yield from _undecided(part, trial)
        case FlagSet(of=names):
            yield from (("flag", name) for name in names if ("flag", name) not in trial.chosen)
        case LevelIs():
            yield "level", ""
        case Compare():
            inner = _named_fact(condition, trial.bank)
            if inner is None:
                yield condition.subject, condition.name
            else:
                yield from _undecided(inner, trial)
        case SomeEntry() | ActionFires() | OpenBeyond():
            yield trial.opaque(condition)
        case _:
            assert_never(condition)


def compared_in(condition: Condition, bank: Bank) -> Iterator[Compare]:
    """Every comparison of a condition, those of the named facts that it reads among them."""
    match condition:
        case AllOf(parts=parts) | AnyOf(parts=parts):
            for part in parts:
                yield from compared_in(part, bank)
        case Not(part=part):
            yield from compared_in(part, bank)
        case Compare():
            inner = _named_fact(condition, bank)
            yield from [condition] if inner is None else compared_in(inner, bank)
        case _:  # the others are opaque
            return


def _opaque(name: _Name, trial: _Trial) -> bool | None:
    value = trial.chosen.get(name)
    return None if value is None else value.usable is True


def _enough(least: int, found: list[bool | None]) -> bool | None:
    if found.count(True) >= least:
        return True
    return False if len(found) - found.count(False) < least else None


def _opposite(found: bool | None) -> bool | None:
    return None if found is None else not found
