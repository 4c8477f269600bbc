"""A record read as the conversation that it was: what was asked, what was said, what was left open."""

from __future__ import annotations

from itertools import groupby

from relapse_cli.logic.answers.in_words import value_in_words
from relapse_cli.logic.facts.event import Event
from relapse_cli.logic.facts.timeline import timeline
from relapse_cli.logic.lines.answer_lines import notes_on
from relapse_cli.logic.lines.timeline_line import event_rows
from relapse_cli.logic.rules.evaluation import Evaluation
from relapse_cli.model.answer import Answer
from relapse_cli.model.bank_questions import Question
from relapse_cli.model.conversation import AskedQuestion, Became, Conversation, ConversationPart
from relapse_cli.model.line_text import EventRow, in_plain

_TYPED = frozenset({"text", "long_text"})
_IN_ROW = "what"
"""What was typed about an event and stands in its row already."""


def conversation(reading: Evaluation) -> Conversation:
    """The whole conversation of a record."""
    record, bank = reading.record, reading.bank
    sections = groupby(bank.presented[record.session], key=lambda name: bank.section_of[name].id)
    return Conversation(
        record=record.id,
        case=record.case,
        path=record.path,
        started_at=record.started_at,
        finished_at=record.finished_at,
        parts=tuple(_part(tuple(names), reading) for _, names in sections),
    )


def _part(names: tuple[str, ...], reading: Evaluation) -> ConversationPart:
    section = reading.bank.section_of[names[0]]
    asked = tuple(_asked(reading.bank.questions[name], reading) for name in names)
    return ConversationPart(id=section.id, title=section.title, questions=asked)


def _asked(question: Question, reading: Evaluation) -> AskedQuestion:
    given = reading.record.answer(question.id)
    became = _became(question, given, reading)
    said = became == "answered"
    doubted = said and reading.distrusted(question, given)
    return AskedQuestion(
        id=question.id,
        title=question.title,
        label=question.label,
        became=became,
        answers=answers_in_full(question, given, reading) if said else (),
        notes=tuple(in_plain(row.words) for row in notes_on(question, reading)),
        doubt=question.unreliable.note if doubted and question.unreliable else "",
    )


def _became(question: Question, given: Answer, reading: Evaluation) -> Became:
    """What became of a question; an answer to one that is needless now reaches no document (rules 1.1)."""
    if not reading.enabled(question.id):
        return "not_needed"
    if given.usable:
        return "answered"
    match given.status:
        case "unknown":
            return "unknown"
        case "declined":
            return "declined"
        case _:
            return "open" if reading.asked(question.id) else "other_path"


def answers_in_full(question: Question, given: Answer, reading: Evaluation) -> tuple[str, ...]:
    """A usable answer, uncut, each entry by itself; the trigger sequence earliest first."""
    if question.id == reading.roles.sequence and (rows := event_rows(reading, staged=True)):
        events = timeline(reading)
        return tuple(_event(row, event, reading) for row, event in zip(rows, events, strict=True))
    if question.type != "event":
        return (value_in_words(question, given, reading.zone, limit=None),)
    entries = (given_alone for item in given.items if (given_alone := _entry(question, item, reading)))
    return tuple(entries)


def _event(row: EventRow, event: Event, reading: Evaluation) -> str:
    """One event of the sequence, with everything that was typed about it; its row has what it was."""
    further = (
        f"{field.title}: {value_in_words(field, given, reading.zone, limit=None)}"
        for field in reading.bank.questions[reading.roles.sequence].fields
        if field.type in _TYPED and field.id != _IN_ROW
        for given in (reading.item_field(reading.roles.sequence, event.item, field.id),)
        if given.usable
    )
    return "; ".join((in_plain(row.words), *further))


def _entry(question: Question, item: Answer, reading: Evaluation) -> str:
    """One entry of a question that takes several, in words."""
    as_group = question.model_copy(update={"type": "group"})
    return value_in_words(as_group, item, reading.zone, limit=None)
