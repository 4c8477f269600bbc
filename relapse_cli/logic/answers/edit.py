"""Putting values, statuses and notes into a record's answers without losing what stands there."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from relapse_cli.logic.answers.value import note_of, status_of, unwrap, usable_value
from relapse_cli.model.step import Step

Answers = Mapping[str, object]


def is_given(raw: object) -> bool:
    """Whether a stored answer holds a usable value or a status; a note alone is no answer."""
    return usable_value(raw) is not None or status_of(raw) is not None


def with_note(value: object, note: str | None) -> object:
    """A value with its note: a status takes it inside, everything else is wrapped."""
    if note is None:
        return value
    if isinstance(value, dict) and "status" in value:
        return {"status": value["status"], "note": note}
    return {"value": value, "note": note}


def with_value(raw: object, value: object) -> object:
    """Replace the value of a stored answer and keep its note."""
    return with_note(value, note_of(raw))


def items_of(answers: Answers, question: str) -> list[object]:
    """The entries of a repeated group as they stand."""
    inner = unwrap(answers.get(question))
    return list(inner) if isinstance(inner, list | tuple) else []


def stored(answers: Answers, step: Step) -> object | None:
    """What is stored at a step: an answer, an entry's field or a group's field."""
    raw = answers.get(step.question)
    if step.entry is not None:
        items = items_of(answers, step.question)
        raw = items[step.entry] if step.entry < len(items) else None
    if step.field is None:
        return raw
    inner = unwrap(raw)
    return inner.get(step.field) if isinstance(inner, dict) else None


def store(answers: Answers, step: Step, raw: object) -> dict[str, object]:
    """Return the answers with something stored at a step; notes on the way to it are kept."""
    changed = dict(answers)
    if step.field is None and step.entry is None:
        changed[step.question] = raw
        return changed
    if step.entry is None:
        group = with_field(answers.get(step.question), step.field, raw)
        changed[step.question] = with_value(answers.get(step.question), group)
        return changed
    items = items_of(answers, step.question)
    items += [{} for _ in range(step.entry + 1 - len(items))]
    items[step.entry] = raw if step.field is None else with_field(items[step.entry], step.field, raw)
    changed[step.question] = with_value(answers.get(step.question), items)
    return changed


def with_field(raw: object, field: str | None, value: object) -> dict[str, object]:
    """An object with one field set; what was no object (a status, nothing) becomes one."""
    inner = unwrap(raw)
    fields = dict(inner) if isinstance(inner, dict) and "status" not in inner else {}
    return {**fields, str(field): value}


def without_entry(answers: Answers, question: str, entry: int) -> dict[str, object]:
    """Return the answers with one entry removed; with the last one the answer itself is gone."""
    items = items_of(answers, question)
    del items[entry]
    changed = dict(answers)
    if items:
        changed[question] = with_value(answers.get(question), items)
    elif (note := note_of(answers.get(question))) is not None:
        changed[question] = with_note(None, note)
    else:
        changed.pop(question, None)
    return changed


def without_drafts(drafts: Mapping[Step, str], question: str, entry: int) -> dict[Step, str]:
    """Return the drafts without those of a removed entry; those of later entries move up with them."""
    kept: dict[Step, str] = {}
    for step, draft in drafts.items():
        if step.question != question or step.entry is None or step.entry < entry:
            kept[step] = draft
        elif step.entry > entry:
            kept[replace(step, entry=step.entry - 1)] = draft
    return kept
