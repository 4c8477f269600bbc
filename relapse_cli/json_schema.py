"""JSON Schema out of the shapes that files are read with, so that an editor and the program say the same."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pydantic import TypeAdapter
from pydantic.json_schema import GenerateJsonSchema, JsonSchemaMode

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from pydantic_core import core_schema

Schema = dict[str, Any]

CONDITION = "condition"
"""Under this name conditions stand among the definitions, as they are written in files."""

_DIALECT = "https://json-schema.org/draft/2020-12/schema"
_MARK = "x-condition"
_PLACE = "#/$defs/"


class _Generator(GenerateJsonSchema):
    """Leaves out titles that only repeat a key, and the form that conditions have in memory."""

    def field_title_should_be_set(self, schema: Any) -> bool:  # noqa: ANN401, ARG002 - pydantic's own
        return False

    def tagged_union_schema(self, schema: core_schema.TaggedUnionSchema) -> Schema:
        if "some_entry" in schema["choices"]:
            return {_MARK: True}
        made = super().tagged_union_schema(schema)
        made.pop("discriminator", None)  # no keyword of JSON Schema; each branch says its kind itself
        return made

    def dict_schema(self, schema: core_schema.DictSchema) -> Schema:
        made = super().dict_schema(schema)
        numbered = schema.get("keys_schema", {}).get("type") == "int"
        return {**made, "propertyNames": {"pattern": r"^-?\d+$"}} if numbered else made

    def str_schema(self, schema: core_schema.StringSchema) -> Schema:
        made = super().str_schema(schema)
        blank_is_nothing = schema.get("strip_whitespace") and schema.get("min_length")
        return {**made, "pattern": r"\S"} if blank_is_nothing else made

    def date_schema(self, schema: core_schema.DateSchema) -> Schema:
        return {**super().date_schema(schema), "pattern": r"^\d{4}-\d{2}-\d{2}$"}


def schema_of(shape: Any, mode: JsonSchemaMode = "validation") -> Schema:  # noqa: ANN401 - any type has one
    """Return the schema of a model or a type; its definitions stand under ``$defs``."""
    made: Schema = TypeAdapter(shape).json_schema(mode=mode, schema_generator=_Generator)
    described: Schema = changed(made, _with_condition)
    return described


def _with_condition(part: Schema) -> Schema:
    """A condition by its name; a key under which one may stand is left out where there is none."""
    branches = part.get("anyOf", ())
    if part.get(_MARK) or any(branch == {_MARK: True} for branch in branches):
        kept = {key: value for key, value in part.items() if key not in {_MARK, "anyOf", "default"}}
        return {**kept, **ref(CONDITION)}
    return part


def ref(name: str) -> Schema:
    """Return a reference to a definition."""
    return {"$ref": f"{_PLACE}{name}"}


def changed(part: Any, change: Callable[[Schema], Schema]) -> Any:  # noqa: ANN401 - any part of a schema
    """Return a schema in which each part was put through a change, from the outside to the inside."""
    if isinstance(part, list):
        return [changed(each, change) for each in part]
    if not isinstance(part, dict):
        return part
    return {key: changed(value, change) for key, value in change(part).items()}


def whole_schema(name: str, says: str, body: Mapping[str, Any]) -> Schema:
    """Return a schema as a document of its own, with only the definitions that it needs.

    Args:
        name: the format that it is for.
        says: what that holds, in a sentence.
        body: the schema itself.
    """
    definitions = body.get("$defs", {})
    needed: Schema = {}
    waiting = _references({key: value for key, value in body.items() if key != "$defs"})
    while waiting:
        found = waiting.pop()
        if found not in needed:
            needed[found] = definitions[found]
            waiting |= _references(definitions[found])
    head = {"$schema": _DIALECT, "$id": f"urn:relapse:{name.replace('/', '-')}", "title": name}
    rest = {key: value for key, value in body.items() if key not in {"$defs", "title", "description"}}
    return {**head, "description": says, **rest, "$defs": dict(sorted(needed.items()))}


def _references(part: object) -> set[str]:
    """The names of the definitions that a part of a schema refers to."""
    if isinstance(part, list):
        return {name for each in part for name in _references(each)}
    if not isinstance(part, dict):
        return set()
    own = part.get("$ref")
    named = {own.removeprefix(_PLACE)} if isinstance(own, str) else set()
    return named | {name for each in part.values() for name in _references(each)}
