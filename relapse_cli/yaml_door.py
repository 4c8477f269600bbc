"""The guarded YAML door: the one way in which YAML becomes data, and data YAML.

Events are judged one at a time, before anything is built: a few hundred bytes of aliases can grow to many
megabytes, and libyaml's own composer crashes on deeply nested brackets. Scalars follow the YAML 1.2 core
schema, narrowed to what banks and records need; everything else is text.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from math import isfinite
from typing import TYPE_CHECKING

import yaml

from relapse_cli.errors import reason_of
from relapse_cli.places import MAX_DEPTH, Key, KeyPath, join_path
from relapse_cli.plain_file import read_plain
from relapse_cli.problems import Message, Problem
from relapse_cli.text.sanitize import whole_letters

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

BANK_LIMIT = 1_000_000
RECORD_LIMIT = 8_000_000
_MAX_VALUES = 200_000
_MAX_FAULTS = 50  # a hostile file could hold a million; nobody reads further than this

_WORDS: dict[str, object] = {"": None, "~": None, "null": None, "true": True, "false": False}
_INT = re.compile(r"[-+]?(0|[1-9][0-9]{0,17})")
_FLOAT = re.compile(r"[-+]?(?=[0-9]*[.eE])(\.[0-9]+|(0|[1-9][0-9]*)(\.[0-9]*)?)([eE][-+]?[0-9]{1,3})?")

_TOO_LARGE = Message("YAML_001", "The file is larger than {limit} bytes.", "Split it into smaller files.")
_NOT_UTF8 = Message("YAML_002", "The file is not valid UTF-8 text.", "Save it again as UTF-8.")
_TOO_DEEP = Message("YAML_003", "The nesting is deeper than {depth} levels.", "Flatten this part.")
ALIAS = Message(
    "YAML_004", "Anchors and aliases (& and *) are not allowed.", "Write the content out in each place."
)
TAG = Message("YAML_005", "Tags (!) are not allowed.", "Remove the tag, or put the text in quotation marks.")
_KEY_TWICE = Message(
    "YAML_006", "The key '{key}' is given twice, first in line {first}.", "Keep one of the two."
)
BAD_SYNTAX = Message(
    "YAML_007", "This is not valid YAML: {what}.", "Check indentation, quotation marks and colons here."
)
_TWO_DOCUMENTS = Message(
    "YAML_008", "The file holds more than one document.", "Keep one document in each file."
)
EMPTY = Message("YAML_009", "The file is empty.", "Check that the right file was named.")
_BAD_KEY = Message("YAML_010", "A key must be text or a whole number.", "Put the key in quotation marks.")
UNREADABLE = Message("YAML_011", "The file cannot be read: {what}.", "Check its name and permissions.")
_TOO_MANY = Message("YAML_012", "The file holds more than {most} values.", "Split it into smaller files.")


@dataclass(frozen=True, slots=True)
class Document:
    """A document that passed the guard.

    Attributes:
        value: mappings, lists, text, numbers, booleans and ``None``, nothing else.
        lines: the line of every place, counted from 1; a mapping's entry stands where its key stands.
        columns: its column, likewise.
    """

    value: object
    lines: Mapping[KeyPath, int]
    columns: Mapping[KeyPath, int] = field(default_factory=dict)


_Outcome = tuple[Document | None, list[Problem]]
"""The document when there is no fault, or every fault that was found."""


def read_yaml(path: Path, *, limit: int = BANK_LIMIT, name: str = "") -> _Outcome:
    """Read one YAML file; ``name`` is how problems call it when that is not its path."""
    file = name or str(path)
    try:
        data = read_plain(path, limit)
    except OSError as error:
        return None, [UNREADABLE.problem("", file, what=reason_of(error))]
    return parse_yaml(data, file=file, limit=limit)


def parse_yaml(data: bytes, *, file: str = "", limit: int = BANK_LIMIT) -> _Outcome:
    """Turn the bytes of one YAML document into data, or into the list of its faults."""
    if len(data) > limit:
        return None, [_TOO_LARGE.problem("", file, limit=limit)]
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        return None, [_NOT_UTF8.problem("", file, data.count(b"\n", 0, error.start) + 1)]
    builder = _Builder(file)
    try:
        for event in pull_events(text):
            builder.take(event)
            if builder.stopped:
                break
    except yaml.YAMLError as error:
        builder.problems.append(_syntax_fault(error, file, last=text.count("\n") + 1))
    if not builder.documents and not builder.problems:
        builder.problems.append(EMPTY.problem("", file))
    if builder.problems:
        return None, builder.problems
    return Document(builder.root, builder.lines, builder.columns), []


def resolve_plain(text: str) -> object:
    """Return what an unquoted scalar means: null, a boolean, a finite number, or the text itself."""
    if text in _WORDS:
        return _WORDS[text]
    if _INT.fullmatch(text):
        return int(text)
    if _FLOAT.fullmatch(text):
        number = float(text)
        return number if isfinite(number) else text
    return text


def dump_yaml(data: object, *, compact: bool = False) -> str:
    """Return plain data as YAML that is read back as it was, in the order of its keys.

    Args:
        data: the data.
        compact: what holds nothing but single values stands on one line.
    """
    flow = None if compact else False
    return yaml.dump(
        data, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=110, default_flow_style=flow
    )


class _Dumper(yaml.SafeDumper):
    """Writes text in quotation marks where this door would read something else."""

    def ignore_aliases(self, data: object) -> bool:
        """Write everything out in each place: aliases are refused here."""
        del data
        return True


def _represent_text(dumper: yaml.SafeDumper, text: str) -> yaml.ScalarNode:
    plain = resolve_plain(text) == text and text.isprintable()
    style = None if plain else '"'  # escapes line ends of every kind, which no other style keeps
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style=style)


_Dumper.add_representer(str, _represent_text)


def _position(event: yaml.Event) -> tuple[int, int]:
    """The line and the column at which something begins, counted from 1; 0 where they are not known."""
    mark = event.start_mark
    return (mark.line + 1, mark.column + 1) if mark else (0, 0)


def pull_events(text: str) -> Iterator[yaml.Event]:
    """Yield parse events one by one; nothing is composed or constructed."""
    kind = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # libyaml is missing on some platforms
    loader = kind(text)
    try:
        while loader.check_event():
            yield loader.get_event()
    finally:
        loader.dispose()


def _syntax_fault(error: yaml.YAMLError, file: str, *, last: int) -> Problem:
    """Return the fault of a document that libyaml or PyYAML refused; both may point behind the last line."""
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    what = getattr(error, "problem", None) or getattr(error, "reason", None) or "it cannot be read"
    found = BAD_SYNTAX.problem("", file, min(mark.line + 1, last) if mark else 0, what=what)
    return replace(found, column=mark.column + 1) if mark and mark.line < last else found


@dataclass(slots=True)
class _Frame:
    """A collection that is still open."""

    holder: dict[Key, object] | list[object]
    path: KeyPath
    key: Key | None = None
    dropped: bool = False  # its value is not kept: the key was refused
    seen: dict[Key, int] = field(default_factory=dict)


@dataclass(slots=True)
class _Builder:
    """Builds data out of events and notes every fault on the way."""

    file: str
    root: object = None
    documents: int = 0
    stopped: bool = False
    lines: dict[KeyPath, int] = field(default_factory=dict)
    columns: dict[KeyPath, int] = field(default_factory=dict)
    column: int = 0
    problems: list[Problem] = field(default_factory=list)
    stack: list[_Frame] = field(default_factory=list)

    def take(self, event: yaml.Event) -> None:
        """Judge one event and add what it brings."""
        line, self.column = _position(event)
        if len(self.lines) > _MAX_VALUES:
            self._stop(_TOO_MANY, line, most=_MAX_VALUES)
        if isinstance(event, yaml.NodeEvent):
            self._refuse_marks(event, line)
        match event:
            case yaml.DocumentStartEvent():
                self.documents += 1
                if self.documents > 1:
                    self._stop(_TWO_DOCUMENTS, line)
            case yaml.MappingStartEvent():
                self._open({}, line)
            case yaml.SequenceStartEvent():
                self._open([], line)
            case yaml.CollectionEndEvent():
                self.stack.pop()
            case yaml.ScalarEvent():
                plain = not event.style
                text = whole_letters(event.value)
                self._add(resolve_plain(text) if plain else text, line)
            case yaml.AliasEvent():
                self._add(None, line)

    def _note(self, message: Message, line: int, **words: object) -> None:
        path = join_path(self._path()) if self.stack else ""
        found = message.problem(path, self.file, line, **words)
        self.problems.append(replace(found, column=self.column))
        self.stopped = self.stopped or len(self.problems) >= _MAX_FAULTS

    def _stop(self, message: Message, line: int, **words: object) -> None:
        self._note(message, line, **words)
        self.stopped = True

    def _place(self, path: KeyPath, line: int) -> None:
        self.lines[path], self.columns[path] = line, self.column

    def _path(self) -> KeyPath:
        frame = self.stack[-1]
        if isinstance(frame.holder, list):
            return (*frame.path, len(frame.holder))
        return frame.path if frame.key is None else (*frame.path, frame.key)

    def _refuse_marks(self, event: yaml.NodeEvent, line: int) -> None:
        if event.anchor is not None:
            self._note(ALIAS, line)
        if getattr(event, "tag", None) is not None:
            self._note(TAG, line)

    def _waits_for_key(self) -> bool:
        last = self.stack[-1] if self.stack else None
        return last is not None and isinstance(last.holder, dict) and last.key is None and not last.dropped

    def _open(self, holder: dict[Key, object] | list[object], line: int) -> None:
        if len(self.stack) >= MAX_DEPTH:
            self._stop(_TOO_DEEP, line, depth=MAX_DEPTH)
        elif self._waits_for_key():
            self._stop(_BAD_KEY, line)
        else:
            path = self._path() if self.stack else ()
            self._add(holder, line)
            self.stack.append(_Frame(holder, path))

    def _add(self, value: object, line: int) -> None:
        if not self.stack:
            self.root = value
            self._place((), line)
        elif self._waits_for_key():
            self._take_key(value, line)
        else:
            self._take_value(value, line)

    def _take_key(self, key: object, line: int) -> None:
        frame = self.stack[-1]
        if isinstance(key, bool) or not isinstance(key, str | int):
            self._note(_BAD_KEY, line)
            frame.dropped = True
        elif key in frame.seen:
            self._note(_KEY_TWICE, line, key=key, first=frame.seen[key])
            frame.dropped = True
        else:
            frame.key = key
            frame.seen[key] = line
            self._place((*frame.path, key), line)

    def _take_value(self, value: object, line: int) -> None:
        frame = self.stack[-1]
        if isinstance(frame.holder, list):
            self._place((*frame.path, len(frame.holder)), line)
            frame.holder.append(value)
        elif frame.key is not None:
            frame.holder[frame.key] = value
        frame.key, frame.dropped = None, False
