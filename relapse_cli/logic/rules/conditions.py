"""What conditions mean: whether one holds, and on which answers it rests.

Every leaf is total and two-valued. A comparison on a missing or disabled value is false; ``not`` is plain
negation; an unusable date lies within every window (rules 1.5 and 1.7).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import assert_never

from relapse_cli.logic.answers.moments import Moment, parse_moment, within
from relapse_cli.logic.facts.catalogue import CATALOGUE, ENTRY_CATALOGUE
from relapse_cli.logic.facts.reading import FactValue, Reading
from relapse_cli.logic.rules.reads import action_reads, questions_read, split_answer
from relapse_cli.model.answer import Answer
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

_STATES = frozenset({"enabled", "asked", "status", "unresolved", "is_or_unresolved"})
"""What may be said of an answer whether or not it is usable."""


@dataclass(frozen=True, slots=True)
class Scope:
    """The element or group inside which ``field`` and ``entry`` leaves look.

    Attributes:
        question: the question it belongs to.
        item: the element, or the group's answer.
    """

    question: str
    item: Answer


def holds(condition: Condition, reading: Reading, scope: Scope | None = None) -> bool:
    """Say whether a condition holds for a record."""
    match condition:
        case Compare():
            return _compare_holds(condition, reading, scope)
        case AllOf(parts=parts):
            for part in parts:  # noqa: SIM110 - generators would be half of all the calls of a plan
                if not holds(part, reading, scope):
                    return False
            return True
        case AnyOf(parts=parts):
            for part in parts:  # noqa: SIM110 - see above
                if holds(part, reading, scope):
                    return True
            return False
        case Not(part=part):
            return not holds(part, reading, scope)
        case SomeEntry(part=part):
            return any(
                holds(part, reading, Scope(reading.roles.substance, entry)) for entry in reading.entries
            )
        case FlagSet(n=n, of=names):
            return sum([reading.flag(name) for name in names]) >= n
        case LevelIs(low=low, high=high):
            return low <= reading.level <= high
        case ActionFires(name=name):
            return reading.action(name)
        case OpenBeyond(flag=flag):
            return bool(_open_beyond(flag, reading))
        case _:
            assert_never(condition)


def _open_beyond(flag: str, reading: Reading) -> frozenset[str]:
    """The unresolved critical questions on which a flag does not rest."""
    used = reading.flag_because(flag) if reading.flag(flag) else frozenset()
    return frozenset(reading.open_critical()) - used


def _compare_holds(leaf: Compare, reading: Reading, scope: Scope | None) -> bool:
    """Say whether one leaf holds."""
    if leaf.subject == "fact":
        return _value_holds(leaf, reading.fact(leaf.name), reading)
    if leaf.subject == "answer":
        if leaf.op in _STATES:
            return _state_holds(leaf, reading)
        return _answer_holds(leaf, reading.named(leaf.name), reading)
    assert scope is not None, leaf  # noqa: S101 - the loader refuses such leaves outside an element
    if leaf.subject == "entry":
        return _value_holds(leaf, reading.entry_fact(leaf.name, scope.item), reading)
    return _answer_holds(leaf, reading.item_field(scope.question, scope.item, leaf.name), reading)


def _state_holds(leaf: Compare, reading: Reading) -> bool:
    """Say whether a leaf about the state of an answer holds."""
    question, _ = split_answer(leaf.name, reading.bank)
    match leaf.op:
        case "enabled":
            return reading.enabled(question) and reading.reached(question)
        case "asked":
            return reading.asked(question)
        case "status":
            return reading.enabled(question) and reading.record.answer(question).status in leaf.values
        case _:
            answer = reading.named(leaf.name)
            if answer.usable:
                return leaf.op == "is_or_unresolved" and same(answer.scalar, leaf.values[0])
            return reading.enabled(question) and reading.reached(question)


def same(value: FactValue, wanted: Scalar) -> bool:
    """Say whether a usable value equals the wanted one; yes/no never equals a number."""
    return isinstance(value, bool) == isinstance(wanted, bool) and value == wanted


def _answer_holds(leaf: Compare, answer: Answer, reading: Reading) -> bool:
    """Say whether a comparison holds for an answer."""
    match leaf.op:
        case "usable":
            return answer.usable
        case "is_not":
            return answer.usable and not same(answer.scalar, leaf.values[0])
        case "is":
            return bool(leaf.values) and same(answer.scalar, leaf.values[0])
        case "has":
            return _value_holds(leaf, answer.options, reading)
        case "at_least" | "at_most" | "more_than" | "less_than":
            return _number_holds(leaf, _measure(answer))
        case _:
            return _value_holds(leaf, answer.scalar, reading)


def _measure(answer: Answer) -> float | None:
    """A number as it is, or a duration in hours; ``None`` when the answer is neither."""
    length = answer.duration
    return length.hours if length is not None else answer.number


def _value_holds(leaf: Compare, value: FactValue, reading: Reading) -> bool:
    """Say whether a comparison holds for a value, ``None`` being a missing one."""
    match leaf.op:
        case "within":
            moment = value if isinstance(value, Moment) else parse_moment(value, reading.zone)
            return within(moment, float(leaf.values[0]), reading.now)
        case "usable":
            return value is not None and value != ()
        case "is":
            return bool(leaf.values) and same(value, leaf.values[0])
        case "is_not":
            return value is not None and not same(value, leaf.values[0])
        case "in":
            return value in leaf.values and any(same(value, wanted) for wanted in leaf.values)
        case "has":
            return isinstance(value, tuple) and not set(leaf.values).isdisjoint(value)
        case "contains":
            return isinstance(value, str) and str(leaf.values[0]) in value.lower()
        case "at_least" | "at_most" | "more_than" | "less_than":
            if isinstance(value, bool) or not isinstance(value, int | float):
                return False
            return _number_holds(leaf, value)
        case "unresolved" | "enabled" | "asked" | "status" | "is_or_unresolved":
            return False
        case _:
            assert_never(leaf.op)


def _number_holds(leaf: Compare, number: float | None) -> bool:
    """Say whether a number lies where the leaf wants it; a missing one lies nowhere."""
    if number is None:
        return False
    limit = float(leaf.values[0])
    match leaf.op:
        case "at_least":
            return number >= limit
        case "at_most":
            return number <= limit
        case "more_than":
            return number > limit
        case _:
            return number < limit


def because(condition: Condition, reading: Reading, scope: Scope | None = None) -> frozenset[str]:
    """The enabled questions on which a condition that holds rests.

    Every true part is followed, without short-circuit; under a ``not`` everything counts; a derived fact
    brings its declared reads. A condition that does not hold rests on nothing.
    """
    if not holds(condition, reading, scope):
        return frozenset()
    return enabled_only(_grounds(condition, reading, scope), reading)


def enabled_only(questions: frozenset[str], reading: Reading) -> frozenset[str]:
    """The enabled ones, with the questions that decide whether their values are taken at their word."""
    known = frozenset([q for q in questions if reading.enabled(q)])
    return known.union(*[reading.trust_reads(q) for q in known & reading.bank.doubted])


def _grounds(condition: Condition, reading: Reading, scope: Scope | None) -> frozenset[str]:
    """The questions under the true parts of a condition that holds."""
    match condition:
        case AllOf(parts=parts) | AnyOf(parts=parts):
            true_parts = (part for part in parts if holds(part, reading, scope))
            return frozenset().union(*(_grounds(part, reading, scope) for part in true_parts))
        case Not(part=part):
            return questions_read(part, reading.bank) | _own_question(scope)
        case Compare():
            return _leaf_grounds(condition, reading, scope)
        case SomeEntry(part=part):
            scopes = (Scope(reading.roles.substance, entry) for entry in reading.entries)
            true_scopes = (inner for inner in scopes if holds(part, reading, inner))
            return frozenset({reading.roles.substance}).union(
                *(_grounds(part, reading, inner) for inner in true_scopes)
            )
        case FlagSet(of=names):
            return frozenset().union(*(reading.flag_because(name) for name in names if reading.flag(name)))
        case LevelIs():
            return level_grounds(reading)
        case ActionFires(name=name):
            action = reading.bank.action_by_id[name]
            when = action.followup if reading.record.session == "followup" else action.when
            return action_reads(name, reading.bank) if when is None else _grounds(when, reading, None)
        case OpenBeyond(flag=flag):
            return _open_beyond(flag, reading)
        case _:
            assert_never(condition)


def _own_question(scope: Scope | None) -> frozenset[str]:
    """The question around a scope, if there is one."""
    return frozenset() if scope is None else frozenset({scope.question})


def _leaf_grounds(leaf: Compare, reading: Reading, scope: Scope | None) -> frozenset[str]:
    """The questions on which one true leaf rests."""
    bank = reading.bank
    if leaf.subject in {"answer", "field"}:
        return questions_read(leaf, bank) | _own_question(scope)
    if leaf.name == "unresolved_critical":
        return frozenset(reading.open_critical())
    named = bank.fact_by_name.get(leaf.name)
    derived = leaf.name in (CATALOGUE if leaf.subject == "fact" else ENTRY_CATALOGUE)
    if derived or named is None or not holds(named.when, reading, scope):
        return questions_read(leaf, bank) | _own_question(scope)
    return _grounds(named.when, reading, scope) | _own_question(scope)


def level_grounds(reading: Reading) -> frozenset[str]:
    """The answers behind the flags that make the level; at level 1 everything that could have raised it."""
    flags = level_flags(reading)
    if flags:
        return frozenset().union(*(reading.flag_because(name) for name in flags))
    return frozenset().union(*(flag_questions(name, reading) for name in reading.bank.flag_by_id))


def flag_questions(name: str, reading: Reading) -> frozenset[str]:
    """The questions that a flag looks at in this session."""
    flag = reading.bank.flag_by_id[name]
    when = flag.followup if reading.record.session == "followup" else flag.when
    return frozenset() if when is None else questions_read(when, reading.bank)


def level_flags(reading: Reading) -> tuple[str, ...]:
    """The flags that stand at the level on which actions rest, raised ones included."""
    if reading.level == 1:
        return ()
    return tuple(name for name in reading.bank.flag_by_id if reading.flag_level(name) == reading.level)
