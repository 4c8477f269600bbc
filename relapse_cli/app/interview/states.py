"""States of an interview around a reply: what is half typed, noted, or waits for something else."""

from __future__ import annotations

from dataclasses import replace

from relapse_cli.logic.interview.moves import Interview
from relapse_cli.model.step import Step, note_of


def waits_for_place(interview: Interview) -> bool:
    """Whether the place of the person is on screen and not known: a file that is gone on with has no place.

    It is asked before the emergency card comes up again, for the card shows it.
    """
    at = interview.at
    if at is None or not interview.bank.questions[at.question].never_export:
        return False
    return interview.stored.raw is None and at.question not in interview.put


def noted(interview: Interview, question: str | None, text: str) -> Interview:
    """The state with a note on the answer, or on one of those that share the screen."""
    at = Step(question, detail=True) if question in interview.panel else interview.at
    return replace(replace(interview, at=at).note(text), at=interview.at)


def half_typed(interview: Interview, draft: str | None) -> Interview:
    """The state with what is half typed on screen, where the asker knows of it."""
    return interview if draft is None else interview.with_draft(draft)


def half_given_here(interview: Interview) -> bool:
    """Whether something half given shows on the screen beside what the screen asks for."""
    if interview.at is None:
        return False
    shown = interview.panel or (interview.at.question,)
    half = {note_of(q) for q in shown} | {Step(q, detail=True) for q in interview.panel}
    return not half.isdisjoint(interview.drafts)


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
