"""What a bank concludes: facts, flags, plan lines and the family sheet, each with its basis and sources."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

from pydantic import Field

from relapse_cli.model.bank_model import BankModel
from relapse_cli.model.bank_terms import Asked, Basis, DueWord, Edition, LineKind, PlanSection, ServiceField
from relapse_cli.model.condition import ALWAYS, Condition


class Source(BankModel):
    """Where a rule comes from and when somebody last looked at it."""

    id: str
    title: str
    year: str
    looked_at: date
    review_by: date
    note: str = ""


class Rule(BankModel):
    """What every rule carries: its id, its basis, its sources.

    Attributes:
        basis_note: which part of a mixed basis is the product's own default.
    """

    id: str
    basis: tuple[Basis, ...]
    basis_note: str = ""
    source: tuple[str, ...]


class NamedFact(BankModel):
    """A condition with a name and an English phrase, so that rules can be read."""

    name: str
    phrase: str
    scope: Literal["record", "entry"] = "record"
    when: Condition


class Flag(Rule):
    """A condition with a level from 2 to 4.

    Attributes:
        text: what was found, for the clinician.
        plain: the same in words for the patient plan (same-day flags are named there).
        short: what was found in few words, for a first page; where it is left out the text itself is used.
        when: the condition in an interview; ``None`` = does not exist in it.
        followup: the condition in a follow-up session; ``None`` = does not exist in it.
    """

    level: Literal[2, 3, 4]
    text: str
    plain: str
    short: str = ""
    when: Condition | None = None
    followup: Condition | None = None


class Part(BankModel):
    """A sentence of a line; printed when its condition holds.

    Attributes:
        text: ``{question.field}`` names an answer, ``{blank:name}`` a slot of the line.
        short: the sentence in few words, for lists; where it is left out the sentence itself is used.
        aside: it need not stand on a first page that is whole by itself, and follows after it.
        until_asked: it stands until the therapist has asked about this again; ``once_asked``, from then on.
    """

    text: str
    short: str = ""
    aside: bool = False
    when: Condition = ALWAYS
    until_asked: Asked | None = None
    once_asked: Asked | None = None


_DayAfter = Annotated[int, Field(ge=1, le=366)]
_WithPlace = Annotated[str, Field(pattern=r"\{\}")]
_Texts = dict[Edition, tuple[Part, ...]]


class Due(BankModel):
    """One due time; the first whose condition holds is taken.

    Attributes:
        word: see rules 7.7; ``hours`` and ``days`` take ``n``; ``first_contact`` is the contact before a late
            one, else the next contact; ``arranged`` cannot be resolved from a record.
        words: how the plan says it.
        then: what the plan says beyond that time.
        beside: the words say more than a date does, so that the date stands beside them.
    """

    word: DueWord
    n: int | None = None
    words: str
    then: str = ""
    beside: bool = False
    when: Condition = ALWAYS


class SlotDefault(BankModel):
    """What the service says in a slot, while a condition holds."""

    field: ServiceField
    when: Condition = ALWAYS


class Slot(BankModel):
    """A place of a line that is filled in for this one patient (rules 7.11).

    Attributes:
        asks: what is asked to fill it, in one short question.
        fills: who settles it: one of ``settles`` in the bank's wording.
        default: what stands there until it is filled: everything that the service says to it.
        answer: the answer that says it already, where it is usable.
        same_as: another slot, as ``RULE.slot``: whatever fills one of the two fills both.
        unless_filled: another slot, whose text stands here until this one is filled itself.
        when: the slot is there only while this holds.
        editions: where it may stand; anywhere when there are none.
    """

    id: str
    asks: str
    fills: str
    default: tuple[SlotDefault, ...] = ()
    answer: str | None = None
    same_as: str | None = None
    unless_filled: str | None = None
    when: Condition = ALWAYS
    editions: tuple[Edition, ...] = ()


class OtherOwner(BankModel):
    """Who does a line in place of its owner, while a condition holds."""

    owner: str
    when: Condition


def slot_name(rule: str, slot: str) -> str:
    """How a slot is named outside its line."""
    return f"{rule}.{slot}"


class TriggerOption(BankModel):
    """One option of a trigger row."""

    id: str
    basis: tuple[Basis, ...]
    texts: dict[Edition, str]
    when: Condition = ALWAYS


class Action(Rule):
    """A rule that puts a line on the plan.

    Attributes:
        texts: by edition, the sentences; an edition that is not there does not carry the line.
        other_owners: who does it in place of its owner; the first whose condition holds.
        gaps: by placeholder, what is printed where the answer is missing.
        variant: a derived fact that names the variant of the text (rules 7.2).
        domains: the timeline domains a trigger row answers; empty for every other rule.
        options: what a trigger row offers.
        ifthen: the if-then line that a trigger row starts from; those whose condition holds.
        later: marked "later" on the plan at level 4.
        extra: of the contact line, when a further contact takes place where none is agreed or it is later.
        latest: of the contact line, when an agreed contact is so late that its reason is asked for.
        contact_days: on which days after the session it wants a contact or a review, for a calendar.
        on_sheet: the lines of the family sheet that say the same to the family.
        slots: what of it is filled in for this one patient.
        when: the condition in an interview; ``followup`` in a follow-up session.
    """

    section: PlanSection
    kind: LineKind = "do"
    owner: str
    other_owners: tuple[OtherOwner, ...] = ()
    due: tuple[Due, ...]
    texts: _Texts
    gaps: dict[str, str] = Field(default_factory=dict)
    variant: str | None = None
    domains: tuple[str, ...] = ()
    options: tuple[TriggerOption, ...] = ()
    ifthen: tuple[Part, ...] = ()
    later: bool = False
    extra: tuple[Due, ...] = ()
    latest: tuple[Due, ...] = ()
    contact_days: tuple[_DayAfter, ...] = ()
    on_sheet: tuple[str, ...] = ()
    reads: tuple[str, ...] = ()
    slots: tuple[Slot, ...] = ()
    when: Condition | None = None
    followup: Condition | None = None

    @property
    def own_texts(self) -> tuple[str, ...]:
        """Everything the bank itself says in this line, quotations aside."""
        parts = [part.text for parts in self.texts.values() for part in parts]
        options = [text for option in self.options for text in option.texts.values()]
        ifthen, asks = (part.text for part in self.ifthen), (slot.asks for slot in self.slots)
        return (*parts, *options, *ifthen, *self.gaps.values(), *asks)

    @property
    def is_trigger_row(self) -> bool:
        """Whether it is a row that offers options for a trigger (rules 7.5)."""
        return bool(self.options)


class AnswerLine(Rule):
    """A line that carries what was said; it is no action and fires no rule (rules 7.8).

    Attributes:
        layout: which of the product's layouts it uses; ``list`` prints each answer under its label.
        quotes: by edition, the questions, or fields of one, whose answers it quotes.
        titles: by edition, the words it begins with.
        answered: by edition, words that stand first when something was answered.
        empty: by edition, what stands where there is nothing to tell.
        labels: by question, the words before its answer; by slot, what stands where it is empty.
        brief: by question, or field of one, the few words in which a first page says its answer, ``{}``.
        slots: what of it is filled in for this one patient.
        later: marked "later" on the plan at level 4.
    """

    section: PlanSection
    layout: Literal[
        "list", "safety", "event", "timeline", "branches", "ifthen", "add", "followup", "notes"
    ] = "list"
    titles: dict[Edition, str]
    quotes: dict[Edition, tuple[str, ...]]
    answered: dict[Edition, str] = Field(default_factory=dict)
    empty: dict[Edition, str] = Field(default_factory=dict)
    labels: dict[str, str] = Field(default_factory=dict)
    brief: dict[str, _WithPlace] = Field(default_factory=dict)
    slots: tuple[Slot, ...] = ()
    later: bool = False

    @property
    def own_texts(self) -> tuple[str, ...]:
        """Everything the bank itself says in this line, quotations aside."""
        texts = (self.titles, self.answered, self.empty, self.labels, self.brief)
        return tuple(text for each in texts for text in each.values())


class GapLine(BankModel):
    """A line that stands where something is missing; it never counts as an action."""

    id: str
    section: PlanSection
    texts: dict[Edition, str]
    basis: tuple[Basis, ...]
    source: tuple[str, ...]


class Together(BankModel):
    """A line that prints as part of another one (rules 7.9).

    Attributes:
        line: the lower line, an action.
        under: the upper one, an action or an answer line; it is itself under none.
        adds: by edition, the sentences that the upper line takes in; where an edition is left out, all that
            the lower line says there.
        done: only where a follow-up tells that the line of the plan before is done, and only in documents.
    """

    line: str
    under: str
    when: Condition = ALWAYS
    adds: _Texts = Field(default_factory=dict)
    done: bool = False

    @property
    def own_texts(self) -> tuple[str, ...]:
        """Everything the bank itself says in it."""
        return tuple(part.text for parts in self.adds.values() for part in parts)


class FamilyLine(Rule):
    """A line of the family sheet, under one of its four headings."""

    heading: Literal["escalate", "minimise", "safety", "treatment"]
    kind: LineKind
    text: str
    gap: str = ""


class FamilySheet(BankModel):
    """The family sheet: when it exists, its headings, its lines (rules 8).

    Attributes:
        agreed: the part of ``when`` that is an agreement to share; where it lacks, that is said.
        further: the heading over lines of the plan that go beyond the sheet.
    """

    agreed: Condition = ALWAYS
    when: Condition
    waits_for_recheck: Condition
    title: str
    opening: str
    headings: dict[str, str]
    further: str = "From the therapist"
    lines: tuple[FamilyLine, ...]
