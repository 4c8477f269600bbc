"""The schema of conditions as files spell them: what ``condition_parser`` reads, for editors."""

from __future__ import annotations

from typing import get_args

from relapse_cli.banks.condition_values import HOURS, LISTS, NUMBERS, STATES
from relapse_cli.json_schema import CONDITION, Schema, ref
from relapse_cli.model.bank_terms import STATUSES
from relapse_cli.model.condition import Op, Subject

_NAME: Schema = {"type": "string", "minLength": 1}
_SCALAR: Schema = {"anyOf": [_NAME, {"type": ["number", "boolean"]}]}
_NAMES: Schema = {"type": "array", "minItems": 1, "items": {"type": "string"}}
_LEVEL: Schema = {"type": "integer", "minimum": 1, "maximum": 4}
_BY_THEMSELVES = {"fact", "entry"}
"""What is compared with true where nothing else is said."""

_SAYS = {
    "all": "True when every part is.",
    "any": "True when one part is.",
    "not": "Plain negation: true for a missing answer.",
    "some_entry": "True when one product that was taken satisfies the whole condition.",
    "of_flags": "True when at least so many of these flags are set.",
    "any_flag": "True when one flag of these levels is set.",
    "flag": "True when the flag is set.",
    "level": "True at this level.",
    "action": "True when that line is on the plan.",
    "open_beyond": "True when a critical question is open on which that flag does not rest.",
    "answer": "Looks at an answer, or at a field of one.",
    "field": "Looks at another field of the same entry or group.",
    "entry": "Looks at a fact of the entry.",
    "fact": "Looks at a named or derived fact.",
    "family_sheet": "True where there is a family sheet.",
}


def condition_definitions(*further: Schema) -> Schema:
    """Return the definitions of conditions: one of the word ``always`` or ``never``, or of what has a key.

    Args:
        further: what more can stand in the place of a condition.
    """
    parts: Schema = {"type": "array", "minItems": 1, "items": ref(CONDITION)}
    levels = {"type": "array", "minItems": 1, "items": {"type": "integer"}}
    bounds = _closed({"at_least": _LEVEL, "at_most": _LEVEL}, minProperties=1)
    flags = _closed(
        {"levels": levels, "except": {"type": "array", "items": {"type": "string"}}}, required=["levels"]
    )
    nodes = [
        _node("all", {"all": parts}),
        _node("any", {"any": parts}),
        _node("not", {"not": ref(CONDITION)}),
        _node("some_entry", {"some_entry": ref(CONDITION)}),
        _node("of_flags", {"at_least": {"type": "integer", "minimum": 1}, "of_flags": _NAMES}),
        _node("any_flag", {"any_flag": flags}),
        _node("flag", {"flag": _NAME}),
        _node("level", {"level": {"anyOf": [_LEVEL, bounds]}}),
        _node("action", {"action": _NAME}),
        _node("open_beyond", {"open_beyond": _NAME}),
        *map(_comparison, get_args(Subject)),
    ]
    words: Schema = {"enum": ["always", "never"]}
    return {CONDITION: {"description": "When something holds.", "anyOf": [words, *nodes, *further]}}


def sheet_condition() -> Schema:
    """Return what only the properties beside a bank may name."""
    return _node("family_sheet", {"family_sheet": {"type": "boolean"}})


def _node(key: str, properties: Schema) -> Schema:
    return _closed(properties, required=list(properties), description=_SAYS[key])


def _comparison(subject: str) -> Schema:
    """A leaf: what it looks at, and one comparison."""
    operators = {op: _operand(op) for op in get_args(Op)}
    least = 1 if subject in _BY_THEMSELVES else 2
    return _closed(
        {subject: _NAME, **operators},
        required=[subject],
        minProperties=least,
        maxProperties=2,
        description=_SAYS[subject],
    )


def _operand(op: str) -> Schema:
    """What an operator takes."""
    if op in STATES:
        return {"const": True}
    if op in LISTS:
        return {"anyOf": [{"type": "array", "minItems": 1, "items": {"anyOf": [_SCALAR, SET]}}, SET]}
    if op == "contains":
        return {"anyOf": [_SCALAR, SET]}
    if op == "within":
        return _LENGTH
    if op in NUMBERS:
        return {"anyOf": [{"type": "number"}, _LENGTH]}
    return {"enum": list(STATUSES)} if op == "status" else _SCALAR


def _closed(properties: Schema, **more: object) -> Schema:
    return {"type": "object", "properties": properties, "additionalProperties": False, **more}


SET = _closed({"set": _NAME}, required=["set"])
"""A set of the bank among values, as ``{set: depressants}``."""


_LENGTH = _closed(
    {unit: {"type": "number", "exclusiveMinimum": 0} for unit in HOURS}, minProperties=1, maxProperties=1
)
"""A length of time, such as ``{days: 7}``."""
