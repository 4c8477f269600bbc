"""What was answered, read once from the shapes that a record knows (rules 1.1, 1.8).

A value may stand bare or in a wrapper ``{value, note}``, and a status ``{status, note}`` in place of a value.
Here, and nowhere else, these shapes are told apart. What was read stays beside its meaning, so that nothing
is lost of what no question knows, and it is written again as it was.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from math import inf

from relapse_cli.model.condition import Scalar

Json = object
"""A JSON value as it was read; ``logic/answers/check_record.py`` says whether it fits its question."""

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


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer, an entry of one, or a field.

    Attributes:
        raw: as it stands in the record.
        inner: what its wrappers hold.
        fields: the parts of an object.
        items: the elements of a list.
        status: ``unknown``, ``declined`` or, in a faulty record, any other word; ``None`` without a status.
        notes: the notes on it that are not blank, outermost first.
        usable: it holds something; a status, null, blank text, an empty list and an object all of whose
            parts are unusable hold nothing.
    """

    raw: Json
    inner: Json = field(compare=False, repr=False)
    fields: Mapping[str, Answer] = field(compare=False, repr=False)
    items: tuple[Answer, ...] = field(compare=False, repr=False)
    status: str | None = field(compare=False)
    notes: tuple[str, ...] = field(compare=False)
    usable: bool = field(compare=False)

    @property
    def is_given(self) -> bool:
        """Whether it holds a value or a status; a note alone is no answer."""
        return self.usable or self.status is not None

    @property
    def note(self) -> str | None:
        """The outermost note."""
        return self.notes[0] if self.notes else None

    @property
    def value(self) -> Json | None:
        """The usable value as it stands in the record, or ``None``."""
        return self.inner if self.usable else None

    @property
    def scalar(self) -> Scalar | None:
        """A usable value that is neither list nor object."""
        return self.inner if self.usable and isinstance(self.inner, str | int | float) else None

    @property
    def text(self) -> str | None:
        """Text that is not blank."""
        return self.inner if self.usable and isinstance(self.inner, str) else None

    @property
    def number(self) -> float | None:
        """A number; ``true`` and ``false`` are none."""
        inner = self.inner
        if isinstance(inner, bool) or not isinstance(inner, int | float):
            return None
        try:
            return float(inner)
        except OverflowError:  # hundreds of digits: greater than every bound, as the check of values says
            return inf if inner > 0 else -inf

    @property
    def options(self) -> tuple[str, ...]:
        """The option ids of a list of options."""
        return tuple([str(item.raw) for item in self.items])

    @property
    def duration(self) -> Duration | None:
        """A length of time, where value and unit are usable."""
        if not self.fields:
            return None
        amount, unit = self.fields.get("value", NOTHING).number, self.fields.get("unit", NOTHING).text
        return None if amount is None or unit not in HOURS_PER_UNIT else Duration(amount, str(unit))

    def part(self, name: str) -> Answer:
        """The field of a group or an entry that holds something; of any other answer nothing."""
        return self.fields.get(name, NOTHING) if self.usable else NOTHING

    @property
    def wrapper_note(self) -> Json:
        """What stands as the note of its wrapper; text, unless the record is faulty."""
        return self.raw.get("note", "") if isinstance(self.raw, dict) and _is_wrapper(self.raw) else ""


def read_answer(raw: Json) -> Answer:
    """Read an answer, an entry or a field; what fits no question is kept as well."""
    inner = _unwrapped(raw)
    if isinstance(inner, dict):
        fields = {str(name): read_answer(part) for name, part in inner.items()}
        status = str(inner["status"]) if "status" in inner else None
        usable = status is None and any(part.usable for part in fields.values())
        return Answer(raw, inner, fields, (), status, _notes(raw), usable)
    notes = () if inner is raw else _notes(raw)
    if isinstance(inner, list | tuple):
        return Answer(raw, inner, _NO_FIELDS, tuple(map(read_answer, inner)), None, notes, bool(inner))
    usable = bool(inner.strip()) if isinstance(inner, str) else inner is not None
    return Answer(raw, inner, _NO_FIELDS, (), None, notes, usable)


def write_answer(value: Json, note: str | None) -> Json:
    """A value with its note: a status takes it inside, everything else is wrapped."""
    if note is None:
        return value
    if isinstance(value, dict) and "status" in value:
        return {"status": value["status"], "note": note}
    return {"value": value, "note": note}


def rewritten(raw: Json, value: Json) -> Json:
    """What was read, with another value in the same wrappers."""
    if not _is_wrapper(raw) or not isinstance(raw, dict):
        return value
    return {**raw, "value": rewritten(raw["value"], value)}


def _is_wrapper(raw: Json) -> bool:
    """An object with the key ``value`` and no keys but this and ``note``."""
    return isinstance(raw, dict) and "value" in raw and (len(raw) == 1 or raw.keys() == {"value", "note"})


def _unwrapped(raw: Json) -> Json:
    while isinstance(raw, dict) and _is_wrapper(raw):
        raw = raw["value"]
    return raw


def _notes(raw: Json) -> tuple[str, ...]:
    found = []
    while isinstance(raw, dict) and ("status" in raw or _is_wrapper(raw)):
        note = raw.get("note")
        if isinstance(note, str) and note.strip():
            found.append(note)
        raw = raw.get("value")
    return tuple(found)


_NO_FIELDS: Mapping[str, Answer] = {}

NOTHING = read_answer(None)
"""What stands where nothing was answered."""
