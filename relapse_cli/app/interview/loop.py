"""Hold an interview: the loop between the state machine and an asker. Nothing given is ever thrown away."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import assert_never
from uuid import uuid4

from relapse_cli.app.asking.watch_pauses import PauseWatch
from relapse_cli.app.interview.carried import CarriedOver
from relapse_cli.app.interview.clerk import InterviewClerk
from relapse_cli.app.interview.consent import Agreement
from relapse_cli.app.interview.outcome import InterviewOutcome, outcome
from relapse_cli.app.interview.states import (
    Stopped,
    half_typed,
    kept_draft,
    left_open,
    noted,
    waits_for_place,
)
from relapse_cli.app.keeping.place import NOTHING_KEPT, Keeping
from relapse_cli.logic.interview.moves import Interview
from relapse_cli.model.bank import Bank
from relapse_cli.model.record import Record
from relapse_cli.model.reply import (
    AddEntry,
    Answered,
    AnsweredFields,
    Back,
    CheckReply,
    Finish,
    GoOn,
    Jump,
    ListAct,
    Noted,
    OpenCheck,
    OpenPart,
    Paused,
    Reply,
    SetStatus,
    Skipped,
)
from relapse_cli.model.screen import Screen
from relapse_cli.prompters.asker import Asker
from relapse_cli.screens.interview.card import build_card
from relapse_cli.screens.interview.check import Consistency, build_check, no_questions
from relapse_cli.screens.interview.grouped import line_in_words
from relapse_cli.screens.interview.incomplete import why_open
from relapse_cli.screens.interview.preview import preview
from relapse_cli.screens.interview.question import build_screen


def hold_interview(
    bank: Bank,
    record: Record,
    asker: Asker,
    now: Callable[[], str],
    *,
    consistency: Consistency = no_questions,
    keeping: Keeping = NOTHING_KEPT,
    carried: frozenset[str] = frozenset(),
    standing: Interview | None = None,
) -> InterviewOutcome:
    """Hold an interview until it is finished or paused.

    Args:
        bank: the bank, checked.
        record: what is known already; it is not asked again.
        asker: who answers.
        now: the time of the end, as ISO 8601 with an offset.
        consistency: answers that do not seem to go together, as questions for check-answers.
        keeping: keeps every change and every draft, once the patient has agreed to it.
        carried: questions whose answers came along from another day and wait to be confirmed.
        standing: where an interview stands that is gone on with; without it, it begins with the record.
    """
    holder = Holder(asker, now, consistency, keeping, carried)
    if standing is None:
        return holder.hold(Interview.start(bank, record))
    return holder.go_on(standing)


class Holder:
    """One interview being held; what it remembers is only what has been shown."""

    def __init__(
        self,
        asker: Asker,
        now: Callable[[], str],
        consistency: Consistency,
        keeping: Keeping,
        carried: frozenset[str] = frozenset(),
    ) -> None:
        self.asker = PauseWatch(asker)
        self.carried = CarriedOver(carried)
        self.now = now
        self.consistency = consistency
        self.keeping = keeping
        self._waiting: frozenset[str] = frozenset(carried)
        self._begun: set[str] = set()
        self._agreement = Agreement()
        self._understood = ""

    def go_on(self, interview: Interview) -> InterviewOutcome:
        """Go on with an interview in the middle; where a section has begun, its opening was read."""
        sections = interview.bank.section_of
        self._begun = {sections[question].id for question in interview.put if question in sections}
        return self.hold(interview)

    def hold(self, interview: Interview) -> InterviewOutcome:
        """Go from state to state until the interview is finished or paused."""
        while not interview.finished:
            try:
                following = self._turn(interview)
            except KeyboardInterrupt:  # pressed between two prompts
                return outcome(interview, "paused", interrupted=True)
            if following is None or isinstance(following, Stopped):
                left = interview if following is None else following.interview
                return outcome(left, "paused", interrupted=self.asker.interrupted)
            if following is not interview or self._waiting != self.carried.questions:
                following = self._keep(following)
            interview = following
        return outcome(interview, "finished")

    def _turn(self, interview: Interview) -> Interview | Stopped | None:
        """One exchange with the asker; ``None`` pauses."""
        if interview.new_cards and not waits_for_place(interview):
            return self._show_card(interview)
        if self._agreement.is_refused(interview):
            return self._agreement.ask_whether_to_go_on(interview, self.asker)
        if self.carried.is_due(interview):
            return self._confirm_carried(interview)
        if interview.at is None:
            return self._check(interview)
        return self._ask(interview)

    def _confirm_carried(self, interview: Interview) -> Interview | None:
        match self.asker.ask(self.carried.screen(interview)):
            case Answered(value=way):
                return self.carried.answered(interview, way)
            case Back():
                return interview.back()
            case Paused():
                return None
            case _:
                return interview

    def _keep(self, interview: Interview) -> Interview:
        """Keep a change, or take back what was kept; what was erased is never written again under its id."""
        self._waiting = self.carried.questions
        if interview.consented:
            self.keeping.keep(interview, self._waiting)
        elif self.keeping.forget():
            return replace(interview, record=interview.record.model_copy(update={"id": str(uuid4())}))
        return interview

    def _keep_draft(self, interview: Interview, text: str) -> None:
        if interview.consented:
            self.keeping.keep_draft(interview.with_draft(text), self._waiting)

    def _show_card(self, interview: Interview) -> Interview | None:
        reply = self.asker.card(build_card(interview, interview.new_cards))
        if isinstance(reply, Paused):
            return None
        shown = interview.show_cards()
        return shown.check() if isinstance(reply, OpenCheck) else shown

    def _check(self, interview: Interview) -> Interview | None:
        said, self._understood = self._understood, ""
        screen = build_check(interview, self.consistency, said)
        screen = self.carried.marked(screen, interview)
        reply = self.asker.check(screen)
        return self._after_check(interview, reply)

    def _after_check(self, interview: Interview, reply: CheckReply) -> Interview | None:
        match reply:
            case Jump(question=question):
                return interview.jump(question) if question in interview.order else interview
            case GoOn():
                return interview.resume()
            case Back():
                return interview.back()
            case Finish() if self.carried.waiting(interview):
                self.carried.asked = False  # nothing of another day ends up in a plan unseen
                return interview
            case Finish():
                return interview.finish(self.now())
            case Paused():
                return None
            case _:
                assert_never(reply)

    def _ask(self, interview: Interview) -> Interview | Stopped:
        section = interview.bank.section_of[interview.question.id].id
        screen = build_screen(
            interview,
            begins=section not in self._begun,
            keeping=self.keeping.word if interview.consented else "not kept yet",
            understood=self._understood,
        )
        self._begun.add(section)
        self._understood = ""
        clerk = InterviewClerk(interview, lambda text: self._keep_draft(interview, text))
        reply = self.asker.ask(screen, clerk)
        faults = clerk.faults_of(reply)
        if faults:
            self.asker.tell(" ".join(faults))
            return interview
        following = self._after_reply(interview, reply)
        given = isinstance(reply, Answered | AnsweredFields | SetStatus) or reply == ListAct("done")
        if given and isinstance(following, Interview) and following is not interview:
            self.carried.confirm(interview.question.id)
            self._say_what_stays_open(interview, following)
        return following

    def _say_what_stays_open(self, before: Interview, after: Interview) -> None:
        """An answer that cannot be relied on as things stand looks like any other; it is said at once."""
        question = before.question
        why = "" if after.at and after.at.question == question.id else why_open(after, question.id)
        if why:
            self._understood = f"{self._understood or f'{question.title}: noted.'} {why}"

    def _after_reply(self, interview: Interview, reply: Reply) -> Interview | Stopped:
        match reply:
            case Answered(value=value):
                return self._unless_unwanted(interview, interview.answer(value))
            case SetStatus(status=status, whole=whole, draft=draft):
                following = kept_draft(
                    interview, interview.status(status, whole=whole or bool(interview.line)), draft
                )
                return self._unless_unwanted(interview, following)
            case AnsweredFields(fields=fields):
                return self._answered_line(interview, fields)
            case Skipped(draft=draft):
                self._understood = left_open(interview)
                left = interview.answer_fields({}) if interview.line else interview.skip()
                return kept_draft(interview, replace(left, drafts=interview.drafts), draft)
            case OpenPart(question=question):
                return interview.open_part(question) if question in interview.panel else interview
            case AddEntry(draft=draft):
                target = interview.adds_to
                return half_typed(interview, draft).add_to(target) if target else interview
            case Noted(text=text, draft=draft, question=question):
                return half_typed(noted(interview, question, text), draft)
            case Back(draft=draft):
                return half_typed(interview, draft).back()
            case Jump(question=question, draft=draft):
                return half_typed(interview, draft).jump(question)
            case OpenCheck(draft=draft):
                return half_typed(interview, draft).check()
            case ListAct(action=action, entry=entry):
                return interview.list_action(action, entry)
            case Paused(draft=draft):
                return Stopped(half_typed(interview, draft))
            case _:
                assert_never(reply)

    def _answered_line(self, interview: Interview, fields: Mapping[str, object]) -> Interview | Stopped:
        """Store what was typed on one line; what was understood is said on the next screen."""
        after = self._unless_unwanted(interview, interview.answer_fields(fields))
        if isinstance(after, Interview) and after is not interview and interview.at is not None:
            self._understood = line_in_words(after, interview.at.question)
        return after

    def _unless_unwanted(self, before: Interview, after: Interview) -> Interview | Stopped:
        """The changed state; where it sets given answers aside, only once that was agreed to."""
        screen = self._preview(before, after)
        if screen is None:
            return after
        reply = self.asker.ask(screen)
        if isinstance(reply, Paused):
            return Stopped(before)
        return after if reply == Answered("change") else before

    def _preview(self, before: Interview, after: Interview) -> Screen | None:
        """What a change would do to the rest, as a question; nothing when nothing has to be asked."""
        return preview(before, after)
