"""What a changed answer would do to others: said before it is done."""

from __future__ import annotations

from relapse_cli.logic.interview.impact import ALL, Impact, impact, impact_in_words
from relapse_cli.logic.interview.moves import Interview
from relapse_cli.model.bank_questions import Option
from relapse_cli.model.screen import OWN, Screen
from relapse_cli.screens.interview.question import own_screen

CHANGE = f"{OWN}change"
_CHANGE_LABEL = "Make this change?"
_MAKE = Option(id="change", label="Make the change")
_LEAVE = Option(id="leave", label="Leave it as it was")


def preview(before: Interview, after: Interview, *more: str) -> Screen | None:
    """What changing a stored answer would do, as a screen to agree to; nothing when nothing has to be asked.

    A new answer is never questioned, nor is one to a question that is still being put.

    Args:
        before: the state with the question on screen.
        after: the state that the reply would make.
        more: further sentences on what would change; they alone are reason enough to ask.
    """
    found = _changes(before, after)
    matters = found is not None and found.matters
    if not matters and not more:
        return None
    section = before.bank.section_of[before.question.id].title
    short = (*more, *(impact_in_words(found) if found else ()))
    whole = " ".join((*more, *(impact_in_words(found, ALL) if found else ())))
    make = _MAKE if whole == " ".join(short) else _MAKE.model_copy(update={"help": whole})
    return own_screen(CHANGE, _CHANGE_LABEL, (make, _LEAVE), section, short, may_go_back=True)


def _changes(before: Interview, after: Interview) -> Impact | None:
    """What changing a stored answer would do; nothing for a new one."""
    if before.at is None or before.at.question not in before.put:
        return None
    if not before.record.answer(before.at.question).is_given or _adds_only(before, after):
        return None
    return impact(before, after)


def _adds_only(before: Interview, after: Interview) -> bool:
    """Whether something new was given and nothing that stood on screen was replaced."""
    assert before.at is not None  # noqa: S101 - check-answers changes no answer
    steps = before.line or (before.at,)
    changed = [step for step in steps if before.at_step(step) != after.at_step(step)]
    return bool(changed) and not any(before.at_step(step).is_given for step in changed)
