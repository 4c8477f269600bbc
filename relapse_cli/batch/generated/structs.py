"""The structs that a record is read into: every question's type, options, fields and ranges are in them.

A value, its wrapper ``{value, note}`` and its status ``{status, note}`` stand under one key. msgspec takes no
union of two structs, so that a group shares one struct with its wrapper and its status. What the types cannot
say is said by ``checks.py`` when a struct has been read. Attributes are numbered: no name in the generated
function comes from a bank.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from math import ceil, floor, isfinite
from typing import Annotated, Any, Literal, cast

import msgspec
from msgspec import UNSET, Meta, Struct, UnsetType

from relapse_cli.batch.generated import checks
from relapse_cli.model.answer import HOURS_PER_UNIT
from relapse_cli.model.bank import Bank
from relapse_cli.model.bank_questions import Field_, Question
from relapse_cli.model.bank_terms import Path, Status

MOST_ENTRIES = 500
_GREATEST = 10**9
_LEAST = -(10**15)

Kind = Literal["text", "moment", "yes_no", "number", "list", "hours", "group", "event", "raw"]
"""How a value is held: ``raw`` is one that no struct can be made for."""

_KINDS: Mapping[str, Kind] = {
    "choice": "text", "text": "text", "long_text": "text", "date": "moment", "datetime": "moment",
    "yes_no": "yes_no", "scale": "number", "number": "number", "multi": "list", "duration": "hours",
    "group": "group", "event": "event",
}  # fmt: skip
_OWN_KEYS = frozenset({"value", "note", "status"})
_Type = Any  # msgspec takes annotations, which have no type of their own


@dataclass(frozen=True, slots=True)
class Shape:
    """How one question or field is read.

    Attributes:
        annotation: its type for msgspec.
        held: the struct of its wrapper and status, where that is one of its own.
        item: the struct of a group or of an entry.
        empty: a group or an entry in which nothing stands.
        exclusive: the option that stands alone.
    """

    kind: Kind
    annotation: _Type
    held: type[Struct] | None = None
    item: type[Struct] | None = None
    empty: Struct | None = None
    exclusive: str | None = None


class Envelope(Struct, forbid_unknown_fields=True, omit_defaults=True, gc=False):
    """What stands around the answers."""

    id: str
    case: str
    path: Path
    started_at: str
    answers: Any = None
    format: Literal["relapse-interview/1"] = "relapse-interview/1"
    bank: msgspec.Raw | UnsetType = UNSET
    profile: msgspec.Raw | UnsetType = UNSET
    finished_at: str | None = None
    decisions: msgspec.Raw | UnsetType = UNSET
    earlier: str | None = None
    continues: str | None = None
    follows: str | None = None


@dataclass(slots=True)
class Shapes:
    """Makes the shapes of a bank.

    Attributes:
        checked: whether what has been read is checked beyond its types.
    """

    bank: Bank
    checked: bool = True
    _held: dict[object, type[Struct]] = field(default_factory=dict)
    questions: dict[str, Shape] = field(default_factory=dict)
    fields: dict[tuple[str, str], Shape] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for question in self.bank.questions.values():
            self.questions[question.id] = self._question(question)

    def envelope(self, read: Sequence[str] | None = None) -> type[Struct]:
        """The struct of a record; ``read`` leaves out all questions but these."""
        known = [*self.questions] if read is None else read
        names = {f"q{index}": name for index, name in enumerate(known)}
        fields = [
            (key, self.questions[name].annotation, _default(self.questions[name]))
            for key, name in names.items()
        ]
        answers = msgspec.defstruct(
            "Answers", fields, rename=names, forbid_unknown_fields=self.checked, omit_defaults=True, gc=False
        )
        return msgspec.defstruct(
            "Record",
            [("answers", answers, msgspec.field(default_factory=answers))],
            bases=(Envelope,),
            forbid_unknown_fields=True,
            omit_defaults=True,
            gc=False,
        )

    def _question(self, question: Question) -> Shape:
        if question.type not in {"group", "event"}:
            return self._value(question)
        if _OWN_KEYS & question.field_by_id.keys():
            return Shape("raw", msgspec.Raw | UnsetType)
        for each in question.fields:
            self.fields[question.id, each.id] = self._value(each)
        plain, merged = self._items(question)
        if question.type == "group":
            return Shape("group", merged | None, item=plain, empty=plain())
        entries = Annotated[list[merged | None], Meta(max_length=_most(question))]  # type: ignore[valid-type]
        held = self._holder(("event", question.id), entries)
        return Shape("event", entries | held | None, held=held, item=plain, empty=plain())

    def _items(self, question: Question) -> tuple[type[Struct], type[Struct]]:
        """The struct of a group's fields, and the one that may be its wrapper or status instead."""
        names = {f"f{index}": each.id for index, each in enumerate(question.fields)}
        shapes = [self.fields[question.id, name] for name in names.values()]
        fields = [(key, shape.annotation, _default(shape)) for key, shape in zip(names, shapes, strict=True)]
        inside = checks.of_fields(shapes_by_attribute(question, shapes))
        plain = self._struct("Fields", fields, names, inside)
        own: list[tuple[str, _Type, object]] = [
            ("value", plain | None, None),
            ("note", str | UnsetType, UNSET),
            ("status", Status | UnsetType, UNSET),
        ]
        return plain, self._struct("Group", [*fields, *own], names, checks.of_group(inside, len(fields)))

    def _struct(
        self,
        name: str,
        fields: Sequence[tuple[str, _Type, object]],
        names: dict[str, str],
        check: Callable[[Any], None] | None,
    ) -> type[Struct]:
        namespace = {"__post_init__": check} if self.checked and check else {}
        return msgspec.defstruct(
            name, fields, rename=names, namespace=namespace,
            forbid_unknown_fields=True, omit_defaults=True, gc=False,
        )  # fmt: skip

    def _holder(self, key: object, annotation: _Type) -> type[Struct]:
        """The struct of a wrapper and a status of some type, one for all that have this type."""
        if key not in self._held:
            fields: list[tuple[str, _Type, object]] = [
                ("value", annotation | None, None),
                ("note", str | UnsetType, UNSET),
                ("status", Status | UnsetType, UNSET),
            ]
            self._held[key] = self._struct("Held", fields, {}, checks.of_holder(moment=key == "moment"))
        return self._held[key]

    def _value(self, spec: Question | Field_) -> Shape:
        kind = _KINDS[spec.type]
        if kind == "hours":
            return self._duration(spec)
        annotation, key = _plain(spec)
        if annotation is None:
            return Shape("raw", msgspec.Raw | UnsetType)
        held = self._holder("moment" if kind == "moment" else key, annotation)
        exclusive = spec.exclusive if kind == "list" else None
        return Shape(kind, annotation | held | None, held=held, exclusive=exclusive)

    def _duration(self, spec: Question | Field_) -> Shape:
        key = ("hours", spec.units)
        if key not in self._held:
            unit = Literal[tuple(spec.units or HOURS_PER_UNIT)]  # type: ignore[valid-type] # of the bank
            amount = int | float
            check = checks.of_duration
            plain = self._struct("Span", [("value", amount), ("unit", unit)], {}, checks.of_span)  # type: ignore[list-item]
            fields: list[tuple[str, _Type, object]] = [
                ("value", amount | plain | None, None),
                ("unit", unit | UnsetType, UNSET),
                ("note", str | UnsetType, UNSET),
                ("status", Status | UnsetType, UNSET),
            ]
            self._held[key] = self._struct("Duration", fields, {}, check)
        return Shape("hours", self._held[key] | None)


def shapes_by_attribute(
    question: Question, shapes: Sequence[Shape]
) -> dict[str, tuple[str, str, str | None]]:
    """By attribute: the field's id, its kind and the option that stands alone."""
    return {
        f"f{index}": (each.id, shape.kind, shape.exclusive)
        for index, (each, shape) in enumerate(zip(question.fields, shapes, strict=True))
    }


def _default(shape: Shape) -> object:
    return UNSET if shape.kind == "raw" else None


def _most(question: Question) -> int:
    return MOST_ENTRIES if question.max_entries is None else min(question.max_entries, MOST_ENTRIES)


def _plain(spec: Question | Field_) -> tuple[_Type, object]:
    """The type of a value that is neither wrapped nor a status, and what that type is called."""
    match spec.type:
        case "choice" | "multi":
            options = tuple(sorted(spec.option_ids))
            if not options:
                return None, None
            one = Literal[options]  # type: ignore[valid-type] # of the bank
            several = Annotated[list[one], Meta(max_length=MOST_ENTRIES)]
            return (one if spec.type == "choice" else several), (spec.type, options)
        case "yes_no":
            return bool, "yes_no"
        case "scale" | "number":
            return _number(spec)
        case _:
            return str, "text"


def _number(spec: Question | Field_) -> tuple[_Type, object]:
    top = 10.0 if spec.type == "scale" else float(_GREATEST)
    low = max(spec.min if spec.min is not None else 0.0, float(_LEAST))
    high = min(spec.max if spec.max is not None else top, float(_GREATEST))
    if not (isfinite(low) and isfinite(high)):
        return None, None
    whole = Annotated[int, Meta(ge=ceil(low), le=floor(high))]
    if spec.type == "scale":
        return whole, ("scale", low, high)
    parts = Annotated[float, Meta(ge=low, le=high)]
    return cast("_Type", whole | parts), ("number", low, high)
