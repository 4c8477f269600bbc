"""Where things stand in their files, and the faults of a shape put at their place."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from types import UnionType
from typing import TYPE_CHECKING, Annotated, Any, NamedTuple, Union, get_args, get_origin

from pydantic import BaseModel, ValidationError

from relapse_cli.problems import Message, Problem, did_you_mean

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pydantic_core import ErrorDetails

Key = str | int
KeyPath = tuple[Key, ...]
"""A place inside a document: the keys and indexes that lead to it."""

MAX_DEPTH = 20
"""How many lists and mappings may stand inside each other in a file."""

_MOST_SHAPES = 200
"""So many faults of a shape are looked at: to look for a near name for each of a million takes minutes."""

_LONGEST = 1000
"""No honest path is longer; the search for a place must end soon for a dishonest one too."""


_MEANT = {
    "string": "a text is meant",
    "string_pattern_mismatch": "only letters, digits, - and _ are taken here, 64 at most",
    "string_too_short": "it is too short",
    "string_too_long": "it is too long",
    "int": "a whole number is meant",
    "float": "a number is meant",
    "finite": "a number is meant",
    "bool": "yes or no is meant, written as true or false",
    "date": "a day is meant, such as 2026-11-29",
    "tuple": "a list is meant",
    "list": "a list is meant",
    "dict": "names are meant, each with its value",
    "mapping": "names are meant, each with its value",
    "model": "names are meant, each with its value",
    "none": "nothing is meant here",
}
"""By a kind of fault, or the first word of its kind, what its sentence says."""


class ShapeMessages(NamedTuple):
    """The messages for the ways in which data can miss its shape."""

    missing: Message
    unknown: Message
    choice: Message
    wrong: Message


@dataclass(frozen=True, slots=True)
class Places:
    """The file and line of every place of something that was read.

    Attributes:
        spots: by path, the file and the line counted from 1.
        file: the file to name for a place that is not known.
        columns: by path, the column counted from 1, for a file that tells them.
    """

    spots: Mapping[KeyPath, tuple[str, int]] = field(default_factory=dict)
    file: str = ""
    columns: Mapping[KeyPath, int] = field(default_factory=dict)

    def at(self, path: KeyPath) -> tuple[str, int]:
        """Return file and line of a path, or of the nearest place around it."""
        for length in range(len(path), 0, -1):
            if (spot := self.spots.get(path[:length])) is not None:
                return spot
        return self.spots.get((), (self.file, 0))

    def problem(self, message: Message, path: KeyPath, text: str, /, **words: object) -> Problem:
        """Return a problem at a path, called ``text`` for people."""
        file, line = self.at(path)
        found = message.problem(text, file, line, **words)
        return replace(found, column=self._column(path)) if self.columns else found

    def _column(self, path: KeyPath) -> int:
        """The column of a path, or of the nearest place around it."""
        return next((self.columns[path[:n]] for n in range(len(path), -1, -1) if path[:n] in self.columns), 0)

    def locate(self, problems: Iterable[Problem]) -> list[Problem]:
        """Return problems found in memory with the file and line of their path, or of what is around it."""
        spots = {join_path(path): spot for path, spot in self.spots.items()}
        located = []
        for problem in problems:
            text = problem.path[:_LONGEST]
            while text and text not in spots:
                text = text[: max(text.rfind("."), text.rfind("["), 0)]
            file, line = spots.get(text, (self.file, 0))
            located.append(replace(problem, file=file, line=line))
        return located


def path_text(raw: object, path: Sequence[Key]) -> str:
    """Write a path for people: items are called by their id or name; a dotted id needs nothing before it."""
    words: list[Key] = []
    for key in path:
        words.append(key)
        raw = _step(raw, key)
        if isinstance(key, int) and isinstance(raw, Mapping):
            name = raw.get("id", raw.get("name"))
            if isinstance(name, str) and name:
                words = [name] if "." in name else [*words[:-1], name]
    return join_path(words)


def join_path(path: Sequence[Key]) -> str:
    """Write keys with dots and indexes in brackets, as in ``decisions[0].flag``."""
    return "".join(f"[{key}]" if isinstance(key, int) else f".{key}" for key in path).removeprefix(".")


def shape_problems(
    error: ValidationError, model: type[BaseModel], raw: object, places: Places, messages: ShapeMessages
) -> list[Problem]:
    """Turn pydantic's faults into problems: each with its place, and a near name if there is one."""
    problems: list[Problem] = []
    choices: dict[KeyPath, list[ErrorDetails]] = {}
    for detail in error.errors(include_url=False)[:_MOST_SHAPES]:
        path = _raw_path(raw, detail["loc"])
        if detail["type"] in {"literal_error", "union_tag_invalid"}:
            choices.setdefault(path, []).append(detail)  # a union of literals refuses once for each member
        else:
            problems.append(_shape_problem(detail, path, model, raw, places=places, messages=messages))
    problems += [_choice_problem(found, path, raw, places, messages) for path, found in choices.items()]
    return problems


def _shape_problem(
    detail: ErrorDetails,
    path: KeyPath,
    model: type[BaseModel],
    raw: object,
    *,
    places: Places,
    messages: ShapeMessages,
) -> Problem:
    key = str(path[-1]) if path else ""
    around = path_text(raw, path[:-1])
    if detail["type"] == "missing":
        return places.problem(messages.missing, path, around, key=key)
    if detail["type"] == "extra_forbidden":
        near = did_you_mean(key, _keys_at(model, raw, path[:-1]))
        return places.problem(messages.unknown, path, around, key=key, near=near)
    return places.problem(messages.wrong, path, path_text(raw, path), what=_meant(detail))


def _meant(detail: ErrorDetails) -> str:
    """What is meant at a place, in words of our own; a check of a model has written its own."""
    kind = detail["type"]
    said = _MEANT.get(kind) or _MEANT.get(kind.partition("_")[0])
    return said or detail["msg"].removeprefix("Value error, ")


def _choice_problem(
    found: list[ErrorDetails], path: KeyPath, raw: object, places: Places, messages: ShapeMessages
) -> Problem:
    contexts = [detail.get("ctx", {}) for detail in found]
    listed = [str(context.get("expected") or context.get("expected_tags", "")) for context in contexts]
    choices = [choice.strip(" '") for text in listed for choice in text.replace(" or ", ", ").split(",")]
    value = str(contexts[0].get("tag", found[0]["input"]))
    words = {"value": value, "choices": ", ".join(choices), "near": did_you_mean(value, choices)}
    return places.problem(messages.choice, path, path_text(raw, path), **words)


def _step(raw: object, key: Key) -> object:
    """Return what stands under a key, or ``None``."""
    if isinstance(raw, Mapping):
        return raw.get(key)
    if isinstance(raw, list | tuple) and isinstance(key, int) and 0 <= key < len(raw):
        return raw[key]
    return None


def _raw_path(raw: object, location: Sequence[Key]) -> KeyPath:
    """Return pydantic's location without the tags of unions, which the data does not have."""
    path: list[Key] = []
    for index, key in enumerate(location):
        following = _step(raw, key)
        last = index == len(location) - 1
        present = isinstance(raw, Mapping) and key in raw
        inside = isinstance(raw, Mapping | list | tuple)
        if not inside or (following is None and not last and not present):
            continue
        path.append(key)
        raw = following
    return tuple(path)


def _keys_at(model: type[BaseModel], raw: object, path: KeyPath) -> list[str]:
    """Return the keys that the model knows at a path of the data."""
    kinds: list[Any] = [model]
    for key in path:
        raw = _step(raw, key)
        kinds = [inner for kind in kinds for inner in _descend(kind, key)]
    tag = raw.get("kind") if isinstance(raw, Mapping) else None
    models = [kind for kind in kinds if isinstance(kind, type) and issubclass(kind, BaseModel)]
    fitting = [kind for kind in models if "kind" in kind.model_fields and tag in _values(kind, "kind")]
    return [name for kind in fitting or models for name in kind.model_fields]


def _descend(kind: Any, key: Key) -> list[Any]:  # noqa: ANN401 - a type annotation can be anything
    """Return the types that can stand under a key of a type."""
    if isinstance(kind, type) and issubclass(kind, BaseModel):
        known = kind.model_fields.get(str(key))
        return _flatten(known.annotation) if known else []
    inner = [part for part in get_args(kind) if part is not Ellipsis]
    return _flatten(inner[-1]) if inner else []


def _flatten(kind: Any) -> list[Any]:  # noqa: ANN401 - a type annotation can be anything
    """Return the members of a union, or the type itself."""
    origin = get_origin(kind)
    if origin is Annotated:
        return _flatten(get_args(kind)[0])
    if origin in {Union, UnionType}:
        return [inner for part in get_args(kind) for inner in _flatten(part)]
    return [kind]


def _values(kind: type[BaseModel], name: str) -> tuple[Any, ...]:
    """Return the values of a field that is a literal."""
    return get_args(kind.model_fields[name].annotation)
