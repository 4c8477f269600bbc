"""The day that words such as "two weeks before that" point back to: the one given last before a date."""

from __future__ import annotations

from collections.abc import Iterator

from relapse_cli.logic.interview.first_use import first_use
from relapse_cli.logic.interview.moves import Interview
from relapse_cli.logic.interview.order import field_is_put
from relapse_cli.model.answer import Answer
from relapse_cli.model.ask import Anchor
from relapse_cli.model.bank_questions import Field_, Question
from relapse_cli.model.step import Step

_DAYS = frozenset({"date", "datetime"})
_VAGUE = frozenset({"when", "until"})
"""Titles of fields that say nothing without their question."""


def day_given_before(interview: Interview) -> Anchor | None:
    """The day given last before the date on screen.

    It is another date of the same entry, else the last one of the entries before, else the last one of the
    questions before.
    """
    at = interview.at
    if at is None or interview.spec.type not in _DAYS:
        return None
    days = [*_beside(interview, at), *_entries_before(interview, at), *_questions_before(interview, at)]
    return days[0] if days else None


def first_use_day(interview: Interview) -> Anchor | None:
    """The first use, which the steps of the sequence count from."""
    given = first_use(interview.bank, interview.record)
    return Anchor(given, "the first use") if given else None


def _beside(interview: Interview, at: Step) -> Iterator[Anchor]:
    """The other dates of the same group or entry, the one that is asked closest before first."""
    if at.field is None:
        return
    question = interview.question
    item = interview.at_step(Step(at.question, at.entry))
    fields = _fields_as_asked(interview, question, item)
    place = next((n for n, field in enumerate(fields) if field.id == at.field), 0)
    for field in (*reversed(fields[:place]), *reversed(fields[place + 1 :])):
        yield from _day_of(interview, Step(question.id, at.entry, field.id), _name_of(question, field))


def _entries_before(interview: Interview, at: Step) -> Iterator[Anchor]:
    """The dates of the entries before, the last entry first."""
    if at.entry is not None:
        yield from _days_of_entries(interview, interview.question, at.entry)


def _questions_before(interview: Interview, at: Step) -> Iterator[Anchor]:
    """The dates of the questions that are put before, the last one first."""
    place = interview.order.index(at.question)
    for name in reversed(interview.order[:place]):
        question = interview.bank.questions[name]
        if not interview.reading.enabled(name):
            continue
        if question.type == "event":
            yield from _days_of_entries(interview, question, len(interview.record.answer(name).items))
        elif question.type == "group":
            for field in reversed(question.fields):
                yield from _day_of(interview, Step(name, None, field.id), _name_of(question, field))
        else:
            yield from _day_of(interview, Step(name), f"“{question.title}”")


def _days_of_entries(interview: Interview, question: Question, end: int) -> Iterator[Anchor]:
    """The dates of the entries up to one, the last entry first."""
    items = interview.record.answer(question.id).items
    for entry in range(min(end, len(items)) - 1, -1, -1):
        which = f" of entry {entry + 1}" if len(items) > 1 else ""
        for field in reversed(_fields_as_asked(interview, question, items[entry])):
            words = f"{_name_of(question, field)}{which}"
            yield from _day_of(interview, Step(question.id, entry, field.id), words)


def _fields_as_asked(interview: Interview, question: Question, item: Answer) -> list[Field_]:
    """The fields that are dates, in the order in which they are asked: the optional panel comes last."""
    reading = interview.reading
    return [
        field
        for detail in (False, True)
        for field in question.fields
        if field.type in _DAYS and field_is_put(question, field, item, reading, detail=detail)
    ]


def _day_of(interview: Interview, step: Step, words: str) -> Iterator[Anchor]:
    """The date at a step, where one is given."""
    spec = interview.bank.questions[step.question]
    field = step.choice.field
    kind = spec.type if field is None else spec.field_by_id[field].type
    answer = interview.at_step(step)
    if kind in _DAYS and answer.usable:
        yield Anchor(str(answer.value), words)


def _name_of(question: Question, field: Field_) -> str:
    """What a date is, in words."""
    return f"“{question.title}”" if field.title in _VAGUE else f"the {field.title}"
