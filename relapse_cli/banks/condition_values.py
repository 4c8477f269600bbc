"""What the operators of a condition compare with."""

from __future__ import annotations

from collections.abc import Mapping
from typing import cast

from relapse_cli.model.condition import Scalar

HOURS = {"minutes": 1 / 60, "hours": 1.0, "days": 24.0, "weeks": 168.0, "months": 720.0, "years": 8760.0}
"""Hours in each unit of a window or a duration; a month is 30 days, a year 365 (rules 1.8)."""

LISTS = {"in", "has"}
NUMBERS = {"at_least", "at_most", "more_than", "less_than"}
STATES = {"usable", "unresolved", "enabled", "asked"}
SHAPES = {
    **dict.fromkeys(LISTS, "a list of values, or a set such as {set: depressants}"),
    **dict.fromkeys(NUMBERS, "a number, or a duration such as {days: 7}"),
    **dict.fromkeys(STATES, "only true; for the opposite write {not: {...}}"),
    "within": "a window such as {hours: 72}",
    "status": "unknown or declined",
}
"""What each operator takes, for people; every other one takes one value."""


def read_values(op: str, value: object) -> tuple[Scalar, ...] | None:
    """Return what an operator compares with, or ``None`` when the value does not suit the operator."""
    number: int | float | None
    if op in STATES:
        return () if value is True else None
    if op in LISTS or (op == "contains" and isinstance(value, list)):
        items = cast("list[Scalar]", value)
        return tuple(items) if isinstance(value, list) and value and all(map(_is_scalar, value)) else None
    if op == "within":
        number = _hours(value)
        return None if number is None else (number,)
    if op in NUMBERS:
        number = _hours(value) if isinstance(value, Mapping) else _number(value)
        return None if number is None else (number,)
    if op == "status":
        return (value,) if value == "unknown" or value == "declined" else None  # noqa: PLR1714 - narrows the type
    return (cast("Scalar", value),) if _is_scalar(value) else None


def _is_scalar(value: object) -> bool:
    return isinstance(value, bool | int | float | str) and value != ""


def _number(value: object) -> int | float | None:
    return value if isinstance(value, int | float) and not isinstance(value, bool) else None


def _hours(value: object) -> float | None:
    """Return a window or a duration such as ``{days: 7}`` in hours, or ``None`` when it is none."""
    if not isinstance(value, Mapping) or len(value) != 1:
        return None
    [(unit, count)] = value.items()
    number = _number(count)
    return number * HOURS[unit] if unit in HOURS and number is not None and number > 0 else None
