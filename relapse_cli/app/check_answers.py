"""Check-answers: everything given so far in a grouped list."""

from __future__ import annotations

from collections.abc import Callable

from relapse_cli.logic.evaluation import Evaluation
from relapse_cli.logic.interview import Interview
from relapse_cli.logic.stored_answers import is_given
from relapse_cli.logic.values import status_of
from relapse_cli.logic.words import STATUS_WORDS, answer_in_words
from relapse_cli.model.bank import Question
from relapse_cli.prompters.base import CheckGroup, CheckLine, CheckScreen, LineState

Consistency = Callable[[Evaluation], tuple[str, ...]]


def no_questions(_: Evaluation) -> tuple[str, ...]:
    """Nothing is asked again."""
    return ()


def build_check(interview: Interview, consistency: Consistency = no_questions) -> CheckScreen:
    """The list of answers as it stands, with what is open and what has been noted.

    The full rules run once everything has been put; before that, what is still to come counts as nothing.
    """
    unput = open_questions(interview)
    reading = interview.reading if unput else Evaluation(interview.bank, interview.record)
    groups = tuple(group for group in section_groups(interview, reading) if group.lines)
    lines = [line for group in groups for line in group.lines]
    return CheckScreen(
        groups=groups,
        flags=tuple(interview.bank.flag_by_id[flag].text for flag in reading.flags),
        questions=consistency(reading),
        unput=len(unput),
        required=sum(line.state == "required" for line in lines),
        kept_aside=sum(is_aside(q, interview, reading) for q in interview.order),
    )


def open_questions(interview: Interview) -> tuple[str, ...]:
    """The questions that are asked and have not been put."""
    return tuple(q for q in interview.order if q not in interview.put and interview.reading.asked(q))


def is_aside(question: str, interview: Interview, reading: Evaluation) -> bool:
    """Whether an answer is stored that no longer applies."""
    return is_given(interview.record.answers.get(question)) and not reading.enabled(question)


def section_groups(interview: Interview, reading: Evaluation) -> list[CheckGroup]:
    """Each section with its lines, in the bank's order."""
    groups = []
    for section in interview.bank.sections:
        lines = [
            check_line(q, interview, reading)
            for q in section.questions
            if reading.enabled(q.id) and (reading.asked(q.id) or is_given(interview.record.answers.get(q.id)))
        ]
        groups.append(CheckGroup(section.title, tuple(lines)))
    return groups


def check_line(question: Question, interview: Interview, reading: Evaluation) -> CheckLine:
    """One answer in words, with its state."""
    raw = interview.record.answers.get(question.id)
    words = answer_in_words(question, raw, reading.zone)
    if question.never_export and is_given(raw) and status_of(raw) is None:
        words = "recorded; it stays in the store"
    if not is_given(raw) and question.id not in interview.put:
        words = "not put yet"
    return CheckLine(question.id, question.title, words, line_state(question, raw))


def line_state(question: Question, raw: object) -> LineState:
    """Whether a line holds an answer, a status, or nothing yet."""
    if status_of(raw) in STATUS_WORDS:
        return "status"
    if is_given(raw):
        return "answered"
    return "required" if question.required else "open"
