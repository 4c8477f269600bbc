"""How an interview ended."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from relapse_cli.logic.interview.moves import Interview
from relapse_cli.model.record import Record
from relapse_cli.screens.interview.check import open_questions


@dataclass(frozen=True)
class InterviewOutcome:
    """How an interview ended.

    Attributes:
        record: the answers so far; whoever keeps them looks at ``consented`` first.
        level: what the rules compute from them; of a paused interview, under the live rules.
        consented: whether the patient has agreed that answers are kept.
        unput: the questions that are asked and have not been put.
        interview: where it stands, with what was half typed, for going on.
        interrupted: it was paused with Ctrl-C.
    """

    record: Record
    state: Literal["paused", "finished"]
    level: int
    consented: bool
    unput: tuple[str, ...]
    interview: Interview
    interrupted: bool = False


def outcome(
    interview: Interview, state: Literal["paused", "finished"], *, interrupted: bool = False
) -> InterviewOutcome:
    """What came of an interview."""
    finished = state == "finished"
    return InterviewOutcome(
        record=interview.record,
        state=state,
        level=interview.whole.computed_level if finished else interview.level,
        consented=interview.consented,
        unput=open_questions(interview),
        interview=interview,
        interrupted=interrupted,
    )
