"""What a bank says of every interview at once: each question, fact, flag and line as a formula.

It follows `logic/rules/evaluation.py` and `logic/rules/conditions.py` step by step. That it says the same is
not taken on trust: each interview that a proof names is put through them.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, assert_never

from relapse_cli.checks.proofs.formula import (
    FALSE,
    TRUE,
    Formula,
    both,
    either,
    every,
    implies,
    negate,
    several,
    some,
)
from relapse_cli.checks.proofs.inputs import Inputs, RawQuestion
from relapse_cli.checks.proofs.values import NO_VALUE, Value, answer_value, compare, yes_no
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

if TYPE_CHECKING:
    from relapse_cli.model.bank import Bank
    from relapse_cli.model.bank_questions import Question
    from relapse_cli.model.bank_rules import Action, Flag

DerivedValue = Callable[["Encoding"], Value]
"""What the rules work out of a record (`logic/facts/catalogue.py`), as formulas."""

DerivedEntryValue = Callable[["Encoding", int], Value]
"""The same for one entry."""

_STATES = {"enabled", "asked", "status", "unresolved", "is_or_unresolved"}


@dataclass(frozen=True, slots=True)
class Scope:
    """The group, or the entry of a list, inside which a condition looks."""

    question: str
    index: int


class Encoding:
    """A bank as formulas over its inputs; everything is worked out once, when it is first asked for.

    Attributes:
        inputs: the variables; those of another bank where the two are compared.
        in_followup: whether the session is a follow-up.
    """

    def __init__(
        self,
        bank: Bank,
        facts: Mapping[str, DerivedValue],
        entry_facts: Mapping[str, DerivedEntryValue],
        open_beyond: Callable[[Encoding, str, str], Formula],
        inputs: Inputs | None = None,
    ) -> None:
        self.bank = bank
        self.inputs = inputs or Inputs(bank)
        self.in_followup: Formula = self.inputs.paths["followup"]
        self._derived = facts
        self._derived_of_entry = entry_facts
        self._open_beyond = open_beyond
        self._enabled: dict[str, Formula] = {}
        self._asked: dict[str, Formula] = {}
        self._values: dict[str, Value] = {}
        self._fields: dict[tuple[str, int, str], Value] = {}
        self._facts: dict[str, Value] = {}
        self._entry_facts: dict[tuple[str, int], Value] = {}
        self._flags: dict[str, Formula] = {}
        self._actions: dict[str, Formula] = {}
        self._open: dict[str, Formula] = {}

    def laws(self) -> Formula:
        """What holds for every record: its shape, and that it answers questions of its own session."""
        own = (
            negate(both(raw.given, negate(self._in_session(raw.question))))
            for raw in self.inputs.questions.values()
        )
        return every((*self.inputs.laws, *own))

    def asked_only(self) -> Formula:
        """That nothing was answered but what was asked."""
        found = []
        for raw in self.inputs.questions.values():
            said = either(raw.given, *raw.statuses.values())
            found.append(implies(said, self.asked(raw.question.id)))
            for index, fields in enumerate(raw.elements):
                for name, part in fields.items():
                    relevant = self.field_relevant(raw.question.id, index, name)
                    found.append(implies(part.given, relevant))
        return every(found)

    def _in_session(self, question: Question) -> Formula:
        return self.in_followup if question.session == "followup" else negate(self.in_followup)

    def enabled(self, question: str) -> Formula:
        """Whether a question belongs to the session and its relevance holds."""
        if question not in self._enabled:
            known = self.bank.questions.get(question)
            self._enabled[question] = (
                FALSE if known is None else both(self._in_session(known), self.holds(known.relevance))
            )
        return self._enabled[question]

    def asked(self, question: str) -> Formula:
        """Whether it is enabled and the path asks it."""
        if question not in self._asked:
            known, paths = self.bank.questions.get(question), self.inputs.paths
            if known is None:
                return FALSE
            ways = [paths[path] for path in known.paths]
            added: Formula = FALSE if known.brief_when is None else self.holds(known.brief_when)
            put = either(*ways, both(paths["brief"], added))
            self._asked[question] = both(self.enabled(question), put)
        return self._asked[question]

    def distrusted(self, known: Question) -> Formula:
        """Whether an answer is among those not taken at their word."""
        raw, doubt = self.inputs.questions[known.id], known.unreliable
        if doubt is None or raw.alone is None:
            return FALSE
        given = some(raw.alone.options[value] for value in doubt.values if value in raw.alone.options)
        return both(given, self.holds(doubt.when))

    def counts(self, question: str) -> Formula:
        """Whether what was given for a question is looked at."""
        known = self.bank.questions[question]
        doubted = known.unreliable is not None and known.unreliable.scope == "everywhere"
        return both(self.enabled(question), negate(self.distrusted(known)) if doubted else TRUE)

    def answer(self, question: str) -> Value:
        """The answer to a question, where it counts."""
        if question not in self._values:
            raw = self.inputs.questions.get(question)
            if raw is None:
                return NO_VALUE
            counts = self.counts(question)
            whole = Value(both(raw.given, counts))
            self._values[question] = whole if raw.alone is None else answer_value(raw.alone, counts)
        return self._values[question]

    def unresolved(self, question: str) -> Formula:
        """Whether a question is enabled and has no usable value."""
        return both(self.enabled(question), negate(self.answer(question).usable))

    def field_relevant(self, question: str, index: int, name: str) -> Formula:
        """Whether a field is asked for inside its group or entry."""
        relevance = self.bank.questions[question].field_by_id[name].relevance
        return self.holds(relevance, Scope(question, index))

    def field(self, question: str, index: int, name: str) -> Value:
        """A field of a group or of an entry, where it counts."""
        place = (question, index, name)
        if place not in self._fields:
            raw = self.inputs.questions.get(question)
            if raw is None or index >= len(raw.elements) or name not in raw.elements[index]:
                return NO_VALUE
            counts = both(self.counts(question), self.field_relevant(question, index, name))
            self._fields[place] = answer_value(raw.elements[index][name], counts)
        return self._fields[place]

    def named(self, name: str) -> Value:
        """An answer, or a field of a group, by its name in conditions."""
        question, part = split_answer(name, self.bank)
        return self.answer(question) if part is None else self.field(question, 0, part)

    def entry_there(self, index: int) -> Formula:
        """Whether there is such an entry; where nothing is known there is one, of which nothing is known."""
        taken = self.bank.roles.substance
        raw: RawQuestion = self.inputs.questions[taken]
        return both(self.enabled(taken), raw.present[index] if index else TRUE)

    @property
    def entries(self) -> range:
        """The entries that there can be."""
        raw = self.inputs.questions.get(self.bank.roles.substance)
        return range(len(raw.present)) if raw else range(0)

    def fact(self, name: str) -> Value:
        """A fact of the record."""
        if name not in self._facts:
            derived = self._derived.get(name)
            self._facts[name] = (
                derived(self) if derived else yes_no(self.holds(self.bank.fact_by_name[name].when))
            )
        return self._facts[name]

    def entry_fact(self, name: str, index: int) -> Value:
        """A fact of an entry."""
        place = (name, index)
        if place not in self._entry_facts:
            derived = self._derived_of_entry.get(name)
            if derived:
                self._entry_facts[place] = derived(self, index)
            else:
                inside = self.holds(
                    self.bank.fact_by_name[name].when, Scope(self.bank.roles.substance, index)
                )
                self._entry_facts[place] = yes_no(inside)
        return self._entry_facts[place]

    def fact_of_entry(self, name: str, index: int) -> Formula:
        """Whether a fact of an entry holds that is so or not."""
        return self.entry_fact(name, index).options[True]

    def of_session(self, rule: Flag | Action) -> Formula:
        """Whether the condition of a rule holds in the session there is."""
        when, later = rule.when, rule.followup
        now = FALSE if when is None else both(negate(self.in_followup), self.holds(when))
        return either(now, FALSE if later is None else both(self.in_followup, self.holds(later)))

    def flag(self, name: str) -> Formula:
        """Whether a flag is set."""
        if name not in self._flags:
            self._flags[name] = self.of_session(self.bank.flag_by_id[name])
        return self._flags[name]

    def level(self, low: int) -> Formula:
        """Whether the level is at least so high."""
        return TRUE if low <= 1 else some(self.flag(f.id) for f in self.bank.flags if f.level >= low)

    def action(self, name: str) -> Formula:
        """Whether a rule puts a line on the plan."""
        if name not in self._actions:
            self._actions[name] = self.of_session(self.bank.action_by_id[name])
        return self._actions[name]

    def open_item(self, question: str) -> Formula:
        """Whether a critical question is unresolved (rules 6)."""
        if question not in self._open:
            known = self.bank.questions[question]
            more: Formula = FALSE if known.open_when is None else self.holds(known.open_when)
            lacks = either(negate(self.answer(question).usable), self.distrusted(known), more)
            self._open[question] = both(self.asked(question), lacks)
        return self._open[question]

    def holds(self, condition: Condition, scope: Scope | None = None) -> Formula:
        """When a condition holds."""
        match condition:
            case Compare():
                return self._leaf(condition, scope)
            case AllOf(parts=parts):
                return every(self.holds(part, scope) for part in parts)
            case AnyOf(parts=parts):
                return some(self.holds(part, scope) for part in parts)
            case Not(part=part):
                return negate(self.holds(part, scope))
            case SomeEntry(part=part):
                inside = (
                    both(self.entry_there(i), self.holds(part, Scope(self.bank.roles.substance, i)))
                    for i in self.entries
                )
                return some(inside)
            case FlagSet(n=n, of=names):
                return several(n, [self.flag(name) for name in names])
            case LevelIs(low=low, high=high):
                return both(self.level(low), negate(self.level(high + 1)))
            case ActionFires(name=name):
                return self.action(name)
            case OpenBeyond(flag=flag):
                return some(self._open_beyond(self, flag, q.id) for q in self.bank.critical)
            case _:
                assert_never(condition)

    def _leaf(self, leaf: Compare, scope: Scope | None) -> Formula:
        if leaf.subject == "fact":
            return compare(leaf, self.fact(leaf.name))
        if leaf.subject == "answer":
            return self._state(leaf) if leaf.op in _STATES else compare(leaf, self.named(leaf.name))
        assert scope is not None, leaf  # noqa: S101 - the loader refuses such leaves outside an element
        if leaf.subject == "entry":
            return compare(leaf, self.entry_fact(leaf.name, scope.index))
        return compare(leaf, self.field(scope.question, scope.index, leaf.name))

    def _state(self, leaf: Compare) -> Formula:
        question, _ = split_answer(leaf.name, self.bank)
        match leaf.op:
            case "enabled":
                return self.enabled(question)
            case "asked":
                return self.asked(question)
            case "status":
                raw = self.inputs.questions[question]
                said = some(raw.statuses[str(v)] for v in leaf.values if v in raw.statuses)
                return both(self.enabled(question), said)
            case _:
                value = self.named(leaf.name)
                lacks = both(self.enabled(question), negate(value.usable))
                return either(lacks, compare(leaf, value)) if leaf.op == "is_or_unresolved" else lacks
