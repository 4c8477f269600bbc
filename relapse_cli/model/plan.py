"""The plan, in the interchange format ``relapse-plan/1``."""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, InstanceOf

from relapse_cli.model.bank_terms import Basis, Edition, LineKind, PlanSection
from relapse_cli.model.bank_terms import Path as InterviewPath
from relapse_cli.model.line_text import LineDue, LineText, Owner, Said, Words, in_plain
from relapse_cli.model.record import BankPin, ProfilePin
from relapse_cli.model.sentence_ids import SHEET_OPENING

PLAN_FORMAT = "relapse-plan/1"

PatientEdition = Literal["plan", "emergency_card", "private_card"]
"""What the patient is handed: the whole plan, a card in an emergency, or one that says nothing to others."""


class _PlanModel(BaseModel):
    """The common shape of a plan's parts: frozen, and nothing unknown in it."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class FlagDecision(_PlanModel):
    """What the therapist made of a flag."""

    kind: Literal["confirm", "lower", "raise"]
    to: int
    reason: str = ""


class PlanFlag(_PlanModel):
    """A flag that is set.

    Attributes:
        plain: the same in words for the patient's edition.
        short: the same in few words; empty where the text is short itself.
        sources: the ids of the sources it rests on.
        because: the sorted ids of the enabled questions on which it rests.
        open_inputs: of the questions it reads, those without a usable value (rules 1.10).
    """

    id: str
    level: int
    text: str
    plain: str
    short: str = ""
    basis: tuple[Basis, ...]
    basis_note: str
    sources: tuple[str, ...]
    because: tuple[str, ...]
    open_inputs: tuple[str, ...]
    decision: FlagDecision | None


class LineOption(_PlanModel):
    """An option offered for a trigger; ``picked`` is the therapist's choice."""

    id: str
    texts: dict[Edition, InstanceOf[LineText]]
    basis: tuple[Basis, ...]
    picked: bool


class LineSlot(_PlanModel):
    """A slot of a line on this plan (rules 7.11).

    Attributes:
        name: the slot that a filling is kept under: its own, or the one that it is the same as.
        text: what fills it; ``None`` while it is open.
        by: whose the text is; a default of the service is not the patient's, and a report says only that it
            was settled.
        number: the number to call that the text is; empty where it is anything else.
    """

    id: str
    name: str
    asks: str
    fills: str
    text: str | None
    by: Literal["decision", "answer", "service", "report"] | None = None
    number: str = ""


class Line(_PlanModel):
    """One line of the plan.

    Attributes:
        rule: the rule that put it there; ``None`` for a line of the therapist's own.
        texts: by edition, what it says.
        owner: who does it; ``None`` where nobody is named.
        due: by when it is done; ``None`` where nothing is said about it.
        variant: the variant of the text (rules 7.2).
        gap: the line stands where something is missing and is no action.
        later: at level 4, work that waits.
        role: ``action``, ``answer`` (what was said), ``gap`` or ``own``.
        edited: the therapist changed its text.
        domain: the timeline domain it speaks of, for a gap and for the answers of a branch.
        domain_labels: the domains it speaks of, in words: of a gap, or of a trigger row.
        on_sheet: the lines of the family sheet that say the same to the family.
        slots: what of it is filled in for this patient.
        under: the rule of the line as part of which this one prints (rules 7.9), if any.
        adds: by edition, what that line takes in; where an edition is left out, all that this one says.
        done: a follow-up tells that it is done, so that its documents name it only there.
        holds_on: it is told to be done and is said again all the same, for it holds until the next contact;
            nothing of it is due. Where today's answers ask for more of it, it is not so.
        sources: the ids of the sources it rests on; none for a line of the therapist's own.
    """

    rule: str | None
    id: str
    section: PlanSection
    kind: LineKind
    role: Literal["action", "answer", "gap", "own"]
    texts: dict[Edition, InstanceOf[LineText]]
    owner: InstanceOf[Owner] | None
    due: InstanceOf[LineDue] | None
    variant: str | None = None
    options: tuple[LineOption, ...] = ()
    gap: bool = False
    later: bool = False
    edited: bool = False
    domain: str | None = None
    domain_labels: tuple[str, ...] = ()
    on_sheet: tuple[str, ...] = ()
    slots: tuple[LineSlot, ...] = ()
    under: str | None = None
    adds: dict[Edition, InstanceOf[LineText]] = {}
    done: bool = False
    holds_on: bool = Field(default=False, exclude=True)
    because: tuple[str, ...]
    basis: tuple[Basis, ...]
    basis_note: str = ""
    sources: tuple[str, ...]

    @property
    def wording(self) -> dict[Edition, str]:
        """What it says in each edition, as one text."""
        return {edition: text.plain for edition, text in self.texts.items()}

    @property
    def text(self) -> LineText | None:
        """What it says to the clinician, or to whoever it speaks to at all."""
        return self.texts.get("clinician") or next(iter(self.texts.values()), None)


class TimelineEvent(_PlanModel):
    """One event of the trigger sequence, in order.

    Attributes:
        offset_hours: distance from the first use, negative before it; ``None`` when unknown.
        when: the same in words.
        intensity: 0 to 10, or ``None``.
        locus: where it came from, ``internal`` or ``external``, for a picture; in no interchange.
        locus_label: the same in words; one that only the domain suggests says so.
        stage: ``emotional``, ``mental``, ``physical``, ``unsure`` or ``None``; suggested, never enforced.
        stage_label: the stage in words; one that only the domain suggests says so.
    """

    what: str
    offset_hours: float | None
    when: str
    side: Literal["before", "after"]
    domain: str | None
    domain_label: str
    intensity: int | None
    locus: str | None = Field(default=None, exclude=True)
    locus_label: str = ""
    stage: str | None
    stage_label: str


class Thin(_PlanModel):
    """One row of what was thin (X-THIN of rules 7.8): what coping, trigger or support lacked, in words."""

    kind: Literal["coping", "trigger", "support"]
    words: tuple[str, ...]


class Sentence(_PlanModel):
    """A sentence that no rule carries, as it reads for this patient: the opening, the closing.

    Attributes:
        edition: on whose page it stands.
    """

    id: str
    edition: Edition
    text: InstanceOf[LineText]


class FamilyPlanLine(_PlanModel):
    """One line of the family sheet."""

    id: str
    heading: str
    kind: LineKind
    words: Words
    because: tuple[str, ...]
    basis: tuple[Basis, ...]
    sources: tuple[str, ...]

    @property
    def text(self) -> str:
        """What it says as one text."""
        return in_plain(self.words)


class OpenItem(_PlanModel):
    """A question by id and label, for "still to clarify"."""

    id: str
    label: str


class HandedOver(_PlanModel):
    """What somebody who takes over asks for, in words; no line of the plan says it.

    Attributes:
        taken: each product with its last use, and what was mixed; that none is recorded, where that is so.
        person: who it is about: age group, illnesses, what happened before, who is there, who knows.
        signs: how the person appears, and the answers behind the flags of levels 3 and 4 that stand in no
            other row.
        not_known: what was asked and is not known, but for what was taken; ``not_said`` was rather not said,
            and ``not_asked`` was never put.
        amount_open: something was taken, and nothing of the record says how much.
        elsewhere: the person is not in the room; where they are is never written down.
    """

    taken: tuple[str, ...] = ()
    person: tuple[InstanceOf[Said], ...] = ()
    signs: tuple[InstanceOf[Said], ...] = ()
    not_known: tuple[OpenItem, ...] = ()
    not_said: tuple[OpenItem, ...] = ()
    amount_open: bool = False
    not_asked: tuple[OpenItem, ...] = ()
    elsewhere: bool = False


class NextContact(_PlanModel):
    """The contact that was agreed: when (ISO 8601, and as every line says it), and who calls, in words."""

    at: str
    words: str
    who: str | None


class Appointment(_PlanModel):
    """A contact on a day of a plan, as a calendar holds it.

    Attributes:
        id: tells it from the others, also when the plan is made again: ``next``, ``extra``, ``day-7``.
        at: ISO 8601 date or date-time.
        agreed: it was agreed with the patient; otherwise the plan asks for it.
    """

    id: str
    at: str
    agreed: bool


class Plan(_PlanModel):
    """The whole plan of one record.

    Attributes:
        level: what the rules compute, 1 to 4.
        level_decided: what the therapist made of it; ``None`` until there is a decision.
        final: signed off for these answers, with every validator met.
        unresolved: the ids of unresolved critical questions.
        unmet: validators that keep the plan from being final; ``unmet_words`` says the same in words.
        family_sheet: whether the family sheet may exist (rules 8).
        family_waits: the sheet waits for the coercion recheck.
        sentences: what no rule carries on the pages that are handed out, in their order.
        family_agreed: there is an agreement to share something with somebody.
        patient_edition: what the patient is handed (rules 7.10).
        thin: what coping, trigger and support lacked; for the clinician.
        reviewed_by: who has signed the bank, in words; ``None`` where nobody has.
        next_contact: the agreed contact, when it lies ahead.
        extra_contact: the contact before a late one (rules 7.7): ``today``, ``days 1``, ``hours 48``.
        appointments: every contact that the plan names or asks for, earliest first.
        handed_over: what somebody who takes over asks for.
        sequence: the domains before the first use, in order, each once.
        notices: what the therapist changed beyond the lines themselves; for the clinician.
        refused: decisions that have no effect, and why; for the clinician.
    """

    record: str
    case: str
    path: InterviewPath
    started_at: str
    level: int
    level_decided: int | None
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
    unmet_words: tuple[str, ...] = ()
    family_sheet: bool
    family_waits: bool
    family_agreed: bool = False
    patient_edition: PatientEdition = "plan"
    thin: tuple[Thin, ...] = ()
    sentences: tuple[Sentence, ...] = ()
    family_lines: tuple[FamilyPlanLine, ...]
    timeline: tuple[TimelineEvent, ...]
    next_contact: NextContact | None = None
    extra_contact: str | None = None
    appointments: tuple[Appointment, ...] = ()
    handed_over: HandedOver = HandedOver()
    sequence: tuple[str, ...] = ()
    notices: tuple[str, ...] = ()
    refused: tuple[str, ...] = ()

    @property
    def family_opening(self) -> str:
        """The opening of the family sheet; empty where there is no sheet."""
        text = self.sentence(SHEET_OPENING)
        return text.plain if text else ""

    def sentence(self, name: str) -> LineText | None:
        """How a sentence that no rule carries reads; ``None`` where it does not print."""
        return next((each.text for each in self.sentences if each.id == name), None)
