"""What is shown together: numbers on one line, and texts that share a screen."""

from __future__ import annotations

from relapse_cli.logic.answers.check_value import spec_range
from relapse_cli.logic.answers.in_words import STATUS_WORDS, collapse
from relapse_cli.logic.interview.moves import Interview
from relapse_cli.model.answer import Answer
from relapse_cli.model.ask import Figure, Number, SharedText, Stored
from relapse_cli.model.bank_questions import Field_, Question
from relapse_cli.model.step import Step, note_of


def line_figures(interview: Interview) -> tuple[Figure, ...]:
    """The numbers of the line, with what is recorded of each."""
    return tuple(_figure(interview, step) for step in interview.line)


def _figure(interview: Interview, step: Step) -> Figure:
    """One number of the line."""
    spec = interview.question.field_by_id[str(step.field)]
    answer = interview.at_step(step)
    return Figure(step, spec.title, number_of(spec), Stored(answer.value, answer.status))


def number_of(spec: Question | Field_) -> Number:
    """The number that is asked for, with its range."""
    low, high = spec_range(spec)
    return Number(low, high if high != float("inf") else None, spec.unit, rating=spec.type == "scale")


def shared_texts(interview: Interview) -> tuple[SharedText, ...]:
    """The questions of the screen that several share, with what is typed under each."""
    record, known = interview.record, interview.bank.questions
    return tuple(
        SharedText(
            q,
            known[q].label,
            _text_words(interview, q, record.answer(q)),
            record.answer(q).note,
            interview.drafts.get(note_of(q)),
        )
        for q in interview.panel
    )


def _text_words(interview: Interview, question: str, answer: Answer) -> str:
    """What is typed, marked or half typed there."""
    if (status := answer.status) is not None:
        return STATUS_WORDS.get(status, status)
    draft = interview.drafts.get(Step(question, detail=True))
    if draft:
        return f"begun: {collapse(draft)}"
    return collapse(str(answer.value)) if answer.usable else ""


def line_in_words(interview: Interview, question: str) -> str:
    """What was understood of a line, to be said quietly on the next screen."""
    known = interview.bank.questions[question]
    parts: list[str] = []
    for field in known.fields:
        answer = interview.at_step(Step(question, None, field.id))
        if answer.usable:
            parts.append(f"{field.title} {value:g}" if isinstance(value := answer.value, int | float) else "")
        elif (status := answer.status) is not None:
            parts.append(f"{field.title} {STATUS_WORDS.get(status, status)}")
    return f"{known.title}: {', '.join(filter(None, parts))}." if parts else ""
