"""States of an interview around a reply: what is half typed, noted, or waits for something else."""

from __future__ import annotations

from dataclasses import replace

from relapse_cli.logic.interview.moves import Interview
from relapse_cli.model.step import note_of, words_of


def waits_for_place(interview: Interview) -> bool:
    """Whether the place of the person is on screen and not known: a file that is gone on with has no place.

    It is asked before the emergency card comes up again, for the card shows it.
    """
    at = interview.at
    if at is None or not interview.bank.questions[at.question].never_export:
        return False
    return interview.stored.raw is None and at.question not in interview.put


def half_typed(interview: Interview, draft: str | None) -> Interview:
    """The state with what is half typed on screen, where the asker knows of it."""
    return interview if draft is None else interview.with_draft(draft)


def half_given_here(interview: Interview) -> bool:
    """Whether something half given shows on the screen beside what the screen asks for."""
    if interview.at is None:
        return False
    beside = set(interview.form) - {interview.at}
    notes = {note_of(step.question) for step in (interview.at, *beside)}
    beside |= {words_of(step) for step in interview.form if step != interview.at.choice}
    return not (beside | notes).isdisjoint(interview.drafts)


def kept_draft(before: Interview, after: Interview, draft: str | None) -> Interview:
    """The state after a step that was left half typed; the draft waits there, and an empty one is gone."""
    if draft is None or before.at is None:
        return after
    drafts = {step: text for step, text in after.drafts.items() if step != before.at}
    return replace(after, drafts=drafts | {before.at: draft} if draft else drafts)


def left_open(interview: Interview) -> str:
    """That a choice was passed without one, for an Enter too many would say nothing else."""
    question = interview.question
    if interview.at is None or interview.at.field is not None or interview.stored.raw is not None:
        return ""
    return f"{question.title}: left open." if question.type in {"choice", "yes_no", "multi"} else ""
