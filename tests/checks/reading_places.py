"""The shipped bank with a condition put into each place where a bank may have one."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from relapse_cli.logic.facts.catalogue import DerivedFact, EntryFact, closed_values, questions_of
from relapse_cli.model.bank import Bank
from relapse_cli.model.bank_model import BankModel
from relapse_cli.model.bank_rules import Action, Due, Flag, NamedFact, Part, TriggerOption
from relapse_cli.model.condition import Compare, Condition, FlagSet, SomeEntry
from tests.banks_under_test import shipped_bank

SUBSTANCE = "event.substance"

Place = Callable[[Bank, Condition], Bank]
Model = TypeVar("Model", bound=BankModel)

FIRST, LAST_FOLLOWUP = "frame.mode", "followup.next_contact"
ON_GROUNDS: dict[str, Any] = {"basis": ("seed",), "source": ("seed_a",)}
OPTION = TriggerOption(id="one", basis=("seed",), texts={"clinician": "One."})
COMPARED: dict[str, tuple[str, tuple[object, ...]]] = {
    "yes_no": ("is", (True,)),
    "number": ("at_least", (1,)),
    "date": ("within", (24,)),
    "text": ("is", ("zolpidem",)),
}


def leaf(fact: DerivedFact | EntryFact) -> Condition:
    """A condition that reads a fact, compared as its kind can be."""
    if fact.type in COMPARED:
        op, values = COMPARED[fact.type]
    elif values := closed_values(fact, shipped_bank()):
        op, values = ("has" if fact.type in {"set", "list"} else "is"), values[:1]
    else:
        op, values = "usable", ()
    subject = "entry" if isinstance(fact, EntryFact) else "fact"
    return Compare.model_validate({"subject": subject, "name": fact.name, "op": op, "values": values})


def changed(model: Model, **fields: object) -> Model:
    """A model with other fields, and nothing kept that was worked out from the old ones."""
    return type(model)(**{name: getattr(model, name) for name in type(model).model_fields} | fields)


def with_flag(bank: Bank, when: Condition | None, followup: Condition | None, name: str = "U-99") -> Bank:
    """The bank with one more flag."""
    flag = Flag(id=name, level=2, text="T.", plain="P.", when=when, followup=followup, **ON_GROUNDS)
    return changed(bank, flags=(*bank.flags, flag))


def with_fact(bank: Bank, when: Condition) -> Bank:
    """The bank with one more named fact, ``tried``; it is one of an entry when its condition is."""
    scope = "entry" if isinstance(when, Compare) and when.subject == "entry" else "record"
    fact = NamedFact(name="tried", phrase="it was tried", scope=scope, when=when)
    return changed(bank, facts=(*bank.facts, fact))


def named(condition: Condition) -> Condition:
    """The leaf that reads the named fact which stands for a condition."""
    in_entry = isinstance(condition, Compare) and condition.subject == "entry"
    return Compare(subject="entry" if in_entry else "fact", name="tried", op="is", values=(True,))


def in_record(condition: Condition) -> Condition:
    """A condition of an entry, as one of the record."""
    in_entry = isinstance(condition, Compare) and condition.subject == "entry"
    return SomeEntry(part=condition) if in_entry else condition


def with_question(bank: Bank, name: str, **fields: object) -> Bank:
    """The bank with fields of one question replaced."""
    sections = (
        changed(
            section, questions=tuple(changed(q, **fields) if q.id == name else q for q in section.questions)
        )
        for section in bank.sections
    )
    return changed(bank, sections=tuple(sections))


def with_entry_field(bank: Bank, name: str, relevance: Condition) -> Bank:
    """The bank with another relevance of one field of the substance entries."""
    fields = bank.questions[SUBSTANCE].fields
    made = tuple(changed(field, relevance=relevance) if field.id == name else field for field in fields)
    return with_question(bank, SUBSTANCE, fields=made)


def with_action(
    bank: Bank, when: Condition, followup: Condition | None = None, name: str = "P-TRIED", **fields: Any
) -> Bank:
    """The bank with one more line of the plan."""
    given = {
        "section": "contact",
        "owner": "therapist",
        "due": (),
        "texts": {"clinician": (Part(text="T."),)},
    }
    action = Action(**{"id": name, "when": when, "followup": followup, **ON_GROUNDS, **given, **fields})
    return changed(bank, actions=(*bank.actions, action))


def with_contact_due(bank: Bank, *due: Due) -> Bank:
    """The bank with other due times of the next contact; its own ones follow."""
    actions = (changed(a, due=(*due, *a.due)) if a.id == "P-CONTACT" else a for a in bank.actions)
    return changed(bank, actions=tuple(actions))


def _a_relevance(name: str) -> Place:
    return lambda bank, condition: with_question(bank, name, relevance=in_record(condition))


def _a_field(name: str) -> Place:
    return lambda bank, condition: with_entry_field(bank, name, condition)


def _a_field_by_name(name: str) -> Place:
    return lambda bank, condition: with_entry_field(with_fact(bank, condition), name, named(condition))


def _open_when(bank: Bank, condition: Condition) -> Bank:
    reader = with_flag(bank, in_record(condition), None)
    return with_question(reader, "safety.sleep", open_when=FlagSet(n=1, of=("U-99",)))


PLACES: dict[str, Place] = {
    "a flag": lambda bank, c: with_flag(bank, in_record(c), in_record(c)),
    "a flag that reads a named fact": lambda bank, c: with_flag(
        with_fact(bank, c), in_record(named(c)), in_record(named(c))
    ),
    "the relevance of the first question": _a_relevance(FIRST),
    "the relevance of the last question of a follow-up": _a_relevance(LAST_FOLLOWUP),
    "a named fact that relevance reads": lambda bank, c: with_question(
        with_fact(bank, c), "revise.obstacle", relevance=in_record(named(c))
    ),
    "brief_when": lambda bank, c: with_question(bank, "support.lacking", brief_when=in_record(c)),
    "open_when, through a flag": _open_when,
    "a line of the plan": lambda bank, c: with_action(bank, in_record(c), in_record(c)),
    "a trigger row": lambda bank, c: with_action(bank, in_record(c), in_record(c), options=(OPTION,)),
    "a due time of the next contact": lambda bank, c: with_contact_due(
        bank, Due(word="today", words="today", when=in_record(c))
    ),
    "the family sheet": lambda bank, c: changed(bank, family=changed(bank.family, when=in_record(c))),
}
"""The places of a condition; a fact of an entry is read through ``some_entry`` there."""


def own_places(bank: Bank, fact: DerivedFact | EntryFact) -> dict[str, Place]:
    """The places inside what a fact may read: its questions, and the fields of the entries."""
    own = (
        [field.id for field in bank.questions[SUBSTANCE].fields]
        if isinstance(fact, EntryFact)
        else fact.fields
    )
    return {
        **{
            f"the relevance of {name}, which it reads": _a_relevance(name)
            for name in questions_of(fact, shipped_bank())
        },
        **{f"the entry's field {name}": _a_field(name) for name in own},
        **{f"the entry's field {name}, by a named fact": _a_field_by_name(name) for name in fact.fields},
    }
