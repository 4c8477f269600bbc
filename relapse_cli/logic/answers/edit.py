"""Putting values, statuses and notes into a record's answers without losing what stands there."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from relapse_cli.model.answer import NOTHING, Answer, Json, write_answer
from relapse_cli.model.record import Record
from relapse_cli.model.step import Step


def stored(given: Mapping[str, Answer], step: Step) -> Answer:
    """What is stored at a step: an answer, an entry's field or a group's field."""
    found = given.get(step.question, NOTHING)
    if step.entry is not None:
        found = found.items[step.entry] if step.entry < len(found.items) else NOTHING
    return found if step.field is None else found.fields.get(step.field, NOTHING)


def with_value(answer: Answer, value: Json) -> Json:
    """Replace the value of a stored answer and keep its note."""
    return write_answer(value, answer.note)


def _with_field(answer: Answer, field: str | None, raw: Json) -> dict[str, Json]:
    """An object with one field set; what was no object (a status, nothing) becomes one."""
    kept = answer.fields if answer.status is None else {}
    return {**{name: part.raw for name, part in kept.items()}, str(field): raw}


def store(record: Record, step: Step, raw: Json) -> Record:
    """The record with something stored at a step; notes on the way to it are kept."""
    answer = record.answer(step.question)
    if step.entry is not None:
        items = [item.raw for item in answer.items]
        items += [{} for _ in range(step.entry + 1 - len(items))]
        item = answer.items[step.entry] if step.entry < len(answer.items) else NOTHING
        items[step.entry] = raw if step.field is None else _with_field(item, step.field, raw)
        raw = with_value(answer, items)
    elif step.field is not None:
        raw = with_value(answer, _with_field(answer, step.field, raw))
    return record.with_answer(step.question, raw)


def emptied(record: Record, step: Step) -> Record:
    """The record with nothing at a step; the note on a question goes with its answer, not with a field."""
    answer = record.answer(step.question)
    if answer.status is not None or (step.field is None and step.entry is None):
        return record.without_answer(step.question)
    if step.entry is not None:
        if step.field is None or step.entry >= len(answer.items):  # whole entries are removed, not emptied
            return record
        items = [item.raw for item in answer.items]
        items[step.entry] = _without_field(answer.items[step.entry], step.field)
        return record.with_answer(step.question, with_value(answer, items))
    left = _without_field(answer, str(step.field))
    if left or answer.note is not None:
        return record.with_answer(step.question, with_value(answer, left or None))
    return record.without_answer(step.question)


def _without_field(answer: Answer, field: str) -> dict[str, Json]:
    """An object without one of its fields; what was none (a status) is empty."""
    kept = answer.fields if answer.status is None else {}
    return {name: part.raw for name, part in kept.items() if name != field}


def without_entry(record: Record, question: str, entry: int) -> Record:
    """The record with one entry removed; with the last one the answer itself is gone."""
    answer = record.answer(question)
    items = [item.raw for item in answer.items]
    del items[entry]
    if items:
        return record.with_answer(question, with_value(answer, items))
    if answer.note is not None:
        return record.with_answer(question, with_value(answer, None))
    return record.without_answer(question)


def without_drafts(drafts: Mapping[Step, str], question: str, entry: int) -> dict[Step, str]:
    """Return the drafts without those of a removed entry; those of later entries move up with them."""
    kept: dict[Step, str] = {}
    for step, draft in drafts.items():
        if step.question != question or step.entry is None or step.entry < entry:
            kept[step] = draft
        elif step.entry > entry:
            kept[replace(step, entry=step.entry - 1)] = draft
    return kept
