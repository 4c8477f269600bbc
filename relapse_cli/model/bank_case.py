"""A case beside a bank: answers, and what is to come of them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from functools import cached_property
from typing import Annotated, Literal

from pydantic import AfterValidator, Field, model_validator

from relapse_cli.model.answer import Json
from relapse_cli.model.bank_model import BankModel
from relapse_cli.model.bank_terms import Path
from relapse_cli.model.decision import Raise
from relapse_cli.model.record import Record, SafeId

CASE_FORMAT = "relapse-case/1"
_REASON = "raised in this case"
_NOON = "T12:00:00+00:00"
_WHOLE_DAY = len("2026-11-20")


def _checked_moment(text: str) -> str:
    """Refuse what is no day, and no time with an offset."""
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        raise ValueError(_MOMENT) from None
    if moment.tzinfo is None and len(text) != _WHOLE_DAY:
        raise ValueError(_MOMENT)
    return text


_MOMENT = "a day is meant, such as 2026-11-20, or a time with its offset, such as 2026-11-20T09:00:00+01:00"

Moment = Annotated[str, AfterValidator(_checked_moment)]
"""When an interview begins: a time with its offset, or a day, which stands for its noon in UTC."""


class Names(BankModel):
    """Names that are expected: a list is all there are, in any order; else some that are there or are not."""

    exactly: tuple[str, ...] | None = None
    those: tuple[str, ...] = Field(default=(), alias="with")
    without: tuple[str, ...] = ()

    @model_validator(mode="before")
    @classmethod
    def _of_list(cls, raw: object) -> object:
        return {"exactly": raw} if isinstance(raw, list | tuple) else raw


class SomeTexts(BankModel):
    """Pieces of what a line says: these are there, and those are not."""

    those: tuple[str, ...] = Field(default=(), alias="with")
    without: tuple[str, ...] = ()


class Expected(BankModel):
    """What is to come of the answers; what is left out is not looked at.

    Attributes:
        level: the computed level.
        flags: the flags that are set.
        lines: the rules that put a line on the plan.
        due: for some of these lines, when they are due in the words of their rules, such as ``hours 72``.
        asked: the questions that the path asks, and fields of theirs that apply in some entry.
        texts: for some of these lines, what stands in their words in some edition, and what does not.
        disabled: the questions of the session that do not apply.
        family_sheet: whether there may be a family sheet.
        extra_contact: when the contact before a late one is, such as ``hours 48``; ``none`` = there is none.
        late_contact: whether the agreed contact lies so late that its reason is asked for.
    """

    level: int | None = Field(default=None, ge=1, le=4)
    flags: Names | None = None
    lines: Names | None = None
    due: dict[str, str] | None = None
    texts: dict[str, SomeTexts] | None = None
    disabled: Names | None = None
    asked: Names | None = None
    family_sheet: bool | None = None
    extra_contact: str | None = None
    late_contact: bool | None = None


class EarlierCase(BankModel):
    """The interview that a case is compared with."""

    path: Path = "core"
    today: Moment
    answers: dict[str, Json]


class Case(BankModel):
    """One case.

    Attributes:
        says: what it shows, in a sentence.
        path: how much is asked; ``followup`` is a follow-up.
        today: when the interview begins.
        earlier: the interview that it is compared with.
        again: it is compared with one that says the same.
        raised: the flags that the therapist has raised, each with the level.
        to_review: it was written by the program, and nobody has looked at it.
    """

    id: SafeId
    says: str = ""
    path: Path
    today: Moment
    answers: dict[str, Json]
    earlier: EarlierCase | None = None
    again: bool = False
    raised: dict[str, Literal[2, 3, 4]] = Field(default_factory=dict)
    to_review: bool = False
    expect: Expected

    @cached_property
    def record(self) -> Record:
        """The interview as a record."""
        record = _record(self.id, self.path, self.today, self.answers)
        earlier = self.earlier_record
        made = (Raise(kind="raise", flag=flag, to=to, reason=_REASON) for flag, to in self.raised.items())
        return record.model_copy(
            update={"earlier": earlier and earlier.id, "decisions": (*record.decisions, *made)}
        )

    @cached_property
    def earlier_record(self) -> Record | None:
        """The interview that it is compared with."""
        told: Case | EarlierCase | None = self if self.again else self.earlier
        if told is None:
            return None
        return _record(f"{self.id}-earlier"[-64:], told.path, told.today, told.answers)


class CaseFile(BankModel):
    """The cases of a file."""

    format: Literal["relapse-case/1"]
    cases: tuple[Case, ...] = Field(min_length=1)


def _record(name: str, path: Path, today: str, answers: Mapping[str, Json]) -> Record:
    started_at = f"{today}{_NOON}" if len(today) == _WHOLE_DAY else today
    return Record(id=name, case="case", path=path, started_at=started_at, answers=dict(answers))
