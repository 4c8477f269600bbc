"""Answers as they stand in a record: wrappers, statuses, usable values (rules 1.1, 1.8)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

HOURS_PER_UNIT: Mapping[str, float] = {
    "minute": 1 / 60,
    "hour": 1.0,
    "day": 24.0,
    "week": 7 * 24.0,
    "month": 30 * 24.0,
    "year": 365 * 24.0,
}
"""Rules 1.8."""

HOURS_PER_DAY = 24.0

WITHHELD = "withheld"
"""What stands, outside the store, for the value of an answer that never leaves it (rules 1.1)."""


@dataclass(frozen=True, slots=True)
class Duration:
    """A length of time as it was given.

    Attributes:
        value: how many units; never negative.
        unit: one of the units of rules 1.8.
    """

    value: float
    unit: str

    @property
    def hours(self) -> float:
        """The length in hours (month = 30 days, year = 365 days)."""
        return self.value * HOURS_PER_UNIT[self.unit]


def is_wrapper(raw: object) -> bool:
    """Say whether an object is a ``{value, note}`` wrapper: the key ``value`` and no keys but these two."""
    return isinstance(raw, dict) and "value" in raw and (len(raw) == 1 or raw.keys() == {"value", "note"})


def unwrap(raw: object) -> object:
    """Return what a wrapper holds, or the object itself."""
    while is_wrapper(raw):
        assert isinstance(raw, dict)  # noqa: S101 - narrows the type; is_wrapper has just said so
        raw = raw["value"]
    return raw


def status_of(raw: object) -> str | None:
    """Return the status of a status object (any object with the key ``status``), else ``None``."""
    inner = unwrap(raw)
    if isinstance(inner, dict) and "status" in inner:
        return str(inner["status"])
    return None


def notes_of(raw: object) -> list[str]:
    """Return the notes on an answer, a field or an entry, outermost first; a wrapper may hold a status."""
    found = []
    while isinstance(raw, dict) and ("status" in raw or is_wrapper(raw)):
        note = raw.get("note")
        if isinstance(note, str) and note.strip():
            found.append(note)
        raw = raw.get("value")
    return found


def note_of(raw: object) -> str | None:
    """Return the note on an answer, or ``None`` when there is none."""
    return next(iter(notes_of(raw)), None)


def usable_value(raw: object) -> object | None:
    """Return the usable value of an answer, an element or a field, or ``None`` when there is none.

    Not usable: absent, a status object, null, blank text, an empty list, an object all of whose fields are
    unusable (rules 1.1).
    """
    inner = unwrap(raw)
    if isinstance(inner, str):
        return inner if inner.strip() else None
    if isinstance(inner, dict):
        if "status" in inner:
            return None
        return inner if any(usable_value(part) is not None for part in inner.values()) else None
    if isinstance(inner, list | tuple):
        return inner or None
    return inner


def field_value(raw: object, field: str) -> object | None:
    """Return the usable value of one field of a group or an element, or ``None``."""
    inner = usable_value(raw)
    return usable_value(inner.get(field)) if isinstance(inner, dict) else None


def duration_of(value: object) -> Duration | None:
    """Return a duration, or ``None`` when value or unit is not usable (rules 1.8)."""
    if not isinstance(value, dict):
        return None
    amount, unit = usable_value(value.get("value")), usable_value(value.get("unit"))
    if isinstance(amount, bool) or not isinstance(amount, int | float) or unit not in HOURS_PER_UNIT:
        return None
    return Duration(float(amount), str(unit))


def number_of(value: object) -> float | None:
    """Return a number, or ``None``; ``true`` and ``false`` are no numbers."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    return float(value)


def text_of(value: object) -> str | None:
    """Return text that is not blank, or ``None``."""
    return value if isinstance(value, str) and value.strip() else None


def list_of(value: object) -> tuple[str, ...]:
    """Return the option ids of a multi answer; empty when there is none."""
    return tuple(str(item) for item in value) if isinstance(value, list | tuple) else ()
