"""Record files in: JSON, YAML and JSON Lines; a bad record is named and never stops the others."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, assert_never

from relapse_cli.errors import reason_of
from relapse_cli.model.record import SAFE_ID, Record
from relapse_cli.places import KeyPath, Places
from relapse_cli.plain_file import open_plain
from relapse_cli.records import messages
from relapse_cli.records.json_guard import LIMIT, JsonError, is_whole, json_lines, parse_json
from relapse_cli.records.kinds import KIND_OF_ENDING, RecordFormat
from relapse_cli.records.record_shape import build_record
from relapse_cli.yaml_door import RECORD_LIMIT, parse_yaml

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from relapse_cli.problems import Message, Problem

BOM = b"\xef\xbb\xbf"


@dataclass(frozen=True, slots=True)
class RecordFile:
    """One record, or the reason why there is none.

    Attributes:
        record: the record, when its shape has no fault.
        problems: what is wrong with it.
        file: where it came from; ``-`` for standard input.
        line: the line on which it begins, counted from 1.
        from_store: it comes out of the store and not from a file.
        find_places: where everything stands; worked out only when somebody asks.
        told_id: the id that stands in what is no record.
    """

    record: Record | None
    problems: tuple[Problem, ...]
    file: str
    line: int = 1
    from_store: bool = False
    find_places: Callable[[], Places] | None = field(default=None, repr=False, compare=False)
    told_id: str = ""

    @property
    def id(self) -> str:
        """The id of the record, as far as it is known."""
        return self.record.id if self.record else self.told_id

    def locate(self, problems: Iterable[Problem]) -> list[Problem]:
        """Return problems found in the record with the file and line of their place."""
        found = list(problems)
        if not found:
            return []
        places = self.find_places() if self.find_places else Places({(): (self.file, self.line)}, self.file)
        return places.locate(found)


def read_records(path: Path) -> Iterator[RecordFile]:
    """Yield the records of a file."""
    try:
        stream = open_plain(path)
    except (OSError, ValueError) as error:
        yield _unreadable(str(path), error)
        return
    with stream:
        yield from read_stream(stream, file=str(path), kind=KIND_OF_ENDING.get(path.suffix.lower()))


def read_stream(
    stream: BinaryIO, *, file: str = "-", kind: RecordFormat | None = None
) -> Iterator[RecordFile]:
    """Yield the records of a stream such as standard input; without ``kind`` the first line tells."""
    try:
        lines = _lines(stream)
        blank, first = _first_line(lines)
        if kind == "jsonl" and not first:
            yield _faulty(file, messages.EMPTY, 0)
            return
        match kind if kind in {"yaml", "jsonl"} else _sniff(first, kind):
            case "jsonl":
                yield from _read_lines(chain([first], lines), file, blank)
            case "yaml":
                yield _read_yaml(b"\n" * blank + first + _rest(stream, RECORD_LIMIT, first), file)
            case "json" | None:
                yield _read_json(b"\n" * blank + first + _rest(stream, LIMIT, first), file)
            case never:
                assert_never(never)
    except OSError as error:
        yield _unreadable(file, error)


def _sniff(first: bytes, kind: RecordFormat | None) -> RecordFormat:
    """Tell the format by the first line that is not blank."""
    start = first.removeprefix(BOM).lstrip()[:1]
    if start == b"{" and is_whole(first):
        return "jsonl"
    if kind == "json" or start in {b"{", b"["}:
        return "json"
    return "yaml" if first else "json"


def _first_line(lines: Iterator[bytes]) -> tuple[int, bytes]:
    """Return the first line that is not blank, and how many came before it."""
    blank = 0
    for line in lines:
        if line.removeprefix(BOM).strip():
            return blank, line
        blank += 1
    return blank, b""


def _lines(stream: BinaryIO) -> Iterator[bytes]:
    """Yield lines of bounded length; what a longer one has too much is passed over."""
    while line := stream.readline(LIMIT + 1):
        yield line
        while len(line) > LIMIT and not line.endswith(b"\n"):
            line = stream.readline(LIMIT + 1)
            if not line:
                return


def _rest(stream: BinaryIO, limit: int, first: bytes) -> bytes:
    """Return the rest of a stream, or so much of it that the guard refuses the whole."""
    return stream.read(max(limit + 1 - len(first), 0))


def _read_lines(lines: Iterator[bytes], file: str, before: int) -> Iterator[RecordFile]:
    for number, line in enumerate(lines, before + 1):
        if line.strip():
            places = Places({(): (file, number)}, file)
            value: object = None
            try:
                record, problems = build_record(value := parse_json(line), places)
            except JsonError as fault:
                record, problems = None, [places.problem(fault.kind, (), "", **fault.words)]
            yield RecordFile(record, tuple(problems), file, number, told_id=_id_in(value))


def _read_json(data: bytes, file: str) -> RecordFile:
    if not data.removeprefix(BOM).strip():
        return _faulty(file, messages.EMPTY, 0)
    try:
        value = parse_json(data)
    except JsonError as fault:
        return _faulty(file, fault.kind, fault.line, **fault.words)

    def find_places() -> Places:
        return _places(json_lines(data.decode("utf-8-sig")), file)

    record, problems = build_record(value, Places(file=file))
    if problems:  # only then is it worth finding out where everything stands
        record, problems = build_record(value, find_places())
    return RecordFile(record, tuple(problems), file, find_places=find_places, told_id=_id_in(value))


def _read_yaml(data: bytes, file: str) -> RecordFile:
    document, problems = parse_yaml(data, file=file, limit=RECORD_LIMIT)
    if document is None:
        return RecordFile(None, tuple(problems), file)
    places = _places(document.lines, file)
    record, problems = build_record(document.value, places)
    told = _id_in(document.value)
    return RecordFile(record, tuple(problems), file, find_places=lambda: places, told_id=told)


def _id_in(value: object) -> str:
    """The id that is given in what may be no record; only a safe one is said again."""
    given = value.get("id") if isinstance(value, dict) else None
    return given if isinstance(given, str) and re.fullmatch(SAFE_ID, given) else ""


def _places(lines: Mapping[KeyPath, int], file: str) -> Places:
    return Places({path: (file, line) for path, line in lines.items()}, file)


def _faulty(file: str, kind: Message, line: int, **words: object) -> RecordFile:
    problem = Places({(): (file, line)}).problem(kind, (), "", **words)
    return RecordFile(None, (problem,), file, max(line, 1))


def _unreadable(file: str, error: Exception) -> RecordFile:
    return _faulty(file, messages.UNREADABLE, 0, what=reason_of(error))
