"""What there should be an interview for: every question, option, fact, flag and line of a bank."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from relapse_cli.checks.condition_places import conditions_of, leaves
from relapse_cli.checks.proofs.encoding import Encoding
from relapse_cli.checks.proofs.formula import FALSE, Formula, both, some
from relapse_cli.checks.proofs.inputs import Raw
from relapse_cli.logic.facts.catalogue import CATALOGUE, ENTRY_CATALOGUE
from relapse_cli.logic.rules.evaluation import Evaluation
from relapse_cli.model.answer import Answer
from relapse_cli.model.bank import Bank
from relapse_cli.model.bank_questions import Field_, Question
from relapse_cli.model.condition import Compare, Scalar

TargetKind = Literal["question", "field", "option", "fact", "flag", "action"]


@dataclass(frozen=True, slots=True)
class Target:
    """One thing that some interview should reach.

    Attributes:
        id: its id; of an option or a value, its question or fact, ``=`` and the option.
        formula: when an interview reaches it.
    """

    kind: TargetKind
    id: str
    formula: Formula


def targets_of(encoding: Encoding) -> Iterator[Target]:
    """Every target of a bank, those that need most first: their interviews reach many others."""
    bank = encoding.bank
    for action in bank.actions:
        yield Target("action", action.id, encoding.action(action.id))
    for flag in bank.flags:
        yield Target("flag", flag.id, encoding.flag(flag.id))
    yield from _facts(encoding)
    for question in bank.questions.values():
        yield Target("question", question.id, encoding.asked(question.id))
        yield from _inside(encoding, question)


def _facts(encoding: Encoding) -> Iterator[Target]:
    for fact in encoding.bank.facts:
        if fact.scope == "record":
            yield Target("fact", fact.name, encoding.fact(fact.name).options[True])
        else:
            yield Target("fact", product_fact(fact.name), _some_entry(encoding, fact.name, True))
    for entry, name, value in derived_values(encoding.bank):
        if entry:
            yield Target("fact", product_fact(_value_name(name, value)), _some_entry(encoding, name, value))
        else:
            reached = encoding.fact(name).options.get(value, FALSE)
            yield Target("fact", _value_name(name, value), reached)


def _some_entry(encoding: Encoding, name: str, value: Scalar) -> Formula:
    each = (
        both(encoding.entry_there(index), encoding.entry_fact(name, index).options.get(value, FALSE))
        for index in encoding.entries
    )
    return some(each)


def derived_values(bank: Bank) -> list[tuple[bool, str, Scalar]]:
    """The values of derived facts that a bank reads: whether of an entry, the fact, the value."""
    found: dict[tuple[bool, str, Scalar], None] = {}
    for spot in conditions_of(bank):
        for placed in leaves(spot):
            leaf = placed.leaf
            if not isinstance(leaf, Compare) or leaf.op not in {"is", "in", "has"}:
                continue
            entry = leaf.subject == "entry"
            known = (ENTRY_CATALOGUE if entry else CATALOGUE).get(leaf.name)
            if known is not None and known.type != "text" and (entry or leaf.subject == "fact"):
                found |= dict.fromkeys((entry, leaf.name, value) for value in leaf.values)
    return list(found)


def product_fact(name: str) -> str:
    """How a fact of a product is called beside one of the record."""
    return f"product: {name}"


def _value_name(name: str, value: Scalar) -> str:
    return name if value is True else f"{name}={value}"


def _inside(encoding: Encoding, question: Question) -> Iterator[Target]:
    """The fields of a question, and the options of each."""
    raw, asked = encoding.inputs.questions[question.id], encoding.asked(question.id)
    if raw.alone is not None:
        yield from _options(question.id, [(asked, raw.alone)])
    for field in question.fields:
        ways = [
            (both(asked, encoding.field_relevant(question.id, index, field.id)), fields[field.id])
            for index, fields in enumerate(raw.elements)
        ]
        name = f"{question.id}.{field.id}"
        yield Target("field", name, some(both(way, part.given) for way, part in ways))
        yield from _options(name, ways)


def _options(name: str, ways: list[tuple[Formula, Raw]]) -> Iterator[Target]:
    spec = ways[0][1].spec
    for option in option_values(spec):
        given = some(both(asked, raw.options[option]) for asked, raw in ways)
        yield Target("option", option_name(name, option), given)


def option_values(spec: Question | Field_) -> tuple[Scalar, ...]:
    """What can be chosen for a question or a field."""
    if spec.type == "yes_no":
        return (True, False)
    return tuple(option.id for option in spec.options) if spec.type in {"choice", "multi"} else ()


def option_name(name: str, option: Scalar) -> str:
    """How an option is called beside its question or field."""
    return f"{name}={str(option).lower() if isinstance(option, bool) else option}"


def reached(reading: Evaluation, derived: list[tuple[bool, str, Scalar]]) -> set[tuple[TargetKind, str]]:
    """All targets that an interview reaches, as the rules themselves have it.

    Args:
        reading: the interview.
        derived: the values of derived facts that the bank reads.
    """
    bank = reading.bank
    found: set[tuple[TargetKind, str]] = {("question", q) for q in reading.asked_questions}
    found |= {("flag", name) for name in reading.flags}
    found |= {("action", action.id) for action in bank.actions if reading.action(action.id)}
    for fact in bank.facts:
        if fact.scope == "record" and reading.fact(fact.name):
            found.add(("fact", fact.name))
        elif fact.scope == "entry" and any(reading.entry_fact(fact.name, e) for e in reading.entries):
            found.add(("fact", product_fact(fact.name)))
    for entry, name, value in derived:
        values = [reading.entry_fact(name, e) for e in reading.entries] if entry else [reading.fact(name)]
        if any(value in v if isinstance(v, tuple) else v == value for v in values):
            named = _value_name(name, value)
            found.add(("fact", product_fact(named) if entry else named))
    for question in reading.asked_questions.values():
        found |= _answered(reading, question)
    return found


def _answered(reading: Evaluation, question: Question) -> set[tuple[TargetKind, str]]:
    given = reading.record.answer(question.id)
    if not question.fields:
        return _chosen(question, question.id, given)
    found: set[tuple[TargetKind, str]] = set()
    for item in given.items if question.type == "event" else (given,):
        for field in question.fields:
            part = item.part(field.id)
            if part.usable and reading.field_enabled(question.id, item, field):
                name = f"{question.id}.{field.id}"
                found |= {("field", name), *_chosen(field, name, part)}
    return found


def _chosen(spec: Question | Field_, name: str, given: Answer) -> set[tuple[TargetKind, str]]:
    match spec.type:
        case "multi":
            return {("option", option_name(name, option)) for option in given.options}
        case "choice" | "yes_no" if given.usable:
            return {("option", option_name(name, given.scalar if given.scalar is not None else ""))}
        case _:
            return set()
