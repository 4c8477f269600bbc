"""From the data of one record to the frozen model, or to the faults of its shape."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING

from pydantic import ValidationError

from relapse_cli.model.decision import SignOff
from relapse_cli.model.record import Record
from relapse_cli.places import KeyPath, Places, join_path, shape_problems
from relapse_cli.problems import Message
from relapse_cli.records import messages

if TYPE_CHECKING:
    from collections.abc import Iterator

    from relapse_cli.problems import Problem

_NEWER_FORMAT = Message(
    "REC_022", "The record has the format {its}, which is newer than {own}.", "Use a newer relapse."
)
"""The code of a value that is not one of the known ones, which this is, in words that name the way out."""

_FORMAT: str = Record.model_fields["format"].default
_NUMBERED = re.compile(r"relapse-interview/([0-9]{1,9})", re.ASCII)


def build_record(value: object, places: Places) -> tuple[Record | None, list[Problem]]:
    """Return the record that the data describe, or every fault of their shape."""
    if not isinstance(value, Mapping):
        return None, [places.problem(messages.NOT_A_RECORD, (), "")]
    if _is_newer(given := value.get("format")):
        newer = places.problem(_NEWER_FORMAT, ("format",), "format", its=given, own=_FORMAT)
        return None, [newer]
    try:
        record = Record.model_validate(_with_tuples(value))
    except ValidationError as error:
        return None, shape_problems(error, Record, value, places, messages.SHAPE)
    problems = list(_time_problems(record, places))
    return (None if problems else record), problems


def _is_newer(given: object) -> bool:
    """Whether a format is a later one; what else is wrong with such a record is not for us to say."""
    found = _NUMBERED.fullmatch(given) if isinstance(given, str) else None
    return found is not None and int(found[1]) > int(_FORMAT.rpartition("/")[2])


def _with_tuples(value: Mapping[str, object]) -> dict[str, object]:
    """Return the data with the lists inside decisions as tuples: decisions are strict and hold no lists."""
    decisions = value.get("decisions")
    if not isinstance(decisions, list):
        return dict(value)
    return {**value, "decisions": [_decision_with_tuples(decision) for decision in decisions]}


def _decision_with_tuples(decision: object) -> object:
    if not isinstance(decision, Mapping):
        return decision
    return {key: tuple(part) if isinstance(part, list) else part for key, part in decision.items()}


def _time_problems(record: Record, places: Places) -> Iterator[Problem]:
    """Yield the times of a record that are no times, or that no offset makes certain."""
    times: list[tuple[KeyPath, str | None]] = [
        (("started_at",), record.started_at),
        (("finished_at",), record.finished_at),
    ]
    for index, decision in enumerate(record.decisions):
        if isinstance(decision, SignOff):
            times.append((("decisions", index, "at"), decision.at))
    for path, text in times:
        message = None if text is None else _time_fault(text)
        if message:
            yield places.problem(message, path, join_path(path), key=path[-1])


def _time_fault(text: str) -> Message | None:
    """Return what is wrong with a date-time, or ``None``; dates that do not exist are no dates."""
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return messages.NOT_A_TIME
    if "T" not in text.upper() and " " not in text:
        return messages.NOT_A_TIME
    return messages.NO_OFFSET if moment.tzinfo is None else None
