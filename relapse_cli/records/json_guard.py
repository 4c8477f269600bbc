"""JSON behind a guard: size and nesting are judged on the bytes before anything is built."""

from __future__ import annotations

import json
import re
from math import isfinite
from typing import Any

from relapse_cli.places import MAX_DEPTH, KeyPath
from relapse_cli.problems import Message
from relapse_cli.records import messages
from relapse_cli.text.sanitize import whole_letters

LIMIT = 16_000_000
_MAX_COLLECTIONS = 100_000  # empty lists cost twenty times their size on disk
_MAX_VALUES = 200_000
_MAX_QUOTES = 4 * _MAX_VALUES  # those around a key and a text for each; to look at more costs hundreds of MB
_MAX_DIGITS = 18

_STRINGS = re.compile(rb'"(?:[^"\\]++|\\.)*+"?', re.DOTALL)
_NOT_BRACKETS = bytes(set(range(256)) - set(b"[]{}"))
_ESCAPED_SURROGATE = re.compile(r"\\u[dD][89abAB]", re.ASCII)
_TOKEN = re.compile(r'"(?:[^"\\]++|\\.)*+"|[\[\]{}:,\n]|[^\s\[\]{}:,"]++', re.DOTALL)


class JsonError(Exception):
    """A fault in the text of a JSON document.

    Attributes:
        kind: what is wrong.
        words: what its message is filled in with.
        line: the line inside the text, counted from 1; 0 when it is not known.
    """

    def __init__(self, kind: Message, line: int = 0, **words: object) -> None:
        super().__init__(kind.code)
        self.kind, self.line, self.words = kind, line, words


def parse_json(data: bytes) -> object:
    """Return what a JSON document holds; lone surrogates become replacement characters.

    Raises:
        JsonError: the document is too large, too deep, not UTF-8, not JSON, or ambiguous.
    """
    if len(data) > LIMIT:
        raise JsonError(messages.TOO_LARGE, limit=LIMIT)
    if data.count(b'"') > _MAX_QUOTES:
        raise JsonError(messages.TOO_MANY_VALUES, most=_MAX_VALUES)
    _judge_brackets(data)
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise JsonError(messages.NOT_UTF8, data.count(b"\n", 0, error.start) + 1) from error
    try:
        value: object = json.loads(
            text,
            object_pairs_hook=_object,
            parse_constant=_refuse_number,
            parse_float=_float,
            parse_int=_int,
        )
    except json.JSONDecodeError as error:
        if text.startswith("{", error.pos) and _is_json(text[: error.pos]):
            raise JsonError(messages.SEVERAL, error.lineno) from error
        raise JsonError(messages.NOT_JSON, error.lineno, what=error.msg.lower()) from error
    return _replace_surrogates(value) if _ESCAPED_SURROGATE.search(text) else value


def _is_json(text: str) -> bool:
    try:
        json.loads(text, parse_int=_int)
    except (ValueError, JsonError):
        return False
    return True


def is_whole(line: bytes) -> bool:
    """Say whether a line closes every bracket that it opens, or is refused anyway."""
    if line.count(b'"') > _MAX_QUOTES:
        return True
    depth = opened = 0
    for sign in _STRINGS.sub(b"", line[: LIMIT + 1]).translate(None, _NOT_BRACKETS):
        depth += 1 if sign in b"[{" else -1
        opened += sign in b"[{"
        if depth > MAX_DEPTH or opened > _MAX_COLLECTIONS:
            return True
    return depth == 0


def json_lines(text: str) -> dict[KeyPath, int]:
    """Return the line of every path of a valid JSON text, but for the last of very many."""
    lines: dict[KeyPath, int] = {}
    line = 1
    stack: list[_Level] = []
    for match in _TOKEN.finditer(text):
        sign = match.group()
        if sign == "\n":
            line += 1
        elif sign in {"}", "]"}:
            stack.pop()
        elif stack and stack[-1].takes(sign):
            if sign.startswith('"'):
                lines[stack[-1].path] = line
        else:
            path = stack[-1].path if stack else ()
            lines.setdefault(path, line)
            if sign in {"{", "["}:
                stack.append(_Level(path, is_object=sign == "{"))
        if len(lines) > _MAX_COLLECTIONS:
            break
    return lines


class _Level:
    """A collection whose end has not come yet."""

    def __init__(self, base: KeyPath, *, is_object: bool) -> None:
        self.base, self.is_object = base, is_object
        self.key: str | None = None
        self.index = 0
        self.in_value = False

    @property
    def path(self) -> KeyPath:
        """The path of the element that is being read."""
        if not self.is_object:
            return (*self.base, self.index)
        return self.base if self.key is None else (*self.base, self.key)

    def takes(self, sign: str) -> bool:
        """Say whether a token belongs to the collection itself and not to one of its values."""
        if sign == ",":
            self.index, self.key, self.in_value = self.index + 1, None, False
        elif sign == ":":
            self.in_value = True
        elif self.is_object and not self.in_value and sign.startswith('"'):
            self.key = json.loads(sign, strict=False)
        else:
            return False
        return True


def _judge_brackets(data: bytes) -> None:
    """Refuse nesting, and numbers of collections and of values, that no record has."""
    depth = opened = 0
    bare = _STRINGS.sub(b"", data)
    for sign in bare.translate(None, _NOT_BRACKETS):
        if sign in b"[{":
            depth, opened = depth + 1, opened + 1
        else:
            depth -= 1
        if depth > MAX_DEPTH:
            raise JsonError(messages.TOO_DEEP, depth=MAX_DEPTH)
        if opened > _MAX_COLLECTIONS:
            raise JsonError(messages.TOO_MANY, most=_MAX_COLLECTIONS)
    if bare.count(b",") + opened > _MAX_VALUES:
        raise JsonError(messages.TOO_MANY_VALUES, most=_MAX_VALUES)


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise JsonError(messages.KEY_TWICE)
    return found


def _refuse_number(_text: str) -> float:
    raise JsonError(messages.NOT_FINITE)


def _float(text: str) -> float:
    number = float(text)
    return number if isfinite(number) else _refuse_number(text)


def _int(text: str) -> int:
    return int(text) if len(text.lstrip("-")) <= _MAX_DIGITS else int(_refuse_number(text))


def _replace_surrogates(value: object) -> object:
    if isinstance(value, str):
        return whole_letters(value)
    if isinstance(value, list):
        return [_replace_surrogates(item) for item in value]
    if isinstance(value, dict):
        return {whole_letters(key): _replace_surrogates(item) for key, item in value.items()}
    return value
