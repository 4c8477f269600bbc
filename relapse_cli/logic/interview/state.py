"""Where an interview stands: what is on screen, what is recorded there, and what can be done with it."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property

from relapse_cli.logic.answers.check_value import check_answer, check_field, check_strongest
from relapse_cli.logic.answers.edit import stored
from relapse_cli.logic.answers.own_words import chosen_room, words_beside
from relapse_cli.logic.interview.grouping import form_steps, line_steps
from relapse_cli.logic.interview.order import (
    SectionProgress,
    field_steps,
    is_settled,
    section_progress,
)
from relapse_cli.logic.interview.readings import Readings
from relapse_cli.logic.interview.safety_first import safety_questions
from relapse_cli.logic.rules.evaluation import Evaluation
from relapse_cli.model.answer import NOTHING, Answer, read_answer
from relapse_cli.model.bank import Bank
from relapse_cli.model.bank_questions import Field_, Question
from relapse_cli.model.bank_terms import STATUSES, Status
from relapse_cli.model.known_ids import EMERGENCY_LEVEL
from relapse_cli.model.record import Record
from relapse_cli.model.step import Step
from relapse_cli.problems import Problem

_WORDS = Field_(
    id="words",
    type="text",
    label="What is it, in your own words?",
    short="in own words",
    help="An empty line leaves it out. It is kept in the note on this answer, and documents quote it.",
)
"""How the words beside an option are asked for."""


@dataclass(frozen=True)
class InterviewState:
    """One state of an interview, without the moves out of it.

    Attributes:
        bank: the bank it is asked from.
        record: the answers so far.
        at: the step that is on screen; ``None`` = check-answers.
        put: the questions that have been left with an answer, a status or a skip.
        trail: the steps that led here, for going back.
        return_to: the step that a jump came from, to go on there.
        open_before: what was open when a line of check-answers was opened; only what that newly opens is put
            before check-answers comes back. ``None`` = not opened from there.
        opened_after: how long the trail was then; it is not kept.
        cards: the level-4 flags whose card has been shown.
        drafts: half-typed text by step.
        finished: the interview is over.
        only: at level 4, the questions that were taken up and are put one after the other; ``None`` = all as
            ever. It is not kept: an interview that is gone on with begins with what is offered then.
        readings: what was read already, handed on from state to state.
    """

    bank: Bank
    record: Record
    at: Step | None
    put: frozenset[str] = frozenset()
    trail: tuple[Step, ...] = ()
    return_to: Step | None = None
    open_before: frozenset[str] | None = None
    opened_after: int = field(default=-1, compare=False)
    cards: frozenset[str] = frozenset()
    drafts: dict[Step, str] = field(default_factory=dict)
    finished: bool = False
    only: frozenset[str] | None = field(default=frozenset(), compare=False)
    readings: Readings = field(default_factory=Readings, compare=False, repr=False)

    @property
    def order(self) -> tuple[str, ...]:
        """The questions of the session in the order in which they are put."""
        return self.bank.presented[self.record.session]

    @cached_property
    def reading(self) -> Evaluation:
        """The answers under the live rules: what has not been put is neither usable nor unresolved."""
        return self.readings.of(self.bank, self.record, self.put)

    @cached_property
    def whole(self) -> Evaluation:
        """The answers as a file would be read, where everything counts as put."""
        return self.readings.of(self.bank, self.record, None)

    @property
    def question(self) -> Question:
        """The question on screen."""
        assert self.at is not None  # noqa: S101 - check-answers has no question; callers look at `at` first
        return self.bank.questions[self.at.question]

    @property
    def spec(self) -> Question | Field_:
        """What is asked on screen: the question, or one of its fields."""
        assert self.at is not None  # noqa: S101 - see `question`
        return self.spec_at(self.at)

    def spec_at(self, step: Step) -> Question | Field_:
        """What is asked at a step."""
        question, field = self.bank.questions[step.question], step.choice.field
        spec = question if field is None else question.field_by_id[field]
        return _asking_for_words(spec, self.at_step(step.choice)) if step.is_words else spec

    @property
    def in_list(self) -> bool:
        """Whether the list of entries of a repeated group is on screen."""
        at = self.at
        return at is not None and at.field is None and at.entry is None and self.question.type == "event"

    @cached_property
    def line(self) -> tuple[Step, ...]:
        """The numbers that are typed on one line with the step on screen; empty when it stands alone."""
        return () if self.at is None else line_steps(self.question, self.at, self.reading)

    @property
    def told_together(self) -> tuple[Step, ...]:
        """The steps that one reply may answer: numbers of a line, fields of an entry, or of the next one."""
        at = self.at
        if self.in_list and at is not None:
            at = Step(at.question, len(self.entries))
        if self.line or at is None or at.entry is None:
            return self.line
        return tuple(Step(at.question, at.entry, field.id, at.detail) for field in self.question.fields)

    @property
    def is_whole(self) -> bool:
        """Whether an entry is shown whole, so that any of its parts can be put right."""
        return self.at is not None and self.at.entry is not None and self.at.field is None

    @cached_property
    def form(self) -> tuple[Step, ...]:
        """The steps that stand on screen together; empty where one stands alone."""
        if self.at is None:
            return ()
        if self.is_whole:
            return tuple(field_steps(self.question, self.at.entry, self.reading))
        return form_steps(self.at, self.reading)

    @property
    def adds_to(self) -> str | None:
        """The repeated group that what is told here can become an entry of, while it takes one more."""
        if self.at is None or self.at.field is not None:
            return None
        target = self.question.prompts
        return target if target is not None and self.takes_entry(target) else None

    def takes_entry(self, question: str) -> bool:
        """Whether a repeated group applies and is not full."""
        if not self.reading.enabled(question):
            return False
        most = self.bank.questions[question].max_entries
        return most is None or len(self.record.answer(question).items) < most

    @property
    def stored(self) -> Answer:
        """What is stored at the step on screen."""
        return NOTHING if self.at is None else self.at_step(self.at)

    def at_step(self, step: Step) -> Answer:
        """What is stored at a step."""
        found = stored(self.record.given, step.choice)
        if not step.is_words:
            return found
        return read_answer(words_beside(self.spec_at(step.choice), found) or None)

    def has_room(self, step: Step) -> bool:
        """Whether an option is chosen at a step that has room for words."""
        return chosen_room(self.spec_at(step), self.at_step(step)) is not None

    @property
    def draft(self) -> str | None:
        """What was half typed at the step on screen."""
        return None if self.at is None else self.drafts.get(self.at)

    @property
    def entries(self) -> tuple[Answer, ...]:
        """The entries of the repeated group on screen."""
        if self.at is None or self.question.type != "event":
            return ()
        return self.record.answer(self.at.question).items

    @property
    def may_skip(self) -> bool:
        """Whether the step may be left without an answer; required questions take a status instead."""
        in_field = self.at is not None and self.at.field is not None
        return in_field or not self.question.required or self.level == EMERGENCY_LEVEL

    @property
    def statuses(self) -> tuple[Status, ...]:
        """The statuses offered here; a field of a group or an entry takes both."""
        if self.at is not None and self.at.field is not None:
            return () if self.at.is_words else STATUSES
        return () if self.entries else self.question.allow

    @property
    def whole_statuses(self) -> tuple[Status, ...]:
        """In a field: the statuses offered for the whole question, as long as it holds nothing."""
        if self.at is None or self.at.field is None or self.entries:
            return ()
        return () if self.record.answer(self.at.question).usable else self.question.allow

    @property
    def consented(self) -> bool:
        """Whether the patient has agreed that answers are recorded; a follow-up rests on its interview."""
        return (
            self.record.session == "followup" or self.reading.answer(self.reading.roles.consent).value is True
        )

    @property
    def agreed_unclear(self) -> bool:
        """Whether a person who is not clear has agreed: it keeps a draft (V-CONSENT)."""
        agreed = (
            self.record.session == "interview"
            and self.reading.answer(self.reading.roles.consent).value is True
        )
        return agreed and self.reading.fact("not_clear") is True

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
    def in_emergency(self) -> bool:
        """Whether a card of level 4 has been shown and holds: then nothing is put but what is taken up."""
        return self.level == EMERGENCY_LEVEL and bool(self.cards & frozenset(self.reading.flags))

    @property
    def open_safety(self) -> list[str]:
        """The critical safety questions that hold nothing to rely on, those not put yet included."""
        safety, unresolved = safety_questions(self.bank), frozenset(self.reading.open_critical())
        open_ones = (q for q in self.reading.asked_questions if q not in self.put or q in unresolved)
        return [q for q in open_ones if q in safety]

    @property
    def progress(self) -> tuple[int, int]:
        """How many questions have been put, of those that are known to be asked."""
        asked = self.reading.asked_questions
        done = len(self.put & asked.keys())
        return done, done + len([q for q in asked if q not in self.put and is_settled(q, self.reading)])

    @property
    def sections(self) -> tuple[SectionProgress, ...]:
        """The sections with their state, for the jump list."""
        return tuple(section_progress(self.reading))

    def faults(self, value: object) -> tuple[Problem, ...]:
        """Why a value does not fit the step on screen; warnings stop here too, for they can be put right."""
        assert self.at is not None  # noqa: S101 - see `question`
        return self.faults_at(self.at, value)

    def faults_at(self, step: Step, value: object) -> tuple[Problem, ...]:
        """Why a value does not fit a step."""
        question, answer = self.bank.questions[step.question], read_answer(value)
        if step.field is None:
            return tuple(check_answer(question, answer))
        spec = self.spec_at(step)
        if step.is_words or not isinstance(spec, Field_):
            return tuple(check_field(_WORDS, answer, ""))
        beside = stored(self.record.given, Step(step.question, step.entry)).fields
        strongest = check_strongest({**beside, spec.id: answer}, "") if spec.id == "strongest" else ()
        return (*check_field(spec, answer, ""), *strongest)

    @property
    def taken_up(self) -> list[str] | None:
        """At level 4, the questions that are put one after the other; ``None`` where all open ones are."""
        if self.only is None or not self.in_emergency:
            return None
        return [q for q in self.order if q in self.only and self.reading.asked(q)]

    @property
    def open_questions(self) -> list[str]:
        """The questions that are asked and have not been put, in their order."""
        return [q for q in self.reading.asked_questions if q not in self.put]

    def can_show(self, step: Step) -> bool:
        """Whether a step of the trail can still be shown."""
        if not self.reading.enabled(step.question) or (step.is_words and not self.has_room(step.choice)):
            return False
        return step.entry is None or step.entry < len(self.record.answer(step.question).items)


def _asking_for_words(spec: Question | Field_, answer: Answer) -> Field_:
    """What is asked beside the option that was chosen."""
    option = chosen_room(spec, answer)
    label = f"{option.label}: {_WORDS.label[:1].lower()}{_WORDS.label[1:]}" if option else _WORDS.label
    return _WORDS.model_copy(update={"label": label})
