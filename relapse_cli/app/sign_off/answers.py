"""Changing answers from a sign-off: the interview is opened at check-answers, or at what is missing."""

from __future__ import annotations

from dataclasses import replace

from relapse_cli.app.asking.leaving import Left, Stopped
from relapse_cli.app.interview.loop import run_loop
from relapse_cli.app.interview.loop_settings import LoopSettings
from relapse_cli.app.keeping.keep import Keeping
from relapse_cli.app.keeping.place import Answers, Change, Decided, Draft
from relapse_cli.logic.answers.withhold import without_private
from relapse_cli.logic.interview.moves import Interview
from relapse_cli.logic.sign_off.revise import Revised, revised
from relapse_cli.logic.sign_off.signing import Signing
from relapse_cli.model.known_ids import EMERGENCY_LEVEL
from relapse_cli.model.screen import Screen
from relapse_cli.model.step import Step
from relapse_cli.prompters.asker import Asker
from relapse_cli.screens.interview.preview import preview

_ENDING = "Go back to the sign-off"
_TAKEN_BACK = (
    "When the patient takes the agreement back, nothing of this may be kept. Leave the sign-off then, and "
    "delete the record. The answer stays as it is here."
)


def change_answers(
    asker: Asker, signing: Signing, keeping: Keeping, *questions: str, straight: bool = False
) -> Revised | Stopped[Revised]:
    """Let answers of a record be changed that was never signed.

    Args:
        asker: who answers.
        signing: the sign-off.
        keeping: keeps every changed answer.
        questions: what is put; with none of them check-answers comes up.
        straight: the sign-off goes on after these questions, without check-answers.

    Raises:
        Left: it was left at once by going back, with nothing done.
    """
    place = _UnderSignOff(signing, keeping)
    end = signing.record.finished_at or signing.record.started_at
    settings = LoopSettings(
        offers=False,
        openings=False,
        straight=straight,
        ending=_ENDING,
        asks=place.asks,
        refuses=_keeps_agreement,
    )
    try:
        came = run_loop(_opened(signing, questions), asker, lambda: end, settings, keeping=Keeping((place,)))
    except Left:
        if place.made.signing == signing:
            raise
        return place.made
    if isinstance(came, Stopped):
        return Stopped(place.revised(came.at), came.interrupted)
    return place.revised(came)


def _opened(signing: Signing, questions: tuple[str, ...]) -> Interview:
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
    interview = replace(closed, put=put, cards=cards, only=None)
    return interview.resume() if questions else interview


class _UnderSignOff:
    """The place of answers that are changed under a sign-off: they are kept with its decisions.

    Attributes:
        made: the sign-off with the answers as they were kept last.
    """

    def __init__(self, signing: Signing, keeping: Keeping) -> None:
        self.signing = signing
        self.keeping = keeping
        self.made = Revised(signing)

    @property
    def kept_as(self) -> None:
        """Nothing that an answer without an agreement could take back: the record was written before."""

    @property
    def half_given(self) -> dict[Step, str]:
        """Nothing: what is half given there is not kept."""
        return {}

    def save(self, change: Change) -> None:
        """Keep answers when they are other ones; nothing half typed, for the record is a written one."""
        if isinstance(change, Answers) and not isinstance(change, Draft):
            made = self.revised(change.interview)
            if made.signing != self.made.signing:
                self.made = made
                self.keeping.save(Decided(made.signing.record))

    def undo(self) -> tuple[str, ...]:
        """Take nothing back: the record was written before the sign-off, and stays."""
        return ()

    def revised(self, interview: Interview) -> Revised:
        """The sign-off with the answers of a state of the interview; what is private is left out."""
        return revised(self.signing, without_private(self.signing.bank, interview.record).answers)

    def asks(self, before: Interview, after: Interview) -> Screen | None:
        """What a change would do, and which decisions it would open again."""
        if before.question.id not in before.put or before.question.id == before.bank.roles.consent:
            return None
        return preview(before, after, *self.revised(after).since(self.revised(before)))


def _keeps_agreement(before: Interview, after: Interview) -> str:
    """Why an agreement is not taken back here."""
    return _TAKEN_BACK if before.consented and not after.consented else ""
