"""A file of answers: a record, or just question ids with their answers."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path

from relapse_cli.app.sources.records import STDIN, checked, find_source, the_only
from relapse_cli.errors import InputError, reason_of
from relapse_cli.logic.answers.check_record import check_record
from relapse_cli.logic.journal.messages import NOT_CARRIED
from relapse_cli.model.bank import Bank
from relapse_cli.model.bank_terms import Path as InterviewPath
from relapse_cli.model.record import ProfilePin, Record
from relapse_cli.places import KeyPath, Places
from relapse_cli.plain_file import read_plain
from relapse_cli.problems import errors_only
from relapse_cli.records.json_guard import LIMIT, JsonError, json_lines, parse_json
from relapse_cli.records.kinds import KIND_OF_ENDING
from relapse_cli.records.reader import BOM, read_stream
from relapse_cli.yaml_door import RECORD_LIMIT, parse_yaml


@dataclass(frozen=True, slots=True)
class _KnownAnswers:
    """What a file of answers says; ``lost`` is what of an older version has no place any more."""

    answers: dict[str, object] = field(default_factory=dict)
    case: str | None = None
    path: InterviewPath | None = None
    started_at: str | None = None
    profile: ProfilePin | None = None
    lost: tuple[str, ...] = ()


def read_answers(source: str, bank: Bank, *, path: InterviewPath = "core") -> _KnownAnswers:
    """Return the answers of a file, or of ``-``.

    Args:
        source: a record, or a mapping of question ids to answers, as JSON or YAML.
        bank: the bank.
        path: the path on which answers without a record are given.

    Raises:
        InputError: the file holds no answers, or several records, or faults; all faults are named.
    """
    data = _read_bytes(source)
    if (bare := _bare_answers(data, source)) is not None and not _is_record(bare[0], bank):
        return _KnownAnswers(_checked_answers(*bare, bank, path))
    kind = KIND_OF_ENDING.get(Path(source).suffix.lower())
    found = the_only(read_stream(BytesIO(data), file=source, kind=kind), source)
    record, problems = checked(found, bank)
    if record is None:
        raise InputError("The answers cannot be used.", problems=problems)
    lost = tuple(str(problem) for problem in problems if problem.code == NOT_CARRIED.code)
    return _KnownAnswers(
        dict(record.answers), record.case, record.path, record.started_at, record.profile, lost
    )


def _read_bytes(source: str) -> bytes:
    """Return the bytes of a source, and no more of them than the guards need to refuse it."""
    if source == STDIN:
        return sys.stdin.buffer.read(LIMIT + 1)
    try:
        return read_plain(find_source(source), LIMIT)
    except OSError as error:
        reason = reason_of(error)
        raise InputError(f"{source} cannot be read: {reason}.", remedy="Check its name.") from error


def _bare_answers(data: bytes, file: str) -> tuple[Mapping[object, object], Places] | None:
    """Return the one mapping that a file holds with its places, or ``None`` when it holds anything else."""
    lines: Mapping[KeyPath, int]
    if data.removeprefix(BOM).lstrip()[:1] == b"{":
        try:
            value = parse_json(data)
        except JsonError:
            return None
        lines = json_lines(data.decode("utf-8-sig"))
    else:
        document, _ = parse_yaml(data, file=file, limit=RECORD_LIMIT)
        if document is None:
            return None
        value, lines = document.value, document.lines
    if not isinstance(value, Mapping):
        return None
    return value, Places({("answers", *path): (file, line) for path, line in lines.items()}, file)


def _is_record(value: Mapping[object, object], bank: Bank) -> bool:
    """Whether a mapping has a key of a record; ids of questions are none, and an empty one says nothing."""
    return any(key in Record.model_fields and key not in bank.questions for key in value)


def _checked_answers(
    value: Mapping[object, object], places: Places, bank: Bank, path: InterviewPath
) -> dict[str, object]:
    """Return answers that fit their questions.

    Raises:
        InputError: some do not; all faults are named.
    """
    answers = {str(key): raw for key, raw in value.items()}
    record = Record(id="answers", case="answers", path=path, started_at=_ANY_START, answers=answers)
    problems = places.locate(check_record(bank, record))
    if errors_only(problems):
        raise InputError("The answers cannot be used.", problems=problems)
    return answers


_ANY_START = "2000-01-01T00:00:00+00:00"
"""Answers are checked by themselves; nothing in them is compared with the start of a session."""
