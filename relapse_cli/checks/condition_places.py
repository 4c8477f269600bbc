"""Every condition of a bank and every leaf in it, with the place where it stands."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, NamedTuple, assert_never

from relapse_cli.model.bank import Bank
from relapse_cli.model.bank_questions import Field_, Question
from relapse_cli.model.bank_rules import Action, Slot, Together
from relapse_cli.model.bank_terms import Session
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
from relapse_cli.places import KeyPath

if TYPE_CHECKING:
    from collections.abc import Iterator


_Leaf = Compare | FlagSet | LevelIs | ActionFires | OpenBeyond


class Owner(NamedTuple):
    """What a condition belongs to, or what it reads: a node of the graph of references."""

    kind: Literal[
        "question",
        "field",
        "fact",
        "derived fact",
        "entry fact",
        "flag",
        "action",
        "answer line",
        "together",
        "family",
    ]
    name: str


@dataclass(frozen=True, slots=True)
class Spot:
    """One condition and where it stands.

    Attributes:
        path: its path in the bank.
        owner: what it belongs to.
        key: the last key of its path, such as ``relevance``.
        question: the question around it.
        field: the field around it.
        session: the session in which it counts; ``None`` = both.
        in_entry: it is judged for one substance entry.
    """

    path: KeyPath
    owner: Owner
    key: str
    condition: Condition
    question: Question | None = None
    field: Field_ | None = None
    session: Session | None = None
    in_entry: bool = False

    @property
    def text(self) -> str:
        """The place, for people."""
        inside = self.field.id if self.field else ""
        return ".".join(part for part in (self.owner.name, inside, self.key) if part)


class PlacedLeaf(NamedTuple):
    """A leaf, its path in the bank, and whether it is judged for one substance entry."""

    leaf: _Leaf | SomeEntry
    path: KeyPath
    in_entry: bool


def conditions_of(bank: Bank) -> Iterator[Spot]:
    """Yield every condition of a bank."""
    for number, section in enumerate(bank.sections):
        for index, question in enumerate(section.questions):
            yield from _of_question(question, bank.roles.substance, ("sections", number, "questions", index))
    for index, fact in enumerate(bank.facts):
        in_entry = fact.scope == "entry"
        yield Spot(("facts", index, "when"), Owner("fact", fact.name), "when", fact.when, in_entry=in_entry)
    for index, flag in enumerate(bank.flags):
        owner = Owner("flag", flag.id)
        yield from _of_sessions(("flags", index), owner, flag.when, flag.followup)
    for index, action in enumerate(bank.actions):
        yield from _of_action(action, ("actions", index))
    for index, line in enumerate(bank.answer_lines):
        yield from _of_slots(line.slots, ("answer_lines", index), Owner("answer line", line.id))
    for index, row in enumerate(bank.together):
        yield from _of_together(row, ("together", index))
    family = Owner("family", "family_sheet")
    yield Spot(("family", "when"), family, "when", bank.family.when)
    further = {"agreed": bank.family.agreed, "waits_for_recheck": bank.family.waits_for_recheck}
    for key, condition in further.items():
        yield Spot(("family", key), family, key, condition)


def leaves(spot: Spot) -> Iterator[PlacedLeaf]:
    """Yield the leaves of a condition; ``some_entry`` itself comes before what is inside it."""
    yield from _leaves(spot.condition, spot.path, in_entry=spot.in_entry)


def _leaves(condition: Condition, path: KeyPath, *, in_entry: bool) -> Iterator[PlacedLeaf]:
    match condition:
        case AllOf() | AnyOf():
            for index, part in enumerate(condition.parts):
                yield from _leaves(part, (*path, condition.kind, index), in_entry=in_entry)
        case Not(part=part):
            yield from _leaves(part, (*path, "not"), in_entry=in_entry)
        case SomeEntry(part=part):
            yield PlacedLeaf(condition, path, in_entry)
            yield from _leaves(part, (*path, "some_entry"), in_entry=True)
        case Compare() | FlagSet() | LevelIs() | ActionFires() | OpenBeyond():
            yield PlacedLeaf(condition, path, in_entry)
        case _:
            assert_never(condition)


def _of_question(question: Question, taken: str, path: KeyPath) -> Iterator[Spot]:
    owner = Owner("question", question.id)
    yield Spot((*path, "relevance"), owner, "relevance", question.relevance, question, None, question.session)
    for key, condition in (("brief_when", question.brief_when), ("open_when", question.open_when)):
        if condition is not None:
            yield Spot((*path, key), owner, key, condition, question, None, question.session)
    if question.unreliable:
        place = (*path, "unreliable", "when")
        yield Spot(place, owner, "unreliable", question.unreliable.when, question, None, question.session)
    in_entry = question.id == taken
    for index, field in enumerate(question.fields):
        for key, condition in (("relevance", field.relevance), ("front_when", field.front_when)):
            if condition is not None:
                place = (*path, "fields", index, key)
                yield Spot(place, owner, key, condition, question, field, question.session, in_entry)


def _of_sessions(
    path: KeyPath, owner: Owner, when: Condition | None, later: Condition | None
) -> Iterator[Spot]:
    if when is not None:
        yield Spot((*path, "when"), owner, "when", when, session="interview")
    if later is not None:
        yield Spot((*path, "followup"), owner, "followup", later, session="followup")


def _of_together(row: Together, path: KeyPath) -> Iterator[Spot]:
    owner = Owner("together", row.line)
    yield Spot((*path, "when"), owner, "when", row.when)
    for edition, parts in row.adds.items():
        for index, part in enumerate(parts):
            yield Spot((*path, "adds", edition, index, "when"), owner, "adds", part.when)


def _of_action(action: Action, path: KeyPath) -> Iterator[Spot]:
    owner = Owner("action", action.id)
    yield from _of_sessions(path, owner, action.when, action.followup)
    for key, dues in (("due", action.due), ("extra", action.extra), ("latest", action.latest)):
        for index, due in enumerate(dues):
            yield Spot((*path, key, index, "when"), owner, key, due.when)
    for edition, parts in action.texts.items():
        for index, part in enumerate(parts):
            yield Spot((*path, "texts", edition, index, "when"), owner, "texts", part.when)
    for index, other in enumerate(action.other_owners):
        yield Spot((*path, "other_owners", index, "when"), owner, "other_owners", other.when)
    for index, option in enumerate(action.options):
        yield Spot((*path, "options", index, "when"), owner, f"options.{option.id}", option.when)
    for index, part in enumerate(action.ifthen):
        yield Spot((*path, "ifthen", index, "when"), owner, "ifthen", part.when)
    yield from _of_slots(action.slots, path, owner)


def _of_slots(slots: tuple[Slot, ...], path: KeyPath, owner: Owner) -> Iterator[Spot]:
    for index, slot in enumerate(slots):
        place = (*path, "slots", index)
        yield Spot((*place, "when"), owner, f"slots.{slot.id}", slot.when)
        for number, default in enumerate(slot.default):
            yield Spot((*place, "default", number, "when"), owner, f"slots.{slot.id}.default", default.when)
