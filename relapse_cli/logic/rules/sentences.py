"""Every condition as an English sentence, for `relapse why` and the logic sheet."""

from __future__ import annotations

from collections.abc import Mapping
from typing import assert_never

from relapse_cli.logic.facts.catalogue import CATALOGUE, ENTRY_CATALOGUE, questions_of
from relapse_cli.logic.rules.reads import split_answer
from relapse_cli.model.answer import HOURS_PER_DAY
from relapse_cli.model.bank import Bank
from relapse_cli.model.bank_questions import Field_, Question
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
    Scalar,
    SomeEntry,
)
from relapse_cli.text.nouns import plural, series

_NO_LABELS: Mapping[str, str] = {}
_NUMBER_WORDS = {
    "at_least": "is at least",
    "at_most": "is at most",
    "more_than": "is more than",
    "less_than": "is less than",
}


def sentence(condition: Condition, bank: Bank, around: str | None = None) -> str:
    """A condition as a sentence without its full stop.

    Args:
        condition: the condition.
        bank: the bank whose labels it uses.
        around: the question whose fields ``field`` leaves name; what was taken, where it is left out.
    """
    question = bank.roles.substance if around is None else around
    match condition:
        case AllOf(parts=()):
            return "always"
        case AllOf(parts=parts):
            return _joined(parts, "and", bank, question)
        case AnyOf(parts=()):
            return "never"
        case AnyOf(parts=parts):
            return _joined(parts, "or", bank, question)
        case Not(part=part):
            return f"it is not so that {_bracketed(part, bank, question)}"
        case Compare():
            return _leaf_words(condition, bank, question)
        case SomeEntry(part=part):
            return f"for one product taken: {_bracketed(part, bank, question)}"
        case FlagSet(n=1, of=names):
            return (
                f"flag {names[0]} is set"
                if len(names) == 1
                else f"one of the flags {', '.join(names)} is set"
            )
        case FlagSet(n=n, of=names):
            return f"at least {n} of the flags {', '.join(names)} are set"
        case LevelIs(low=low, high=high):
            return f"the level is {low}" if low == high else f"the level is {low} or more"
        case ActionFires(name=name):
            return f"the line {name} is on the plan"
        case OpenBeyond(flag=flag):
            return f"a critical question is open on which {flag} does not rest"
        case _:
            assert_never(condition)


def _joined(parts: tuple[Condition, ...], word: str, bank: Bank, question: str) -> str:
    """Parts joined by a word; mixed nesting gets brackets."""
    if len(parts) == 1:
        return sentence(parts[0], bank, question)
    return f" {word} ".join(_bracketed(part, bank, question) for part in parts)


def _bracketed(part: Condition, bank: Bank, question: str) -> str:
    """A part, in brackets when it joins several itself."""
    words = sentence(part, bank, question)
    compound = isinstance(part, AllOf | AnyOf) and len(part.parts) > 1
    return f"({words})" if compound else words


def _leaf_words(leaf: Compare, bank: Bank, question: str) -> str:
    """One leaf in words."""
    if leaf.subject in {"fact", "entry"}:
        return _fact_words(leaf, bank)
    if leaf.subject == "answer":
        question, field = split_answer(leaf.name, bank)
        spec: Question | Field_ = bank.questions[question]
        name = f"“{spec.title}”"
        if field is not None:
            spec = bank.questions[question].field_by_id[field]
            name = f"“{bank.questions[question].title}: {spec.title}”"
    else:
        spec = bank.questions[question].field_by_id[leaf.name]
        name = f"“{spec.title}”"
    return _comparison_words(leaf, name, spec)


def _fact_words(leaf: Compare, bank: Bank) -> str:
    """A leaf about a fact: its phrase, compared where it is no yes or no."""
    named = bank.fact_by_name.get(leaf.name)
    derived = (CATALOGUE if leaf.subject == "fact" else ENTRY_CATALOGUE).get(leaf.name)
    phrase = named.phrase if named else derived.phrase if derived else leaf.name
    if leaf.op == "is" and leaf.values == (True,):
        return phrase
    if leaf.op == "is" and leaf.values == (False,):
        return f"it is not so that {phrase}"
    if leaf.op == "usable" and derived is not None and derived.type in {"set", "list"}:
        return f"there is something in: {phrase}"
    return _comparison_words(leaf, phrase, None, fact_labels(leaf, bank))


def fact_labels(leaf: Compare, bank: Bank) -> dict[str, str]:
    """The options among which a set is, as their questions call them; none for any other fact."""
    derived = (CATALOGUE if leaf.subject == "fact" else ENTRY_CATALOGUE).get(leaf.name)
    found: dict[str, str] = {}
    for name in questions_of(derived, bank) if derived and derived.type == "set" else ():
        question = bank.questions.get(name)
        for spec in (question, *question.fields) if question else ():
            for option in spec.options:
                found.setdefault(option.id, option.label)
    return found


def _comparison_words(
    leaf: Compare, name: str, spec: Question | Field_ | None, labels: Mapping[str, str] = _NO_LABELS
) -> str:
    """A comparison in words, with option labels where there are options."""
    values = [labelled(v, labels) if v in labels else _value_words(v, spec) for v in leaf.values]
    first = values[0] if values else ""
    match leaf.op:
        case "is":
            return f"{name} is {first}"
        case "is_not":
            return f"{name} is known and is not {first}"
        case "in":
            return f"{name} is {series(values, 'or')}"
        case "has":
            return f"{name} includes {series(values, 'or')}"
        case "contains":
            return f"{name} contains “{first}”"
        case "at_least" | "at_most" | "more_than" | "less_than":
            return f"{name} {_NUMBER_WORDS[leaf.op]} {_measure_words(leaf.values[0], spec)}"
        case "within":
            return f"{name} lies within {_hours_words(leaf.values[0])}, or is not known"
        case "usable":
            return f"{name} is known"
        case "unresolved":
            return f"{name} is open"
        case "enabled":
            return f"{name} applies"
        case "asked":
            return f"{name} is asked"
        case "status":
            return f"{name} was answered with {first}"
        case "is_or_unresolved":
            return f"{name} is {first} or open"
        case _:
            assert_never(leaf.op)


def _value_words(value: Scalar, spec: Question | Field_ | None) -> str:
    """A value in words: yes and no, an option's label, or as it stands."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, int | float):
        return f"{value:g}"
    if spec is not None and value in spec.option_ids:
        return f"“{spec.option_label(value)}”"
    return value.replace("_", " ")


def labelled(value: Scalar, labels: Mapping[str, str]) -> str:
    """A value by the label of the option that it is, or as it stands."""
    return f"“{labels[value]}”" if isinstance(value, str) and value in labels else _value_words(value, None)


def _measure_words(value: Scalar, spec: Question | Field_ | None) -> str:
    """A number, or a length of time where the question asks for one."""
    if spec is not None and spec.type == "duration":
        return _hours_words(value)
    return _value_words(value, None)


def _hours_words(value: Scalar) -> str:
    """Hours in words, as days from three days on."""
    hours = float(value)
    if hours >= 3 * HOURS_PER_DAY and hours % HOURS_PER_DAY == 0 and hours != 72:
        return f"{hours / HOURS_PER_DAY:g} days"
    return f"{hours:g} {plural(hours, 'hour')}"
