"""The shape of ``relapse-plan/1``: what the format writes, and what its schema is made of."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, Literal

from pydantic import ConfigDict, Field

from relapse_cli.model.bank_terms import Basis, Edition, LineKind, Path, PlanSection
from relapse_cli.model.plan import PLAN_FORMAT, PatientEdition

if TYPE_CHECKING:
    from relapse_cli.json_schema import Schema

_CLOSED = ConfigDict(extra="forbid")
_Level = Annotated[int, Field(ge=1, le=4)]
_SAYS = "The plan of one record, as the clinician, the patient or the family is given it."


@dataclass(frozen=True, slots=True)
class BankObject:
    """The bank that the plan follows."""

    __pydantic_config__ = _CLOSED

    id: str
    version: str
    digest: str


@dataclass(frozen=True, slots=True)
class DecisionObject:
    """What the therapist made of a flag."""

    __pydantic_config__ = _CLOSED

    kind: Literal["confirm", "lower", "raise"]
    to: int
    reason: str


@dataclass(frozen=True, slots=True)
class FlagObject:
    """A flag that is set, and the questions on which it rests."""

    __pydantic_config__ = _CLOSED

    id: str
    level: int
    text: str
    basis: list[Basis]
    because: list[str]
    decision: DecisionObject | None
    source: str


@dataclass(frozen=True, slots=True)
class OptionObject:
    """An option that a line offers; ``picked`` is the therapist's choice."""

    __pydantic_config__ = _CLOSED

    id: str
    basis: list[Basis]
    picked: bool
    texts: dict[Edition, str]


@dataclass(frozen=True, slots=True)
class SlotObject:
    """What is filled in for this one patient; ``text`` is null while it is open."""

    __pydantic_config__ = _CLOSED

    id: str
    asks: str
    fills: str
    text: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class _AnyLine:
    """What lines of a plan and of the family sheet have in common.

    Attributes:
        rule: the rule that put it there; ``None`` for a line of the therapist's own.
        variant: which of several texts of the rule it has.
        texts: by edition, what it says.
        due: a day, or a date and time with its offset; ``None`` where there is none.
        gap: it stands where something is missing.
        later: marked "later" at level 4.
        source: where it comes from, with the day somebody last looked at it.
    """

    __pydantic_config__ = _CLOSED

    rule: str | None
    id: str
    kind: LineKind
    variant: str | None
    texts: dict[Edition, str]
    owner: str | None
    due: str | None
    due_words: str | None
    gap: bool
    later: bool
    slots: list[SlotObject]
    options: list[OptionObject]
    basis: list[Basis]
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LineObject(_AnyLine):
    """A line of a plan; ``under`` is the rule of the line as part of which it prints."""

    section: PlanSection
    under: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class FamilyLineObject(_AnyLine):
    """A line of the family sheet; its section is its heading."""

    section: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ClinicianLineObject(LineObject):
    """A line with the questions on which it rests."""

    because: list[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class _AnyPlan:
    """What every edition carries.

    Attributes:
        final: signed off for these answers, with every validator met.
        family_sheet: whether there may be one.
        unmet: the validators that keep the plan from being final.
    """

    __pydantic_config__ = _CLOSED

    format: Literal["relapse-plan/1"]
    record: str
    case: str
    path: Path
    started_at: str
    final: bool
    bank: BankObject
    family_sheet: bool
    unmet: list[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class FamilyPlanObject(_AnyPlan):
    """What the family is given: no level, no page of the patient, no contact."""

    lines: list[FamilyLineObject | LineObject]


@dataclass(frozen=True, slots=True, kw_only=True)
class PrivateCardObject(_AnyPlan):
    """What the patient is given where others may see it: no contact."""

    patient_edition: Literal["private_card"]
    lines: list[LineObject]


@dataclass(frozen=True, slots=True, kw_only=True)
class PatientPlanObject(_AnyPlan):
    """What the patient is given, with the next contact."""

    patient_edition: Literal["plan", "emergency_card"]
    next_contact: str | None
    extra_contact: str | None
    lines: list[LineObject]


@dataclass(frozen=True, slots=True, kw_only=True)
class ClinicianPlanObject(_AnyPlan):
    """What the clinician is given.

    Attributes:
        level: what the rules compute; ``level_decided`` is what the therapist made of it.
        unresolved: the critical questions that are open.
        sequence: the domains before the first use, in order.
    """

    patient_edition: PatientEdition
    next_contact: str | None
    extra_contact: str | None
    level: _Level
    level_decided: _Level | None
    flags: list[FlagObject]
    lines: list[ClinicianLineObject]
    unresolved: list[str]
    sequence: list[str]


PlanObject = ClinicianPlanObject | PatientPlanObject | PrivateCardObject | FamilyPlanObject


def plan_schema() -> Schema:
    """Return the schema of every edition of a plan."""
    from relapse_cli.json_schema import schema_of, whole_schema

    return whole_schema(PLAN_FORMAT, _SAYS, schema_of(PlanObject))
