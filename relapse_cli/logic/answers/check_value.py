"""Whether a value fits its question: one check for askers, files and tests (V-OPTION)."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC
from typing import Literal, assert_never

from relapse_cli.logic.answers.moments import DATE_SHAPE, MOMENT_SHAPE, parse_moment
from relapse_cli.model.answer import HOURS_PER_UNIT, NOTHING, Answer
from relapse_cli.model.bank_questions import Field_, Question
from relapse_cli.problems import did_you_mean

TEXT_LIMIT = 65_536
"""Bytes an answer may take (security: 64 KB an answer)."""

NAME_SHAPE = re.compile(r"[A-Za-z0-9_-]{1,40}")
"""What may be the name of a flag, a line or an option."""

UNNAMED = "a key here"
"""How a message names a key that could be the patient's words."""

STATUSES = ("unknown", "declined")

ID_SHAPE = re.compile(r"[a-z0-9_.]{1,40}")
"""What may be an id slipped in; anything else could be the patient's words and is never repeated."""


@dataclass(frozen=True, slots=True)
class Fault:
    """Why a value does not fit.

    Attributes:
        path: the place below the question, such as ``.night_1`` or ``[2].class``; empty for the answer.
        code: ``REC_1xx``.
        message: what is wrong, without the value itself when it could be the patient's words.
        remedy: what would be right.
        severity: a ``warning`` keeps the plan from being final; an ``error`` stops the record.
    """

    path: str
    code: str
    message: str
    remedy: str
    severity: Literal["error", "warning"] = "error"


def check_answer(question: Question, answer: Answer) -> Iterator[Fault]:
    """Check a stored answer: a value, a wrapper or a status."""
    yield from check_wrapping(answer, "")
    if holds_no_value(answer):
        yield from check_status(answer, "")
        return
    match question.type:
        case "group":
            yield from check_group(question, answer, "")
        case "event":
            yield from check_items(question, answer)
        case _:
            yield from check_value(question, answer, "")


def holds_no_value(answer: Answer) -> bool:
    """Whether an answer is null or a status."""
    return answer.inner is None or answer.status is not None


def check_wrapping(answer: Answer, path: str) -> Iterator[Fault]:
    """Check the note beside a value."""
    if not isinstance(answer.wrapper_note, str):
        yield Fault(path, "REC_110", "the note is not text", "Write the note as text, or leave it out.")


def check_status(answer: Answer, path: str) -> Iterator[Fault]:
    """Check a status object: a known status, and no keys but ``status`` and ``note``."""
    if answer.status is None:
        return
    status = answer.fields["status"].raw
    if status not in STATUSES:
        yield Fault(path, "REC_111", f"{shown(status)} is not a status", "A status is unknown or declined.")
    if extra := sorted(answer.fields.keys() - {"status", "note"}):
        words = ", ".join(shown_id(key) for key in extra)
        yield Fault(
            path,
            "REC_112",
            f"a status stands alone or with a note, not with {words}",
            "Give the value, or the status; until then the answer counts as missing.",
            "warning",
        )
    if "note" in answer.fields and not isinstance(answer.fields["note"].raw, str):
        yield Fault(path, "REC_110", "the note is not text", "Write the note as text, or leave it out.")


def shown_id(name: str) -> str:
    """A key in a message: as it is when it could be an id, else only that there is one."""
    return f"'{name}'" if ID_SHAPE.fullmatch(name) else UNNAMED


def shown_name(name: str) -> str:
    """The name of a flag, line or option in a message, when it could be one."""
    return f"'{name}'" if NAME_SHAPE.fullmatch(name) else "this name"


def shown(value: object) -> str:
    """A value in a message: short ids as they are, everything else by its kind."""
    if isinstance(value, str) and ID_SHAPE.fullmatch(value):
        return f"'{value}'"
    return {str: "this text", bool: "true/false", int: "a number", float: "a number", list: "a list"}.get(
        type(value), "an object" if isinstance(value, dict) else "this value"
    )


def check_group(question: Question, answer: Answer, path: str) -> Iterator[Fault]:
    """Check an object of fields."""
    if not isinstance(answer.inner, dict):
        yield Fault(path, "REC_101", f"expected an object of fields, found {shown(answer.inner)}",
                    f"Give the fields: {', '.join(question.field_by_id)}.")  # fmt: skip
        return
    for key, part in answer.fields.items():
        field = question.field_by_id.get(key)
        if field is None:
            named = shown_id(key)
            place = path if named == UNNAMED else f"{path}.{key}"
            yield Fault(place, "REC_102", f"{named} is not a field of this question",
                        did_you_mean(key, question.field_by_id)
                        or f"The fields are {', '.join(question.field_by_id)}.")  # fmt: skip
            continue
        yield from check_field(field, part, f"{path}.{key}")
    yield from check_strongest(answer.fields, path)


def check_field(field: Field_, answer: Answer, path: str) -> Iterator[Fault]:
    """Check one field: a value, a wrapper or a status."""
    yield from check_wrapping(answer, path)
    if holds_no_value(answer):
        yield from check_status(answer, path)
    else:
        yield from check_value(field, answer, path)


def check_strongest(fields: Mapping[str, Answer], path: str) -> Iterator[Fault]:
    """The strongest must be among the selected (rules 10, V-OPTION)."""
    strongest, selected = (fields.get(name, NOTHING).inner for name in ("strongest", "selected"))
    if isinstance(strongest, str) and isinstance(selected, list | tuple) and strongest not in selected:
        yield Fault(f"{path}.strongest", "REC_113", "the strongest is not among the selected",
                    "Choose the strongest from those selected, or select it too.", "warning")  # fmt: skip


def check_items(question: Question, answer: Answer) -> Iterator[Fault]:
    """Check a list of objects; an element may be a status object."""
    count = len(answer.items)
    if not isinstance(answer.inner, list | tuple):
        yield Fault("", "REC_101", f"expected a list of entries, found {shown(answer.inner)}",
                    "Give a list, one object for each entry.")  # fmt: skip
        return
    if question.max_entries is not None and count > question.max_entries:
        yield Fault("", "REC_114", f"{count} entries, where at most {question.max_entries} fit",
                    "Join or leave out entries.")  # fmt: skip
    for index, item in enumerate(answer.items):
        path = f"[{index}]"
        yield from check_wrapping(item, path)
        if holds_no_value(item):
            yield from check_status(item, path)
        else:
            yield from check_group(question, item, path)


def check_value(spec: Question | Field_, answer: Answer, path: str) -> Iterator[Fault]:
    """Check a single value against its type, options and range; blank and empty count as missing."""
    value = answer.inner
    if value in ("", []) or (isinstance(value, str) and not value.strip()):
        return
    match spec.type:
        case "choice":
            yield from check_option(spec, value, path)
        case "multi":
            yield from check_multi(spec, value, path)
        case "yes_no":
            if not isinstance(value, bool):
                yield Fault(path, "REC_101", f"expected true or false, found {shown(value)}",
                            "Write true or false without quotation marks.")  # fmt: skip
        case "scale" | "number":
            yield from check_number(spec, value, path)
        case "text" | "long_text":
            yield from check_text(value, path)
        case "date" | "datetime":
            yield from check_date(value, path)
        case "duration":
            yield from check_duration(spec, answer, path)
        case "group" | "event":
            raise AssertionError(spec.type)
        case _:
            assert_never(spec.type)


def check_option(spec: Question | Field_, value: object, path: str) -> Iterator[Fault]:
    """Check an option id."""
    if not isinstance(value, str):
        yield Fault(path, "REC_101", f"expected one option, found {shown(value)}",
                    f"The options are {', '.join(o.id for o in spec.options)}.")  # fmt: skip
    elif value not in spec.option_ids:
        yield Fault(path, "REC_103", f"{shown(value)} is not an option here",
                    did_you_mean(value, [option.id for option in spec.options])
                    or f"The options are {', '.join(o.id for o in spec.options)}.")  # fmt: skip


def check_multi(spec: Question | Field_, value: object, path: str) -> Iterator[Fault]:
    """Check a list of option ids; an exclusive option stands alone."""
    if not isinstance(value, list | tuple):
        yield Fault(path, "REC_101", f"expected a list of options, found {shown(value)}",
                    f"Write a list, for example [{spec.options[0].id}].")  # fmt: skip
        return
    for index, option in enumerate(value):
        yield from check_option(spec, option, f"{path}[{index}]")
    if spec.exclusive in value and len(set(map(str, value))) > 1:
        yield Fault(path, "REC_115", f"'{spec.exclusive}' stands beside other options",
                    f"Keep '{spec.exclusive}' alone, or take it out.", "warning")  # fmt: skip


def check_number(spec: Question | Field_, value: object, path: str) -> Iterator[Fault]:
    """Check a number or a scale: its kind and its range."""
    if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
        yield Fault(path, "REC_101", f"expected a number, found {shown(value)}",
                    "Write a number without quotation marks.")  # fmt: skip
        return
    if spec.type == "scale" and value != int(value):
        yield Fault(path, "REC_101", "expected a whole number", "Round it to a whole number.")
    low, high = spec_range(spec)
    if not low <= value <= high:
        top = f" to {high:g}" if math.isfinite(high) else " or more"
        yield Fault(path, "REC_104", "the number is out of range", f"It must be {low:g}{top}.")


def spec_range(spec: Question | Field_) -> tuple[float, float]:
    """The least and the greatest number allowed; a scale runs from 0 to 10 unless it says otherwise."""
    top = 10.0 if spec.type == "scale" else math.inf
    return (spec.min if spec.min is not None else 0.0), (spec.max if spec.max is not None else top)


def check_text(value: object, path: str) -> Iterator[Fault]:
    """Check text and its length."""
    if not isinstance(value, str):
        yield Fault(path, "REC_101", f"expected text, found {shown(value)}", "Put it in quotation marks.")
    elif len(value.encode("utf-8", "replace")) > TEXT_LIMIT:
        yield Fault(path, "REC_105", "the text is longer than 64 KB", "Shorten it.")


def check_date(value: object, path: str) -> Iterator[Fault]:
    """Check a date or a date-time."""
    remedy = "Write it like 2026-11-20 or 2026-11-20T09:00:00+01:00."
    if not isinstance(value, str):
        yield Fault(path, "REC_101", f"expected a date, found {shown(value)}", remedy)
    elif value.strip() and parse_moment(value, UTC) is None:
        shaped = DATE_SHAPE.fullmatch(value.strip()) or MOMENT_SHAPE.fullmatch(value.strip())
        message = "there is no such date" if shaped else "this is not a date"
        yield Fault(path, "REC_106", message, remedy)


def check_duration(spec: Question | Field_, answer: Answer, path: str) -> Iterator[Fault]:
    """Check a duration: a value of 0 or more, and a unit."""
    remedy = (
        f'Write it like {{"value": 2, "unit": "week"}}; units are {", ".join(spec.units or HOURS_PER_UNIT)}.'
    )
    if not isinstance(answer.inner, dict):
        yield Fault(path, "REC_101", f"expected a length of time, found {shown(answer.inner)}", remedy)
        return
    duration = answer.duration
    extra = answer.fields.keys() - {"value", "unit"}
    if duration is None or extra or not math.isfinite(duration.value):
        yield Fault(path, "REC_107", "a length of time has a value and a unit, and nothing else", remedy)
    elif duration.value < 0:
        yield Fault(path, "REC_104", "a length of time cannot be negative", remedy)
    elif spec.units and duration.unit not in spec.units:
        yield Fault(path, "REC_107", f"'{duration.unit}' is not a unit here", remedy)
