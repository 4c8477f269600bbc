"""The plan, in the interchange format ``relapse-plan/1``."""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, ConfigDict

from relapse_cli.model.bank_terms import Basis, Edition, LineKind, PlanSection
from relapse_cli.model.bank_terms import Path as InterviewPath
from relapse_cli.model.record import BankPin, ProfilePin

PLAN_FORMAT = "relapse-plan/1"


class PlanModel(BaseModel):
    """The common shape of a plan's parts: frozen, and nothing unknown in it."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class FlagDecision(PlanModel):
    """What the therapist made of a flag."""

    kind: Literal["confirm", "lower", "raise"]
    to: int
    reason: str = ""


class PlanFlag(PlanModel):
    """A flag that is set.

    Attributes:
        plain: the same in words for the patient's edition.
        because: the sorted ids of the enabled questions on which it rests.
        open_inputs: of the questions it reads, those without a usable value (rules 1.10).
    """

    id: str
    level: int
    text: str
    plain: str
    basis: tuple[Basis, ...]
    basis_note: str
    source: str
    because: tuple[str, ...]
    open_inputs: tuple[str, ...]
    decision: FlagDecision | None


class LineOption(PlanModel):
    """An option offered for a trigger; ``picked`` is the therapist's choice."""

    id: str
    texts: dict[Edition, str]
    basis: tuple[Basis, ...]
    picked: bool


class Line(PlanModel):
    """One line of the plan.

    Attributes:
        rule: the rule that put it there; ``None`` for a line of the therapist's own.
        texts: by edition; the first line of a text is the line itself, further lines print under it.
        due: ISO 8601 date or date-time, or ``None`` where it cannot be resolved from the record.
        variant: the variant of the text (rules 7.2).
        gap: the line stands where something is missing and is no action.
        later: at level 4, work that waits.
        role: ``action``, ``answer`` (what was said), ``gap`` or ``own``.
        edited: the therapist changed its text.
        condition: why it is there, as an English sentence.
    """

    rule: str | None
    id: str
    section: PlanSection
    kind: LineKind
    role: Literal["action", "answer", "gap", "own"]
    texts: dict[Edition, str]
    owner: str | None
    due: str | None
    due_words: str | None
    variant: str | None = None
    options: tuple[LineOption, ...] = ()
    gap: bool = False
    later: bool = False
    edited: bool = False
    because: tuple[str, ...]
    basis: tuple[Basis, ...]
    basis_note: str = ""
    source: str


class TimelineEvent(PlanModel):
    """One event of the trigger sequence, in order.

    Attributes:
        offset_hours: distance from the first use, negative before it; ``None`` when unknown.
        when: the same in words.
        intensity: 0 to 10, or ``None``.
        stage: ``emotional``, ``mental``, ``physical``, ``unsure`` or ``None``; suggested, never enforced.
    """

    what: str
    offset_hours: float | None
    when: str
    side: Literal["before", "after"]
    domain: str | None
    domain_label: str
    intensity: int | None
    stage: str | None
    stage_label: str


class FamilyPlanLine(PlanModel):
    """One line of the family sheet."""

    id: str
    heading: str
    kind: LineKind
    text: str
    because: tuple[str, ...]
    basis: tuple[Basis, ...]
    source: str


class OpenItem(PlanModel):
    """A question by id and label, for "still to clarify"."""

    id: str
    label: str


class Plan(PlanModel):
    """The whole plan of one record.

    Attributes:
        level: what the rules compute, 1 to 4.
        level_decided: what the therapist made of it.
        final: signed off for these answers, with every validator met.
        unresolved: the ids of unresolved critical questions.
        unmet: validators that keep the plan from being final.
        family_sheet: whether the family sheet may exist (rules 8).
        family_waits: the sheet waits for the coercion recheck.
        notices: what the therapist changed beyond the lines themselves; for the clinician.
        refused: decisions that have no effect, and why; for the clinician.
    """

    record: str
    case: str
    path: InterviewPath
    started_at: str
    level: int
    level_decided: int
    level_acted_on: int
    final: bool
    bank: BankPin
    bank_title: str
    reviewed_by: str | None
    profile: ProfilePin | None
    flags: tuple[PlanFlag, ...]
    lines: tuple[Line, ...]
    unresolved: tuple[OpenItem, ...]
    unmet: tuple[str, ...]
    family_sheet: bool
    family_waits: bool
    family_opening: str = ""
    family_lines: tuple[FamilyPlanLine, ...]
    timeline: tuple[TimelineEvent, ...]
    notices: tuple[str, ...] = ()
    refused: tuple[str, ...] = ()
