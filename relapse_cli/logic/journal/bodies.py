"""The bodies of journal entries: their shapes, and values as JSON that any store can hold."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from relapse_cli.model.step import Step
from relapse_cli.text.sanitize import whole_letters


def plain(value: object) -> object:
    """A value as JSON: lists for tuples, and a sign that stands for half of a character replaced."""
    match value:
        case str():
            return whole_letters(value)
        case None | bool() | int():
            return value
        case float():
            return value if math.isfinite(value) else None
        case Mapping():
            return {str(plain(str(key))): plain(part) for key, part in value.items()}
        case list() | tuple():
            return [plain(part) for part in value]
        case _:
            return plain(str(value))


def step_json(step: Step | None) -> list[object] | None:
    """A step as a short list: question, entry, field, detail, without what is not set at its end."""
    if step is None:
        return None
    parts: list[object] = [plain(step.question), step.entry, step.field, step.detail]
    while parts[-1] is None or parts[-1] is False:
        parts.pop()
    return parts


def _read_step(raw: object) -> Step:
    """The step that a short list stands for.

    A question without a field could once be opened from a list of several; now it is one part of a form.

    Raises:
        ValueError: it stands for none.
    """
    if isinstance(raw, Step):
        return raw
    if isinstance(raw, list) and 1 <= len(raw) <= 4:
        unset: list[object] = [None, None, None, False]
        question, entry, field, detail = raw + unset[len(raw) :]
        whole = entry is None or (type(entry) is int and entry >= 0)
        if isinstance(question, str) and whole and isinstance(field, str | None) and isinstance(detail, bool):
            return Step(question, entry, field, detail and field is not None)
    raise ValueError("not a step")


_StepJson = Annotated[Step, BeforeValidator(_read_step)]


class Body(BaseModel):
    """The common shape of bodies: strict, and what a newer program adds is noticed, not refused."""

    model_config = ConfigDict(frozen=True, extra="allow", strict=True)


class Begun(Body):
    """How a record began: everything but its answers and decisions."""

    record: dict[str, Any]
    carried: list[str] = Field(default_factory=list)


class AnswerGiven(Body):
    """One changed answer, as it is stored; ``null`` = taken away, or with ``stands`` really ``null``."""

    question: str
    raw: object
    stands: bool = False


class _TrailChange(Body):
    """How many steps of the trail stay, and which come after them."""

    keep: Annotated[int, Field(ge=0)]
    add: list[_StepJson] = Field(default_factory=list)


class Place(Body):
    """What changed in where the interview stands; what is not given stays as it is.

    Attributes:
        put: questions that were left; ``unput`` those that wait again.
        waiting: carried answers that wait to be confirmed; ``confirmed`` those that do not any more.
    """

    put: list[str] = Field(default_factory=list)
    unput: list[str] = Field(default_factory=list)
    trail: _TrailChange | None = None
    at: _StepJson | None = None
    return_to: _StepJson | None = None
    open_before: list[str] | None = None
    waiting: list[str] = Field(default_factory=list)
    confirmed: list[str] = Field(default_factory=list)


class Cards(Body):
    """The level-4 flags whose card has been shown, all of them."""

    flags: list[str]


class Draft(Body):
    """What is half typed at a step; empty = nothing any more."""

    step: _StepJson
    text: str


class Finished(Body):
    """When the interview ended; ``over`` is false when it was taken up again."""

    at: str | None
    over: bool = True


class Decided(Body):
    """All decisions, in order."""

    decisions: list[Any]


class _LeftOverBody(Body):
    """Something that could not be carried over."""

    question: str
    raw: object
    why: str
    part: str = ""


class MigratedBody(Body):
    """What became of the record when its bank had changed."""

    bank: object
    applied: list[str]
    left_over: list[_LeftOverBody]
