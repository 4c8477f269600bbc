"""The parts of every condition, and where a record has each of them judged."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from relapse_cli.checks.condition_places import Spot, conditions_of
from relapse_cli.logic.rules.conditions import Scope, holds
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

    from relapse_cli.logic.rules.evaluation import Evaluation
    from relapse_cli.model.bank import Bank
    from relapse_cli.places import KeyPath

Scopes = tuple[Scope | None, ...]
"""Where a condition is judged: once for the record, or once for each entry; empty where it is not judged."""


ALWAYS_JUDGED = {"when", "followup", "extra", "latest"}
"""The conditions of an action that are judged whether or not its line stands."""


@dataclass(frozen=True, slots=True, eq=False)
class Part:
    """One part of a condition: a comparison, or what joins several.

    A ``not`` is no part of its own, for it is true exactly where what stands in it is false; neither is what
    always or never holds.

    Attributes:
        spot: the condition that it belongs to.
        path: its own path in the bank.
        depth: how many parts it stands in.
        in_entry: it is judged for each substance entry, though its condition is judged once.
        negated: it stands right behind a ``not``.
    """

    spot: Spot
    path: KeyPath
    node: Condition
    depth: int
    in_entry: bool
    negated: bool

    @property
    def told(self) -> str:
        """The part by its names."""
        match self.node:
            case Compare(subject=subject, name=name, op=op, values=values):
                given = ", ".join(map(str, values))
                return f"{subject} {name} {op} {given}".strip()
            case FlagSet(n=n, of=names):
                return f"flag {names[0]}" if len(names) == 1 else f"at_least {n} of {len(names)} flags"
            case LevelIs(low=low, high=high):
                return f"level {low} to {high}"
            case ActionFires(name=name):
                return f"action {name}"
            case OpenBeyond(flag=name):
                return f"open_beyond {name}"
            case node:
                return str(node.kind)


def parts_of(bank: Bank) -> Iterator[Part]:
    """Yield the parts of every condition of a bank, each before those that stand in it."""
    for spot in conditions_of(bank):
        yield from parts_in(spot)


def parts_in(spot: Spot) -> Iterator[Part]:
    """Yield the parts of a condition."""
    yield from _parts(spot, spot.condition, spot.path, 0)


def _parts(
    spot: Spot, node: Condition, path: KeyPath, depth: int, *, in_entry: bool = False, negated: bool = False
) -> Iterator[Part]:
    match node:
        case AllOf(parts=()) | AnyOf(parts=()):
            return
        case Not(part=part):
            yield from _parts(spot, part, (*path, "not"), depth, in_entry=in_entry, negated=not negated)
            return
        case _:
            yield Part(spot, path, node, depth, in_entry, negated)
    match node:
        case AllOf(parts=parts) | AnyOf(parts=parts):
            for index, part in enumerate(parts):
                yield from _parts(spot, part, (*path, node.kind, index), depth + 1, in_entry=in_entry)
        case SomeEntry(part=part):
            yield from _parts(spot, part, (*path, "some_entry"), depth + 1, in_entry=True)
        case _:
            return


def values(part: Part, reading: Evaluation) -> set[bool]:
    """What a part was in a record: both for several entries perhaps, neither where it is not judged."""
    found = scopes(part.spot, reading)
    if part.in_entry and found:
        found = _entries(reading)
    return {holds(part.node, reading, scope) for scope in found}


def scopes(spot: Spot, reading: Evaluation) -> Scopes:
    """Where a record has a condition judged."""
    if spot.session not in {None, reading.session}:
        return ()
    if spot.field is not None:
        return _elements(spot, reading)
    if spot.question is not None:
        return (None,) if _looked_at(spot, reading) else ()
    match spot.owner.kind:
        case "fact":
            return _entries(reading) if spot.in_entry else (None,)
        case "family":
            return () if reading.in_followup else (None,)
        case "action" | "together" if spot.key not in ALWAYS_JUDGED or spot.owner.kind == "together":
            name = spot.owner.name
            return (None,) if name not in reading.bank.action_by_id or reading.action(name) else ()
        case _:
            return (None,)


def _entries(reading: Evaluation) -> Scopes:
    return tuple(Scope(reading.roles.substance, entry) for entry in reading.entries)


def _elements(spot: Spot, reading: Evaluation) -> Scopes:
    """The entries of a list, or the one group, in which a field stands."""
    question = spot.question
    assert question is not None  # noqa: S101 - a field stands in a question
    if question.id == reading.roles.substance:
        return _entries(reading)
    given = reading.answer(question.id)
    items = given.items if question.type == "event" else (given,) if given.usable else ()
    return tuple(Scope(question.id, item) for item in items)


def _looked_at(spot: Spot, reading: Evaluation) -> bool:
    """Whether what is said of a question beside its relevance is judged in a record."""
    question = spot.question
    assert question is not None  # noqa: S101 - the caller has looked
    match spot.key:
        case "brief_when":
            return reading.record.path == "brief" and reading.enabled(question.id)
        case "open_when":
            return reading.asked(question.id) and reading.answer(question.id).usable
        case "unreliable":
            doubt = question.unreliable
            given = reading.record.answer(question.id)
            return doubt is not None and reading.enabled(question.id) and given.text in doubt.values
        case _:
            return True
