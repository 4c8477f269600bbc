"""One record read through one bank: what is enabled, usable and open, which facts and flags hold.

Nothing is computed before it is asked for, and nothing twice. The loader has shown that relevance, facts,
flags and actions form no circle, so asking always ends.
"""

from __future__ import annotations

from datetime import datetime, tzinfo
from functools import cached_property

from relapse_cli.errors import InputError
from relapse_cli.logic.answers.moments import parse_now
from relapse_cli.logic.facts.catalogue import CATALOGUE, ENTRY_CATALOGUE
from relapse_cli.logic.facts.event import Event
from relapse_cli.logic.facts.reading import FactValue
from relapse_cli.logic.facts.timeline import find_events
from relapse_cli.logic.rules.conditions import Scope, because, enabled_only, holds
from relapse_cli.logic.rules.due import contact_after_due, extra_contact_words
from relapse_cli.logic.rules.effective_decisions import StandingDecisions
from relapse_cli.logic.rules.reads import questions_read, split_answer
from relapse_cli.model.answer import NOTHING, Answer, read_answer
from relapse_cli.model.bank import Bank
from relapse_cli.model.bank_questions import Field_, Question
from relapse_cli.model.decision import Raise
from relapse_cli.model.record import Record

_VIRTUAL_ENTRY = read_answer({})
"""The one entry when nothing is known about what was taken (rules 2)."""


class Evaluation:
    """A record under a bank; satisfies `logic.reading.Reading`.

    Args:
        bank: the bank, checked.
        record: the record.
        earlier: an earlier record of the case; a follow-up is treated as none (rules 1.12).
        reached: during an interview, the questions already put; the others are neither usable nor
            unresolved (rules 1.11). ``None`` = a file, where everything counts as put.
    """

    def __init__(
        self,
        bank: Bank,
        record: Record,
        earlier: Record | None = None,
        reached: frozenset[str] | None = None,
    ) -> None:
        self.bank = bank
        self.roles = bank.roles
        self.record = record
        self.session = record.session
        self.in_followup = self.session == "followup"
        now = parse_now(record.started_at)
        if now is None:
            raise InputError(
                "The record's started_at is not a date and time with an offset from UTC.",
                remedy="Write it like 2026-11-20T09:00:00+01:00.",
            )
        self.now: datetime = now
        compared = earlier if earlier is not None and earlier.session == "interview" else None
        self.earlier = Evaluation(bank, compared) if compared is not None else None
        self.put = reached
        self._enabled: dict[str, bool] = {}
        self._answers: dict[str, Answer] = {}
        self._asked: dict[str, bool] = {}
        self._named: dict[str, Answer] = {}
        self._facts: dict[str, FactValue] = {}
        self._flags: dict[str, bool] = {}
        self._because: dict[str, frozenset[str]] = {}
        self._actions: dict[str, bool] = {}

    @property
    def zone(self) -> tzinfo:
        """The offset of ``started_at``."""
        assert self.now.tzinfo is not None  # noqa: S101 - parse_now refuses a time without an offset
        return self.now.tzinfo

    def reached(self, question: str) -> bool:
        """Whether the question has been put; always true for a file."""
        return self.put is None or question in self.put

    def enabled(self, question: str) -> bool:
        """Whether the question belongs to this session and its relevance holds."""
        if question not in self._enabled:
            known = self.bank.questions.get(question)
            self._enabled[question] = (
                known is not None
                and known.session == self.session
                and (known.always_relevant or holds(known.relevance, self))
            )
        return self._enabled[question]

    def asked(self, question: str) -> bool:
        """Whether the question is enabled and this path asks it (rules 1.3)."""
        if question not in self._asked:
            known, path = self.bank.questions.get(question), self.record.path
            self._asked[question] = (
                known is not None
                and self.enabled(question)
                and (path in known.paths or (path == "brief" and self._added_in_brief(known)))
            )
        return self._asked[question]

    def _added_in_brief(self, known: Question) -> bool:
        return known.brief_when is not None and holds(known.brief_when, self)

    @cached_property
    def asked_questions(self) -> dict[str, Question]:
        """The questions that are enabled and that this path asks, in the order in which they are put."""
        known = self.bank.questions
        return {q: known[q] for q in self.bank.presented[self.session] if self.asked(q)}

    def distrusted(self, question: Question, answer: Answer) -> bool:
        """Whether an answer is among those not taken at their word here (rules 1.4)."""
        doubt = question.unreliable
        return doubt is not None and answer.text in doubt.values and holds(doubt.when, self)

    def answer(self, question: str) -> Answer:
        """The answer to an enabled question that has been put, where it is usable; else nothing."""
        if question not in self._answers:
            self._answers[question] = self._find_answer(question)
        return self._answers[question]

    def _find_answer(self, question: str) -> Answer:
        answer = self.record.answer(question)
        if not (answer.usable and self.enabled(question) and self.reached(question)):
            return NOTHING
        known = self.bank.questions[question]
        if known.type == "duration" and answer.duration is None:
            return NOTHING
        doubt = known.unreliable
        if doubt is not None and doubt.scope == "everywhere" and self.distrusted(known, answer):
            return NOTHING
        return answer

    def field(self, question: str, field: str) -> Answer:
        """A field of a group where it is usable; else nothing."""
        return self.item_field(question, self.answer(question), field)

    def item_field(self, question: str, item: Answer, field: str) -> Answer:
        """A field of an element where it is usable; one that is not relevant holds nothing."""
        part = item.part(field)
        known = self.bank.questions[question].field_by_id.get(field) if part.usable else None
        return part if known is not None and self.field_enabled(question, item, known) else NOTHING

    def named(self, name: str) -> Answer:
        """What counts of a question, or of a field of a group, by its name in conditions."""
        if name not in self._named:
            question, field = split_answer(name, self.bank)
            self._named[name] = self.answer(question) if field is None else self.field(question, field)
        return self._named[name]

    def field_enabled(self, question: str, item: Answer, field: Field_) -> bool:
        """Whether the relevance of a field holds inside its element."""
        return field.always_relevant or holds(field.relevance, self, Scope(question, item))

    def unresolved(self, question: str) -> bool:
        """Whether the question is enabled, has been put, and holds no usable value."""
        return self.enabled(question) and self.reached(question) and not self.answer(question).usable

    @cached_property
    def entries(self) -> tuple[Answer, ...]:
        """The substance entries; one virtual entry when the question is unresolved (rules 2)."""
        taken = self.roles.substance
        return (_VIRTUAL_ENTRY,) if self.unresolved(taken) else self.answer(taken).items

    @cached_property
    def events(self) -> tuple[Event, ...]:
        """The events of the trigger sequence, earliest first."""
        return find_events(self)

    def fact(self, name: str) -> FactValue:
        """The value of a named or derived fact of the record."""
        if name not in self._facts:
            derived = CATALOGUE.get(name)
            if derived is not None:
                self._facts[name] = derived.compute(self)
            else:
                self._facts[name] = holds(self.bank.fact_by_name[name].when, self)
        return self._facts[name]

    def entry_fact(self, name: str, entry: Answer) -> FactValue:
        """The value of a named or derived fact of one entry."""
        derived = ENTRY_CATALOGUE.get(name)
        if derived is not None:
            return derived.compute(self, entry)
        return holds(self.bank.fact_by_name[name].when, self, Scope(self.bank.roles.substance, entry))

    def flag(self, name: str) -> bool:
        """Whether a flag is set in this session."""
        if name not in self._flags:
            known = self.bank.flag_by_id[name]
            when = known.followup if self.in_followup else known.when
            self._flags[name] = when is not None and holds(when, self)
        return self._flags[name]

    @cached_property
    def flags(self) -> tuple[str, ...]:
        """The flags that are set, in file order."""
        return tuple(name for name in self.bank.flag_by_id if self.flag(name))

    def flag_because(self, name: str) -> frozenset[str]:
        """The questions on which a flag rests."""
        if name not in self._because:
            known = self.bank.flag_by_id[name]
            when = known.followup if self.in_followup else known.when
            self._because[name] = frozenset() if when is None else because(when, self)
        return self._because[name]

    @cached_property
    def computed_level(self) -> int:
        """What the rules compute: the highest level of any flag, else 1 (rules 1.9)."""
        return max((self.bank.flag_by_id[name].level for name in self.flags), default=1)

    @cached_property
    def decisions(self) -> StandingDecisions:
        """The decisions of the record that stand."""
        return StandingDecisions.of(self.bank, self.record, self.flag)

    @cached_property
    def level(self) -> int:
        """The level on which actions rest: the higher of the computed and the raised one."""
        return max([self.computed_level, *(r.to for r in self._raised.values())])

    @cached_property
    def _raised(self) -> dict[str, Raise]:
        return self.decisions.raised

    def flag_level(self, name: str) -> int:
        """The level at which a flag counts; 1 when it is neither set nor raised."""
        raised = self._raised.get(name)
        own = self.bank.flag_by_id[name].level if self.flag(name) else 1
        return max(own, raised.to if raised else 1)

    def action(self, name: str) -> bool:
        """Whether a rule puts a line on the plan in this session."""
        if name not in self._actions:
            known = self.bank.action_by_id[name]
            when = known.followup if self.in_followup else known.when
            self._actions[name] = when is not None and holds(when, self)
        return self._actions[name]

    def fired_rows(self) -> frozenset[str]:
        """The trigger rows that fire."""
        return frozenset(a.id for a in self.bank.actions if a.is_trigger_row and self.action(a.id))

    def open_critical(self) -> tuple[str, ...]:
        """The unresolved critical questions (rules 6), in contract order."""
        return self._open_critical

    @cached_property
    def _open_critical(self) -> tuple[str, ...]:
        return tuple(q.id for q in self.bank.critical if self._is_open(q))

    def _is_open(self, question: Question) -> bool:
        if not (self.asked(question.id) and self.reached(question.id)):
            return False
        answer = self.answer(question.id)
        if not answer.usable or self.distrusted(question, answer):
            return True
        return question.open_when is not None and holds(question.open_when, self)

    def contact_after_due(self) -> bool:
        """Whether the agreed next contact lies so late that its reason is asked for."""
        return contact_after_due(self)

    def extra_contact(self) -> str | None:
        """The contact before a late one, as the plan format names it; ``None`` where there is none."""
        return extra_contact_words(self)

    def trust_reads(self, question: str) -> frozenset[str]:
        """Further questions that decide whether the stored value is taken at its word (rules 1.4)."""
        known = self.bank.questions[question]
        if known.unreliable is None or self.record.answer(question).text not in known.unreliable.values:
            return frozenset()
        return frozenset(q for q in questions_read(known.unreliable.when, self.bank) if self.enabled(q))

    def rest_on(self, questions: frozenset[str]) -> frozenset[str]:
        """The enabled ones among questions that a text quotes, with what decides whether they are trusted."""
        return enabled_only(questions, self) if questions else questions
