"""From a condition of a bank to one expression; ``logic/rules/conditions.py`` says what it means."""

from __future__ import annotations

from typing import assert_never

from relapse_cli.batch.generated.builder import Builder, ItemScope, any_entry
from relapse_cli.batch.generated.code import FALSE, Code
from relapse_cli.batch.generated.doubt import NotCompiledError
from relapse_cli.batch.generated.entries import entry_scope
from relapse_cli.batch.generated.grounds import open_beyond
from relapse_cli.batch.generated.questions import item_field, named, status_var
from relapse_cli.logic.facts.catalogue import CATALOGUE, ENTRY_CATALOGUE
from relapse_cli.logic.rules.reads import split_answer
from relapse_cli.model.bank_rules import Action, Flag
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
    SomeEntry,
)


def condition_code(builder: Builder, condition: Condition, scope: ItemScope | None) -> Code:
    """The expression of a condition."""
    codes = builder.codes
    match condition:
        case Compare():
            return _compare(builder, condition, scope)
        case AllOf(parts=parts):
            return codes.both(*(condition_code(builder, part, scope) for part in parts))
        case AnyOf(parts=parts):
            return codes.either(*(condition_code(builder, part, scope) for part in parts))
        case Not(part=part):
            return codes.negated(condition_code(builder, part, scope))
        case SomeEntry(part=part):
            return some_entry(builder, part)
        case FlagSet(n=n, of=names):
            return _flags(builder, n, names)
        case LevelIs(low=low, high=high):
            return codes.leaf(f"({low} <= level <= {high})", builder.level())
        case ActionFires(name=name):
            return action_code(builder, name)
        case OpenBeyond(flag=flag):
            return open_beyond(builder, flag, flag_code(builder, flag))
        case _:
            assert_never(condition)


def some_entry(builder: Builder, part: Condition) -> Code:
    """Whether a condition holds for one of the entries."""
    if builder.question(builder.bank.roles.substance) is None:
        return FALSE
    return any_of_entries(builder, condition_code(builder, part, entry_scope(builder)))


def any_of_entries(builder: Builder, inside: Code) -> Code:
    """Whether an expression holds for one of the entries."""
    if inside is FALSE:
        return FALSE
    var = builder.once(("some", str(id(inside))), lambda: any_entry(f"some{len(builder.somes)}", inside))
    builder.somes[inside] = var
    return builder.codes.leaf(var.name, var)


def _flags(builder: Builder, n: int, names: tuple[str, ...]) -> Code:
    flags = [flag_code(builder, name) for name in names]
    if n == 1:
        return builder.codes.either(*flags)
    possible = [flag for flag in flags if flag is not FALSE]
    if len(possible) < n:
        return FALSE
    return builder.codes.counted(possible, n)


def flag_code(builder: Builder, name: str) -> Code:
    """Whether a flag is set in this session."""
    return builder.code_once(("flag", name), lambda: _in_session(builder, builder.bank.flag_by_id[name]))


def action_code(builder: Builder, name: str) -> Code:
    """Whether a rule puts a line on the plan in this session."""
    return builder.code_once(("action", name), lambda: _in_session(builder, builder.bank.action_by_id[name]))


def _in_session(builder: Builder, rule: Flag | Action) -> Code:
    when = rule.followup if builder.session == "followup" else rule.when
    return FALSE if when is None else condition_code(builder, when, None)


def _compare(builder: Builder, leaf: Compare, scope: ItemScope | None) -> Code:
    comparisons = builder.comparisons
    match leaf.subject:
        case "fact":
            if leaf.name not in CATALOGUE and leaf.name not in builder.bank.fact_by_name:
                raise NotCompiledError(f"the fact {leaf.name!r}")
            return comparisons.compare(builder.fact(leaf.name), leaf.op, leaf.values)
        case "answer":
            return _answer(builder, leaf)
        case "entry":
            if leaf.name not in ENTRY_CATALOGUE and leaf.name not in builder.bank.fact_by_name:
                raise NotCompiledError(f"the fact {leaf.name!r} of an entry")
            if scope is None or scope.question != builder.bank.roles.substance:
                raise NotCompiledError(f"{leaf.name!r} outside of an entry")
            return comparisons.compare(builder.entry_fact(leaf.name), leaf.op, leaf.values)
        case "field":
            if scope is None:
                raise NotCompiledError(f"the field {leaf.name!r} outside of its question")
            return comparisons.compare(item_field(builder, scope, leaf.name), leaf.op, leaf.values)
        case _:
            assert_never(leaf.subject)


def _answer(builder: Builder, leaf: Compare) -> Code:
    codes, comparisons = builder.codes, builder.comparisons
    question, _ = split_answer(leaf.name, builder.bank)
    match leaf.op:
        case "enabled":
            return builder.enabled(question)
        case "asked":
            return builder.asked(question)
        case "status":
            return _status(builder, question, leaf)
        case "unresolved":
            usable = comparisons.usable(named(builder, leaf.name))
            return codes.both(builder.enabled(question), codes.negated(usable))
        case "is_or_unresolved":
            value = named(builder, leaf.name)
            open_ = codes.both(builder.enabled(question), codes.negated(comparisons.usable(value)))
            return codes.either(comparisons.equal(value, leaf.values[0]), open_)
        case _:
            return comparisons.compare(named(builder, leaf.name), leaf.op, leaf.values)


def _status(builder: Builder, question: str, leaf: Compare) -> Code:
    words = sorted({word for word in leaf.values if isinstance(word, str)})
    if builder.question(question) is None or not words:
        return FALSE
    status = status_var(builder, question)
    said = [builder.codes.leaf(f"({status.name} == {word!r})", status) for word in words]
    return builder.codes.both(builder.enabled(question), builder.codes.either(*said))
