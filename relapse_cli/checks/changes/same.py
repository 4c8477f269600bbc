"""What of a bank means the same: the order of parts, double negation and spelling make no difference."""

from __future__ import annotations

from typing import assert_never

from pydantic import BaseModel

from relapse_cli.model.condition import (
    ALWAYS,
    NEVER,
    ActionFires,
    AllOf,
    AnyOf,
    Compare,
    Condition,
    FlagSet,
    LevelIs,
    Node,
    Not,
    OpenBeyond,
    Scalar,
    SomeEntry,
)

_ANY_ORDER = {
    "allow", "banned", "basis", "contact_days", "domains", "editions", "ids", "on_sheet", "paths", "quiet",
    "reads", "said", "source", "values", "was", "wider",
}  # fmt: skip
"""Lists in which the order says nothing."""


def meaning(value: object, field: str = "") -> object:
    """Return something that is equal for two values exactly where they mean the same.

    Args:
        value: a part of a bank.
        field: the key under which it stands.
    """
    match value:
        case Node():
            return repr(normal(value))  # type: ignore[arg-type]  # every node is a condition
        case BaseModel():
            return {name: meaning(getattr(value, name), name) for name in type(value).model_fields}
        case dict():
            return {key: meaning(part) for key, part in value.items()}
        case tuple():
            parts = [meaning(part) for part in value]
            return sorted(parts, key=repr) if field in _ANY_ORDER else parts
        case bool():
            return repr(value)  # true is not 1
        case int():
            return float(value)
        case _:
            return value


def normal(condition: Condition) -> Condition:
    """Return a condition in the one form that all have that differ in order or double negation only."""
    match condition:
        case AllOf():
            return _joined(condition, AllOf, NEVER)
        case AnyOf():
            return _joined(condition, AnyOf, ALWAYS)
        case Not(part=part):
            return _negated(normal(part))
        case SomeEntry(part=part):
            return SomeEntry(part=normal(part))
        case Compare(values=values):
            compared = tuple(sorted(set(map(_plain, values)), key=repr))
            return condition.model_copy(update={"values": compared})
        case FlagSet(of=names):
            return condition.model_copy(update={"of": tuple(sorted(set(names)))})
        case LevelIs() | ActionFires() | OpenBeyond():
            return condition
        case _:
            assert_never(condition)


def _plain(value: Scalar) -> Scalar:
    """A value; 7 and 7.0 are the same, and true is none of them."""
    return float(value) if isinstance(value, int) and not isinstance(value, bool) else value


def _negated(part: Condition) -> Condition:
    if isinstance(part, Not):
        return part.part
    if part in {ALWAYS, NEVER}:
        return NEVER if part == ALWAYS else ALWAYS
    return Not(part=part)


def _joined(condition: AllOf | AnyOf, kind: type[AllOf | AnyOf], decides: Condition) -> Condition:
    """The parts of a condition, each once and in the order of their letters; ``decides`` overrules them."""
    parts: set[Condition] = set()
    for part in map(normal, condition.parts):
        parts |= set(part.parts) if isinstance(part, kind) else {part}
    if decides in parts:
        return decides
    ordered = tuple(sorted(parts, key=repr))
    return ordered[0] if len(ordered) == 1 else kind(parts=ordered)


def parts_of(condition: Condition, kind: type[AllOf | AnyOf]) -> frozenset[Condition]:
    """Return the parts that a condition joins in one way; of any other condition itself."""
    found = normal(condition)
    return frozenset(found.parts) if isinstance(found, kind) else frozenset({found})
