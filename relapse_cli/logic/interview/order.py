"""The order in which questions are put: file order, but for those shown straight after another."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from relapse_cli.logic.answers.edit import stored
from relapse_cli.logic.rules.conditions import Scope, holds
from relapse_cli.logic.rules.evaluation import Evaluation
from relapse_cli.logic.rules.reads import questions_read, relevance_reads
from relapse_cli.model.answer import Answer
from relapse_cli.model.bank_questions import Field_, Question
from relapse_cli.model.step import Step

_SectionState = Literal["empty", "partly", "done"]


@dataclass(frozen=True, slots=True)
class SectionProgress:
    """How far a section has come.

    Attributes:
        first: the first question of it that is asked; where a jump lands.
    """

    id: str
    title: str
    state: _SectionState
    first: str
    answered: int
    asked: int


def field_is_put(
    question: Question, field: Field_, item: Answer, reading: Evaluation, *, detail: bool
) -> bool:
    """Whether a field is put now: relevant, and in the panel or out of it as wanted."""
    if not reading.field_enabled(question.id, item, field):
        return False
    in_front = field.front_when is not None and holds(field.front_when, reading, Scope(question.id, item))
    return detail == (field.detail and not in_front)


def field_steps(
    question: Question, entry: int | None, reading: Evaluation, *, detail: bool = False
) -> list[Step]:
    """The steps through the fields of a group or of one entry."""
    item = stored(reading.record.given, Step(question.id, entry))
    return [
        Step(question.id, entry, field.id, detail)
        for field in question.fields
        if field_is_put(question, field, item, reading, detail=detail)
    ]


def is_settled(question: str, reading: Evaluation) -> bool:
    """Whether all that decides about a question being asked has been put."""
    known = reading.bank.questions[question]
    if known.always_relevant and known.brief_when is None:
        return True
    reads = relevance_reads(question, reading.bank)
    if known.brief_when is not None and reading.record.path == "brief":
        reads |= questions_read(known.brief_when, reading.bank)
    return all(reading.reached(q) or not reading.enabled(q) for q in reads)


def section_progress(reading: Evaluation) -> Iterator[SectionProgress]:
    """Each section with questions to ask: done, partly or empty."""
    for section in reading.bank.sections:
        asked = [q.id for q in section.questions if q.id in reading.asked_questions]
        if not asked:
            continue
        answered = len(reading.record.answers.keys() & asked)
        state: _SectionState = "done" if answered == len(asked) else "partly" if answered else "empty"
        yield SectionProgress(section.id, section.title, state, asked[0], answered, len(asked))
