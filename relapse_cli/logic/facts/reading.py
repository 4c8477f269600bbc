"""What conditions and derived facts may see of a record; implemented by ``logic/rules/evaluation.py``."""

from __future__ import annotations

from datetime import datetime, tzinfo
from typing import Protocol

from relapse_cli.logic.answers.moments import Moment
from relapse_cli.logic.facts.event import Event
from relapse_cli.model.answer import Answer
from relapse_cli.model.bank import Bank
from relapse_cli.model.record import Record
from relapse_cli.model.roles import Roles

FactValue = bool | float | str | tuple[str, ...] | Moment | None
"""The value of a fact: yes/no, number, option or text, set or list, date; ``None`` = none or unusable."""


class Reading(Protocol):
    """One record, read through one bank."""

    @property
    def bank(self) -> Bank:
        """The bank."""
        ...

    @property
    def roles(self) -> Roles:
        """Which ids of the bank play a part in the program."""
        ...

    @property
    def record(self) -> Record:
        """The record."""
        ...

    @property
    def now(self) -> datetime:
        """``started_at`` with its offset."""
        ...

    @property
    def zone(self) -> tzinfo:
        """The offset of ``started_at``."""
        ...

    @property
    def earlier(self) -> Reading | None:
        """The earlier record of the case, where one is compared (rules 1.12)."""
        ...

    @property
    def entries(self) -> tuple[Answer, ...]:
        """The products taken; one empty element when it is unresolved."""
        ...

    @property
    def events(self) -> tuple[Event, ...]:
        """The events of the trigger sequence, earliest first."""
        ...

    def enabled(self, question: str) -> bool:
        """Whether the question's relevance holds and it belongs to this session."""
        ...

    def asked(self, question: str) -> bool:
        """Whether it is enabled and this path asks it."""
        ...

    def reached(self, question: str) -> bool:
        """During an interview: whether it has been put yet; always true for a file."""
        ...

    def answer(self, question: str) -> Answer:
        """The answer to an enabled question where it is usable; else nothing."""
        ...

    def field(self, question: str, field: str) -> Answer:
        """A field of a group where it is usable; else nothing."""
        ...

    def named(self, name: str) -> Answer:
        """What counts of a question, or of a field of a group, by its name in conditions."""
        ...

    def item_field(self, question: str, item: Answer, field: str) -> Answer:
        """A field of an element of a repeated group where it is usable; else nothing."""
        ...

    def unresolved(self, question: str) -> bool:
        """Whether the question is enabled (and reached) and holds no usable value."""
        ...

    def fact(self, name: str) -> FactValue:
        """The value of a named or derived fact."""
        ...

    def entry_fact(self, name: str, entry: Answer) -> FactValue:
        """The value of a named or derived fact of one entry."""
        ...

    def flag(self, name: str) -> bool:
        """Whether a flag is set."""
        ...

    def flag_level(self, name: str) -> int:
        """The level at which a flag counts: the higher of its own and the raised one; 1 when not set."""
        ...

    def action(self, name: str) -> bool:
        """Whether a rule puts a line on the plan."""
        ...

    @property
    def level(self) -> int:
        """The level on which actions rest: the higher of the computed and the raised one."""
        ...

    def open_critical(self) -> tuple[str, ...]:
        """The unresolved critical questions (rules 6), in contract order."""
        ...

    def flag_because(self, name: str) -> frozenset[str]:
        """The questions on which a flag rests."""
        ...

    def trust_reads(self, question: str) -> frozenset[str]:
        """Further questions that decide whether the stored value is taken at its word (rules 1.4)."""
        ...

    def fired_rows(self) -> frozenset[str]:
        """The trigger rows that fire."""
        ...

    def contact_after_due(self) -> bool:
        """Whether the agreed next contact lies so late that its reason is asked for."""
        ...

    def extra_contact(self) -> str | None:
        """The contact before a late one, as the plan format names it; ``None`` where there is none."""
        ...
