"""Which questions a condition looks at, whether or not it holds."""

from __future__ import annotations

from typing import assert_never

from relapse_cli.logic.facts.catalogue import CATALOGUE, ENTRY_CATALOGUE, questions_of
from relapse_cli.model.bank import Bank
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

_BANKS = 4
"""So many banks are remembered; a program reads one or two."""


def split_answer(name: str, bank: Bank) -> tuple[str, str | None]:
    """Split ``safety.sleep.night_1`` into question and field; a question's own id has no field."""
    if name in bank.questions:
        return name, None
    question, _, field = name.rpartition(".")
    return question, field


def relevance_reads(question: str, bank: Bank) -> frozenset[str]:
    """The questions that the relevance of a question looks at."""
    return questions_read(bank.questions[question].relevance, bank)


def _flag_reads(name: str, bank: Bank) -> frozenset[str]:
    """The questions that a flag looks at, in either session."""
    flag = bank.flag_by_id[name]
    whens = (when for when in (flag.when, flag.followup) if when is not None)
    return frozenset().union(*(questions_read(when, bank) for when in whens))


def action_reads(name: str, bank: Bank) -> frozenset[str]:
    """The questions that the condition of an action looks at, in either session."""
    action = bank.action_by_id[name]
    whens = (when for when in (action.when, action.followup) if when is not None)
    return frozenset().union(*(questions_read(when, bank) for when in whens))


def _compare_reads(leaf: Compare, bank: Bank) -> frozenset[str]:
    """The questions that one leaf looks at; a sibling ``field`` belongs to the question around it."""
    match leaf.subject:
        case "answer":
            return frozenset({split_answer(leaf.name, bank)[0]})
        case "field":
            return frozenset()
        case "entry":
            if leaf.name in ENTRY_CATALOGUE:
                return frozenset({bank.roles.substance, *questions_of(ENTRY_CATALOGUE[leaf.name], bank)})
            return questions_read(bank.fact_by_name[leaf.name].when, bank) | {bank.roles.substance}
        case "fact":
            if leaf.name == "unresolved_critical":
                return frozenset(q.id for q in bank.critical)
            if leaf.name in CATALOGUE:
                return frozenset(questions_of(CATALOGUE[leaf.name], bank))
            return questions_read(bank.fact_by_name[leaf.name].when, bank)
        case _:
            assert_never(leaf.subject)


def questions_read(condition: Condition, bank: Bank) -> frozenset[str]:
    """The closure of the questions a condition looks at, through facts, flags and actions."""
    known = _known_reads(bank)
    if id(condition) not in known:
        known[id(condition)] = condition, _find_reads(condition, bank)
    return known[id(condition)][1]


_Reads = dict[int, tuple[Condition, frozenset[str]]]
_KNOWN: dict[int, tuple[Bank, _Reads]] = {}
"""By the place of a bank in memory; equal banks are not compared, for that would take longer than reading."""


def _known_reads(bank: Bank) -> _Reads:
    """What conditions look at, by their place in memory; each is held, so that no other takes its place."""
    if id(bank) not in _KNOWN:
        if len(_KNOWN) == _BANKS:
            del _KNOWN[next(iter(_KNOWN))]
        _KNOWN[id(bank)] = bank, {}
    return _KNOWN[id(bank)][1]


def _find_reads(condition: Condition, bank: Bank) -> frozenset[str]:
    match condition:
        case AllOf(parts=parts) | AnyOf(parts=parts):
            return frozenset().union(*(questions_read(part, bank) for part in parts))
        case Not(part=part):
            return questions_read(part, bank)
        case SomeEntry(part=part):
            return questions_read(part, bank) | {bank.roles.substance}
        case Compare():
            return _compare_reads(condition, bank)
        case FlagSet(of=names):
            return frozenset().union(*(_flag_reads(name, bank) for name in names))
        case LevelIs():
            return frozenset().union(*(_flag_reads(name, bank) for name in bank.flag_by_id))
        case ActionFires(name=name):
            return action_reads(name, bank)
        case OpenBeyond(flag=flag):
            critical = frozenset(q.id for q in bank.critical)
            return critical | _flag_reads(flag, bank)
        case _:
            assert_never(condition)
