"""Check-answers: everything given so far in a grouped list."""

from __future__ import annotations

from collections.abc import Callable

from relapse_cli.logic.answers.in_words import STATUS_WORDS, answer_in_words
from relapse_cli.logic.interview.moves import Interview
from relapse_cli.logic.rules.evaluation import Evaluation
from relapse_cli.model.answer import Answer
from relapse_cli.model.bank_questions import Question
from relapse_cli.model.screen import HALF, CheckGroup, CheckLine, CheckScreen, LineState
from relapse_cli.screens.interview.card import standing_card
from relapse_cli.screens.interview.emptying import why_kept
from relapse_cli.screens.interview.entries import sequence_in_words
from relapse_cli.screens.interview.incomplete import lacks_date, lacks_part, main_date

_Consistency = Callable[[Evaluation], tuple[str, ...]]


def _no_questions(_: Evaluation) -> tuple[str, ...]:
    """Nothing is asked again."""
    return ()


def build_check(
    interview: Interview, consistency: _Consistency = _no_questions, understood: str = ""
) -> CheckScreen:
    """The list of answers as it stands, with what is open and what has been noted.

    The full rules run once everything has been put; before that, what is still to come counts as nothing.

    Args:
        interview: the state.
        consistency: finds answers that do not seem to go together.
        understood: what is to be said about the answer before.
    """
    unvisited = open_questions(interview)
    reading = interview.reading if unvisited else interview.whole
    groups = tuple(group for group in _section_groups(interview, reading) if group.lines)
    lines = [line for group in groups for line in group.lines]
    titles = tuple(interview.bank.questions[question].title for question in unvisited)
    return CheckScreen(
        groups=groups,
        flags=tuple(interview.bank.flag_by_id[flag].text for flag in reading.flags),
        questions=consistency(reading),
        unvisited=0 if interview.in_emergency else len(unvisited),
        unvisited_titles=() if interview.in_emergency else titles,
        required=sum(line.state == "required" for line in lines),
        kept_aside=sum(_is_aside(q, interview, reading) for q in interview.order),
        partly=sum(line.state == "partly" for line in lines),
        without=tuple(line.label for line in lines if _is_without(line, interview)),
        understood=understood,
        card=standing_card(interview),
    )


def open_questions(interview: Interview) -> tuple[str, ...]:
    """The questions that are asked and have not been put."""
    return tuple(interview.open_questions)


def _is_without(line: CheckLine, interview: Interview) -> bool:
    """Whether a question was put and has no answer."""
    return line.state in {"open", "status"} and line.question in interview.put


def _is_aside(question: str, interview: Interview, reading: Evaluation) -> bool:
    """Whether an answer is stored that no longer applies."""
    return interview.record.answer(question).is_given and not reading.enabled(question)


def _section_groups(interview: Interview, reading: Evaluation) -> list[CheckGroup]:
    """Each section with its lines, in the bank's order."""
    groups = []
    for section in interview.bank.sections:
        lines = [
            _check_line(q, interview, reading)
            for q in section.questions
            if reading.enabled(q.id) and (reading.asked(q.id) or interview.record.answer(q.id).is_given)
        ]
        groups.append(CheckGroup(section.title, tuple(lines)))
    return groups


def _check_line(question: Question, interview: Interview, reading: Evaluation) -> CheckLine:
    """One answer in words, with its state."""
    answer = interview.record.answer(question.id)
    words = answer_in_words(question, answer, reading.zone, None)
    if question.id == reading.roles.sequence:
        words = sequence_in_words(answer, reading) or words
    if question.never_export and answer.usable:
        words = "recorded; it goes into no document"
    if not answer.is_given and question.id not in interview.put:
        words = "not put yet"
    state = _line_state(question, answer, interview)
    if state == "partly":
        words = f"{_missing_words(question, answer)} {words}"
    return CheckLine(
        question.id, question.title, words, state, why_kept(interview.bank, question, given=answer.is_given)
    )


def _missing_words(question: Question, answer: Answer) -> str:
    """What is missing of an answer, said before the rest of it."""
    date = main_date(question)
    return f"({date.title} not put yet)" if date is not None and lacks_date(question, answer) else HALF


def _line_state(question: Question, answer: Answer, interview: Interview) -> LineState:
    """Whether a line holds an answer, a part of one, a status, or nothing yet."""
    if answer.status in STATUS_WORDS:
        return "status"
    if answer.is_given:
        partly = lacks_part(interview, question) and not interview.in_emergency
        return "partly" if partly else "answered"
    return "required" if question.required and not interview.in_emergency else "open"
