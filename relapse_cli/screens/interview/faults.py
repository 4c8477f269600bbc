"""Why an answer does not fit, in words: the one check of an answer, and its one wording."""

from __future__ import annotations

from relapse_cli.logic.interview.moves import Interview
from relapse_cli.model.step import Step


def faults_in_words(interview: Interview, step: Step, value: object) -> list[str]:
    """Why a value does not fit a step, each with what would; empty when it fits."""
    return [
        f"{fault.message[:1].upper()}{fault.message[1:]}. {fault.remedy}".strip()
        for fault in interview.faults_at(step, value)
    ]
