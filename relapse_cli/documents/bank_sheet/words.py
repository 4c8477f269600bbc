"""Any part of a bank in words.

It goes through the keys of a part as the model has them, so that nothing is left out, not even a key that
came in later. Only what is as empty as when it is left out says nothing.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from pydantic import BaseModel

from relapse_cli.documents.bank_sheet.labels import label_of, place_of
from relapse_cli.documents.block import Block, Fact, Facts, Item
from relapse_cli.logic.rules.sentences import sentence
from relapse_cli.model.bank_questions import Question
from relapse_cli.model.bank_rules import Rule
from relapse_cli.model.condition import ALWAYS, Node
from relapse_cli.text.days import plain_day

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from relapse_cli.model.bank import Bank
    from relapse_cli.model.condition import Condition

_LEAD = ("id", "name", "label", "text", "words", "asks", "title", "number", "owner", "field")
"""The keys with which a part begins where it stands on one row."""

_NAMES = ("id", "name", "line", "code", "title")
"""The keys by which a part with rows of its own is called."""

_OWN_ROWS = frozenset({"questions", "fields", "parts", "fixed", "thin", "patient", "family", "handover"})
"""The keys whose parts have rows of their own; rules always have."""

_IN_A_ROW = frozenset({"paths", "allow", "units", "basis", "domains", "editions", "contact_days", "banned"})
"""The keys of short words that are told one after the other."""


@dataclass(frozen=True, slots=True)
class BankWords:
    """A bank in words.

    Attributes:
        bank: the bank.
        readers: by question, field, fact, flag and line, what reads it.
        question: the question whose fields are named without it; what was taken, where it is left out.
    """

    bank: Bank
    readers: Mapping[str, tuple[str, ...]]
    question: str | None = None

    def part(self, value: object) -> Iterator[Block]:
        """A part of the bank: several entries, one with its rows, or rows alone."""
        match value:
            case tuple() if all(isinstance(each, BaseModel) for each in value):
                yield from (self.entry(each) for each in value)
            case BaseModel():
                yield from self.rows(value)
            case _:
                yield Facts((Fact("", tuple(self.values(value))),), table=True)

    def entry(self, part: BaseModel, around: str = "", called: str = "") -> Item:
        """A part under its name, or under what it is called where it stands."""
        name = called or str(getattr(part, _key_of(part), ""))
        within = replace(self, question=part.id) if isinstance(part, Question) else self
        rows = within.rows(part, "" if called else _key_of(part), f"{around}.{name}" if around else name)
        return Item(((name, "strong"),), tuple(rows), bullet=False)

    def rows(self, part: BaseModel, left_out: str = "", name: str = "") -> Iterator[Block]:
        """The keys of a part, then the parts in it that have rows of their own."""
        told = [key for key in _told(part) if key != left_out]
        own = [key for key in told if _has_own_rows(key, getattr(part, key))]
        facts = [self._fact(key, part) for key in told if key not in own]
        if readers := self.readers.get(name):
            facts.append(Fact("Read by", ("; ".join(readers),)))
        if facts:
            yield Facts(tuple(facts), table=True)
        for key in own:
            value = getattr(part, key)
            if isinstance(value, BaseModel):
                yield self.entry(value, called=label_of(key))
            else:
                yield from (self.entry(each, name) for each in value)

    def _fact(self, key: str, part: BaseModel) -> Fact:
        in_sessions = key == "when" and hasattr(part, "followup")
        label = "In an interview when" if in_sessions else label_of(key)
        return Fact(label, tuple(self._named(key, part)))

    def _named(self, key: str, part: BaseModel) -> Iterator[str]:
        """The values of a key; ids are told with what they stand for."""
        value = getattr(part, key)
        if key == "source" and isinstance(value, tuple):
            known = self.bank.source_by_id
            yield from (f"{each}: {known[each].title}" if each in known else str(each) for each in value)
        elif key == "quiet" and isinstance(value, tuple):
            labels = {option.id: option.label for option in getattr(part, "options", ())}
            yield from (f"{each}: {labels[each]}" if each in labels else str(each) for each in value)
        elif key in _IN_A_ROW:
            yield ", ".join(self.values(value))
        else:
            yield from self.values(value)

    def values(self, value: object) -> Iterator[str]:
        """A value in words, one or several."""
        match value:
            case Node():
                condition: Condition = value  # type: ignore[assignment]  # every node is one of the union
                yield sentence(condition, self.bank, self.question)
            case BaseModel():
                yield self._on_one_row(value)
            case dict():
                for key, part in value.items():
                    yield from (f"{key}: {words}" for words in tuple(self.values(part)) or ("nothing",))
            case tuple():
                yield from (words for part in value for words in self.values(part))
            case bool():
                yield "yes" if value else "no"
            case float():
                yield f"{value:g}"
            case date():
                yield plain_day(value)
            case None:
                yield "none"
            case _:
                yield str(value)

    def _on_one_row(self, part: BaseModel) -> str:
        """A part on one row: what it is called and says, then the rest in brackets."""
        told = list(_told(part))
        lead = [key for key in _LEAD if key in told]
        head = ": ".join(words for key in lead for words in self.values(getattr(part, key)))
        rest = "; ".join(
            f"{label_of(key).lower()}: {', '.join(self._named(key, part))}"
            for key in told
            if key not in lead and getattr(part, key) != ALWAYS
        )
        return f"{head} ({rest})" if head and rest else head or rest


def _has_own_rows(key: str, value: object) -> bool:
    """Whether what stands under a key is more than a row can hold."""
    if isinstance(value, tuple):
        return bool(value) and (key in _OWN_ROWS or isinstance(value[0], Rule))
    return key in _OWN_ROWS and isinstance(value, BaseModel)


def _key_of(part: BaseModel) -> str:
    """The key by which a part is called; empty where it has no name."""
    return next((key for key in _NAMES if hasattr(part, key)), "")


def _told(part: BaseModel) -> Iterator[str]:
    """The keys of a part that say something, in the order in which they are read."""
    fields = type(part).model_fields
    for key in sorted(fields, key=place_of):
        value, field = getattr(part, key), fields[key]
        if value or field.is_required() or value != field.get_default(call_default_factory=True):
            yield key
