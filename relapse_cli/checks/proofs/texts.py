"""The texts that a bank compares answers with: all that matters of what is typed."""

from __future__ import annotations

from collections.abc import Iterator

from relapse_cli.checks.condition_places import conditions_of, leaves
from relapse_cli.checks.proofs.bounds import PRODUCTS
from relapse_cli.logic.rules.reads import split_answer
from relapse_cli.model.bank import Bank
from relapse_cli.model.condition import Compare

_NAME = "name"
_COMPARED = {"is", "is_not", "in", "contains", "is_or_unresolved"}
_Asked = tuple[str, str]
"""A question, and one of its fields, or itself again."""


def texts_compared(bank: Bank) -> dict[_Asked, tuple[str, ...]]:
    """By question and field, texts that answer every comparison in every way, and others beside them.

    Of texts that no comparison tells apart as many are kept as there can be products.
    """
    leaves_of: dict[_Asked, list[Compare]] = {}
    for asked, leaf in _compared(bank):
        leaves_of.setdefault(asked, []).append(leaf)
    return {asked: _representatives(found) for asked, found in leaves_of.items()}


def _compared(bank: Bank) -> Iterator[tuple[_Asked, Compare]]:
    for spot in conditions_of(bank):
        for placed in leaves(spot):
            leaf = placed.leaf
            if not isinstance(leaf, Compare) or leaf.op not in _COMPARED:
                continue
            inside = spot.question.id if spot.question and spot.field else bank.roles.substance
            match leaf.subject:
                case "answer":
                    question, part = split_answer(leaf.name, bank)
                    yield (question, part or question), leaf
                case "field":
                    yield (bank.roles.substance if placed.in_entry else inside, leaf.name), leaf
                case "entry" if leaf.name == _NAME:
                    yield (bank.roles.substance, _NAME), leaf
                case _:
                    pass


def _representatives(found: list[Compare]) -> tuple[str, ...]:
    texts = [str(value) for leaf in found for value in leaf.values]
    others = [f"product {number}" for number in range(1, PRODUCTS + 1)]
    kept: dict[tuple[bool, ...], list[str]] = {}
    for text in dict.fromkeys((*texts, *others)):
        same = kept.setdefault(tuple(text_matches(leaf, text) for leaf in found), [])
        if len(same) < PRODUCTS:
            same.append(text)
    return tuple(text for same in kept.values() for text in same)


def text_matches(leaf: Compare, text: str) -> bool:
    """Say whether a comparison holds for a text that was typed."""
    match leaf.op:
        case "contains":
            return str(leaf.values[0]) in text.lower()
        case "is_not":
            return text != leaf.values[0]
        case _:
            return text in leaf.values
