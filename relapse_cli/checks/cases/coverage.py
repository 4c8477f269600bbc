"""What the cases of a bank reach: its questions, options and rules, and the parts of its conditions."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING

from relapse_cli.checks.cases.parts import Part, parts_of, values
from relapse_cli.checks.proofs.targets import option_name, option_values, product_fact, reached
from relapse_cli.logic.rules.sentences import sentence
from relapse_cli.model.condition import AllOf, AnyOf, SomeEntry
from relapse_cli.model.coverage import Coverage, CoveredCondition, CoveredPart, Reached, ReachKind

if TYPE_CHECKING:
    from relapse_cli.logic.rules.evaluation import Evaluation
    from relapse_cli.model.bank import Bank
    from relapse_cli.places import KeyPath, Places

Seen = Mapping["KeyPath", frozenset[bool]]
"""What each part was in some case, by its path."""


def seen_in(parts: Iterable[Part], readings: Iterable[Evaluation]) -> Seen:
    """What each part was in one of these records."""
    seen: dict[KeyPath, set[bool]] = {part.path: set() for part in parts}
    for reading in readings:
        for part in parts:
            if len(seen[part.path]) < len((True, False)):
                seen[part.path] |= values(part, reading)
    return {path: frozenset(found) for path, found in seen.items()}


def cover(bank: Bank, readings: list[Evaluation], places: Places) -> Coverage:
    """Say what some records reach of a bank.

    Args:
        bank: the bank, checked.
        readings: the records, as it reads them.
        places: where everything in the bank stands.
    """
    parts = tuple(parts_of(bank))
    seen = seen_in(parts, readings)
    conditions: dict[KeyPath, list[Part]] = {}
    for part in parts:
        conditions.setdefault(part.spot.path, []).append(part)
    covered = tuple(_condition(found, seen, bank, places) for found in conditions.values())
    return Coverage(tuple(_reached(bank, readings)), covered)


def _condition(parts: list[Part], seen: Seen, bank: Bank, places: Places) -> CoveredCondition:
    spot = parts[0].spot
    shown = tuple(
        CoveredPart(part_words(part, bank), part.depth, *places.at(part.path), seen[part.path])
        for part in parts
    )
    return CoveredCondition(spot.owner.kind, spot.text, shown)


def part_words(part: Part, bank: Bank) -> str:
    """A part in words; of one that joins others how it joins them."""
    question = part.spot.question.id if part.spot.question else bank.roles.substance
    match part.node:
        case AllOf():
            words = "all of these"
        case AnyOf():
            words = "one of these"
        case SomeEntry():
            words = "for one product taken"
        case leaf:
            words = sentence(leaf, bank, question)
    return f"not: {words}" if part.negated else words


def _reached(bank: Bank, readings: list[Evaluation]) -> Iterator[Reached]:
    found = {each for reading in readings for each in reached(reading, [])}
    for kind, known, as_told in _things(bank):
        missing = tuple(name for name in known if (as_told, name) not in found)
        yield Reached(kind, len(known), missing)


def _things(bank: Bank) -> Iterator[tuple[ReachKind, tuple[str, ...], str]]:
    """What can be reached: its kind, its names, and what `targets.reached` calls the kind."""
    yield "question", tuple(bank.questions), "question"
    yield "option", tuple(_options(bank)), "option"
    facts = (f.name if f.scope == "record" else product_fact(f.name) for f in bank.facts)
    yield "fact", tuple(facts), "fact"
    yield "flag", tuple(bank.flag_by_id), "flag"
    yield "line", tuple(bank.action_by_id), "action"


def _options(bank: Bank) -> Iterator[str]:
    for question in bank.questions.values():
        yield from (option_name(question.id, option) for option in option_values(question))
        for field in question.fields:
            yield from (option_name(f"{question.id}.{field.id}", o) for o in option_values(field))
