"""The schema of a file of a bank: the shapes of the model, as they are written in files."""

from __future__ import annotations

from typing import TYPE_CHECKING

from relapse_cli.banks.condition_schema import SET, condition_definitions
from relapse_cli.banks.loader import HEAD, LISTS, SINGLES
from relapse_cli.json_schema import Schema, changed, ref, schema_of, whole_schema
from relapse_cli.model.bank import Bank

if TYPE_CHECKING:
    from collections.abc import Mapping

NAME = "relapse-bank"
_SAYS = "A file of a question bank: the composing one, or any that it names; each part may stand in any."
_SHORT: Mapping[str, str] = {"Part": "text", "SlotDefault": "field"}
"""What may be written as its words alone, and under which key these then stand."""

_ALONE = {"ifthen", "default"}
"""Lists of one that may be written without brackets."""

_OF_OPTIONS = (("Question", "quiet"), ("Unreliable", "values"))


def bank_schema() -> Schema:
    """Return the schema of every file of a bank."""
    made = changed(schema_of(Bank), _as_written)
    parts, definitions = made["properties"], {**made["$defs"], **condition_definitions()}
    for model, key in _OF_OPTIONS:  # true and false are options of a yes_no
        definitions[model]["properties"][key]["items"] = {"type": ["string", "boolean"]}
    members: Schema = {"type": "array", "items": {"anyOf": [{"type": "string"}, SET]}}
    known = definitions["Sets"]["properties"]
    listed = {name: {**known[name], **members} for name in known if known[name].get("type") == "array"}
    others = {name: known[name] for name in known if name not in {*listed, "own"}}
    definitions["Sets"] |= {"properties": {**listed, **others}, "additionalProperties": members}
    question = definitions["Question"]
    question["required"] = [key for key in question["required"] if key != "session"]  # its section says it
    head = {key: parts[key] for key in HEAD}
    body: Schema = {
        "type": "object",
        "additionalProperties": False,
        "minProperties": 1,
        "properties": {
            "bank": {
                "type": "object",
                "additionalProperties": False,
                "required": [key for key in HEAD if key in made["required"]],
                "properties": head,
            },
            "files": {"type": "array", "items": {"type": "string", "minLength": 1}, "uniqueItems": True},
            "section": ref("Section"),
            **{key: _without_default(parts[key]) for key in LISTS},
            **{key: _without_nothing(parts[field]) for key, field in SINGLES.items()},
        },
        "dependentRequired": {"files": ["bank"]},
        "$defs": definitions,
    }
    return whole_schema(NAME, _SAYS, body)


def _as_written(part: Schema) -> Schema:
    """A part of the schema with the short spellings that files may have."""
    properties = part.get("properties")
    if isinstance(properties, dict):
        alone = {
            key: {**value, "type": ["array", "string"]}
            for key, value in properties.items()
            if key in _ALONE and value.get("type") == "array"
        }
        if alone:
            return {**part, "properties": {**properties, **alone}}
    items = part.get("items")
    if isinstance(items, dict) and (name := str(items.get("$ref", "")).rpartition("/")[2]) in _SHORT:
        return {**part, "items": {"anyOf": [{"type": "string"}, ref(name)]}}
    return part


def _without_default(part: Schema) -> Schema:
    return {key: value for key, value in part.items() if key != "default"}


def _without_nothing(part: Schema) -> Schema:
    """A part that may be left out, but not be empty."""
    branches = [each for each in part.get("anyOf", [part]) if each != {"type": "null"}]
    return _without_default(branches[0])
