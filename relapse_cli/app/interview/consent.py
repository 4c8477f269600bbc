"""What to do when the person has not agreed that answers are written down."""

from __future__ import annotations

from dataclasses import replace

from relapse_cli.app.asking.leaving import Stopped
from relapse_cli.logic.interview.moves import Interview
from relapse_cli.model.bank_questions import Option
from relapse_cli.model.reply import Answered, Back, Paused
from relapse_cli.model.screen import OWN
from relapse_cli.prompters.asker import Asker
from relapse_cli.screens.interview.question import own_screen

KEPT_AS_A_DRAFT = "It is kept as a draft. The agreement is to be asked again when the person is clear."
AGREED_UNCLEAR = "The person is clear now: please ask once more whether this may be kept."
_ON_SCREEN = f"{OWN}consent"
_LEFT_OUT = "left out"
_NOT_KEPT = (
    "There is no agreement that answers are written down, so nothing is kept: no file and no store. "
    "You can go on together on screen; when you close it, it is gone."
)
_REFUSED = (
    Option(id="on_screen", label="Go on, on screen only; nothing is kept"),
    Option(id="ask_again", label="Go back to the question about writing down"),
    Option(id="stop", label="Stop here; nothing is kept"),
)


class Agreement:
    """Remembers which refusal has been talked about, so that it is talked about once."""

    def __init__(self) -> None:
        self._refusal: object = None

    def is_refused(self, interview: Interview) -> bool:
        """Whether agreement has been withheld in an answer that has not been talked about yet."""
        if (
            interview.consented
            or interview.bank.roles.consent not in interview.put
            or interview.bank.roles.consent not in interview.bank.questions
        ):
            return False
        return interview.record.answers.get(interview.bank.roles.consent, _LEFT_OUT) != self._refusal

    def ask_whether_to_go_on(self, interview: Interview, asker: Asker) -> Interview | Stopped[Interview]:
        """Say that nothing is kept, and ask how to go on."""
        asker.tell(_NOT_KEPT)
        section = interview.bank.section_of[interview.bank.roles.consent].title
        screen = own_screen(_ON_SCREEN, "Nothing is kept. How would you like to go on?", _REFUSED, section)
        match asker.ask(screen):
            case Answered(value="on_screen"):
                self._refusal = interview.record.answers.get(interview.bank.roles.consent, _LEFT_OUT)
                return interview
            case Answered(value="ask_again") | Back():
                return replace(interview, put=interview.put - {interview.bank.roles.consent}).jump(
                    interview.bank.roles.consent
                )
            case Answered(value="stop"):
                return Stopped(interview)
            case Paused(interrupted=interrupted):
                return Stopped(interview, interrupted)
            case _:
                return interview
