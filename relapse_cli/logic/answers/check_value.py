"""Whether a value fits its question: one check for askers, files and tests (V-OPTION)."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Mapping
from datetime import UTC
from typing import assert_never

from relapse_cli.logic.answers import messages
from relapse_cli.logic.answers.moments import DATE_SHAPE, FIRST_YEAR, MOMENT_SHAPE, parse_moment
from relapse_cli.model.answer import HOURS_PER_UNIT, NOTHING, Answer
from relapse_cli.model.bank_questions import Field_, Question
from relapse_cli.model.bank_terms import STATUSES
from relapse_cli.problems import Problem, did_you_mean

_TEXT_LIMIT = 65_536
"""Bytes an answer may take (security: 64 KB an answer)."""

_MOST_ENTRIES = 500
"""In one list, whatever a question allows; nobody tells more, and a plan goes through all of them."""

_GREATEST = 10**9
"""The greatest number of an answer whose question names none: whatever is greater is a key held down."""

_MOST_YEARS = 150
"""The longest time that a person can tell of."""

_NAME_SHAPE = re.compile(r"[A-Za-z0-9_-]{1,40}")
"""What may be the name of a flag, a line or an option."""

UNNAMED = "a key here"
"""How a message names a key that could be the patient's words."""

_ID_SHAPE = re.compile(r"[a-z0-9_.]{1,40}")
"""What may be an id slipped in; anything else could be the patient's words and is never repeated."""


def check_answer(question: Question, answer: Answer) -> Iterator[Problem]:
    """Check a stored answer: a value, a wrapper or a status."""
    yield from _check_wrapping(answer, "")
    if _holds_no_value(answer):
        yield from _check_status(answer, "")
        return
    match question.type:
        case "group":
            yield from _check_group(question, answer, "")
        case "event":
            yield from _check_items(question, answer)
        case _:
            yield from _check_value(question, answer, "")


def _holds_no_value(answer: Answer) -> bool:
    """Whether an answer is null or a status."""
    return answer.inner is None or answer.status is not None


def _check_wrapping(answer: Answer, path: str) -> Iterator[Problem]:
    """Check the note beside a value."""
    if not isinstance(answer.wrapper_note, str):
        yield messages.NOTE_NOT_TEXT.problem(path)


def _check_status(answer: Answer, path: str) -> Iterator[Problem]:
    """Check a status object: a known status, and no keys but ``status`` and ``note``."""
    if answer.status is None:
        return
    status = answer.fields["status"].raw
    if status not in STATUSES:
        yield messages.NOT_A_STATUS.problem(path, shown=_shown(status))
    if extra := sorted(answer.fields.keys() - {"status", "note"}):
        yield messages.STATUS_BESIDE_MORE.problem(path, names=", ".join(shown_id(key) for key in extra))
    if "note" in answer.fields and not isinstance(answer.fields["note"].raw, str):
        yield messages.NOTE_NOT_TEXT.problem(path)


def shown_id(name: str) -> str:
    """A key in a message: as it is when it could be an id, else only that there is one."""
    return f"'{name}'" if _ID_SHAPE.fullmatch(name) else UNNAMED


def shown_name(name: str) -> str:
    """The name of a flag, line or option in a message, when it could be one."""
    return f"'{name}'" if _NAME_SHAPE.fullmatch(name) else "this name"


def _shown(value: object) -> str:
    """A value in a message: short ids as they are, everything else by its kind."""
    if isinstance(value, str) and _ID_SHAPE.fullmatch(value):
        return f"'{value}'"
    return {str: "this text", bool: "true/false", int: "a number", float: "a number", list: "a list"}.get(
        type(value), "an object" if isinstance(value, dict) else "this value"
    )


def _wrong_kind(path: str, wanted: str, value: object, remedy: str) -> Problem:
    """A value of another kind than its question takes."""
    return messages.WRONG_KIND.problem(path, wanted=wanted, shown=_shown(value), remedy=remedy)


def _check_group(question: Question, answer: Answer, path: str) -> Iterator[Problem]:
    """Check an object of fields."""
    known = ", ".join(question.field_by_id)
    if not isinstance(answer.inner, dict):
        yield _wrong_kind(path, "an object of fields", answer.inner, f"Give the fields: {known}.")
        return
    for key, part in answer.fields.items():
        field = question.field_by_id.get(key)
        if field is None:
            named = shown_id(key)
            place = path if named == UNNAMED else f"{path}.{key}"
            near = did_you_mean(key, question.field_by_id) or f"The fields are {known}."
            yield messages.NOT_A_FIELD.problem(place, shown=named, near=near)
            continue
        yield from check_field(field, part, f"{path}.{key}")
    yield from check_strongest(answer.fields, path)


def check_field(field: Field_, answer: Answer, path: str) -> Iterator[Problem]:
    """Check one field: a value, a wrapper or a status."""
    yield from _check_wrapping(answer, path)
    if _holds_no_value(answer):
        yield from _check_status(answer, path)
    else:
        yield from _check_value(field, answer, path)


def check_strongest(fields: Mapping[str, Answer], path: str) -> Iterator[Problem]:
    """The strongest must be among the selected (rules 10, V-OPTION)."""
    strongest, selected = (fields.get(name, NOTHING).inner for name in ("strongest", "selected"))
    if isinstance(strongest, str) and isinstance(selected, list | tuple) and strongest not in selected:
        yield messages.STRONGEST_NOT_SELECTED.problem(f"{path}.strongest")


def _check_items(question: Question, answer: Answer) -> Iterator[Problem]:
    """Check a list of objects; an element may be a status object."""
    count = len(answer.items)
    if not isinstance(answer.inner, list | tuple):
        yield _wrong_kind("", "a list of entries", answer.inner, "Give a list, one object for each entry.")
        return
    most = _MOST_ENTRIES if question.max_entries is None else question.max_entries
    if count > most:
        yield messages.TOO_MANY_ENTRIES.problem(count=count, most=most)
    if count > _MOST_ENTRIES:
        return  # a list without end is not looked through
    for index, item in enumerate(answer.items):
        path = f"[{index}]"
        yield from _check_wrapping(item, path)
        if _holds_no_value(item):
            yield from _check_status(item, path)
        else:
            yield from _check_group(question, item, path)


def _check_value(spec: Question | Field_, answer: Answer, path: str) -> Iterator[Problem]:
    """Check a single value against its type, options and range; blank and empty count as missing."""
    value = answer.inner
    if value in ("", []) or (isinstance(value, str) and not value.strip()):
        return
    match spec.type:
        case "choice":
            yield from _check_option(spec, value, path)
        case "multi":
            yield from _check_multi(spec, value, path)
        case "yes_no":
            if not isinstance(value, bool):
                remedy = "Write true or false without quotation marks."
                yield _wrong_kind(path, "true or false", value, remedy)
        case "scale" | "number":
            yield from _check_number(spec, value, path)
        case "text" | "long_text":
            yield from _check_text(value, path)
        case "date" | "datetime":
            yield from _check_date(value, path)
        case "duration":
            yield from _check_duration(spec, answer, path)
        case "group" | "event":
            raise AssertionError(spec.type)
        case _:
            assert_never(spec.type)


def _check_option(spec: Question | Field_, value: object, path: str) -> Iterator[Problem]:
    """Check an option id."""
    if isinstance(value, str) and value in spec.option_ids:
        return
    known = f"The options are {', '.join(option.id for option in spec.options)}."
    if not isinstance(value, str):
        yield _wrong_kind(path, "one option", value, known)
    else:
        near = did_you_mean(value, [option.id for option in spec.options]) or known
        yield messages.NOT_AN_OPTION.problem(path, shown=_shown(value), near=near)


def _check_multi(spec: Question | Field_, value: object, path: str) -> Iterator[Problem]:
    """Check a list of option ids; an exclusive option stands alone."""
    if not isinstance(value, list | tuple):
        remedy = f"Write a list, for example [{spec.options[0].id}]."
        yield _wrong_kind(path, "a list of options", value, remedy)
        return
    if len(value) > _MOST_ENTRIES:
        yield messages.TOO_MANY_ENTRIES.problem(path, count=len(value), most=_MOST_ENTRIES)
        return
    for index, option in enumerate(value):
        yield from _check_option(spec, option, f"{path}[{index}]")
    if spec.exclusive in value and len(set(map(str, value))) > 1:
        yield messages.NOT_ALONE.problem(path, option=spec.exclusive)


def _check_number(spec: Question | Field_, value: object, path: str) -> Iterator[Problem]:
    """Check a number or a scale: its kind and its range."""
    if isinstance(value, bool) or not isinstance(value, int | float) or not _is_finite(value):
        yield _wrong_kind(path, "a number", value, "Write a number without quotation marks.")
        return
    if spec.type == "scale" and value != int(value):
        yield messages.NOT_WHOLE.problem(path)
    low, high = spec_range(spec)
    if not low <= value <= min(high, _GREATEST):
        top = f" to {high:g}" if math.isfinite(high) else f" to {_GREATEST}" if value > low else " or more"
        yield messages.OUT_OF_RANGE.problem(path, low=low, top=top)


def _is_finite(value: float) -> bool:
    """Whether a number is one to reckon with; a whole one of hundreds of digits is greater than any."""
    try:
        return math.isfinite(value)
    except OverflowError:
        return True


def spec_range(spec: Question | Field_) -> tuple[float, float]:
    """The least and the greatest number allowed; a scale runs from 0 to 10 unless it says otherwise."""
    top = 10.0 if spec.type == "scale" else math.inf
    return (spec.min if spec.min is not None else 0.0), (spec.max if spec.max is not None else top)


def _check_text(value: object, path: str) -> Iterator[Problem]:
    """Check text and its length."""
    if not isinstance(value, str):
        yield _wrong_kind(path, "text", value, "Put it in quotation marks.")
    elif len(value.encode("utf-8", "replace")) > _TEXT_LIMIT:
        yield messages.TOO_LONG.problem(path)


def _check_date(value: object, path: str) -> Iterator[Problem]:
    """Check a date or a date-time."""
    if not isinstance(value, str):
        yield _wrong_kind(path, "a date", value, messages.NOT_A_DATE.remedy)
        return
    moment = parse_moment(value, UTC)
    if moment is not None and moment.day.year < FIRST_YEAR:
        yield messages.LONG_PAST.problem(path)
    elif value.strip() and moment is None:
        shaped = DATE_SHAPE.fullmatch(value.strip()) or MOMENT_SHAPE.fullmatch(value.strip())
        yield (messages.NO_SUCH_DATE if shaped else messages.NOT_A_DATE).problem(path)


def _check_duration(spec: Question | Field_, answer: Answer, path: str) -> Iterator[Problem]:
    """Check a duration: a value of 0 or more, and a unit."""
    remedy = (
        f'Write it like {{"value": 2, "unit": "week"}}; units are {", ".join(spec.units or HOURS_PER_UNIT)}.'
    )
    if not isinstance(answer.inner, dict):
        yield _wrong_kind(path, "a length of time", answer.inner, remedy)
        return
    duration = answer.duration
    extra = answer.fields.keys() - {"value", "unit"}
    if duration is None or extra or not math.isfinite(duration.value):
        yield messages.NOT_A_DURATION.problem(path, remedy=remedy)
    elif duration.value < 0:
        yield messages.NEGATIVE.problem(path, remedy=remedy)
    elif duration.hours > _MOST_YEARS * HOURS_PER_UNIT["year"]:
        yield messages.TOO_LONG_A_TIME.problem(path, most=_MOST_YEARS)
    elif spec.units and duration.unit not in spec.units:
        yield messages.NOT_A_UNIT.problem(path, unit=duration.unit, remedy=remedy)
