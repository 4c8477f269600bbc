"""The interview as a pure state machine: where it stands, and what each reply makes of it.

A state is a value; every reply returns a new one, and nothing that was answered is ever dropped. Where the
interview ends is decided by the answers alone, never by the way that led there.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Literal

from relapse_cli.logic.evaluation import Evaluation
from relapse_cli.logic.interview_order import (
    SectionProgress,
    field_steps,
    is_settled,
    presentation_order,
    section_progress,
)
from relapse_cli.logic.stored_answers import (
    Step,
    is_given,
    items_of,
    store,
    stored,
    with_field,
    with_note,
    with_value,
    without_drafts,
    without_entry,
)
from relapse_cli.logic.value_checks import Fault, check_answer, check_field, check_strongest
from relapse_cli.logic.values import status_of, unwrap, usable_value
from relapse_cli.model.bank import Bank, Field_, Question, Status
from relapse_cli.model.record import Record

EMERGENCY_LEVEL = 4
CONSENT = "frame.consent"

ListAction = Literal["add", "change", "details", "remove", "done"]


@dataclass(frozen=True)
class Interview:
    """One state of an interview.

    Attributes:
        bank: the bank it is asked from.
        record: the answers so far.
        at: the step that is on screen; ``None`` = check-answers.
        put: the questions that have been left with an answer, a status or a skip.
        trail: the steps that led here, for going back.
        return_to: the step that a jump came from, to go on there.
        open_before: what was open when a line of check-answers was opened; only what that newly opens is put
            before check-answers comes back. ``None`` = not opened from there.
        cards: the level-4 flags whose card has been shown.
        drafts: half-typed text by step.
        finished: the interview is over.
    """

    bank: Bank
    record: Record
    at: Step | None
    put: frozenset[str] = frozenset()
    trail: tuple[Step, ...] = ()
    return_to: Step | None = None
    open_before: frozenset[str] | None = None
    cards: frozenset[str] = frozenset()
    drafts: dict[Step, str] = field(default_factory=dict)
    finished: bool = False

    @classmethod
    def start(cls, bank: Bank, record: Record) -> Interview:
        """Begin an interview; answers that the record already holds are not asked again."""
        put = frozenset(q for q, raw in record.answers.items() if q in bank.questions and is_given(raw))
        return cls(bank, record, None, put=put).resume()

    @cached_property
    def order(self) -> tuple[str, ...]:
        """The questions of the session in the order in which they are put."""
        return presentation_order(self.bank, self.record.session)

    @cached_property
    def reading(self) -> Evaluation:
        """The answers under the live rules: what has not been put is neither usable nor unresolved."""
        return Evaluation(self.bank, self.record, reached=self.put)

    @property
    def question(self) -> Question:
        """The question on screen."""
        assert self.at is not None  # noqa: S101 - check-answers has no question; callers look at `at` first
        return self.bank.questions[self.at.question]

    @property
    def spec(self) -> Question | Field_:
        """What is asked on screen: the question, or one of its fields."""
        assert self.at is not None  # noqa: S101 - see `question`
        return self.question if self.at.field is None else self.question.field_by_id[self.at.field]

    @property
    def in_list(self) -> bool:
        """Whether the list of entries of a repeated group is on screen."""
        return self.at is not None and self.at.field is None and self.question.type == "event"

    @property
    def stored(self) -> object | None:
        """What is stored at the step on screen."""
        return None if self.at is None else stored(self.record.answers, self.at)

    @property
    def draft(self) -> str | None:
        """What was half typed at the step on screen."""
        return None if self.at is None else self.drafts.get(self.at)

    @cached_property
    def entries(self) -> tuple[object, ...]:
        """The entries of the repeated group on screen."""
        if self.at is None or self.question.type != "event":
            return ()
        return tuple(items_of(self.record.answers, self.at.question))

    @property
    def may_skip(self) -> bool:
        """Whether the step may be left without an answer; required questions take a status instead."""
        in_field = self.at is not None and self.at.field is not None
        return in_field or not self.question.required or self.level == EMERGENCY_LEVEL

    @property
    def statuses(self) -> tuple[Status, ...]:
        """The statuses offered here; a field of a group or an entry takes both."""
        if self.at is not None and self.at.field is not None:
            return ("unknown", "declined")
        return () if self.entries else self.question.allow

    @property
    def whole_statuses(self) -> tuple[Status, ...]:
        """In a field of a group: the statuses offered for the whole question, as long as it holds nothing."""
        if self.at is None or self.at.field is None or self.at.entry is not None:
            return ()
        holds_something = usable_value(self.record.answers.get(self.at.question)) is not None
        return () if holds_something else self.question.allow

    @property
    def consented(self) -> bool:
        """Whether the patient has agreed that answers are recorded; a follow-up rests on its interview."""
        return self.record.session == "followup" or self.reading.value(CONSENT) is True

    @property
    def level(self) -> int:
        """The level under the live rules."""
        return self.reading.computed_level

    @property
    def new_cards(self) -> tuple[str, ...]:
        """The level-4 flags that are set and whose card has not been shown yet."""
        emergencies = (f for f in self.reading.flags if self.bank.flag_by_id[f].level == EMERGENCY_LEVEL)
        return tuple(flag for flag in emergencies if flag not in self.cards)

    @property
    def progress(self) -> tuple[int, int]:
        """How many questions have been put, of those that are known to be asked."""
        asked = [q for q in self.order if self.reading.asked(q) and (q in self.put or self._settled(q))]
        return sum(q in self.put for q in asked), len(asked)

    @property
    def sections(self) -> tuple[SectionProgress, ...]:
        """The sections with their state, for the jump list."""
        return tuple(section_progress(self.reading, self.order))

    def faults(self, value: object) -> tuple[Fault, ...]:
        """Why a value does not fit the step on screen; warnings stop here too, for they can be put right."""
        spec = self.spec
        if isinstance(spec, Question):
            return tuple(check_answer(spec, value))
        assert self.at is not None  # noqa: S101 - see `question`
        beside = stored(self.record.answers, Step(self.at.question, self.at.entry))
        strongest = check_strongest(with_field(beside, spec.id, value), "") if spec.id == "strongest" else ()
        return (*check_field(spec, value, ""), *strongest)

    def answer(self, value: object) -> Interview:
        """Store a value that has no faults, and go on."""
        return self._stored(with_value(self.stored, value))._forward()

    def status(self, status: Status, *, whole: bool = False) -> Interview:
        """Store ``unknown`` or ``declined``, and go on.

        Args:
            status: which of the two.
            whole: for a field, the whole question instead of the field; what was given in it is replaced.
        """
        assert self.at is not None  # noqa: S101 - see `question`
        at = Step(self.at.question) if whole else self.at
        raw = with_value(stored(self.record.answers, at), {"status": status})
        left = replace(self, at=at)._stored(raw)
        return replace(left, at=self.at)._leave_question() if whole else left._forward()

    def skip(self) -> Interview:
        """Leave the step as it is, and go on; what is stored there stays."""
        return self._forward()

    def note(self, text: str) -> Interview:
        """Keep a note on the answer, which stays as it is; in a field it belongs to the question."""
        assert self.at is not None  # noqa: S101 - see `question`
        raw = self.record.answers.get(self.at.question)
        value = {"status": status_of(raw)} if status_of(raw) is not None else unwrap(raw)
        answers = dict(self.record.answers)
        if text.strip():
            answers[self.at.question] = with_note(value, text)
        elif value is None:
            answers.pop(self.at.question, None)
        else:
            answers[self.at.question] = value
        return replace(self, record=self.record.model_copy(update={"answers": answers}))

    def with_draft(self, text: str) -> Interview:
        """Keep what is half typed at the step on screen."""
        assert self.at is not None  # noqa: S101 - see `question`
        drafts = {step: draft for step, draft in self.drafts.items() if step != self.at}
        return replace(self, drafts=drafts | {self.at: text} if text else drafts)

    def back(self) -> Interview:
        """Go back one step; at the first one it stays."""
        for index in range(len(self.trail) - 1, -1, -1):
            step = self.trail[index]
            if self._exists(step) and step != self.at:
                return_to = None if step == self.return_to else self.return_to
                return replace(self, at=step, trail=self.trail[:index], return_to=return_to)
        return self

    def jump(self, question: str) -> Interview:
        """Open a question; after it and what is open in its section the interview goes on where it was.

        From check-answers it opens that one question, then what it newly opens, and comes back.
        """
        if self.at is None:
            return replace(self, open_before=frozenset(self._open))._go(self._entry_step(question))
        if self.at.question == question:
            return self
        return replace(self, return_to=self.return_to or self.at)._go(self._entry_step(question))

    def check(self) -> Interview:
        """Open check-answers; what has not been put stays open there."""
        return replace(self, return_to=None, open_before=None)._go(None)

    def resume(self) -> Interview:
        """Go on from check-answers with the first question that has not been put."""
        first = next(iter(self._open), None)
        step = self._entry_step(first) if first else None
        return replace(self, return_to=None, open_before=None)._go(step)

    def list_action(self, action: ListAction, entry: int = 0) -> Interview:
        """Act on the list of entries on screen: add, change, show details of, remove an entry, or go on."""
        assert self.at is not None  # noqa: S101 - see `question`
        match action:
            case "done":
                return self._forward()
            case "remove":
                answers = without_entry(self.record.answers, self.at.question, entry)
                record = self.record.model_copy(update={"answers": answers})
                return replace(
                    self, record=record, drafts=without_drafts(self.drafts, self.at.question, entry)
                )
            case "add":
                entry = len(self.entries)
        detail = action == "details"
        steps = field_steps(self.question, entry, self.reading, detail=detail)
        return self._go(steps[0]) if steps else self

    def show_cards(self) -> Interview:
        """Note that the cards on screen have been shown."""
        return replace(self, cards=self.cards | frozenset(self.new_cards))

    def finish(self, at: str) -> Interview:
        """End the interview at a time (ISO 8601 with an offset)."""
        record = self.record.model_copy(update={"finished_at": at})
        return replace(self, record=record, finished=True, at=None)

    def _stored(self, raw: object, *, clear_draft: bool = True) -> Interview:
        assert self.at is not None  # noqa: S101 - see `question`
        answers = store(self.record.answers, self.at, raw)
        drafts = {s: d for s, d in self.drafts.items() if not clear_draft or s != self.at}
        return replace(self, record=self.record.model_copy(update={"answers": answers}), drafts=drafts)

    def _go(self, step: Step | None) -> Interview:
        trail = self.trail if self.at is None or self.at == step else (*self.trail, self.at)
        return replace(self, at=step, trail=trail)

    def _forward(self) -> Interview:
        """Go to the next field of the same question, or leave the question."""
        assert self.at is not None  # noqa: S101 - see `question`
        if self.at.field is not None:
            steps = field_steps(self.question, self.at.entry, self.reading, detail=self.at.detail)
            ids = [field.id for field in self.question.fields]
            later = [s for s in steps if ids.index(str(s.field)) > ids.index(str(self.at.field))]
            if later:
                return self._go(later[0])
            if self.at.entry is not None:
                return self._go(Step(self.at.question))
        return self._leave_question()

    def _leave_question(self) -> Interview:
        assert self.at is not None  # noqa: S101 - see `question`
        return replace(self, put=self.put | {self.at.question})._leave(self.at.question)

    @property
    def _open(self) -> list[str]:
        """The questions that are asked and have not been put, in their order."""
        return [q for q in self.order if q not in self.put and self.reading.asked(q)]

    def _leave(self, question: str) -> Interview:
        """Go where the interview goes after a question: what is known is not put again."""
        open_now = self._open
        if self.open_before is not None:
            open_now = [q for q in open_now if q not in self.open_before]
        if isinstance(self.return_to, Step):
            section = self.bank.section_of[question]
            inside = [q for q in open_now if self.bank.section_of[q] is section]
            if not inside and self._exists(self.return_to):
                return replace(self, return_to=None)._go(self.return_to)
            open_now = inside or open_now
        place = self.order.index(question)
        following = [q for q in open_now if self.order.index(q) > place]
        found = next(iter([*following, *open_now]), None)
        if found is None:
            return self.check()
        return self._go(self._entry_step(found))

    def _entry_step(self, question: str) -> Step:
        """The first step of a question: its first field, its list of entries, or itself."""
        known = self.bank.questions[question]
        if known.type != "group":
            return Step(question)
        steps = field_steps(known, None, self.reading)
        return steps[0] if steps else Step(question)

    def _exists(self, step: Step) -> bool:
        """Whether a step of the trail can still be shown."""
        if not self.reading.enabled(step.question):
            return False
        return step.entry is None or step.entry < len(items_of(self.record.answers, step.question))

    def _settled(self, question: str) -> bool:
        return is_settled(question, self.reading)
