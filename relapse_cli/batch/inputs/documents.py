"""A whole file as one record: JSON on many lines, or YAML."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

from relapse_cli.batch.inputs import messages
from relapse_cli.batch.inputs.item import RECORD_LIMIT, Item
from relapse_cli.batch.inputs.lines import without_strings

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from relapse_cli.places import Key, KeyPath
    from relapse_cli.problems import Problem

    _Part = tuple[Key, object, str]  # a key, what stands there, and the key as it is written

_NEXT_RECORD = re.compile(rb"\}\s*+\{")


def read_json(pieces: Iterator[bytes], file: str, line: int) -> Iterator[Item | Problem]:
    """Yield the one record of a stream that holds JSON, or say that it holds several."""
    data, size = _up_to(pieces, RECORD_LIMIT)
    if data.startswith(b"["):
        yield messages.LIST.problem("", file, line)
    elif _NEXT_RECORD.search(data) and (following := _NEXT_RECORD.search(bare := without_strings(data))):
        yield messages.SEVERAL.problem("", file, line + bare.count(b"\n", 0, following.end()))
    elif size > RECORD_LIMIT:
        yield messages.TOO_LONG.problem("", file, line, limit=RECORD_LIMIT)
    else:
        yield Item(file, line, data)


def read_yaml(pieces: Iterator[bytes], file: str, line: int) -> Iterator[Item | Problem]:
    """Yield the one record of a stream that holds YAML as JSON, each part on the line where it stands."""
    from relapse_cli import yaml_door  # takes longer to load than a thousand records to read

    data, _ = _up_to(pieces, yaml_door.RECORD_LIMIT)
    blank = b"\n" * (line - 1)
    limit = yaml_door.RECORD_LIMIT + len(blank)
    document, problems = yaml_door.parse_yaml(blank + data, file=file, limit=limit)
    if document is None:
        yield from problems
    else:
        text = _Writer(document.lines).write(document.value)
        yield Item(file, document.lines.get((), 1), text.encode("utf-8"))


def _up_to(pieces: Iterator[bytes], limit: int) -> tuple[bytes, int]:
    """Return the bytes of a stream up to a limit and a little more, and how many those are."""
    found, size = [], 0
    for piece in pieces:
        found.append(piece)
        size += len(piece)
        if size > limit:
            break
    return b"".join(found), size


class _Writer:
    """Writes data as JSON whose lines are those of the document that they come from.

    Args:
        lines: the line of every place.
    """

    def __init__(self, lines: Mapping[KeyPath, int]) -> None:
        self._lines = lines
        self._line = lines.get((), 1)
        self._out: list[str] = []

    def write(self, value: object) -> str:
        """Return the data as JSON."""
        self._write(value, ())
        return "".join(self._out)

    def _write(self, value: object, path: KeyPath) -> None:
        match value:
            case dict():
                named = ((key, part, f"{_json(str(key))}:") for key, part in value.items())
                self._write_all("{}", named, path)
            case list():
                self._write_all("[]", ((at, part, "") for at, part in enumerate(value)), path)
            case _:
                self._out.append(_json(value))

    def _write_all(self, brackets: str, parts: Iterable[_Part], path: KeyPath) -> None:
        self._out.append(brackets[0])
        comma = ""
        for key, part, name in parts:
            inner = (*path, key)
            line = max(self._lines.get(inner, 0), self._line)
            self._out += [comma, "\n" * (line - self._line), name]
            self._line, comma = line, ","
            self._write(part, inner)
        self._out.append(brackets[1])


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)
