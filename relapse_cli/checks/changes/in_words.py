"""The values of a bank in words: a condition as its sentence, a whole thing by what it says."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Literal

from pydantic import BaseModel

from relapse_cli.checks.changes.same import parts_of
from relapse_cli.checks.changes.walk import Missing
from relapse_cli.logic.rules.sentences import sentence
from relapse_cli.model.condition import AllOf, AnyOf, FlagSet, Node, Not

if TYPE_CHECKING:
    from collections.abc import Iterator

    from relapse_cli.model.bank import Bank
    from relapse_cli.model.condition import Condition

_SAYS = ("text", "label", "words", "phrase", "asks", "title", "note", "why", "reason", "country", "number")
"""The keys whose first one that is there says what a thing is."""

_Joined = Literal["any", "all", "flags"]

Told = tuple["Bank", str]
"""Whose labels are used, and the question whose fields a condition names."""


def told_in(bank: Bank, question: str = "") -> Told:
    """Return how the values of a bank are told, inside a question or outside of any."""
    return bank, question or bank.roles.substance


def said(value: object, told: Told) -> str | None:
    """Return a value in words; ``None`` where there is none."""
    match value:
        case Missing() | None:
            return None
        case Node():
            return sentence_of(value, told)  # type: ignore[arg-type]  # every node is a condition
        case BaseModel():
            return _thing(value, told)
        case bool():
            return "yes" if value else "no"
        case int() | float():
            return f"{value:.15g}"
        case date():
            return value.isoformat()
        case dict():
            return "; ".join(f"{key}: {said(part, told)}" for key, part in value.items())
        case tuple():
            parts = [said(part, told) or "" for part in value]
            whole = any(isinstance(part, BaseModel) for part in value)
            return (" / " if whole else ", ").join(parts) if parts else "nothing"
        case _:
            return str(value)


def _thing(value: BaseModel, told: Told) -> str:
    """What a thing says of itself, or else all that is set in it."""
    own = (getattr(value, name, None) for name in _SAYS)
    by_edition = getattr(value, "texts", None) or {}
    if words := next((said(each, told) for each in (*own, *by_edition.values()) if each), None):
        return words
    filled = ((name, getattr(value, name)) for name in type(value).model_fields)
    return ", ".join(f"{name} {said(part, told)}" for name, part in filled if _is_filled(part))


def _is_filled(value: object) -> bool:
    """Whether somebody set something: zero and no are something, an empty list or text is not."""
    return bool(value) or isinstance(value, int | float)


def sentence_of(condition: Condition, told: Told) -> str:
    """Return a condition as a sentence; a bank that is not sound may name what it does not have."""
    bank, question = told
    try:
        return sentence(condition, bank, question)
    except KeyError as missing:
        return f"a condition that names {missing.args[0]}, which the bank does not have"


def parts_that_differ(
    old: Condition, new: Condition, old_told: Told, new_told: Told
) -> Iterator[tuple[_Joined, Literal["added", "removed"], str]]:
    """Yield the parts that differ, where both conditions join several in the same way and share one."""
    kinds: tuple[tuple[_Joined, type[AnyOf | AllOf]], ...] = (("any", AnyOf), ("all", AllOf))
    for name, kind in kinds:
        before, after = parts_of(old, kind), parts_of(new, kind)
        gone, come = _ordered(before - after), _ordered(after - before)
        counted = list(_flags_that_differ(gone, come))
        if counted:
            yield from counted
            return
        if before & after:
            yield from ((name, "removed", sentence_of(part, old_told)) for part in gone)
            yield from ((name, "added", sentence_of(part, new_told)) for part in come)


def _flags_that_differ(
    gone: list[Condition], come: list[Condition]
) -> Iterator[tuple[_Joined, Literal["added", "removed"], str]]:
    """Of one count of flags that became another, the flags; of anything else nothing."""
    match gone, come:
        case ([FlagSet() as old], [FlagSet() as new]) | (
            [Not(part=FlagSet() as old)],
            [Not(part=FlagSet() as new)],
        ) if old.n == new.n and set(old.of) & set(new.of):
            for name in sorted({*old.of} ^ {*new.of}):
                yield "flags", "removed" if name in old.of else "added", name


def _ordered(parts: frozenset[Condition]) -> list[Condition]:
    return sorted(parts, key=repr)
