"""What an interview at level 4 offers after its card: four things, and the list of answers for the rest."""

from __future__ import annotations

from dataclasses import replace
from itertools import accumulate

from relapse_cli.logic.interview.moves import Interview
from relapse_cli.model.bank_questions import Option
from relapse_cli.model.screen import EMERGENCY, Screen
from relapse_cli.screens.interview.card import standing_card
from relapse_cli.screens.interview.question import own_screen

_LABEL = "What comes first now?"
_BODY = "An emergency is recorded. Nothing else has to be asked; what you have stays as it is."
_BETWEEN = "; "
_ROOM = 90
_HAND_OVER = Option(id="hand_over", label="Hand over now: what to say, and whom to call")
_FINISH = Option(id="finish", label="Finish here; the rest can follow later")
_LIST = Option(id="list", label="The list of answers: everything else, where you want it")


def build_emergency(interview: Interview, keeping: str = "") -> Screen:
    """The screen of what is offered at level 4; ``keeping`` says where answers go."""
    body = (_BODY, *_open_words(interview))
    made = own_screen(
        EMERGENCY, _LABEL, _options(interview), "Right now", body, may_go_back=bool(interview.trail)
    )
    return replace(made, around=replace(made.around, card=standing_card(interview), keeping=keeping))


def _open_words(interview: Interview) -> tuple[str, ...]:
    """Which safety questions are open: as many as two rows have room for, and how many more there are."""
    titles = [interview.bank.questions[name].title for name in interview.open_safety]
    room = accumulate(len(title) + len(_BETWEEN) for title in titles)
    shown = max(1, sum(length <= _ROOM for length in room))
    more = f"{_BETWEEN}and {len(titles) - shown} more" if titles[shown:] else ""
    return (f"Open: {_BETWEEN.join(titles[:shown])}{more}.",) if titles else ()


def contact_question(interview: Interview) -> str:
    """The question about the next contact of this session."""
    return interview.bank.roles.contact_in(interview.record.session)


def _options(interview: Interview) -> tuple[Option, ...]:
    """Hand over, the open safety questions where there are any, the next contact, finish; and the list."""
    waiting = len(interview.open_safety)
    safety = (Option(id="safety", label=f"The open safety questions ({waiting})"),) if waiting else ()
    contact = (Option(id="contact", label="The next contact"),)
    has_contact = contact_question(interview) in interview.bank.questions
    return (_HAND_OVER, *safety, *(contact if has_contact else ()), _FINISH, _LIST)
