"""A bank with one thing changed: a threshold, an operator, or what joins the parts of a condition."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar, cast

from relapse_cli.checks.condition_places import Spot, conditions_of
from relapse_cli.model.condition import (
    AllOf,
    AnyOf,
    Compare,
    Condition,
    FlagSet,
    LevelIs,
    Not,
    Op,
    SomeEntry,
)

if TYPE_CHECKING:
    from pydantic import BaseModel

    from relapse_cli.model.bank import Bank
    from relapse_cli.places import KeyPath

_Model = TypeVar("_Model", bound="BaseModel")

_NEIGHBOURS: Mapping[Op, tuple[Op, ...]] = {
    "at_least": ("more_than",),
    "more_than": ("at_least",),
    "at_most": ("less_than",),
    "less_than": ("at_most",),
    "is": ("is_not",),
    "is_not": ("is",),
    "usable": ("unresolved",),
    "unresolved": ("usable",),
    "is_or_unresolved": ("is",),
    "enabled": ("asked",),
    "asked": ("enabled",),
}
"""The operators that somebody may have meant instead; any other comparison is turned round."""

_NUMBERS = {"at_least", "at_most", "more_than", "less_than", "within"}
_LOWEST, _HIGHEST = 1, 4
_KEYS = {
    "question": {"relevance", "brief_when", "open_when", "unreliable"},
    "fact": {"when"},
    "flag": {"when", "followup"},
    "action": {"when", "followup", "due", "extra", "latest"},
    "family": {"when"},
}
"""The conditions that decide what comes of an interview; those of texts decide how it is said."""


@dataclass(frozen=True, slots=True, eq=False)
class Mutant:
    """One change of a bank.

    Attributes:
        place: where in the bank it is made.
        change: what is changed, as the bank spells it.
        condition: the whole condition after it.
    """

    spot: Spot
    place: KeyPath
    change: str
    condition: Condition

    @property
    def told(self) -> str:
        """The change in words."""
        return f"{self.spot.text}: {self.change}"

    def bank(self, bank: Bank) -> Bank:
        """The bank after the change; it is not checked again."""
        changed = _replaced(bank, self.spot.path, self.condition)
        return _built(changed, {"digest": f"{bank.digest} {self.place} {self.change}"})


def mutants_of(bank: Bank) -> Iterator[Mutant]:
    """Yield every change of one thing in the conditions that decide what comes of an interview."""
    for spot in conditions_of(bank):
        if spot.key in _KEYS.get(spot.owner.kind, ()):
            for path, change, condition in _changes(spot.condition, spot.path):
                yield Mutant(spot, path, change, condition)


_Change = tuple["KeyPath", str, Condition]


def _changes(node: Condition, path: KeyPath) -> Iterator[_Change]:
    """Yield a condition with each change of one thing in it."""
    match node:
        case AllOf(parts=parts) | AnyOf(parts=parts):
            if len(parts) > 1:
                other = AnyOf(parts=parts) if isinstance(node, AllOf) else AllOf(parts=parts)
                yield path, f"{node.kind} -> {other.kind}", other
            for index, part in enumerate(parts):
                for place, change, made in _changes(part, (*path, node.kind, index)):
                    changed = (*parts[:index], made, *parts[index + 1 :])
                    yield place, change, type(node)(parts=changed)
        case Not(part=part):
            yield path, "not -> left out", part
            for place, change, made in _changes(part, (*path, "not")):
                yield place, change, Not(part=made)
        case SomeEntry(part=part):
            for place, change, made in _changes(part, (*path, "some_entry")):
                yield place, change, SomeEntry(part=made)
        case Compare():
            yield from ((path, change, made) for change, made in _compared(node))
        case FlagSet():
            for n in (node.n - 1, node.n + 1):
                if 1 <= n <= len(node.of):
                    yield path, f"at_least {node.n} -> {n} of_flags", FlagSet(n=n, of=node.of)
        case LevelIs():
            yield from ((path, change, made) for change, made in _levels(node))
        case _:
            return


def _compared(leaf: Compare) -> Iterator[tuple[str, Condition]]:
    for op in _NEIGHBOURS.get(leaf.op, ()):
        if op != "unresolved" or leaf.subject == "answer":
            yield f"{leaf.op} -> {op}", leaf.model_copy(update={"op": op})
    if leaf.op == "is" and leaf.subject == "answer":
        yield "is -> is_or_unresolved", leaf.model_copy(update={"op": "is_or_unresolved"})
    if (leaf.op not in _NEIGHBOURS and leaf.op not in _NUMBERS) or (leaf.op, leaf.subject) in _TURNED:
        yield f"{leaf.op} -> not {leaf.op}", Not(part=leaf)
    if leaf.op in _NUMBERS:
        limit = cast("float", leaf.values[0])
        for value in (limit - 1, limit + 1):
            yield f"{leaf.op} {limit:g} -> {value:g}", leaf.model_copy(update={"values": (value,)})


_TURNED = {("usable", subject) for subject in ("fact", "entry", "field")}
"""What has no neighbour there and is turned round."""


def _levels(node: LevelIs) -> Iterator[tuple[str, Condition]]:
    for low, high in (
        (node.low - 1, node.high),
        (node.low + 1, node.high),
        (node.low, node.high - 1),
        (node.low, node.high + 1),
    ):
        if _LOWEST <= low <= high <= _HIGHEST:
            change = f"level {node.low} to {node.high} -> {low} to {high}"
            yield change, LevelIs(low=low, high=high)


def _replaced(model: _Model, path: KeyPath, condition: Condition) -> _Model:
    """A part of a bank with another condition at a path."""
    key, rest = str(path[0]), path[1:]
    there = getattr(model, key)
    if not rest:
        made: object = condition
    elif isinstance(there, tuple):
        index = cast("int", rest[0])
        made = (*there[:index], _replaced(there[index], rest[1:], condition), *there[index + 1 :])
    else:
        made = _replaced(there, rest, condition)
    return _built(model, {key: made})


def _built(model: _Model, changes: Mapping[str, object]) -> _Model:
    """A copy that remembers nothing that was worked out of the other one."""
    fields = {name: getattr(model, name) for name in type(model).model_fields}
    return type(model).model_construct(**{**fields, **changes})
