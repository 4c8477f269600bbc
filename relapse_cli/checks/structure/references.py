"""Names in conditions: they must exist, and be compared in a way that fits what they name."""

from __future__ import annotations

from typing import TYPE_CHECKING, assert_never

from relapse_cli.checks import messages
from relapse_cli.checks.condition_places import (
    PlacedLeaf,
    Spot,
    conditions_of,
    leaves,
)
from relapse_cli.checks.leaf_targets import (
    NAMED_FACT,
    OF_QUESTION,
    SHAPES,
    WORDS,
    Target,
    derived_target,
    input_target,
)
from relapse_cli.logic.facts.catalogue import CATALOGUE, ENTRY_CATALOGUE, DerivedFact, EntryFact
from relapse_cli.model.condition import (
    ActionFires,
    Compare,
    FlagSet,
    LevelIs,
    OpenBeyond,
    Scalar,
    SomeEntry,
)

if TYPE_CHECKING:
    from collections.abc import Iterable

    from relapse_cli.checks.findings import Findings
    from relapse_cli.model.bank import Bank
    from relapse_cli.model.bank_questions import Field_


_AFTER_LEVEL = {"action", "together", "family"}
"""What is decided when the level is known, and may therefore read it."""


def check_references(findings: Findings) -> None:
    """Judge every leaf of every condition."""
    for spot in conditions_of(findings.bank):
        check_condition(findings, spot)


def check_condition(findings: Findings, spot: Spot) -> None:
    """Judge every leaf of one condition."""
    for placed in leaves(spot):
        _check_leaf(findings, spot, placed)


def _check_leaf(findings: Findings, spot: Spot, placed: PlacedLeaf) -> None:
    leaf, path, in_entry = placed
    bank = findings.bank
    match leaf:
        case FlagSet(of=names):
            _check_names(findings, spot, placed, names)
        case OpenBeyond(flag=name):
            _check_names(findings, spot, placed, [name])
        case ActionFires(name=name):
            if spot.owner.kind not in _AFTER_LEVEL:
                findings.note(messages.ACTIONS_ONLY, path, spot.text, key="action")
            elif name not in bank.action_by_id:
                findings.note_unknown(messages.NOT_AN_ACTION, path, spot.text, name, bank.action_by_id)
        case LevelIs():
            if spot.owner.kind not in _AFTER_LEVEL:
                findings.note(messages.ACTIONS_ONLY, path, spot.text, key="level")
        case SomeEntry():
            if findings.bank.roles.substance not in bank.questions:
                findings.note(messages.NO_ENTRIES, path, spot.text)
        case Compare():
            target = _find_target(findings, spot, placed, leaf, in_entry=in_entry)
            if target is not None:
                _check_comparison(findings, spot, placed, leaf, target)
        case _:
            assert_never(leaf)


def _check_names(findings: Findings, spot: Spot, placed: PlacedLeaf, names: Iterable[str]) -> None:
    for name in names:
        if name not in findings.bank.flag_by_id:
            findings.note_unknown(messages.NOT_A_FLAG, placed.path, spot.text, name, findings.bank.flag_by_id)


def _find_target(
    findings: Findings, spot: Spot, placed: PlacedLeaf, leaf: Compare, *, in_entry: bool
) -> Target | None:
    """Return what a leaf looks at, or note that there is no such thing here."""
    match leaf.subject:
        case "answer":
            return _answer_target(findings, spot, placed, leaf)
        case "fact":
            return _fact_target(findings, spot, placed, leaf)
        case "entry" if not in_entry:
            findings.note(messages.OUTSIDE_ENTRY, placed.path, spot.text, key="entry")
            return None
        case "entry":
            return _entry_target(findings, spot, placed, leaf)
        case "field":
            return _field_target(findings, spot, placed, leaf, in_entry=in_entry)
        case _:
            assert_never(leaf.subject)


def _answer_target(findings: Findings, spot: Spot, placed: PlacedLeaf, leaf: Compare) -> Target | None:
    questions = findings.bank.questions
    if leaf.name in questions:
        return input_target(questions[leaf.name], answer=True)
    name, _, field = leaf.name.rpartition(".")
    question = questions.get(name)
    if question is None or not question.fields:
        known = [*questions, *(f"{q.id}.{f.id}" for q in questions.values() for f in q.fields)]
        findings.note_unknown(messages.NOT_A_QUESTION, placed.path, spot.text, leaf.name, known)
        return None
    if question.type == "event":
        findings.note(messages.EVENT_FIELD, placed.path, spot.text, question=name)
        return None
    if field not in question.field_by_id:
        known = list(question.field_by_id)
        findings.note_unknown(messages.NOT_A_FIELD, placed.path, spot.text, field, known, question=name)
        return None
    if leaf.op in OF_QUESTION:
        findings.note(messages.WHOLE_ONLY, placed.path, spot.text, op=leaf.op, question=name)
        return None
    return input_target(question.field_by_id[field], answer=True)


def _fact_target(findings: Findings, spot: Spot, placed: PlacedLeaf, leaf: Compare) -> Target | None:
    bank, name = findings.bank, leaf.name
    if target := derived_target(bank, name, entry=False):
        derived = CATALOGUE[name]
        if derived.after_level and spot.owner.kind not in _AFTER_LEVEL:
            findings.note(
                messages.AFTER_LEVEL,
                placed.path,
                spot.text,
                name=name,
                question=bank.roles.named(derived.roles[0]),
            )
        _check_reads(findings, spot, placed, derived)
        return target
    fact = bank.fact_by_name.get(name)
    if fact is None and name not in ENTRY_CATALOGUE:
        known = [*bank.fact_by_name, *CATALOGUE]
        findings.note_unknown(messages.NOT_A_FACT, placed.path, spot.text, name, known)
        return None
    if fact is None or fact.scope == "entry":
        where = " inside 'some_entry'"
        words = {"name": name, "one": "an entry", "key": "entry", "where": where}
        findings.note(messages.WRONG_SCOPE, placed.path, spot.text, **words)
        return None
    return NAMED_FACT


def _entry_target(findings: Findings, spot: Spot, placed: PlacedLeaf, leaf: Compare) -> Target | None:
    bank, name = findings.bank, leaf.name
    if target := derived_target(bank, name, entry=True):
        _check_reads(findings, spot, placed, ENTRY_CATALOGUE[name])
        return target
    fact = bank.fact_by_name.get(name)
    if fact is None and name not in CATALOGUE:
        known = [*(fact.name for fact in bank.facts if fact.scope == "entry"), *ENTRY_CATALOGUE]
        findings.note_unknown(messages.NOT_AN_ENTRY_FACT, placed.path, spot.text, name, known)
        return None
    if fact is None or fact.scope != "entry":
        words = {"name": name, "one": "the record", "key": "fact", "where": ""}
        findings.note(messages.WRONG_SCOPE, placed.path, spot.text, **words)
        return None
    return NAMED_FACT


def _check_reads(findings: Findings, spot: Spot, placed: PlacedLeaf, fact: DerivedFact | EntryFact) -> None:
    roles, questions = findings.bank.roles, findings.bank.questions
    for role in fact.roles:
        if not any(question in questions for question in roles.named(role)):
            findings.note(messages.FACT_LACKS, placed.path, spot.text, name=fact.name, role=role)


def _field_target(
    findings: Findings, spot: Spot, placed: PlacedLeaf, leaf: Compare, *, in_entry: bool
) -> Target | None:
    inside = spot.question if spot.field else None
    question = findings.bank.questions.get(findings.bank.roles.substance) if in_entry else inside
    if question is None:
        findings.note(messages.OUTSIDE_ENTRY, placed.path, spot.text, key="field")
        return None
    fields: dict[str, Field_] = question.field_by_id
    if leaf.name not in fields:
        words = {"question": question.id}
        findings.note_unknown(messages.NOT_A_FIELD, placed.path, spot.text, leaf.name, fields, **words)
        return None
    if spot.question is question and spot.field and _comes_late(leaf.name, spot.field.id, list(fields)):
        findings.note(messages.FIELD_LATER, placed.path, spot.text, name=leaf.name)
    return input_target(fields[leaf.name], answer=False)


def _comes_late(name: str, reader: str, order: list[str]) -> bool:
    return order.index(name) >= order.index(reader)


def _check_comparison(
    findings: Findings, spot: Spot, placed: PlacedLeaf, leaf: Compare, target: Target
) -> None:
    """Note an operator or a value that does not fit what the leaf looks at."""
    path, kind = placed.path, WORDS[target.kind]
    if leaf.op not in target.operators:
        words = {"op": leaf.op, "name": leaf.name, "kind": kind, "known": ", ".join(target.operators)}
        findings.note(messages.WRONG_OPERATOR, path, spot.text, **words)
        return
    if leaf.op == "status":
        return
    for value in leaf.values:
        if target.options is not None and value not in target.options:
            if _is_of_a_set(value, leaf, findings.bank):
                continue
            findings.note_option(path, spot.text, value, leaf.name, target.options)
        elif not target.fits(value):
            words = {
                "value": str(value),
                "name": leaf.name,
                "kind": kind,
                "shape": SHAPES.get(target.kind, kind),
            }
            findings.note(messages.WRONG_VALUE, path, spot.text, **words)
        elif not target.in_range(value):
            findings.note(messages.OUT_OF_RANGE, path, spot.text, **_range_words(leaf.name, value, target))


def _is_of_a_set(value: Scalar, leaf: Compare, bank: Bank) -> bool:
    """Whether a value came with a set: of its members each question has those that it has."""
    named = set(leaf.values)
    return any(value in members and named.issuperset(members) for members in bank.sets.lists.values())


def _range_words(name: str, value: object, target: Target) -> dict[str, object]:
    low = "any number" if target.low is None else f"{target.low:g}"
    high = "any number" if target.high is None else f"{target.high:g}"
    return {"name": name, "value": value, "low": low, "high": high}
