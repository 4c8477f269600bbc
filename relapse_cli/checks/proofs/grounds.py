"""On which questions a rule rests, as formulas; it follows ``because`` of `logic/rules/conditions.py`."""

from __future__ import annotations

from typing import assert_never

from relapse_cli.checks.proofs.encoding import Encoding, Scope
from relapse_cli.checks.proofs.formula import FALSE, TRUE, Formula, both, either, negate, some
from relapse_cli.logic.facts.catalogue import CATALOGUE, ENTRY_CATALOGUE
from relapse_cli.logic.rules.reads import action_reads, questions_read
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


def open_beyond(encoding: Encoding, flag: str, question: str) -> Formula:
    """Whether a critical question is open on which a flag does not rest."""
    return both(encoding.open_item(question), negate(flag_rests_on(encoding, flag, question)))


def flag_rests_on(encoding: Encoding, flag: str, question: str) -> Formula:
    """Whether a flag that is set rests on a question."""
    bank = encoding.bank
    known = bank.flag_by_id[flag]
    ways = []
    sessions = ((known.when, negate(encoding.in_followup)), (known.followup, encoding.in_followup))
    for when, session in sessions:
        if when is None:
            continue
        through = [q for q in bank.doubted if question in _doubt_reads(encoding, q)]
        reads = either(
            _grounds(encoding, when, question, None),
            *(both(_grounds(encoding, when, q, None), _doubted(encoding, q)) for q in through),
        )
        ways.append(both(session, encoding.holds(when), reads))
    return both(some(ways), encoding.enabled(question))


def _doubt_reads(encoding: Encoding, question: str) -> frozenset[str]:
    doubt = encoding.bank.questions[question].unreliable
    return questions_read(doubt.when, encoding.bank) if doubt else frozenset()


def _doubted(encoding: Encoding, question: str) -> Formula:
    """Whether a question counts and its stored value is one that is doubted at times."""
    doubt, raw = encoding.bank.questions[question].unreliable, encoding.inputs.questions[question].alone
    if doubt is None or raw is None:
        return FALSE
    given = some(raw.options[value] for value in doubt.values if value in raw.options)
    return both(encoding.enabled(question), given)


def _constant(known: bool) -> Formula:
    return TRUE if known else FALSE


def _grounds(encoding: Encoding, condition: Condition, question: str, scope: Scope | None) -> Formula:
    """Whether a question is under the true parts of a condition that holds."""
    bank = encoding.bank
    own = scope is not None and scope.question == question
    match condition:
        case AllOf(parts=parts) | AnyOf(parts=parts):
            return some(
                both(encoding.holds(part, scope), _grounds(encoding, part, question, scope)) for part in parts
            )
        case Not(part=part):
            return _constant(own or question in questions_read(part, bank))
        case Compare():
            return _leaf_grounds(encoding, condition, question, scope)
        case SomeEntry(part=part):
            if question == encoding.bank.roles.substance:
                return TRUE
            inside = (Scope(encoding.bank.roles.substance, index) for index in encoding.entries)
            return some(
                both(
                    encoding.entry_there(each.index),
                    encoding.holds(part, each),
                    _grounds(encoding, part, question, each),
                )
                for each in inside
            )
        case FlagSet(of=names):
            return some(flag_rests_on(encoding, name, question) for name in names)
        case LevelIs():
            return _level_rests_on(encoding, question)
        case ActionFires(name=name):
            return _action_rests_on(encoding, name, question)
        case OpenBeyond(flag=flag):
            return open_beyond(encoding, flag, question)
        case _:
            assert_never(condition)


def _level_rests_on(encoding: Encoding, question: str) -> Formula:
    """The flags at the level; at level 1 everything that could have raised it."""
    flags = encoding.bank.flags
    at = (
        both(negate(encoding.level(flag.level + 1)), flag_rests_on(encoding, flag.id, question))
        for flag in flags
    )
    reads = any(
        question in questions_read(when, encoding.bank)
        for flag in flags
        for when in (flag.when, flag.followup)
        if when is not None
    )
    return either(some(at), both(negate(encoding.level(2)), _constant(reads)))


def _action_rests_on(encoding: Encoding, name: str, question: str) -> Formula:
    action = encoding.bank.action_by_id[name]
    sessions = ((action.when, negate(encoding.in_followup)), (action.followup, encoding.in_followup))
    reads = _constant(question in action_reads(name, encoding.bank))
    return some(
        both(session, reads if when is None else _grounds(encoding, when, question, None))
        for when, session in sessions
    )


def _leaf_grounds(encoding: Encoding, leaf: Compare, question: str, scope: Scope | None) -> Formula:
    bank = encoding.bank
    own = scope is not None and scope.question == question
    reads = _constant(own or question in questions_read(leaf, bank))
    if leaf.subject in {"answer", "field"}:
        return reads
    if leaf.name == "unresolved_critical":
        return encoding.open_item(question) if bank.questions[question].critical else FALSE
    named = bank.fact_by_name.get(leaf.name)
    derived = leaf.name in (CATALOGUE if leaf.subject == "fact" else ENTRY_CATALOGUE)
    if derived or named is None:
        return reads
    holds = encoding.holds(named.when, scope)
    inside = either(_grounds(encoding, named.when, question, scope), _constant(own))
    return either(both(holds, inside), both(negate(holds), reads))
