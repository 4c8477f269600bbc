"""What has been given in part: an entry left midway, a group without its date, an answer that stays open."""

from __future__ import annotations

from relapse_cli.logic.interview.moves import Interview
from relapse_cli.logic.interview.order import field_steps
from relapse_cli.model.answer import Answer
from relapse_cli.model.bank_questions import Field_, Question

_REST_OPEN = "It stays open until the rest of it is known."


def main_date(question: Question) -> Field_ | None:
    """The date on which a required group rests; ``None`` where there is none."""
    if not question.required or question.type != "group":
        return None
    return next((field for field in question.fields if field.type in {"date", "datetime"}), None)


def lacks_date(question: Question, answer: Answer) -> bool:
    """Whether a required group holds something, but not the date that it rests on."""
    date = main_date(question)
    return date is not None and answer.usable and not answer.part(date.id).usable


def is_half(interview: Interview, question: Question, entry: int) -> bool:
    """Whether an entry was left midway: behind its last answer there are fields that were not come to.

    A field that was passed over on the way to a later one was left on purpose.
    """
    steps = field_steps(question, entry, interview.reading)
    return bool(steps) and not interview.at_step(steps[-1]).is_given


def _half_entries(interview: Interview, question: Question) -> int:
    """How many entries were left midway."""
    if question.type != "event" or question.id == interview.bank.roles.lines_done:
        return 0  # lines not talked about were left on purpose
    count = len(interview.record.answer(question.id).items)
    return sum(is_half(interview, question, entry) for entry in range(count))


def lacks_part(interview: Interview, question: Question) -> bool:
    """Whether something was given, and a part that counts is still missing.

    What was left half filled in an earlier session counts as well, although it has not been put again yet.
    """
    answer = interview.record.answer(question.id)
    if not answer.usable or not question.fields:
        return False
    is_open = question.critical and question.id in interview.whole.open_critical()
    return is_open or lacks_date(question, answer) or _half_entries(interview, question) > 0


def why_open(interview: Interview, name: str) -> str:
    """Why a critical question that was just answered stays open all the same; empty when it does not."""
    question = interview.bank.questions[name]
    answer = interview.record.answer(name)
    if not answer.usable or name not in interview.reading.open_critical():
        return ""
    if question.unreliable is None or not interview.reading.distrusted(question, answer):
        return _REST_OPEN
    note = question.unreliable.note
    return f"It stays open for now: {note[:1].lower()}{note[1:]}"
