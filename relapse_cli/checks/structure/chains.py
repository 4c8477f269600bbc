"""How far it is from a condition, through all that it rests on, to the answers."""

from __future__ import annotations

from graphlib import CycleError, TopologicalSorter
from typing import TYPE_CHECKING

from relapse_cli.checks.condition_places import Owner
from relapse_cli.model.condition import AllOf, AnyOf, Condition, Not, SomeEntry

if TYPE_CHECKING:
    from collections.abc import Mapping


def depth_of(condition: Condition) -> int:
    """How many conditions stand within each other, this one included."""
    match condition:
        case AllOf(parts=parts) | AnyOf(parts=parts):
            return 1 + max(map(depth_of, parts), default=0)
        case Not(part=part) | SomeEntry(part=part):
            return 1 + depth_of(part)
        case _:  # every other kind is a leaf
            return 1


def longest_chain(
    graph: Mapping[Owner, set[Owner]], depths: Mapping[Owner, int]
) -> tuple[int, tuple[Owner, ...]]:
    """Return the longest way through what rests on each other, in steps, and what lies on it.

    Args:
        graph: what each thing rests on directly; with a circle there is no longest way, and none is returned.
        depths: how deep the conditions of each thing are; each level of them is a step, and so is the thing.
    """
    steps: dict[Owner, int] = {}
    onward: dict[Owner, Owner | None] = {}
    try:
        order = tuple(TopologicalSorter(_without_own(graph)).static_order())
    except CycleError:
        return 0, ()
    for node in order:
        further = max(graph.get(node, set()) - {node}, key=lambda o: (steps[o], o), default=None)
        onward[node] = further
        steps[node] = 1 + depths.get(node, 0) + (steps[further] if further else 0)
    first = max(steps, key=lambda o: (steps[o], o), default=None)
    chain: list[Owner] = []
    at = first
    while at is not None:
        chain.append(at)
        at = onward[at]
    return (steps[first] if first else 0), tuple(chain)


def _without_own(graph: Mapping[Owner, set[Owner]]) -> dict[Owner, set[Owner]]:
    """What names itself alone is told as that and is no circle."""
    return {node: rests_on - {node} for node, rests_on in graph.items()}
