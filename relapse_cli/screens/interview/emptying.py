"""Which answers can be emptied, and why the others cannot."""

from __future__ import annotations

from relapse_cli.logic.interview.moves import Interview
from relapse_cli.model.bank import Bank
from relapse_cli.model.bank_questions import Question
from relapse_cli.model.screen import NOTHING_TO_EMPTY

_AGREEMENT = "The agreement is not emptied; it can be changed to no."
_ONE_BY_ONE = "The entries of a list are removed one by one, from the list."
_SHARED = "Open one of the parts to empty it."


def why_kept(bank: Bank, question: Question, *, given: bool) -> str:
    """Why an answer cannot be emptied as a whole; empty when it can be.

    Args:
        bank: the bank.
        question: whose answer.
        given: whether it holds anything.
    """
    if question.id == bank.roles.consent:
        return _AGREEMENT
    if not given:
        return NOTHING_TO_EMPTY
    return _ONE_BY_ONE if question.type == "event" else ""


def why_kept_here(interview: Interview) -> str:
    """Why what is on screen cannot be emptied; empty when it can be."""
    if interview.is_whole:
        return _SHARED
    at = interview.at
    if at is not None and at.entry is not None and at.field is not None:
        return "" if interview.stored.is_given or interview.draft else NOTHING_TO_EMPTY
    steps = interview.line or ((at,) if at is not None else ())
    whole = interview.record.answer(interview.question.id).status is not None
    given = whole or bool(interview.draft) or any(interview.at_step(step).is_given for step in steps)
    return why_kept(interview.bank, interview.question, given=given)
