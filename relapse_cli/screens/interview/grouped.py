"""What is shown together: numbers on one line, and texts that share a screen."""

from __future__ import annotations

from relapse_cli.logic.answers.check_value import spec_range
from relapse_cli.logic.answers.in_words import STATUS_WORDS, collapse
from relapse_cli.logic.interview.moves import Interview
from relapse_cli.model.answer import Answer
from relapse_cli.model.screen import Part, Screen
from relapse_cli.model.step import Step
from relapse_cli.problems import Problem


def fault_in_words(fault: Problem) -> str:
    """Why a value does not fit, and what would."""
    return f"{fault.message[:1].upper()}{fault.message[1:]}. {fault.remedy}".strip()


def line_screens(interview: Interview) -> tuple[Screen, ...]:
    """A small screen for each number of the line."""
    return tuple(line_screen(interview, step) for step in interview.line)


def line_screen(interview: Interview, step: Step) -> Screen:
    """One number of the line."""
    spec = interview.question.field_by_id[str(step.field)]
    low, high = spec_range(spec)
    answer = interview.at_step(step)
    return Screen(
        step=step,
        kind=spec.type,
        label=spec.title,
        help=spec.help,
        unit=spec.unit,
        min=low,
        max=high if high != float("inf") else None,
        current=answer.value,
        status=answer.status,
        check=lambda value: [fault_in_words(fault) for fault in interview.faults_at(step, value)],
    )


def parts_of(interview: Interview) -> tuple[Part, ...]:
    """The questions of the screen that several share, with what is typed under each."""
    record, known = interview.record, interview.bank.questions
    return tuple(
        Part(q, known[q].label, part_words(interview, q, record.answer(q)), record.answer(q).note)
        for q in interview.panel
    )


def part_words(interview: Interview, question: str, answer: Answer) -> str:
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
