"""What is half given: drafts that a bank knows the place of."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from relapse_cli.logic.interview.moves import Interview
from relapse_cli.model.bank import Bank
from relapse_cli.model.screen import OWN
from relapse_cli.model.step import Step


def is_known(bank: Bank, step: Step) -> bool:
    """Whether a bank has the question, and the field, of a step; a sign-off has places of its own."""
    if step.question.startswith(OWN):
        return True
    question = bank.questions.get(step.question)
    if question is None or (step.entry is not None and question.type != "event"):
        return False
    field = step.choice.field
    return field is None or step.is_note or field in question.field_by_id


def with_half_given(interview: Interview, drafts: Mapping[Step, str]) -> Interview:
    """The interview with what was half given, and at the last of it."""
    known = {step: text for step, text in drafts.items() if is_known(interview.bank, step)}
    return replace(interview, drafts=known).at_half_given() if known else interview
