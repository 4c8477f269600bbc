"""What is shown together: numbers on one line, and the parts of a form."""

from __future__ import annotations

from dataclasses import replace

from relapse_cli.logic.answers.check_value import spec_range
from relapse_cli.logic.answers.in_words import STATUS_WORDS, collapse, value_in_words
from relapse_cli.logic.answers.own_words import note_beside
from relapse_cli.logic.interview.moves import Interview
from relapse_cli.logic.interview.order import field_steps
from relapse_cli.model.ask import Figure, Form, Number, Part, Stored
from relapse_cli.model.bank_questions import Field_, Question
from relapse_cli.model.step import Step


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


def form_around(interview: Interview) -> Form | None:
    """The form that the step on screen is a part of, if it does not stand alone."""
    in_hand = {interview.at, *interview.line}
    parts = (replace(_part(interview, step), in_hand=step in in_hand) for step in interview.form)
    return Form(tuple(parts)) if interview.form else None


def whole_form(interview: Interview) -> Form:
    """The entry on screen, shown whole."""
    entry = interview.at.entry if interview.at is not None else None
    more = field_steps(interview.question, entry, interview.reading, detail=True)
    return Form(tuple(_part(interview, step) for step in interview.form), has_more=bool(more))


def _part(interview: Interview, step: Step) -> Part:
    """One part, with what is recorded or half given there."""
    spec = interview.spec_at(step)
    return Part(step, spec.title, _part_words(interview, spec, step))


def _part_words(interview: Interview, spec: Question | Field_, step: Step) -> str:
    """What is recorded or begun; a note on a question of its own stands behind it."""
    answer, draft = interview.at_step(step), interview.drafts.get(step)
    if draft and step != interview.at:
        words = "begun, not yet taken" if spec.type == "multi" else f"begun: {collapse(draft)}"
    elif (status := answer.status) is not None:
        words = STATUS_WORDS.get(status, status)
    else:
        words = collapse(value_in_words(spec, answer, interview.reading.zone)) if answer.usable else ""
    note = note_beside(spec, answer) if step.field is None else None
    return f"{words} (note: {collapse(note)})".strip() if note else words


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
