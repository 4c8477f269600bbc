"""By question, field, fact, flag and line, what reads it directly, in words for people."""

from __future__ import annotations

from typing import TYPE_CHECKING

from relapse_cli.checks.condition_places import conditions_of, leaves
from relapse_cli.logic.facts.catalogue import CATALOGUE, questions_of
from relapse_cli.logic.lines.placeholders import placeholders
from relapse_cli.logic.rules.reads import split_answer
from relapse_cli.model.condition import ActionFires, Compare, FlagSet, OpenBeyond, SomeEntry

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from relapse_cli.checks.condition_places import PlacedLeaf, Spot
    from relapse_cli.model.bank import Bank

_KINDS = {
    "question": "question",
    "field": "field",
    "fact": "fact",
    "flag": "flag",
    "action": "line",
    "answer line": "answer line",
    "together": "lines together",
    "family": "",
}
_KEYS = {
    "relevance": "asked when",
    "brief_when": "asked on the brief path when",
    "open_when": "open when",
    "unreliable": "taken with doubt when",
    "front_when": "put in front when",
}
_PROGRAM = "the program itself"


def read_by(bank: Bank) -> Mapping[str, tuple[str, ...]]:
    """Return what reads each thing; what nothing reads is not in it."""
    found: dict[str, dict[str, None]] = {}
    for name, reader in (*_by_conditions(bank), *_by_texts(bank), *_by_program(bank)):
        found.setdefault(name, {}).setdefault(reader)
    return {name: tuple(readers) for name, readers in found.items()}


def _by_conditions(bank: Bank) -> Iterator[tuple[str, str]]:
    for spot in conditions_of(bank):
        for placed in leaves(spot):
            yield from ((name, _reader(spot)) for name in _names(placed, spot, bank))


def _reader(spot: Spot) -> str:
    """What a condition belongs to."""
    name = ".".join(filter(None, (spot.owner.name, spot.field.id if spot.field else "")))
    key = _KEYS.get(spot.key, "")
    return " ".join(filter(None, (_KINDS.get(spot.owner.kind, spot.owner.kind), name, key and f"({key})")))


def _names(placed: PlacedLeaf, spot: Spot, bank: Bank) -> Iterator[str]:
    """What a leaf looks at, by its name in the bank."""
    match placed.leaf:
        case Compare(subject="answer", name=name):
            yield from dict.fromkeys((name, split_answer(name, bank)[0]))
        case Compare(subject="field", name=name):
            around = spot.question.id if spot.question and spot.field else bank.roles.substance
            yield f"{around}.{name}"
        case Compare(name=name):
            yield name
            yield from questions_of(CATALOGUE[name], bank) if name in CATALOGUE else ()
        case FlagSet(of=flags):
            yield from flags
        case OpenBeyond(flag=flag):
            yield flag
        case ActionFires(name=name):
            yield name
        case SomeEntry():
            yield bank.roles.substance
        case _:
            return


def _by_texts(bank: Bank) -> Iterator[tuple[str, str]]:
    """What quotes an answer or names another part."""
    for line in bank.answer_lines:
        quoted = {name for names in line.quotes.values() for name in names}
        yield from _both(quoted, f"answer line {line.id} (quotes it)", bank)
    for action in bank.actions:
        said = {name for text in action.own_texts for name in placeholders(text)} | set(action.reads)
        yield from _both(said, f"line {action.id} (quotes it)", bank)
        yield from ((name, f"line {action.id} (says the same to the patient)") for name in action.on_sheet)
    for gap in bank.gap_lines:
        said = {name for text in gap.texts.values() for name in placeholders(text)}
        yield from _both(said, f"gap line {gap.id} (quotes it)", bank)
    for family in (*bank.family.lines,):
        yield from _both(set(placeholders(family.text)), f"family sheet {family.id} (quotes it)", bank)
    for name, slot in bank.slot_by_name.items():
        if slot.answer:
            yield from _both({slot.answer}, f"slot {name} (filled from it)", bank)
    for question in bank.questions.values():
        if question.prompts:
            yield question.prompts, f"question {question.id} (prompted by it)"
    for section in bank.sections:
        yield from ((rule, f"section {section.id} (reads it back)") for rule in section.reads_back)
    for row in bank.together:
        yield row.line, f"line {row.under} (takes it in)"


def _both(names: set[str], reader: str, bank: Bank) -> Iterator[tuple[str, str]]:
    """Names that are questions or fields of one; whoever reads a field reads its question."""
    for name in sorted(names):
        question = split_answer(name, bank)[0]
        if question in bank.questions:
            yield from ((each, reader) for each in dict.fromkeys((name, question)))


def _by_program(bank: Bank) -> Iterator[tuple[str, str]]:
    return ((name, _PROGRAM) for name in bank.questions if name in bank.roles.questions)
