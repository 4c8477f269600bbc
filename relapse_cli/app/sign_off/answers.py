"""Changing answers from a sign-off: the interview is opened at check-answers, or at what is missing."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass, replace
from typing import Literal

from relapse_cli.app.interview.loop import Holder
from relapse_cli.app.interview.states import Stopped
from relapse_cli.app.keeping.place import KeptBy
from relapse_cli.logic.answers.withhold import without_private
from relapse_cli.logic.interview.moves import CONSENT, EMERGENCY_LEVEL, Interview
from relapse_cli.logic.rules.consistency import consistency_questions
from relapse_cli.logic.sign_off.revise import Revised, revised
from relapse_cli.logic.sign_off.signing import Signing
from relapse_cli.model.reply import Back, CheckReply, Finish, OpenCheck, Reply
from relapse_cli.model.screen import Screen
from relapse_cli.prompters.asker import Asker
from relapse_cli.screens.interview.check import build_check
from relapse_cli.screens.interview.preview import preview

ENDING = "Go back to the sign-off"
TAKEN_BACK = (
    "When the patient takes the agreement back, nothing of this may be kept. Leave the sign-off then, and "
    "delete the record. The answer stays as it is here."
)


@dataclass(frozen=True, slots=True)
class ChangedAnswers:
    """What came of it.

    Attributes:
        revised: the sign-off with the answers as they are now.
        state: ``left`` = went back at once, with nothing done.
    """

    revised: Revised
    state: Literal["done", "left", "paused"]


def change_answers(
    asker: Asker, signing: Signing, keep: Callable[[Signing], None], *questions: str, straight: bool = False
) -> ChangedAnswers:
    """Let answers of a record be changed that was never signed.

    Args:
        asker: who answers.
        signing: the sign-off.
        keep: called after every changed answer.
        questions: what is put; with none of them check-answers comes up.
        straight: the sign-off goes on after these questions, without check-answers.
    """
    changer = AnswerChanger(asker, signing, keep, straight=straight)
    outcome = changer.hold(opened(signing, questions))
    made = changer.revised(outcome.interview)
    if outcome.state == "paused":
        return ChangedAnswers(made, "paused")
    left = changer.went_back and made.signing == signing
    return ChangedAnswers(made, "left" if left else "done")


def opened(signing: Signing, questions: tuple[str, ...]) -> Interview:
    """The interview over a record's answers: all that applies counts as put, but for some questions."""
    bank, record, reading = signing.bank, signing.record, signing.reading
    closed = Interview(bank, record, None)
    put = frozenset(
        q
        for q in closed.order
        if q not in questions
        and reading.enabled(q)
        and (reading.asked(q) or bank.questions[q].brief_when is None or reading.answer(q).usable)
    )
    cards = frozenset(f for f in reading.flags if bank.flag_by_id[f].level == EMERGENCY_LEVEL)
    interview = replace(closed, put=put, cards=cards)
    return interview.resume() if questions else interview


class AnswersOnly(KeptBy):
    """Keeps answers, and nothing that is half typed: a sign-off is held over a written record."""

    def keep_draft(self, interview: Interview, waiting: Collection[str] = ()) -> None:
        """Keep nothing."""


class AnswerChanger(Holder):
    """An interview held inside a sign-off."""

    def __init__(
        self, asker: Asker, signing: Signing, keep: Callable[[Signing], None], *, straight: bool
    ) -> None:
        super().__init__(
            asker,
            lambda: signing.record.finished_at or signing.record.started_at,
            consistency_questions,
            AnswersOnly(self._keep_answers),
        )
        self.signing = signing
        self.straight = straight
        self.went_back = False
        self._begun = {section.id for section in signing.bank.sections}  # nothing is opened anew here
        self._keep_signing = keep
        self._kept = signing

    def revised(self, interview: Interview) -> Revised:
        """The sign-off with the answers of a state of the interview; what is private is left out."""
        return revised(self.signing, without_private(self.signing.bank, interview.record).answers)

    def _keep_answers(self, interview: Interview) -> None:
        """Write the answers down when they are other ones."""
        made = self.revised(interview).signing
        if made != self._kept:
            self._kept = made
            self._keep_signing(made)

    def _check(self, interview: Interview) -> Interview | None:
        if self.straight:
            return interview.finish(self.now())
        screen = replace(build_check(interview, self.consistency), ending=ENDING)
        return self._after_check(interview, self.asker.check(screen))

    def _after_check(self, interview: Interview, reply: CheckReply) -> Interview | None:
        if isinstance(reply, Back | Finish):
            return interview.finish(self.now())
        return super()._after_check(interview, reply)

    def _after_reply(self, interview: Interview, reply: Reply) -> Interview | Stopped:
        self.went_back = False
        self.straight = self.straight and not isinstance(reply, OpenCheck)
        following = super()._after_reply(interview, reply)
        if isinstance(following, Stopped):
            return following
        if interview.consented and not following.consented:
            self.asker.tell(TAKEN_BACK)
            return interview
        if isinstance(reply, Back) and following.at == interview.at:
            self.went_back = True
            return following.check()
        return following

    def _preview(self, before: Interview, after: Interview) -> Screen | None:
        """What a change would do, and which decisions it would open again."""
        if before.question.id not in before.put or before.question.id == CONSENT:
            return None
        return preview(before, after, *self.revised(after).since(self.revised(before)))
