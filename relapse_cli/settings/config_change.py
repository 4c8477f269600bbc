"""One setting put into a configuration file; every other byte of it, comments too, stays as it is."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

import yaml

from relapse_cli.yaml_door import parse_yaml, pull_events

if TYPE_CHECKING:
    from relapse_cli.places import KeyPath

Value = str | bool | float | tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Entry:
    """Where a setting stands: the column and the end of the line of its name, and its value in signs.

    Attributes:
        flow: the value is written in braces.
        child: the column of the first name in it; ``None`` where it holds none.
    """

    column: int
    line_end: int
    start: int
    end: int
    flow: bool = False
    child: int | None = None


def with_setting(text: str, path: KeyPath, value: Value) -> str | None:
    """Return a file with another value for a setting; ``None`` where it is written in too unusual a way.

    That is also one that is no YAML. What comes out is read again: it must say what the file said before, but
    for this setting.

    Args:
        text: the file.
        path: the names that lead to the setting, each in a mapping.
        value: the value.
    """
    try:
        changed = _spliced(text, path, value)
    except yaml.YAMLError:  # a sign that no YAML holds is found before anything else in the file
        return None
    before, _ = parse_yaml(text.encode())
    after, problems = parse_yaml(changed.encode())
    wanted = _said(before.value if before else None, path, value)
    return changed if after is not None and not problems and after.value == wanted else None


def _said(raw: object, path: KeyPath, value: Value) -> object:
    """What a file says with the setting in it."""
    if not path:
        return list(value) if isinstance(value, tuple) else value
    inner = raw if isinstance(raw, Mapping) else {}
    return {**inner, path[0]: _said(inner.get(path[0]), path[1:], value)}


def _spliced(text: str, path: KeyPath, value: Value) -> str:
    """The text with the new value in the place of the old one, or with a new line behind its parent's."""
    entries = _entries(text)
    if (known := entries.get(path)) is not None:
        old = text[known.start : known.end]
        blank = "" if text[known.start - 1 : known.start].isspace() else " "
        ends = old[len(old.rstrip("\n")) :]
        return f"{text[: known.start]}{blank}{_written(value)}{ends}{text[known.end :]}"
    parents = (path[:length] for length in range(len(path) - 1, 0, -1))
    parent = next((found for found in parents if found in entries), ())
    if len(path) == len(parent) + 1 and (example := _example(text, path)) is not None:
        return f"{text[: example.end()]}\n{example[1]}{path[-1]}: {_written(value)}{text[example.end() :]}"
    if not parent:
        apart = "" if not text or text.endswith("\n") else "\n"
        return f"{text}{apart}{_lines(path, value, 0)}\n"
    entry, rest = entries[parent], path[len(parent) :]
    if entry.flow:
        comma = ", " if entry.child is not None else ""
        at = entry.start + 1
        return f"{text[:at]}{_flow(rest, value)}{comma}{text[at:]}"
    indent = entry.column + 2 if entry.child is None else entry.child
    return f"{text[: entry.line_end]}\n{_lines(rest, value, indent)}{text[entry.line_end :]}"


def _example(text: str, path: KeyPath) -> re.Match[str] | None:
    """The line with an example of a setting behind a #, at the depth at which the setting stands."""
    depth = 2 * (len(path) - 1)
    return re.search(rf"^( {{{depth}}})# {re.escape(str(path[-1]))}:.*$", text, re.MULTILINE)


def _written(value: Value) -> str:
    """A value as YAML; text is always in quotation marks, and a whole number has no decimals."""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return json.dumps(list(value) if isinstance(value, tuple) else value, ensure_ascii=False)


def _lines(path: KeyPath, value: Value, indent: int) -> str:
    """A new setting on lines of its own, one for each name that leads to it."""
    names = [f"{' ' * (indent + 2 * depth)}{name}:" for depth, name in enumerate(path)]
    return "\n".join(names) + f" {_written(value)}"


def _flow(path: KeyPath, value: Value) -> str:
    first, *rest = path
    return f"{first}: {'{' + _flow(tuple(rest), value) + '}' if rest else _written(value)}"


def _entries(text: str) -> dict[KeyPath, _Entry]:
    """Every setting of a file by the names that lead to it; what stands in lists is none."""
    return _Walk(text).entries(pull_events(text))


class _Walk:
    """One walk through the events of a file."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.found: dict[KeyPath, _Entry] = {}

    def entries(self, events: Iterable[yaml.Event]) -> dict[KeyPath, _Entry]:
        """Go through all of them."""
        each = iter(events)
        for event in each:
            if isinstance(event, yaml.MappingStartEvent):
                self._mapping(each, ())
        return self.found

    def _mapping(self, events: Iterable[yaml.Event], path: KeyPath) -> tuple[int, int | None]:
        """Take in a mapping that was opened: the end of its last value, and the column of its first name."""
        last, column = 0, None
        each = iter(events)
        for event in each:
            if isinstance(event, yaml.MappingEndEvent):
                return max(last, self._flow_end(event)), column
            key, start = getattr(event, "value", ""), _index(event.start_mark)
            here = self._column(start)
            column = here if column is None else column
            inner = (*path, key)
            value = next(each)
            end, child = self._value(value, each, inner)
            flow = self.text[_index(value.start_mark) : _index(value.start_mark) + 1] == "{"
            begin = _index(value.start_mark)
            self.found[inner] = _Entry(here, self._line_end(start), begin, end, flow, child)
            last = max(end, _index(event.end_mark))
        return last, column

    def _value(
        self, event: yaml.Event, events: Iterable[yaml.Event], path: KeyPath
    ) -> tuple[int, int | None]:
        """Take in a value: where it ends, and the column of the first name in it."""
        if isinstance(event, yaml.MappingStartEvent):
            return self._mapping(events, path)
        if isinstance(event, yaml.SequenceStartEvent):
            return self._sequence(events), None
        return _index(event.end_mark), None

    def _sequence(self, events: Iterable[yaml.Event]) -> int:
        last, depth = 0, 1
        for event in events:
            depth += isinstance(event, yaml.CollectionStartEvent)
            depth -= isinstance(event, yaml.CollectionEndEvent)
            ends = isinstance(event, yaml.CollectionEndEvent)
            last = max(last, self._flow_end(event) if ends else _index(event.end_mark))
            if not depth:
                break
        return last

    def _flow_end(self, event: yaml.Event) -> int:
        """The end of a collection in brackets; 0 of one that ends where something else begins."""
        return _index(event.end_mark) if _index(event.end_mark) > _index(event.start_mark) else 0

    def _line_end(self, at: int) -> int:
        found = self.text.find("\n", at)
        return len(self.text) if found < 0 else found

    def _column(self, at: int) -> int:
        return at - self.text.rfind("\n", 0, at) - 1


def _index(mark: object) -> int:
    """The place of a mark in the text; every event of a parser has one."""
    return int(getattr(mark, "index", 0))
