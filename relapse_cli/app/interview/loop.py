"""Hold an interview: the loop between the state machine and an asker. Nothing given is ever thrown away."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import assert_never
from uuid import uuid4

from relapse_cli.app.asking.leaving import Left, Stopped
from relapse_cli.app.asking.local_time import in_local_time
from relapse_cli.app.interview.carried import CarriedOver
from relapse_cli.app.interview.clerk import InterviewClerk
from relapse_cli.app.interview.consent import AGREED_UNCLEAR, KEPT_AS_A_DRAFT, Agreement
from relapse_cli.app.interview.loop_settings import INTERVIEW, LoopSettings
from relapse_cli.app.interview.states import (
    half_given_here,
    half_typed,
    kept_draft,
    left_open,
    waits_for_place,
)
from relapse_cli.app.keeping.keep import NOT_KEPT_YET, Keeping
from relapse_cli.app.keeping.place import Answers, Draft
from relapse_cli.logic.interview.known import with_known
from relapse_cli.logic.interview.moves import Interview
from relapse_cli.logic.rules.consistency import consistency_questions
from relapse_cli.model.reply import (
    AddEntry,
    Answered,
    AnsweredFields,
    Back,
    CheckReply,
    Emptied,
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
from relapse_cli.model.screen import NOT_TAKEN, Card
from relapse_cli.prompters.asker import Asker
from relapse_cli.screens.interview.card import build_added, build_card, emergency_flags
from relapse_cli.screens.interview.check import build_check
from relapse_cli.screens.interview.emergency import build_emergency, contact_question
from relapse_cli.screens.interview.grouped import line_in_words
from relapse_cli.screens.interview.incomplete import why_open
from relapse_cli.screens.interview.opening import sections_to_open
from relapse_cli.screens.interview.question import build_screen

_NONE_KNOWN: Mapping[str, object] = {}


def run_loop(
    interview: Interview,
    asker: Asker,
    now: Callable[[], str],
    settings: LoopSettings = INTERVIEW,
    *,
    keeping: Keeping | None = None,
    carried: frozenset[str] = frozenset(),
    begun: frozenset[str] = frozenset(),
    known: Mapping[str, object] = _NONE_KNOWN,
) -> Interview | Stopped[Interview]:
    """Go from state to state until the interview is finished or stops.

    Args:
        interview: where it stands.
        asker: who answers.
        now: the time of the end, as ISO 8601 with an offset.
        settings: how it goes about it.
        keeping: keeps every change and every draft, once the patient has agreed to it.
        carried: questions whose answers came along from another day and wait to be confirmed.
        begun: the sections whose opening was read.
        known: answers that the asker plays; what is kept holds those that have not come up yet as well.

    Raises:
        Left: it was left by going back beyond its first question, where that is a way out.
    """
    loop = _Loop(asker, now, settings, keeping or Keeping(), carried)
    loop.begun |= begun
    loop.known = known
    return loop.run(interview)


def sections_begun(interview: Interview) -> frozenset[str]:
    """The sections of an interview that is gone on with in its middle: where one has begun, it was opened."""
    sections = interview.bank.section_of
    return frozenset(sections[question].id for question in interview.put if question in sections)


class _Loop:
    """One interview being held; what it remembers is only what has been shown."""

    def __init__(
        self,
        asker: Asker,
        now: Callable[[], str],
        settings: LoopSettings,
        keeping: Keeping,
        carried: frozenset[str],
    ) -> None:
        self.asker = asker
        self.now = now
        self.settings = settings
        self.keeping = keeping
        self.carried = CarriedOver(carried)
        self._straight = settings.straight
        self._waiting = carried
        self.begun: set[str] = set()
        self.known = _NONE_KNOWN
        self._agreement = Agreement()
        self._understood = ""
        self._lists = False
        self._card: Card | None = None

    def run(self, interview: Interview) -> Interview | Stopped[Interview]:
        """Go on until it is finished or stops."""
        while not interview.finished:
            try:
                following = self._turn(interview)
            except KeyboardInterrupt:  # pressed between two prompts
                return Stopped(self._whole(interview), interrupted=True)
            if isinstance(following, Stopped):
                if following.at.drafts != interview.drafts:
                    self._keep_draft(following.at)
                return Stopped(self._whole(following.at), following.interrupted)
            if following is not interview or self._waiting != self.carried.questions:
                try:
                    following = self._keep(following)
                except Left as left:  # paused where it could not be kept
                    return Stopped(self._whole(following), left.interrupted)
            interview = following
        return interview

    def _turn(self, interview: Interview) -> Interview | Stopped[Interview]:
        """One exchange with the asker."""
        if interview.new_cards and not waits_for_place(interview):
            return self._show_card(interview)
        if self._agreement.is_refused(interview):
            return self._agreement.ask_whether_to_go_on(interview, self.asker)
        if interview.at is None and self.settings.offers and interview.in_emergency:
            return self._check(interview) if self._lists else self._offer(interview)
        if self.carried.is_due(interview):
            return self._confirm_carried(interview)
        if interview.at is None:
            return self._check(interview)
        return self._ask(interview)

    def _confirm_carried(self, interview: Interview) -> Interview | Stopped[Interview]:
        match self.asker.ask(self.carried.screen(interview)):
            case Answered(value=way):
                return self.carried.answered(interview, way)
            case Back():
                return interview.back()
            case Paused(interrupted=interrupted):
                return Stopped(interview, interrupted)
            case _:
                return interview

    def _keep(self, interview: Interview) -> Interview:
        """Keep a change, or take back what was kept; what was erased is never written again under its id."""
        self._waiting = self.carried.questions
        if interview.consented:
            self.keeping.save(Answers(self._whole(interview), self._waiting))
        elif self.keeping.undo():
            return replace(interview, record=interview.record.model_copy(update={"id": str(uuid4())}))
        return interview

    def _keep_draft(self, interview: Interview) -> None:
        if interview.consented:
            self.keeping.save(Draft(self._whole(interview), self._waiting))

    def _whole(self, interview: Interview) -> Interview:
        """The interview as it is kept: with what was known beforehand, once the patient has agreed."""
        return with_known(interview, self.known) if self.known and interview.consented else interview

    def _show_card(self, interview: Interview) -> Interview | Stopped[Interview]:
        """Show the card because of what was recorded last; a further flag adds its lines to it."""
        whole = build_card(interview, emergency_flags(interview))
        added = interview.in_emergency and bool(interview.new_cards)
        read = self._read(interview, build_added(interview, self._card) if added else whole)
        self._card = whole
        if isinstance(read, Stopped):
            return read
        return read.show_cards() if self.settings.offers else read.note_cards()

    def _offer(self, interview: Interview) -> Interview | Stopped[Interview]:
        """Offer what comes next at level 4."""
        match self.asker.ask(build_emergency(interview, self._kept_words(interview))):
            case Answered(value="hand_over"):
                return self._hand_over(interview)
            case Answered(value="safety"):
                return interview.take_up(interview.open_safety)
            case Answered(value="contact"):
                return interview.take_up((contact_question(interview),))
            case Answered(value="finish"):
                return self._finish(interview)
            case Answered(value="list"):
                self._lists = True
                return interview
            case Back():
                return interview.back()
            case Paused(interrupted=interrupted):
                return Stopped(interview, interrupted)
            case _:
                return interview

    def _hand_over(self, interview: Interview) -> Interview | Stopped[Interview]:
        """Show the page for those who take over; where there is none, the card says it."""
        try:
            shown = self.settings.hands_over(interview, self.asker)
        except Left as left:
            return Stopped(interview, left.interrupted)
        return interview if shown else self._read_card(interview)

    def _read_card(self, interview: Interview) -> Interview | Stopped[Interview]:
        """Show the card of all that is recorded at level 4."""
        return self._read(interview, build_card(interview, emergency_flags(interview)))

    def _read(self, interview: Interview, card: Card) -> Interview | Stopped[Interview]:
        """Show a card until it has been read."""
        reply = self.asker.card(card)
        if isinstance(reply, Paused):
            return Stopped(interview, reply.interrupted)
        self._lists = isinstance(reply, OpenCheck)
        return interview

    def _finish(self, interview: Interview) -> Interview | Stopped[Interview]:
        """End it; nothing of another day ends up in a plan unseen."""
        if not self.carried.waiting(interview):
            return interview.finish(self.now())
        came = self._confirm_carried(interview)
        ends = isinstance(came, Interview) and came.at is None and not self.carried.waiting(came)
        return came.finish(self.now()) if isinstance(came, Interview) and ends else came

    def _check(self, interview: Interview) -> Interview | Stopped[Interview]:
        if self._straight:
            return interview.finish(self.now())
        said, self._understood = self._understood, ""
        screen = self.carried.marked(build_check(interview, consistency_questions, said), interview)
        if self.settings.openings and not screen.unvisited and not interview.in_emergency:
            screen = replace(screen, closing=interview.bank.wording.fixed.close)
        ending = self.settings.ending
        return self._after_check(
            interview, self.asker.check(replace(screen, ending=ending) if ending else screen)
        )

    def _after_check(self, interview: Interview, reply: CheckReply) -> Interview | Stopped[Interview]:
        match reply:
            case Jump(question=question):
                return interview.jump(question) if question in interview.order else interview
            case Emptied(question=question):
                return self._emptied_line(interview, question) if question in interview.order else interview
            case GoOn():
                return interview.resume()
            case Back() if self._lists and interview.in_emergency:
                self._lists = False
                return interview
            case Back() if not self.settings.ending:
                return interview.back()
            case Finish():
                return self._finish(interview)
            case Back():
                return interview.finish(self.now())
            case Paused(interrupted=interrupted):
                return Stopped(interview, interrupted)
            case _:
                assert_never(reply)

    def _ask(self, interview: Interview) -> Interview | Stopped[Interview]:
        opens = self.settings.openings and not interview.in_emergency
        begins = sections_to_open(interview, self.begun) if opens else ()
        screen = build_screen(
            interview,
            begins=begins,
            keeping=self._kept_words(interview),
            understood=self._understood,
        )
        self.begun |= set(begins)
        self._understood = ""
        clerk = InterviewClerk(interview, self._keep_draft)
        reply = self.asker.ask(in_local_time(screen), clerk)
        faults = clerk.faults_of(reply)
        if faults:
            self.asker.tell(" ".join(faults))
            return clerk.as_left
        interview = clerk.beside
        following = self._unless_refused(interview, self._after_reply(interview, reply), reply)
        given = isinstance(reply, Answered | AnsweredFields | SetStatus | Emptied) or _is_done(reply)
        if not given:
            return following
        if following is interview:  # it was not to be, and is on screen again
            return clerk.as_left
        if isinstance(following, Stopped):
            return replace(following, at=clerk.as_left)
        self.carried.confirm(interview.question.id)
        self._say_what_stays_open(interview, following)
        return self._agreement_again(interview, following)

    def _agreement_again(self, before: Interview, after: Interview) -> Interview:
        """Once the person is clear the agreement is asked for again; it waits to be confirmed until then."""
        if not self.settings.offers or not after.asks_agreement_again(before):
            return after
        consent = after.bank.roles.consent
        self.carried.questions |= {consent}
        self._understood = AGREED_UNCLEAR
        return after.jump(consent)

    def _kept_words(self, interview: Interview) -> str:
        """What the screen says about the last change; nothing is called saved beside what is half given."""
        if not interview.consented:
            return NOT_KEPT_YET
        if self.settings.openings and half_given_here(interview):
            return NOT_TAKEN
        return self.keeping.word if self.settings.openings else ""

    def _unless_refused(
        self, before: Interview, after: Interview | Stopped[Interview], reply: Reply
    ) -> Interview | Stopped[Interview]:
        """The state after a reply; the one before it where the other may not be, which is said."""
        self._straight = self._straight and not isinstance(reply, OpenCheck)
        if isinstance(after, Stopped):
            return after
        if why := self.settings.refuses(before, after):
            self.asker.tell(why)
            return before
        if self.settings.ending and isinstance(reply, Back) and after.at == before.at:
            if self._straight:
                raise Left(reply)
            return after.check()
        return after

    def _say_what_stays_open(self, before: Interview, after: Interview) -> None:
        """An answer that cannot be relied on as things stand looks like any other; it is said at once."""
        question = before.question
        why = "" if after.at and after.at.question == question.id else why_open(after, question.id)
        roles = after.bank.roles
        if question.id in {roles.consent, roles.appearance} and after.agreed_unclear:
            why = KEPT_AS_A_DRAFT
        if why:
            self._understood = f"{self._understood or f'{question.title}: noted.'} {why}"

    def _after_reply(self, interview: Interview, reply: Reply) -> Interview | Stopped[Interview]:
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
            case Emptied():
                return self._emptied(interview, interview.clear())
            case Skipped(draft=draft):
                self._understood = left_open(interview)
                left = interview.answer_fields({}) if interview.line else interview.skip()
                return kept_draft(interview, replace(left, drafts=interview.drafts), draft)
            case OpenPart(step=step):
                return interview.open_part(step) if step in interview.form else interview
            case AddEntry(draft=draft):
                target = interview.adds_to
                return half_typed(interview, draft).add_to(target) if target else interview
            case Noted(text=text, draft=draft):
                return half_typed(interview.note(text), draft)
            case Back(draft=draft):
                return half_typed(interview, draft).back()
            case Jump(question=question, draft=draft):
                return half_typed(interview, draft).jump(question)
            case OpenCheck(draft=draft):
                self._lists = True
                return half_typed(interview, draft).check()
            case ListAct(action=action, entry=entry, draft=draft):
                return half_typed(interview, draft).list_action(action, entry)
            case Paused(draft=draft, interrupted=interrupted):
                return Stopped(half_typed(interview, draft), interrupted)
            case _:
                assert_never(reply)

    def _emptied(self, interview: Interview, emptied: Interview) -> Interview | Stopped[Interview]:
        """The state without the answer on screen; what was known of it beforehand does not come back."""
        after = self._unless_unwanted(interview, emptied)
        if after is emptied:
            question = interview.question
            self.known = {q: raw for q, raw in self.known.items() if q != question.id}
            self.carried.confirm(question.id)
            self._understood = f"{question.title}: emptied. It counts as not asked."
        return after

    def _emptied_line(self, interview: Interview, question: str) -> Interview | Stopped[Interview]:
        """Check-answers without one of its answers."""
        opened = interview.jump(question)
        after = self._emptied(opened, opened.clear(whole=True))
        if isinstance(after, Stopped):
            return replace(after, at=interview)
        if why := "" if after is opened else self.settings.refuses(interview, after):
            self.asker.tell(why)
        if after is opened or why:
            return interview
        return replace(after, at=None, trail=interview.trail, return_to=None, open_before=None)

    def _answered_line(
        self, interview: Interview, fields: Mapping[str, object]
    ) -> Interview | Stopped[Interview]:
        """Store what was typed on one line; what was understood is said on the next screen."""
        after = self._unless_unwanted(interview, interview.answer_fields(fields))
        if isinstance(after, Interview) and after is not interview and interview.line and interview.at:
            self._understood = line_in_words(after, interview.at.question)
        return after

    def _unless_unwanted(self, before: Interview, after: Interview) -> Interview | Stopped[Interview]:
        """The changed state; where it sets given answers aside, only once that was agreed to."""
        screen = self.settings.asks(before, after)
        if screen is None:
            return after
        reply = self.asker.ask(screen)
        if isinstance(reply, Paused):
            return Stopped(before, reply.interrupted)
        return after if reply == Answered("change") else before


def _is_done(reply: Reply) -> bool:
    """Whether a list was left by going on."""
    return isinstance(reply, ListAct) and reply.action == "done"
