"""What rests on a fact: the questions, flags and lines that look at it, themselves or through other facts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from relapse_cli.checks.condition_places import conditions_of, leaves
from relapse_cli.model.condition import Compare

if TYPE_CHECKING:
    from collections.abc import Iterable

    from relapse_cli.model.bank import Bank

_FACTS = {"fact", "entry"}
_KINDS = ("flag", "question", "field", "action", "answer line", "together", "family")


def rests_on(facts: Iterable[str], bank: Bank) -> dict[str, tuple[str, ...]]:
    """Return by fact the ids of what rests on it: flags first, then questions, then lines."""
    read_by: dict[str, list[tuple[str, str]]] = {}
    for spot in conditions_of(bank):
        for leaf in leaves(spot):
            if isinstance(leaf.leaf, Compare) and leaf.leaf.subject in _FACTS:
                read_by.setdefault(leaf.leaf.name, []).append((spot.owner.kind, spot.owner.name))
    return {fact: _names(fact, read_by) for fact in facts}


def _names(fact: str, read_by: dict[str, list[tuple[str, str]]]) -> tuple[str, ...]:
    waiting, seen = [fact], {fact}
    found: dict[tuple[str, str], None] = {}
    while waiting:
        for kind, name in read_by.get(waiting.pop(), ()):
            if kind in _KINDS:
                found[kind, name] = None
            elif name not in seen:
                seen.add(name)
                waiting.append(name)
    return tuple(dict.fromkeys(name for _, name in sorted(found, key=lambda each: _KINDS.index(each[0]))))
