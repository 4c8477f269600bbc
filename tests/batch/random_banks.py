"""Small banks made up from the questions of the shipped one, with conditions of every node and operator.

What a condition may read comes before it: questions, then facts, then flags, then lines. So there is no
circle, as the loader would have shown. Values are often of the wrong kind: every comparison has a meaning.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, get_args

from relapse_cli.logic.facts.catalogue import CATALOGUE, ENTRY_CATALOGUE, questions_of
from relapse_cli.model.bank import Bank
from relapse_cli.model.bank_questions import Field_, Question, Section, Unreliable
from relapse_cli.model.bank_rules import Action, Due, Flag, NamedFact
from relapse_cli.model.condition import (
    ALWAYS,
    ActionFires,
    AllOf,
    AnyOf,
    Compare,
    Condition,
    FlagSet,
    LevelIs,
    Not,
    Op,
    OpenBeyond,
    SomeEntry,
)
from tests.banks_under_test import shipped_bank
from tests.record_strategies import Dice, chance

BASE = shipped_bank()
ROLES = BASE.roles
KNOWN = (
    ROLES.substance,
    ROLES.mixed,
    ROLES.opioid_medication,
    ROLES.use_now,
    ROLES.medical,
    ROLES.seizure_history,
    ROLES.withdrawal,
    ROLES.sleep,
    ROLES.anxiety,
    ROLES.feelings,
    ROLES.sequence,
    ROLES.ifthen,
    ROLES.next_contact,
    ROLES.pull,
    "event.stopped",
    "event.time_without",
    "safety.suicide",
    "safety.now",
    "contact.worth",
    "frame.present",
    "frame.location",
    "loved.scope",
    ROLES.followup_sleep,
    ROLES.followup_withdrawal,
    ROLES.lines_done,
    ROLES.followup_contact,
    "followup.now",
    "followup.suicide",
    "safety.alone",
)
HOSTILE = "x'] or __import__('os').abort() or ['"
_OPS: tuple[Op, ...] = get_args(Op)
_ODD: tuple[Any, ...] = (
    True,
    False,
    0,
    1,
    3,
    2.5,
    "yes",
    "none",
    "unknown",
    "opioid",
    "2026-11-20",
    HOSTILE,
)
_DUE_WORDS: tuple[Any, ...] = ("now", "today", "tonight", "hours", "days", "arranged")
_AFTER_LEVEL = {fact.name for fact in CATALOGUE.values() if fact.after_level}


@dataclass
class Made:
    """What there is to read so far."""

    dice: Dice
    questions: list[Question] = field(default_factory=list)
    facts: list[NamedFact] = field(default_factory=list)
    flags: list[Flag] = field(default_factory=list)
    actions: list[Action] = field(default_factory=list)
    level: bool = False

    def named(self) -> list[tuple[str, Question | Field_]]:
        """The questions and the fields of groups, by their names in conditions."""
        found: list[tuple[str, Question | Field_]] = [(q.id, q) for q in self.questions]
        for q in self.questions:
            if q.type == "group":
                found += [(f"{q.id}.{each.id}", each) for each in q.fields]
        return found

    def derived(self) -> list[str]:
        """The derived facts whose questions come before."""
        missing = {q.id for q in BASE.questions.values()} - {q.id for q in self.questions}
        late = set() if self.level else _AFTER_LEVEL | {"unresolved_critical"}
        return [
            name
            for name, fact in CATALOGUE.items()
            if not missing & set(questions_of(fact, BASE)) and name not in late
        ]

    def values(self, op: Op, spec: Question | Field_ | None) -> tuple[Any, ...]:
        """What an operator compares with: fitting, or odd."""
        dice = self.dice
        options: Sequence[Any] = _ODD
        if spec is not None and spec.options and not chance(dice, 20):
            options = [option.id for option in spec.options]
        match op:
            case "usable" | "unresolved" | "enabled" | "asked":
                return ()
            case "at_least" | "at_most" | "more_than" | "less_than":
                return (dice.pick((0, 1, 3, 4.0, 7.5, 8, 24, 72.0, 168)),)
            case "within":
                return (dice.pick((1.0, 24, 72.0, 168, 8760)),)
            case "status":
                return (dice.pick(("unknown", "declined")),)
            case "in" | "has":
                return tuple(dice.pick(options) for _ in range(dice.number(1, 3)))
            case _:
                return (dice.pick(options),)

    def leaf(self, fields: Sequence[Field_], entry: bool) -> Condition:
        """A leaf about something that comes before."""
        dice, op = self.dice, self.dice.pick(_OPS)
        kinds = ["answer"] if self.questions else []
        kinds += ["fact"] if self.facts or self.derived() else []
        kinds += ["field", "field"] if fields else []
        kinds += ["entry", "entry"] if entry else []
        if self.flags:
            kinds += ["flags", "beyond"]
        kinds += ["level"] if self.level else []
        kinds += ["action"] if self.actions else []
        if not kinds:
            return ALWAYS
        match dice.pick(kinds):
            case "answer":
                name, spec = dice.pick(self.named())
                return Compare(subject="answer", name=name, op=op, values=self.values(op, spec))
            case "field":
                known = dice.pick(fields)
                return Compare(subject="field", name=known.id, op=op, values=self.values(op, known))
            case "entry":
                named = [fact.name for fact in self.facts if fact.scope == "entry"]
                name = dice.pick((*self.entry_facts(), *named))
                return Compare(subject="entry", name=name, op=op, values=self.values(op, None))
            case "fact":
                named = [fact.name for fact in self.facts if fact.scope == "record"]
                names = [*named, *named, *self.derived()]
                if not names:
                    return ALWAYS
                return Compare(subject="fact", name=dice.pick(names), op=op, values=self.values(op, None))
            case "flags":
                of = tuple(dice.pick(self.flags).id for _ in range(dice.number(1, 3)))
                return FlagSet(n=dice.number(1, 2), of=of)
            case "beyond":
                return OpenBeyond(flag=dice.pick(self.flags).id)
            case "level":
                return LevelIs(low=dice.number(1, 3), high=dice.number(2, 4))
            case _:
                return ActionFires(name=dice.pick(self.actions).id)

    def entry_facts(self) -> list[str]:
        """The facts of an entry whose questions come before."""
        missing = {q.id for q in BASE.questions.values()} - {q.id for q in self.questions}
        return [name for name, fact in ENTRY_CATALOGUE.items() if not missing & set(questions_of(fact, BASE))]

    def has_entries(self) -> bool:
        """Whether there is something that can have been taken."""
        return any(q.id == ROLES.substance for q in self.questions)

    def condition(self, depth: int = 3, fields: Sequence[Field_] = (), *, entry: bool = False) -> Condition:
        """A condition about what comes before."""
        dice = self.dice
        kinds = ["leaf", "leaf", "all", "any", "not"]
        kinds += ["some"] if self.has_entries() and not entry else []
        match dice.pick(kinds) if depth else "leaf":
            case "all":
                return AllOf(parts=self.parts(depth, fields, entry=entry))
            case "any":
                return AnyOf(parts=self.parts(depth, fields, entry=entry))
            case "not":
                return Not(part=self.condition(depth - 1, fields, entry=entry))
            case "some":
                inside = BASE.questions[ROLES.substance].fields
                return SomeEntry(part=self.condition(depth - 1, inside, entry=True))
            case _:
                return self.leaf(fields, entry)

    def parts(self, depth: int, fields: Sequence[Field_], *, entry: bool) -> tuple[Condition, ...]:
        """The parts of a node; now and then none."""
        return tuple(self.condition(depth - 1, fields, entry=entry) for _ in range(self.dice.number(0, 3)))

    def sometimes(self, percent: int) -> Condition | None:
        """A condition, or none."""
        return self.condition() if chance(self.dice, percent) else None


def _fields(made: Made, question: Question) -> tuple[Field_, ...]:
    """The fields of a question, relevant under conditions about those before them."""
    fields: list[Field_] = []
    for known in question.fields:
        relevance = made.condition(1, fields) if fields and chance(made.dice, 25) else ALWAYS
        fields.append(changed(known, relevance=relevance))
    return tuple(fields)


def changed(model: Any, **update: Any) -> Any:
    """A model with changes and nothing that was worked out before."""
    return type(model)(**{**{name: getattr(model, name) for name in type(model).model_fields}, **update})


def _question(made: Made, name: str) -> Question:
    dice, known = made.dice, BASE.questions[name]
    text = known.type == "choice" and chance(dice, 30)
    doubt = Unreliable(
        values=tuple(option.id for option in known.options[:2]),
        when=made.condition(),
        scope=dice.pick(("everywhere", "list")),
        note="n",
    )
    made_over: Question = changed(
        known,
        fields=_fields(made, known),
        relevance=made.condition() if chance(dice, 50) else ALWAYS,
        paths=dice.pick((known.paths, ("brief", "core", "deep"), ("core",), ("followup",))),
        brief_when=made.sometimes(30),
        critical=chance(dice, 40),
        open_when=None,
        unreliable=doubt if text else None,
        ask_after=None,
    )
    return made_over


def random_bank(dice: Dice) -> Bank:
    """A bank of up to a dozen questions, a few facts, flags and lines."""
    made = Made(dice)
    wanted = {dice.pick(KNOWN) for _ in range(dice.number(4, 14))}
    order = list(KNOWN)
    for _ in range(dice.number(0, 6)):
        order.append(order.pop(dice.number(0, len(order) - 1)))
    for name in (each for each in order if each in wanted):
        made.questions.append(_question(made, name))
    for number in range(dice.number(0, 5)):
        entry = made.has_entries() and chance(dice, 40)
        fields = BASE.questions[ROLES.substance].fields if entry else ()
        when = made.condition(2, fields, entry=entry)
        scope: Any = "entry" if entry else "record"
        made.facts.append(NamedFact(name=f"fact_{number}", phrase="p", scope=scope, when=when))
    made.questions = [
        changed(q, open_when=made.condition()) if q.critical and chance(dice, 30) else q
        for q in made.questions
    ]
    for number in range(dice.number(1, 8)):
        flag: Flag = changed(
            BASE.flags[number], level=dice.pick((2, 3, 4)),
            when=made.sometimes(85), followup=made.sometimes(50),
            id=dice.pick((f"F{number}", f"F{number}-{HOSTILE}")),
        )  # fmt: skip
        made.flags.append(flag)
    contact = _contact(made)
    made.level = True
    rows = [action for action in BASE.actions if action.is_trigger_row]
    lines: list[Action] = []
    for number in range(dice.number(1, 8)):
        base = dice.pick(rows) if chance(dice, 40) else BASE.actions[number]
        when, followup = made.sometimes(85), made.sometimes(50)
        action: Action = changed(
            base, id=f"A{number}-{HOSTILE}", when=when, followup=followup, extra=(), latest=()
        )
        lines.append(action)
        made.actions.append(action)
    return _bank(made, (*contact, *lines))


def _contact(made: Made) -> tuple[Action, ...]:
    """The contact line, whose due times have conditions of their own."""
    if not chance(made.dice, 70):
        return ()

    def dues() -> tuple[Due, ...]:
        words = [made.dice.pick(_DUE_WORDS) for _ in range(made.dice.number(0, 3))]
        numbers = [made.dice.pick((None, 1, 2, 72)) for _ in words]
        return tuple(
            Due(word=word, n=n if word in {"hours", "days"} else None, words="w", when=made.condition(1))
            for word, n in zip(words, numbers, strict=True)
        )

    known = BASE.action_by_id[ROLES.contact_rule]
    return (changed(known, when=ALWAYS, followup=made.sometimes(50), extra=dues(), latest=dues()),)


_MADE = iter(range(10**9))


def _bank(made: Made, actions: Sequence[Action]) -> Bank:
    section: Section = changed(BASE.sections[0], questions=tuple(made.questions))
    return Bank(
        id=BASE.id, version=BASE.version, title="Random", digest=f"sha256:{next(_MADE)}", sections=(section,),
        facts=tuple(made.facts), flags=tuple(made.flags), actions=tuple(actions),
        answer_lines=(), gap_lines=(),
        family=BASE.family, sources=BASE.sources, wording=BASE.wording, roles=BASE.roles, sets=BASE.sets,
    )  # fmt: skip


def of_bank(bank: Bank, record: dict[str, Any]) -> dict[str, Any]:
    """A record with the answers that a bank asks for."""
    return {**record, "answers": {q: made for q, made in record["answers"].items() if q in bank.questions}}
