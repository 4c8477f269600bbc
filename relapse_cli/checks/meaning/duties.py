"""What a plan owes: a line for each flag; for each line who, by when, why, and words for the patient."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, TypeVar

from relapse_cli.checks.meaning import messages
from relapse_cli.checks.meaning.readers import reads_of
from relapse_cli.logic.rules.reads import questions_read
from relapse_cli.model.condition import (
    ALWAYS,
    NEVER,
    AllOf,
    AnyOf,
    Compare,
    Condition,
    FlagSet,
    LevelIs,
    Not,
    SomeEntry,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from relapse_cli.checks.findings import Findings
    from relapse_cli.checks.meaning.readers import Readers
    from relapse_cli.model.bank import Bank
    from relapse_cli.model.bank_rules import Action, Due, Flag
    from relapse_cli.model.condition import Op, Scalar
    from relapse_cli.places import KeyPath

_T = TypeVar("_T")
_NUMBERED = re.compile(r"(\d+|one|two|three|four|five|six|seven)[- ](hour|day|week)s?", re.IGNORECASE)
_NUMBERS = {"one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7}
_HOURS = {"hour": 1, "day": 24, "week": 168}
_SPOKEN = {
    "now": re.compile(r"\b(now|at once|before (you|we)|immediately)\b", re.IGNORECASE),
    "today": re.compile(r"\btoday\b", re.IGNORECASE),
    "tonight": re.compile(r"\btonight\b", re.IGNORECASE),
}
_ONE_DAY = re.compile(r"\b(next day|tomorrow)\b", re.IGNORECASE)


def check_duties(findings: Findings, readers: Readers) -> None:
    """Judge every flag and every line, and rules that say the same."""
    bank = findings.bank
    answered = _answered_flags(bank, readers)
    for index, flag in enumerate(bank.flags):
        if flag.id not in answered:
            findings.note(messages.NO_ACTION, ("flags", index, "id"), flag.id, name=flag.id)
        _check_grounds(findings, flag.id, flag.basis, flag.basis_note, ("flags", index))
    for index, action in enumerate(bank.actions):
        path: KeyPath = ("actions", index)
        _check_grounds(findings, action.id, action.basis, action.basis_note, path)
        _check_line(findings, action, path)
        for key, dues in (("due", action.due), ("extra", action.extra), ("latest", action.latest)):
            for number, due in enumerate(dues):
                _check_due(findings, action.id, due, (*path, key, number))
    for index, line in enumerate(bank.answer_lines):
        _check_grounds(findings, line.id, line.basis, line.basis_note, ("answer_lines", index))
    for index, gap in enumerate(bank.gap_lines):
        _check_grounds(findings, gap.id, gap.basis, "-", ("gap_lines", index))
    for index, family in enumerate(bank.family.lines):
        _check_grounds(findings, family.id, family.basis, family.basis_note, ("family", "lines", index))
    _check_same(findings)


def _answered_flags(bank: Bank, readers: Readers) -> set[str]:
    """The flags that a line names, by itself, by its level or by an answer that the flag reads too."""
    named: set[str] = set()
    levels: set[int] = set()
    read: set[str] = set()
    for spot in readers.spots:
        if spot.owner.kind == "action" and spot.owner.name not in bank.roles.schedule_rules:
            named |= set(_flags_named(spot.condition, bank))
            if spot.key in {"when", "followup"}:
                levels |= set(_levels_named(spot.condition))
                read |= {each.question for each in reads_of(spot.condition, bank)}
    return {
        flag.id
        for flag in bank.flags
        if flag.id in named or flag.level in levels or read & _questions_of(flag, bank)
    }


def _questions_of(flag: Flag, bank: Bank) -> frozenset[str]:
    whens = (when for when in (flag.when, flag.followup) if when is not None)
    return frozenset().union(*(questions_read(when, bank) for when in whens))


def _flags_named(condition: Condition, bank: Bank) -> Iterator[str]:
    for part in _parts_of(condition, bank):
        if isinstance(part, FlagSet):
            yield from part.of


def _levels_named(condition: Condition) -> Iterator[int]:
    """The levels of a condition that is about the level alone."""
    if isinstance(condition, LevelIs):
        yield from range(condition.low, condition.high + 1)


def _parts_of(condition: Condition, bank: Bank) -> Iterator[Condition]:
    yield condition
    match condition:
        case AllOf(parts=parts) | AnyOf(parts=parts):
            for part in parts:
                yield from _parts_of(part, bank)
        case Not(part=part) | SomeEntry(part=part):
            yield from _parts_of(part, bank)
        case Compare(subject="fact", name=name) if name in bank.fact_by_name:
            yield from _parts_of(bank.fact_by_name[name].when, bank)
        case _:
            return


def _check_grounds(findings: Findings, name: str, basis: tuple[str, ...], note: str, path: KeyPath) -> None:
    if not basis:
        findings.note(messages.NO_BASIS, (*path, "basis"), name, name=name)
    elif len(set(basis)) > 1 and "product_default" in basis and not note:
        findings.note(messages.BASIS_NOTE, (*path, "basis"), name, name=name)


def _check_line(findings: Findings, action: Action, path: KeyPath) -> None:
    if not action.owner.strip():
        findings.note(messages.NO_OWNER, (*path, "owner"), action.id)
    if not action.due:
        findings.note(messages.NO_DUE, (*path, "due"), action.id)
    says = any(part.text.strip() for part in action.texts.get("patient", ()))
    if not says and not any(option.texts.get("patient") for option in action.options):
        findings.note(messages.NO_PATIENT_TEXT, (*path, "texts"), action.id)
    for index, due in enumerate(action.due[1:], 1):
        if action.due[index - 1].when == ALWAYS:
            findings.note(messages.DUE_ALWAYS_EARLIER, (*path, "due", index), action.id, due=due.word)
    if action.due and action.due[-1].when != ALWAYS:
        findings.note(messages.DUE_OPEN, (*path, "due", len(action.due) - 1), action.id)


def _check_due(findings: Findings, name: str, due: Due, path: KeyPath) -> None:
    """Note words that say another time than the due time itself; words without a time are let be."""
    if _fits(due):
        return
    said = f"{due.n} {due.word}" if due.n else due.word
    findings.note(messages.DUE_WORDS, (*path, "words"), name, due=said, words=due.words)


def _fits(due: Due) -> bool:
    hours = [_HOURS[unit.lower()] * _number(count) for count, unit in _NUMBERED.findall(due.words)]
    if due.word in {"hours", "days"} and due.n:
        wanted = due.n * (24 if due.word == "days" else 1)
        if hours:
            return wanted in hours
        return not _said(due.words) and (wanted == _HOURS["day"] or not _ONE_DAY.search(due.words))
    if due.word in _SPOKEN:
        said = _said(due.words)
        return due.word in said or not (said or hours or _ONE_DAY.search(due.words))
    return not _said(due.words) or "contact" in due.words.lower()


def _said(words: str) -> set[str]:
    return {word for word, spoken in _SPOKEN.items() if spoken.search(words)}


def _number(text: str) -> int:
    return _NUMBERS.get(text.lower()) or int(text)


def _check_same(findings: Findings) -> None:
    """Note facts, flags and lines that say the same as one before."""
    bank = findings.bank
    for index, name, first in _doubles(bank.facts, lambda fact: (fact.scope, normal(fact.when)), "name"):
        findings.note(messages.SAME_RULE, ("facts", index, "when"), name, name=name, first=first)
    for index, name, first in _doubles(bank.flags, _of_flag, "id"):
        findings.note(messages.SAME_RULE, ("flags", index, "when"), name, name=name, first=first)
    for index, name, first in _doubles(bank.flags, lambda flag: flag.text.strip().lower(), "id"):
        findings.note(messages.SAME_RULE, ("flags", index, "text"), name, name=name, first=first)
    for index, name, first in _doubles(bank.actions, _of_action, "id"):
        findings.note(messages.SAME_RULE, ("actions", index, "texts"), name, name=name, first=first)


def _of_flag(flag: Flag) -> object:
    whens = (flag.when, flag.followup)
    return None if set(whens) <= {None, NEVER} else tuple(when and normal(when) for when in whens)


def _of_action(action: Action) -> object:
    texts = tuple((edition, tuple(part.text for part in parts)) for edition, parts in action.texts.items())
    return (texts, tuple(option.texts.get("clinician") for option in action.options)) if texts else None


def _doubles(items: Iterable[_T], key: Callable[[_T], object], name: str) -> Iterator[tuple[int, str, str]]:
    seen: dict[object, str] = {}
    for index, item in enumerate(items):
        own, found = str(getattr(item, name)), key(item)
        if found is not None and seen.setdefault(found, own) != own:
            yield index, own, seen[found]


def normal(condition: Condition) -> object:
    """A condition in a form in which the order of its parts and options does not matter."""
    match condition:
        case AllOf(parts=parts) | AnyOf(parts=parts):
            flat = list(_flat(parts, type(condition)))
            inner = [normal(part) for part in (_chosen(flat) if isinstance(condition, AnyOf) else flat)]
            return inner[0] if len(inner) == 1 else (condition.kind, frozenset(inner))
        case Not(part=part) | SomeEntry(part=part):
            return condition.kind, normal(part)
        case Compare():
            op = "is" if condition.op == "in" and len(condition.values) == 1 else condition.op
            return condition.subject, condition.name, op, frozenset(condition.values)
        case FlagSet():
            return condition.n, frozenset(condition.of)
        case _:
            return condition


def _flat(parts: Iterable[Condition], kind: type[AllOf | AnyOf]) -> Iterator[Condition]:
    """The parts of a condition, those of one of its own kind within it included."""
    for part in parts:
        yield from _flat(part.parts, kind) if isinstance(part, kind) else (part,)


def _chosen(parts: Iterable[Condition]) -> Iterator[Condition]:
    """The parts of an ``any``; values of one answer side by side are one choice among all of them."""
    values: dict[tuple[str, str, str], list[Scalar]] = {}
    first: dict[tuple[str, str, str], Compare] = {}
    for part in parts:
        if isinstance(part, Compare) and part.op in {"is", "in", "has"}:
            op: Op = "has" if part.op == "has" else "in"
            key = (part.subject, part.name, op)
            first.setdefault(key, part.model_copy(update={"op": op}))
            values.setdefault(key, []).extend(part.values)
        else:
            yield part
    yield from (part.model_copy(update={"values": tuple(values[key])}) for key, part in first.items())
