"""The schema of a record: the shape that it is read with, and its answers as a bank asks for them."""

from __future__ import annotations

from typing import TYPE_CHECKING, assert_never

from relapse_cli.json_schema import Schema, ref, schema_of, whole_schema
from relapse_cli.logic.answers.check_value import spec_range
from relapse_cli.model.answer import HOURS_PER_UNIT
from relapse_cli.model.bank_terms import STATUSES
from relapse_cli.model.record import Record

if TYPE_CHECKING:
    from relapse_cli.model.bank import Bank
    from relapse_cli.model.bank_questions import Field_, Option, Question

NAME = "relapse-interview/1"
_SAYS = "One interview or follow-up: its answers, and what the therapist decided."
_TIMES = ("started_at", "finished_at")
_TIME: Schema = {
    "type": "string",
    "description": "A date and time with its offset, such as 2026-11-20T09:00:00+01:00.",
    "pattern": r"^\d.*[Tt ].*([Zz]|[+-]\d{2}(:?\d{2}){0,2}(\.\d+)?)$",
}
_STATUS = "status"
_DEFINITIONS: Schema = {
    _STATUS: {
        "description": "What stands in the place of a value: not known, or rather not said.",
        "type": "object",
        "additionalProperties": False,
        "required": ["status"],
        "properties": {"status": {"enum": list(STATUSES)}, "note": {"type": "string"}},
    }
}


def record_schema(bank: Bank | None = None) -> Schema:
    """Return the schema of a record; with a bank its answers are those that the bank asks for."""
    made = schema_of(Record)
    properties = {**made["properties"]}
    for key in _TIMES:
        empty = [{"type": "null"}] if key not in made["required"] else []
        properties[key] = {"anyOf": [_TIME, *empty]} if empty else _TIME
    definitions = {**made["$defs"]}
    definitions["SignOff"]["properties"]["at"] = _TIME
    if bank is not None:
        definitions |= _DEFINITIONS
        properties["answers"] = {
            "type": "object",
            "additionalProperties": False,
            "properties": {name: _answer(each) for name, each in bank.questions.items()},
        }
    return whole_schema(NAME, _SAYS, {**made, "properties": properties, "$defs": definitions})


def _answer(spec: Question | Field_) -> Schema:
    """A value, one with a note beside it, a status, or nothing."""
    value = _value(spec)
    noted = _closed({"value": value, "note": {"type": "string"}}, ["value"])
    choices = [value, noted, ref(_STATUS), {"type": "null"}]
    return {"title": spec.title, "description": spec.label, "anyOf": choices}


def _value(spec: Question | Field_) -> Schema:
    match spec.type:
        case "choice":
            return _one_of(spec.options)
        case "multi":
            return {"type": "array", "items": _one_of(spec.options)}
        case "yes_no":
            return {"type": "boolean"}
        case "scale" | "number":
            low, high = spec_range(spec)
            bounds = {"minimum": low} | ({"maximum": high} if high < float("inf") else {})
            return {"type": "integer" if spec.type == "scale" else "number", **bounds}
        case "text" | "long_text" | "date" | "datetime":
            return {"type": "string"}
        case "duration":
            units = list(spec.units or HOURS_PER_UNIT)
            length = {"value": {"type": "number", "minimum": 0}, "unit": {"enum": units}}
            return _closed(length, list(length))
        case "group":
            return _fields(spec)
        case "event":
            entry = {"anyOf": [_fields(spec), ref(_STATUS), {"type": "null"}]}
            most = {} if spec.max_entries is None else {"maxItems": spec.max_entries}
            return {"type": "array", "items": entry, **most}
        case _:
            assert_never(spec.type)


def _fields(question: Question | Field_) -> Schema:
    """A group, or an entry of a list; a field has none of its own."""
    fields = getattr(question, "fields", ())
    return _closed({each.id: _answer(each) for each in fields})


def _one_of(options: tuple[Option, ...]) -> Schema:
    return {"anyOf": [{"const": option.id, "description": option.label} for option in options]}


def _closed(properties: Schema, required: list[str] | None = None) -> Schema:
    more = {"required": required} if required else {}
    return {"type": "object", "additionalProperties": False, "properties": properties, **more}
