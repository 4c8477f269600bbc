"""A condition taken apart for one record: each part in words, whether it is true, what would turn it.

The words are those of `sentences`, the truth is that of `conditions`; nothing here decides anything.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from relapse_cli.logic.answers.in_words import DECLINED, NOT_KNOWN, value_in_words
from relapse_cli.logic.rules.conditions import Scope, holds
from relapse_cli.logic.rules.reads import split_answer
from relapse_cli.logic.rules.sentences import fact_labels, labelled, sentence
from relapse_cli.model.condition import AllOf, AnyOf, Compare, LevelIs, Not, SomeEntry
from relapse_cli.model.explanation import Change, Part

if TYPE_CHECKING:
    from collections.abc import Mapping

    from relapse_cli.logic.facts.reading import FactValue
    from relapse_cli.logic.rules.evaluation import Evaluation
    from relapse_cli.model.answer import Answer
    from relapse_cli.model.bank_questions import Field_, Question
    from relapse_cli.model.condition import Condition

_NO_ENTRY = "for a product that is not named"
_NOT_ASKED = "not asked here"


def parts_of(condition: Condition, reading: Evaluation, scope: Scope | None = None) -> Part:
    """Take a condition apart, down to what can be compared with an answer.

    Args:
        condition: the condition.
        reading: the record for which each part is true or false.
        scope: the element inside which the condition looks, if it does.
    """
    words = sentence(condition, reading.bank, scope.question if scope else reading.roles.substance)
    true = holds(condition, reading, scope)
    match condition:
        case AllOf(parts=(part,)) | AnyOf(parts=(part,)):
            return parts_of(part, reading, scope)
        case AllOf(parts=parts) if parts:
            return Part(
                words=words,
                true=true,
                join="all",
                parts=tuple(parts_of(part, reading, scope) for part in parts),
            )
        case AnyOf(parts=parts) if parts:
            return Part(
                words=words,
                true=true,
                join="any",
                parts=tuple(parts_of(part, reading, scope) for part in parts),
            )
        case Not(part=part):
            return Part(words=words, true=true, join="not", parts=(parts_of(part, reading, scope),))
        case SomeEntry(part=part):
            return Part(
                words=words,
                true=true,
                join="any",
                parts=tuple(_for_entry(part, e, reading) for e in reading.entries),
            )
        case LevelIs():
            return Part(words=words, true=true, now=f"level {reading.level}")
        case Compare():
            return _compared(condition, Part(words=words, true=true), reading, scope)
        case _:
            return Part(words=words, true=true)


def _joined(
    words: str,
    join: Literal["all", "any"],
    parts: tuple[Condition, ...],
    reading: Evaluation,
    scope: Scope | None,
) -> Part:
    """Several parts; parts of the same kind within them belong to them."""
    found: list[Part] = []
    for each in (parts_of(part, reading, scope) for part in parts):
        found += each.parts if each.join == join else (each,)
    true = all(part.true for part in found) if join == "all" else any(part.true for part in found)
    return Part(words=words, true=true, join=join, parts=tuple(found))


def _for_entry(condition: Condition, entry: Answer, reading: Evaluation) -> Part:
    """What is asked of every product, for one of them."""
    inner = parts_of(condition, reading, Scope(reading.roles.substance, entry))
    return Part(words=_entry_name(entry, reading), true=inner.true, join="product", parts=(inner,))


def _entry_name(entry: Answer, reading: Evaluation) -> str:
    """A product by the name or the class that was given for it."""
    fields = reading.bank.questions[reading.roles.substance].field_by_id
    for name in ("name", "class"):
        part = entry.part(name)
        if name in fields and part.usable:
            return f"for {value_in_words(fields[name], part, reading.zone)}"
    return _NO_ENTRY


def _compared(leaf: Compare, part: Part, reading: Evaluation, scope: Scope | None) -> Part:
    """A leaf: a fact of the bank brings its own condition, everything else what is there now."""
    if leaf.subject in {"answer", "field"}:
        return part.model_copy(update={"now": _answer_in_words(leaf, reading, scope)})
    named = reading.bank.fact_by_name.get(leaf.name)
    if named is not None:
        inner = parts_of(named.when, reading, scope if leaf.subject == "entry" else None)
        return part.model_copy(
            update={"join": "named" if inner.true == part.true else "not", "parts": (inner,)}
        )
    value = (
        reading.entry_fact(leaf.name, scope.item)
        if leaf.subject == "entry" and scope is not None
        else reading.fact(leaf.name)
    )
    return part.model_copy(update={"now": _fact_in_words(value, fact_labels(leaf, reading.bank))})


def _fact_in_words(value: FactValue, labels: Mapping[str, str]) -> str:
    """A value that was worked out; whether something is so needs no further word."""
    match value:
        case bool():
            return ""
        case None:
            return NOT_KNOWN
        case int() | float():
            return f"{value:g}"
        case tuple():
            return ", ".join(labelled(each, labels) for each in value) or "nothing"
        case str():
            return labelled(value, labels)
        case _:
            return ""


def _answer_in_words(leaf: Compare, reading: Evaluation, scope: Scope | None) -> str:
    """What was answered, as far as a condition sees it."""
    if leaf.subject == "field" and scope is not None:
        spec = reading.bank.questions[scope.question].field_by_id[leaf.name]
        return _value_or_status(spec, reading.item_field(scope.question, scope.item, leaf.name), reading)
    question, field = split_answer(leaf.name, reading.bank)
    known = reading.bank.questions[question]
    if not reading.enabled(question):
        return _NOT_ASKED
    if field is not None:
        return _value_or_status(known.field_by_id[field], reading.named(leaf.name), reading)
    stored = reading.record.answer(question)
    return _value_or_status(known, reading.answer(question) if not stored.status else stored, reading)


def _value_or_status(spec: Question | Field_, answer: Answer, reading: Evaluation) -> str:
    """A value in words, or in which way there is none."""
    if answer.usable:
        return value_in_words(spec, answer, reading.zone)
    return DECLINED if answer.status == "declined" else NOT_KNOWN


def change_of(part: Part) -> Change:
    """What would have to be different for a part to be the opposite of what it is.

    The answer is one of logic alone: it changes as few parts as the form of the condition allows, and says
    nothing about whether a change can be had or is to be wished for.
    """
    if part.join in {"named", "not"}:
        return change_of(part.parts[0])
    if part.join == "product":
        return Change(words=part.words, to=not part.true, join="product", parts=(change_of(part.parts[0]),))
    if not part.parts:
        return Change(words=part.words, to=not part.true)
    every = (part.join == "all") != part.true
    return _changes(part, "all" if every else "any")


def _changes(part: Part, join: Literal["all", "any"]) -> Change:
    """The changes of the parts that stand in the way, those of the same kind side by side."""
    found: list[Change] = []
    for each in (change_of(inner) for inner in part.parts if inner.true == part.true):
        found += each.parts if each.join == join else (each,)
    single = list(dict.fromkeys(found))
    return (
        single[0]
        if len(single) == 1
        else Change(words=part.words, to=not part.true, join=join, parts=tuple(single))
    )
