"""The events of a repeated group as rows of a table; the sequence always in its order of time."""

from __future__ import annotations

from dataclasses import replace

from relapse_cli.logic.answers.in_words import STATUS_WORDS, quote, value_in_words
from relapse_cli.logic.facts.event import Event
from relapse_cli.logic.facts.timeline import USE, read_event
from relapse_cli.logic.interview.impact import impact, impact_in_words
from relapse_cli.logic.interview.moves import Interview
from relapse_cli.logic.interview.order import field_steps
from relapse_cli.logic.lines.timeline_line import distance_words
from relapse_cli.logic.rules.evaluation import Evaluation
from relapse_cli.model.answer import Answer
from relapse_cli.model.ask import Table, TableRow
from relapse_cli.model.bank_questions import Field_, Question
from relapse_cli.screens.interview.incomplete import is_half
from relapse_cli.screens.interview.told import told_line

_NOTHING_YET = "nothing entered yet"
_EARLIEST = "earliest"
_NO_KIND = "no kind yet"
"""A step without a kind cannot be the one that the plan begins at (rules 2.3), so that is shown."""


def event_table(interview: Interview) -> Table:
    """The list on screen."""
    question = interview.question
    may_add = interview.takes_entry(question.id)
    return Table(_rows(interview), _columns(interview), may_add, told_line(interview))


def place_in_list(interview: Interview, entry: int) -> int:
    """Under which number an event stands in the list, counted from 1."""
    return _order(interview).index(entry) + 1 if entry < len(interview.entries) else entry + 1


def _order(interview: Interview) -> list[int]:
    """The events in the order of the list; those of the sequence earliest first, however they came in."""
    places = range(len(interview.entries))
    if interview.question.id != interview.reading.roles.sequence:
        return list(places)
    events = [read_event(interview.reading, item) for item in interview.entries]
    return sorted(places, key=lambda index: events[index].order)


def _rows(interview: Interview) -> tuple[TableRow, ...]:
    """The events of the list, that of the sequence marked at which the plan can begin."""
    rows, order = [_row(interview, index) for index in range(len(interview.entries))], _order(interview)
    if interview.question.id != interview.reading.roles.sequence:
        return tuple(rows)
    events = [read_event(interview.reading, item) for item in interview.entries]
    steps_before = [i for i in order if events[i].side == "before" and events[i].domain not in {None, USE}]
    first = next(iter(steps_before), None)
    return tuple(replace(rows[i], mark=_EARLIEST if i == first else "") for i in order)


def sequence_in_words(answer: Answer, reading: Evaluation) -> str:
    """The steps of the sequence in their order of time, one after the other; empty without any."""
    events = [read_event(reading, item) for item in answer.items if item.usable]
    return "; ".join(_step_words(e, reading) for e in sorted(events, key=lambda event: event.order))


def _step_words(event: Event, reading: Evaluation) -> str:
    """One step: when it was, what it was, and how strong."""
    about = (
        reading.bank.questions[reading.roles.sequence].field_by_id["domain"].option_label(event.domain or "")
    )
    what = quote(event.what, None) if event.what else ""
    strong = "" if event.intensity is None else f"{event.intensity:g} of 10"
    when = distance_words(event, reading.item_field(reading.roles.sequence, event.item, "when"))
    return ", ".join(filter(None, (when, what, about if event.domain else "", strong)))


def _columns(interview: Interview) -> tuple[str, ...]:
    """The titles of the columns; none where events are drawn as a sequence."""
    question = interview.question
    if question.id == interview.bank.roles.sequence:
        return ()
    return tuple(f.title for f in question.fields if not f.detail)


def _row(interview: Interview, index: int) -> TableRow:
    """One event with its words and cells."""
    question, item = interview.question, interview.entries[index]
    row = TableRow(
        index,
        _words(question, item, interview),
        complete=not is_half(interview, question, index),
        has_details=bool(field_steps(question, index, interview.reading, detail=True)),
    )
    if question.id != interview.reading.roles.sequence:
        fields = _front_fields(question, item, interview)
        cells = tuple(fields.values()) or (STATUS_WORDS.get(item.status or "", _NOTHING_YET),)
        return replace(row, cells=cells, fields=fields)
    event = read_event(interview.reading, item)
    when = distance_words(event, interview.reading.item_field(interview.reading.roles.sequence, item, "when"))
    about = question.field_by_id["domain"].option_label(event.domain) if event.domain else _NO_KIND
    strength = None if event.intensity is None else int(event.intensity)
    return replace(row, cells=(when, about, event.what), strength=strength, rated=True)


def _front_fields(question: Question, item: Answer, interview: Interview) -> dict[str, str]:
    """The values of the fields that every event is asked for; what was left out is empty."""
    fields = (field for field in question.fields if not field.detail) if item.usable else ()
    return {field.id: _cell_words(field, item.part(field.id), interview) for field in fields}


def _cell_words(field: Field_, part: Answer, interview: Interview) -> str:
    """A value in as few words as a column has room for."""
    if not part.usable:
        return STATUS_WORDS.get(part.status or "", "")
    if field.type == "choice":
        return field.option_in_short(part.value)
    if field.type in {"text", "long_text"}:
        return " ".join(str(part.value).split())
    return value_in_words(field, part, interview.reading.zone)


def _words(question: Question, item: Answer, interview: Interview) -> str:
    """The values of one event, without labels; what was left out is left out."""
    if not item.usable:
        return STATUS_WORDS.get(item.status or "", _NOTHING_YET)
    zone = interview.reading.zone
    given = [(f, item.part(f.id)) for f in question.fields if not f.detail]
    words = [value_in_words(f, part, zone) for f, part in given if part.usable]
    return ", ".join(words) or _NOTHING_YET


def removal_words(interview: Interview, index: int) -> tuple[str, ...]:
    """What removing an event would do beyond itself; nothing while the list is still being put."""
    if interview.at is None or interview.at.question not in interview.put:
        return ()
    found = impact(interview, interview.list_action("remove", index))
    return impact_in_words(found) if found.matters else ()
