"""Who stands beside a question: the one check of an answer, in its one wording, and what is half typed."""

from __future__ import annotations

from collections.abc import Callable

from relapse_cli.logic.interview.moves import Interview
from relapse_cli.model.reply import Answered, AnsweredFields, Reply
from relapse_cli.model.step import Step
from relapse_cli.screens.interview.entries import removal_words


class InterviewClerk:
    """The clerk of one question; what was found to fit is not checked again.

    Args:
        interview: the state with the question on screen.
        keep: keeps a state with what is half given in it.

    Attributes:
        as_left: the state with all that is half given, the answer on screen and a note on it.
        beside: the same without the answer on screen, for which the reply speaks.
    """

    def __init__(self, interview: Interview, keep: Callable[[Interview], None]) -> None:
        self.as_left = self.beside = interview
        self._keep = keep
        self._interview = interview
        self._fits: dict[Step | None, object] = {}

    def faults(self, value: object, step: Step | None = None) -> list[str]:
        """Why a value does not fit, in words."""
        at = step or self._interview.at
        if at is None or self._fits.get(at, self) is value:
            return []
        found = faults_in_words(self._interview, at, value)
        if not found:
            self._fits[at] = value
        return found

    def keep_draft(self, text: str, step: Step | None = None) -> None:
        """Keep what is half given, at every change."""
        before = self.as_left
        self.as_left = self.as_left.with_draft(text, step)
        if step is not None:
            self.beside = self.beside.with_draft(text, step)
        if self.as_left.drafts != before.drafts:
            self._keep(self.as_left)

    def faults_of(self, reply: Reply) -> list[str]:
        """Why the values of a reply do not fit; whoever asked may have left them unchecked."""
        match reply:
            case Answered(value=value):
                return self.faults(value)
            case AnsweredFields(fields=fields):
                given = [
                    (step, fields[f])
                    for step in self._interview.told_together
                    if (f := str(step.field)) in fields
                ]
                return [fault for step, value in given for fault in self.faults(value, step)]
            case _:
                return []

    def removal(self, entry: int) -> tuple[str, ...]:
        """What removing an entry would do to the rest, in words."""
        return removal_words(self._interview, entry)


def faults_in_words(interview: Interview, step: Step, value: object) -> list[str]:
    """Why a value does not fit a step, each with what would; empty when it fits."""
    return [
        f"{fault.message[:1].upper()}{fault.message[1:]}. {fault.remedy}".strip()
        for fault in interview.faults_at(step, value)
    ]
