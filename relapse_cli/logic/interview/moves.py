"""The interview as a pure state machine: where it stands, and what each reply makes of it.

A state is a value; every reply returns a new one, and nothing that was answered is ever dropped. Where the
interview ends is decided by the answers alone, never by the way that led there.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from relapse_cli.logic.answers.edit import emptied, store, stored, with_value, without_drafts, without_entry
from relapse_cli.logic.answers.own_words import note_below_words, with_words
from relapse_cli.logic.interview.first_use import first_use_step, is_in_front, open_first_use
from relapse_cli.logic.interview.order import field_steps
from relapse_cli.logic.interview.resume import half_filled
from relapse_cli.logic.interview.state import InterviewState
from relapse_cli.model.answer import Json, write_answer
from relapse_cli.model.ask import ListAction
from relapse_cli.model.bank import Bank
from relapse_cli.model.bank_terms import Status
from relapse_cli.model.record import Record
from relapse_cli.model.step import Step, note_of, words_of


@dataclass(frozen=True)
class Interview(InterviewState):
    """One state of an interview, with the moves out of it."""

    @classmethod
    def start(cls, bank: Bank, record: Record) -> Interview:
        """Begin an interview; what is known is not asked again, but for what was left half filled."""
        put = frozenset(q for q, answer in record.given.items() if q in bank.questions and answer.is_given)
        known = cls(bank, record, None)
        return replace(known, put=put - half_filled(known.whole)).resume()

    def answer(self, value: Json) -> Interview:
        """Store a value that has no faults, and go on: to its words where it has room for some."""
        assert self.at is not None  # noqa: S101 - see `question`
        answered = self._stored(with_value(self.stored, value))
        if not answered.has_room(self.at):
            return answered._forward()
        put = self.put if self.at.field is not None else self.put | {self.at.question}  # taken at once
        return replace(answered, put=put)._go(words_of(self.at))

    def answer_fields(self, given: Mapping[str, Json]) -> Interview:
        """Store what was typed on one line, and go on as if each field had been answered on its own.

        In an entry it is what one field's words said of others as well, such as of the side of a distance. On
        a list it is the next entry, as it was told on one line; the list stays on screen.

        Args:
            given: values and status objects by field id; a field that is left out stays as it is.
        """
        if self.in_list and not self.takes_entry(self.question.id):
            return self
        answered = self
        for step in self.told_together:
            answered = replace(answered, at=step)
            if (value := given.get(str(step.field))) is not None:
                answered = answered._stored(with_value(answered.stored, value))
        if self.in_list:
            return replace(answered, at=self.at).with_draft("")
        left = {s: d for s, d in answered.drafts.items() if s not in self.line}
        return replace(answered, at=self.line[-1] if self.line else self.at, drafts=left)._forward()

    def status(self, status: Status, *, whole: bool = False) -> Interview:
        """Store ``unknown`` or ``declined``, and go on.

        Args:
            status: which of the two.
            whole: for a field, the whole question instead of the field; what was given in it is replaced.
        """
        assert self.at is not None  # noqa: S101 - see `question`
        at = Step(self.at.question) if whole else self.at
        raw = with_value(stored(self.record.given, at), {"status": status})
        left = replace(self, at=at)._stored(raw)
        return replace(left, at=self.at)._leave_question() if whole else left._forward()

    def skip(self) -> Interview:
        """Leave the step as it is, and go on; what is stored there stays.

        The first entry of a list, which is begun by itself, is left altogether from its first field.
        """
        return self._after_entry() if self._has_begun_by_itself else self._forward()

    @property
    def _has_begun_by_itself(self) -> bool:
        """Whether the first field of an entry is on screen that nobody asked for and that holds nothing."""
        at = self.at
        if at is None or at.field is None or at.entry != 0 or self.entries:
            return False
        return at == self._begun_entry(at.question) and Step(at.question) not in self.trail[-1:]

    def _begun_entry(self, question: str) -> Step | None:
        """The first field of an empty list's first entry, where it is begun by itself."""
        known = self.bank.questions[question]
        if (
            known.type != "event"
            or question in {self.bank.roles.sequence, self.bank.roles.lines_done}
            or self.record.answer(question).raw is not None
        ):
            return None
        return next(iter(field_steps(known, 0, self.reading)), None)

    def clear(self, *, whole: bool = False) -> Interview:
        """Take away what is recorded on screen, which stays there; it counts as not asked, never as a no.

        Args:
            whole: in a field, the whole question instead of the field.
        """
        assert self.at is not None  # noqa: S101 - see `question`
        at = self.at
        if at.is_words and not whole:
            return self._stored("")
        steps = (Step(at.question),) if whole else self.line or (at,)
        record = self.record
        for step in steps:
            record = emptied(record, step)
        gone = {at.question} if whole else set()
        drafts = {s: d for s, d in self.drafts.items() if s not in steps and s.question not in gone}
        put = self.put if at.entry is not None else self.put - {at.question}
        return replace(self, record=record, drafts=drafts, put=put)

    def note(self, text: str) -> Interview:
        """Keep a note on the answer, which stays as it is; in a field it belongs to the question."""
        assert self.at is not None  # noqa: S101 - see `question`
        question, answer = self.at.question, self.record.answer(self.at.question)
        value = answer.inner if answer.status is None else {"status": answer.status}
        taken = self.with_draft("", note_of(question))
        if value is None and not text.strip():
            return replace(taken, record=self.record.without_answer(question))
        raw = write_answer(value, note_below_words(self.bank.questions[question], answer, text))
        return replace(taken, record=self.record.with_answer(question, raw))

    def with_draft(self, text: str, step: Step | None = None) -> Interview:
        """Keep what is half typed or half marked at the step on screen, or at another one."""
        at = step or self.at
        assert at is not None  # noqa: S101 - see `question`
        drafts = {other: draft for other, draft in self.drafts.items() if other != at}
        return replace(self, drafts=drafts | {at: text} if text else drafts)

    def back(self) -> Interview:
        """Go back one step; from a line of check-answers to that list. At the first one it stays."""
        opened = self.opened_after if self.open_before is not None else -1
        for index in range(len(self.trail) - 1, -1, -1):
            step = self.trail[index]
            if index < opened:
                break
            shown = self.can_show(step) or self._is_being_made(step)
            if shown and step != self.at and step not in self.line:
                return_to = None if step == self.return_to else self.return_to
                return replace(self, at=step, trail=self.trail[:index], return_to=return_to)
        if opened < 0 or self.at is None:
            return self
        return replace(self, at=None, trail=self.trail[:opened], return_to=None, open_before=None)

    def _is_being_made(self, step: Step) -> bool:
        """Whether a step lies in an entry that was begun on the way here and holds nothing yet."""
        if step.entry != len(self.record.answer(step.question).items):
            return False
        return step == self.trail[-1] if self.at is None else _is_within(self.at, step)

    def jump(self, question: str) -> Interview:
        """Open a question; after it and what is open in its section the interview goes on where it was.

        From check-answers it opens that one question, then what it newly opens, and comes back.
        """
        if self.at is None:
            return self._open_line(question)
        if self.at.question == question:
            return self
        step = self._entry_step(question)
        return self if step == self.at else replace(self, return_to=self.return_to or self.at)._go(step)

    def open_part(self, step: Step) -> Interview:
        """Open one part of an entry that is shown whole; after it the whole is shown again."""
        return self._go(step)

    def add_to(self, question: str) -> Interview:
        """Make an entry of a repeated group from where it was told, and come back there after it."""
        if (before := self._first_use_before(question)) is not None:
            return self._go(before)
        return self._begin_entry(question, len(self.record.answer(question).items))

    def _begin_entry(self, question: str, entry: int) -> Interview:
        """Go to the first field of an entry of a repeated group."""
        steps = field_steps(self.bank.questions[question], entry, self.reading)
        return self._go(steps[0]) if steps else self

    def _first_use_before(self, question: str) -> Step | None:
        """Where the first use is asked in front of the first step of the sequence."""
        step = first_use_step(self.bank, self.record, question)
        return step if step is not None and self.reading.enabled(step.question) else None

    @property
    def before_first_step(self) -> bool:
        """Whether the first use is asked on the way to the first step of the sequence."""
        if self.at is None or not is_in_front(self.bank, self.at) or not self.trail:
            return False
        came_from = self.bank.questions[self.trail[-1].question]
        return self.bank.roles.sequence in {came_from.id, came_from.prompts}

    def asks_agreement_again(self, before: Interview) -> bool:
        """Whether the person has become clear since, so that an agreement given before is asked for again."""
        return before.agreed_unclear and self.consented and not self.agreed_unclear

    def check(self) -> Interview:
        """Open check-answers; what has not been put stays open there."""
        return replace(self, return_to=None, open_before=None)._go(None)

    def resume(self) -> Interview:
        """Go on from check-answers with the first question that has not been put."""
        taken_up = self.taken_up
        first = next(iter(self.open_questions if taken_up is None else taken_up), None)
        step = self._entry_step(first) if first else None
        return replace(self, return_to=None, open_before=None)._go(step)

    def at_half_given(self) -> Interview:
        """Go on where something was half given last, and then where the interview stands."""
        step = next((each for each in reversed(self.drafts) if self._can_open(each)), None)
        if step is None or step == self.at:
            return self
        opened = self.jump(step.question) if self.at is not None else self._open_line(step.question)
        return opened if step.field is None or step.is_note else opened._go(step)

    def _can_open(self, step: Step) -> bool:
        """Whether a step is one of this session and can be shown; the next entry of a list can be begun."""
        if step.question not in self.order:
            return False
        begun = step.entry is not None and step.entry == len(self.record.answer(step.question).items)
        return self.takes_entry(step.question) if begun else self.can_show(step)

    def list_action(self, action: ListAction, entry: int = 0) -> Interview:
        """Act on the list of entries on screen, or on one that is shown whole."""
        assert self.at is not None  # noqa: S101 - see `question`
        match action:
            case "done":
                return self._forward()
            case "remove":
                record = without_entry(self.record, self.at.question, entry)
                return replace(
                    self, record=record, drafts=without_drafts(self.drafts, self.at.question, entry)
                )
            case "add":
                return self.add_to(self.at.question)
            case "first_use":
                step = open_first_use(self.bank, self.record)
                return self if step is None else self._go(step)
            case "change":
                return self._go(Step(self.at.question, entry))
        steps = field_steps(self.question, entry, self.reading, detail=action == "details")
        return self._go(steps[0]) if steps else self

    def note_cards(self) -> Interview:
        """Note that the cards on screen have been shown, and stay there."""
        return replace(self, cards=self.cards | frozenset(self.new_cards))

    def show_cards(self) -> Interview:
        """Note that the cards on screen have been shown; what comes next is offered then.

        Going back leads to the answer behind the card, not to the question that nobody has seen yet.
        """
        return replace(self.note_cards(), only=frozenset(), at=None, return_to=None, open_before=None)

    def take_up(self, questions: Sequence[str]) -> Interview:
        """At level 4: put these questions once, one after the other, and then nothing else."""
        return replace(self, only=frozenset(questions)).resume()

    def finish(self, at: str) -> Interview:
        """End the interview at a time (ISO 8601 with an offset)."""
        record = self.record.model_copy(update={"finished_at": at})
        return replace(self, record=record, finished=True, at=None)

    def _stored(self, raw: Json) -> Interview:
        assert self.at is not None  # noqa: S101 - see `question`
        drafts = {step: draft for step, draft in self.drafts.items() if step != self.at}
        if self.at.is_words:
            raw = with_words(self.at_step(self.at.choice), str(raw))
        return replace(self, record=store(self.record, self.at.choice, raw), drafts=drafts)

    def _go(self, step: Step | None) -> Interview:
        trail = self.trail if self.at is None or self.at == step else (*self.trail, self.at)
        return_to = None if step == self.return_to else self.return_to  # by whatever way it came up again
        return replace(self, at=step, trail=trail, return_to=return_to)

    def _forward(self) -> Interview:
        """Go to the next field of the same question, or leave the question."""
        assert self.at is not None  # noqa: S101 - see `question`
        if self.at.is_words:  # as from the choice itself
            choice = self.at.choice
            trail = self.trail[:-1] if self.trail[-1:] == (choice,) else self.trail
            return replace(self, at=choice, trail=trail)._forward()
        if self.before_first_step:
            came_from = self.trail[-1]
            if came_from in self.drafts and came_from == Step(
                self.reading.roles.sequence
            ):  # a step was told, and waits there
                return replace(self, at=came_from, trail=self.trail[:-1])
            return self._begin_entry(self.reading.roles.sequence, 0)
        if self.is_whole:
            return self._after_entry()
        if self.at.field is not None:
            if self._was_opened_from_whole:
                return replace(self, at=self.trail[-1], trail=self.trail[:-1])
            fields = self.question.fields
            place = next(n for n, field in enumerate(fields, 1) if field.id == self.at.field)
            if place < len(fields):
                steps = field_steps(self.question, self.at.entry, self.reading, detail=self.at.detail)
                left = {field.id for field in fields[place:]}
                later = next((step for step in steps if step.field in left), None)
                if later is not None:
                    return self._go(later)
            if self.at.entry is not None:
                return self._after_entry()
        return self._leave_question()

    @property
    def _was_opened_from_whole(self) -> bool:
        """Whether the field on screen was opened from its entry, which is shown whole again after it."""
        at = self.at
        if at is None or at.entry is None or at.detail:
            return False
        return self.trail[-1:] == (Step(at.question, at.entry),)

    def _after_entry(self) -> Interview:
        """Go back to where an entry was begun, when that was not its list; else to the list."""
        assert self.at is not None  # noqa: S101 - see `question`
        place = len(self.trail)
        while place and _is_within(self.trail[place - 1], self.at):
            place -= 1
        if (
            place
            and self.at.question == self.bank.roles.sequence
            and is_in_front(self.bank, self.trail[place - 1])
        ):
            place -= 1
        if place and self.bank.questions[self.trail[place - 1].question].prompts == self.at.question:
            return replace(self, at=self.trail[place - 1], trail=self.trail[: place - 1])
        return self._go(Step(self.at.question))

    def _leave_question(self) -> Interview:
        assert self.at is not None  # noqa: S101 - see `question`
        return replace(self, put=self.put | {self.at.question})._leave(self.at.question)

    def _open_line(self, question: str) -> Interview:
        """Open one line of check-answers."""
        before = frozenset(self.open_questions)
        opened = replace(self, open_before=before, opened_after=len(self.trail))
        return opened._go(self._entry_step(question))

    def _leave(self, question: str) -> Interview:
        """Go where the interview goes after a question: what is known is not put again."""
        if self.return_to is not None and self.return_to.question == question:  # left: not to be opened again
            return replace(self, return_to=None)._leave(question)
        place = self.order.index(question)
        if (taken_up := self.taken_up) is not None:
            if (way_back := self._way_back) is not None:
                return replace(self, return_to=None)._go(way_back)
            later = next((q for q in taken_up if self.order.index(q) > place), None)
            return (
                self.check() if later is None else replace(self, return_to=None)._go(self._entry_step(later))
            )
        open_now = self.open_questions
        if self.open_before is not None:
            open_now = [q for q in open_now if q not in self.open_before]
        if self.return_to is not None:
            section = self.bank.section_of[question]
            inside = [q for q in open_now if self.bank.section_of[q] is section]
            if not inside:
                left, way_back = replace(self, return_to=None), self._way_back
                return left._leave(question) if way_back is None else left._go(way_back)
            open_now = inside
        following = [q for q in open_now if self.order.index(q) > place]
        found = next(iter([*following, *open_now]), None)
        if found is None:
            return self.check()
        return self._go(self._entry_step(found))

    @property
    def _way_back(self) -> Step | None:
        """Where a jump came from, or the list of an entry in which nothing is stored; it may be gone."""
        if self.return_to is None or self.can_show(self.return_to):
            return self.return_to
        entries = Step(self.return_to.question)
        return entries if self.return_to.entry is not None and self.can_show(entries) else None

    def _entry_step(self, question: str) -> Step:
        """The first step of a question: its first field, its list of entries, or itself."""
        known = self.bank.questions[question]
        if known.type != "group":
            return self._begun_entry(question) or Step(question)
        steps = field_steps(known, None, self.reading)
        return steps[0] if steps else Step(question)


def _is_within(step: Step, entry: Step) -> bool:
    """Whether a step is a field of the same entry."""
    return (step.question, step.entry) == (entry.question, entry.entry)
