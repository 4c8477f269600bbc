"""What reads what: which options, answers and facts the rules look at, and in which sense."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from relapse_cli.checks.condition_places import Spot, conditions_of
from relapse_cli.logic.facts.catalogue import (
    CATALOGUE,
    ENTRY_CATALOGUE,
    DerivedFact,
    EntryFact,
    questions_of,
)
from relapse_cli.logic.lines.placeholders import placeholders
from relapse_cli.logic.rules.reads import split_answer
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
from relapse_cli.model.roles import contracts
from relapse_cli.model.sets import OptionsOf, set_contracts

if TYPE_CHECKING:
    from collections.abc import Iterator

    from relapse_cli.model.bank import Bank
    from relapse_cli.model.bank_questions import Question

_OPEN_FACT = "unresolved_critical"
"""The derived fact that every open critical question makes true."""

_SAID_BY_SLOT = "prescriber_role"
"""The field of what was taken that ``{prescription_sources}`` prints."""

_WITHOUT_FIELDS = {"usable", "unresolved", "enabled", "asked", "status"}


class Read(NamedTuple):
    """One leaf that is reached from a condition, through the facts on its way.

    Attributes:
        denied: it stands under an odd number of ``not``.
        question: the question that it looks at; empty for a leaf that looks at none.
        field: the field of that question.
    """

    leaf: Compare | OpenBeyond
    denied: bool
    question: str = ""
    field: str | None = None

    @property
    def of_missing(self) -> bool:
        """Whether it can be true because the answer is missing."""
        if isinstance(self.leaf, OpenBeyond):
            return not self.denied
        state = self.leaf.op in {"unresolved", "is_or_unresolved", "status", "within"}
        return state != self.denied


@dataclass(frozen=True)
class Readers:
    """What reads what in a bank."""

    bank: Bank

    @cached_property
    def spots(self) -> tuple[Spot, ...]:
        """Every condition of the bank."""
        return tuple(conditions_of(self.bank))

    @cached_property
    def of_flags(self) -> dict[str, tuple[Read, ...]]:
        """By flag, all that it reads, whatever lies between."""
        found: dict[str, tuple[Read, ...]] = {}
        for spot in self.spots:
            if spot.owner.kind == "flag":
                reads = reads_of(spot.condition, self.bank)
                found[spot.owner.name] = (*found.get(spot.owner.name, ()), *reads)
        return found

    @cached_property
    def by_question(self) -> dict[str, tuple[tuple[str, Read], ...]]:
        """By question, the flags that read it and how."""
        found: dict[str, list[tuple[str, Read]]] = {}
        for flag, reads in self.of_flags.items():
            for read in reads:
                found.setdefault(read.question, []).append((flag, read))
        return {name: tuple(reads) for name, reads in found.items()}

    @cached_property
    def compared(self) -> tuple[Compare, ...]:
        """Every comparison anywhere, as it is written down."""
        return tuple(leaf for spot in self.spots for leaf in leaves_of(spot.condition))

    @cached_property
    def facts(self) -> frozenset[str]:
        """The named facts that something reads."""
        return frozenset(leaf.name for leaf in self.compared if leaf.subject in {"fact", "entry"})

    @cached_property
    def ruled(self) -> dict[str, set[object]]:
        """By question or field, the options that a condition names; ``None`` among them stands for all."""
        found: dict[str, set[object]] = {}
        for spot in self.spots:
            for leaf in leaves_of(spot.condition):
                for name in _looked_at(leaf, spot, self.bank):
                    named = {None} if leaf.op in _WITHOUT_FIELDS else set(leaf.values)
                    found.setdefault(name, set()).update(named)
        derived: list[DerivedFact | EntryFact] = [*CATALOGUE.values(), *ENTRY_CATALOGUE.values()]
        for fact in derived:
            fields = (f"{self.bank.roles.substance}.{field}" for field in fact.fields)
            for name in (*questions_of(fact, self.bank), *fields):
                found.setdefault(name, set()).add(None)
        return found

    @cached_property
    def printed(self) -> frozenset[str]:
        """The questions and fields that a document prints or the program itself reads."""
        return self.quoted | self.bank.roles.questions

    @cached_property
    def quoted(self) -> frozenset[str]:
        """The questions and fields whose answers a document prints or a screen builds upon."""
        bank = self.bank
        found = {name for line in bank.answer_lines for names in line.quotes.values() for name in names}
        found |= {name for action in bank.actions for name in action.reads}
        found |= {slot.answer for slot in bank.slot_by_name.values() if slot.answer}
        found |= {question.prompts for question in bank.questions.values() if question.prompts}
        found |= {name for text in _texts(bank) for name in placeholders(text)}
        return frozenset(found) | {f"{bank.roles.substance}.{_SAID_BY_SLOT}"}


def kinds_named(readers: Readers, role: str, field: str) -> set[object]:
    """The options of a field that a condition, a set that the program reads, a row or the program names."""
    bank = readers.bank
    contract = dict(contracts())[role].fields[field]
    found: set[object] = {*contract.options}
    for name, of in set_contracts():
        if of == OptionsOf(role, field):
            held = getattr(bank.sets, name)
            found.update(held)
            found.update(held.values() if isinstance(held, dict) else ())
    if role == "sequence":
        found.update(domain for action in bank.actions for domain in action.domains)
    names = {f"{question}.{field}" for question in bank.roles.named(role)}
    for spot in readers.spots:
        for leaf in leaves_of(spot.condition):
            fact = CATALOGUE.get(leaf.name) or ENTRY_CATALOGUE.get(leaf.name)
            of_fact = leaf.subject in {"fact", "entry"} and fact and (role, field) in fact.options_of
            if of_fact or names.intersection(_looked_at(leaf, spot, bank)):
                found.update(leaf.values)
    return found


def reads_of(condition: Condition, bank: Bank, *, denied: bool = False) -> Iterator[Read]:
    """Every leaf on answers that a condition reaches, through named and derived facts and other flags."""
    match condition:
        case AllOf(parts=parts) | AnyOf(parts=parts):
            for part in parts:
                yield from reads_of(part, bank, denied=denied)
        case Not(part=part):
            yield from reads_of(part, bank, denied=not denied)
        case SomeEntry(part=part):
            yield from reads_of(part, bank, denied=denied)
        case OpenBeyond():
            yield Read(condition, denied)
        case Compare(subject="answer"):
            yield Read(condition, denied, *split_answer(condition.name, bank))
        case Compare(subject="field"):
            yield Read(condition, denied, bank.roles.substance, condition.name)
        case Compare():
            yield from _reads_of_fact(condition, bank, denied=denied)
        case FlagSet() | LevelIs() | ActionFires():
            return


def _reads_of_fact(leaf: Compare, bank: Bank, *, denied: bool) -> Iterator[Read]:
    fact = bank.fact_by_name.get(leaf.name)
    if fact is not None:
        opposite = (leaf.op == "is_not") != (leaf.values == (False,))
        yield from reads_of(fact.when, bank, denied=denied != opposite)
        return
    derived = CATALOGUE.get(leaf.name) if leaf.subject == "fact" else ENTRY_CATALOGUE.get(leaf.name)
    if derived is None:
        return
    if leaf.name == _OPEN_FACT:
        yield Read(leaf, denied)
    for question in questions_of(derived, bank):
        yield Read(leaf, denied, question)


def leaves_of(condition: Condition) -> Iterator[Compare]:
    """Every comparison of a condition."""
    match condition:
        case AllOf(parts=parts) | AnyOf(parts=parts):
            for part in parts:
                yield from leaves_of(part)
        case Not(part=part) | SomeEntry(part=part):
            yield from leaves_of(part)
        case Compare():
            yield condition
        case _:
            return


def options_named(read: Read, question: Question) -> frozenset[str]:
    """The options of a question that a leaf names as what it looks for.

    That a rule reads whatever is not quiet says of no option what it means, so it names none.
    """
    options = question.option_ids if question.options else frozenset({"true", "false"})
    leaf = read.leaf
    if isinstance(leaf, OpenBeyond) or leaf.name == _OPEN_FACT:
        return frozenset()
    named = options & set(_words(leaf))
    if leaf.subject != "answer":
        return named or options
    positive = leaf.op in {"is", "in", "has", "is_or_unresolved"} and not read.denied
    return named if positive else frozenset()


def _words(leaf: Compare) -> tuple[str, ...]:
    return tuple(str(value).lower() if isinstance(value, bool) else str(value) for value in leaf.values)


def _looked_at(leaf: Compare, spot: Spot, bank: Bank) -> Iterator[str]:
    """The question or field that a comparison names, as ``question`` or ``question.field``."""
    if leaf.subject == "answer":
        question, field = split_answer(leaf.name, bank)
        yield leaf.name
        if field is not None:
            yield question
    elif leaf.subject == "field":
        around = spot.question.id if spot.question and spot.field else bank.roles.substance
        yield f"{around}.{leaf.name}"


def _texts(bank: Bank) -> Iterator[str]:
    for action in bank.actions:
        yield from action.own_texts
    for line in bank.answer_lines:
        yield from line.own_texts
    for family in bank.family.lines:
        yield family.text
    yield bank.family.opening
    for gap in bank.gap_lines:
        yield from gap.texts.values()
