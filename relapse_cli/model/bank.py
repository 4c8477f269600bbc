"""A bank: the questions of an interview and the rules that turn its answers into a plan."""

from __future__ import annotations

import re
from datetime import date
from functools import cached_property
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from relapse_cli.model.condition import ALWAYS, Condition
from relapse_cli.model.migration import Migration

Path = Literal["brief", "core", "deep", "followup"]
Session = Literal["interview", "followup"]
Status = Literal["unknown", "declined"]
Edition = Literal["clinician", "patient", "family"]
Basis = Literal["seed", "guideline", "product_default"]
ValueType = Literal[
    "choice", "multi", "yes_no", "scale", "number", "text", "long_text", "date", "datetime", "duration"
]
QuestionType = ValueType | Literal["group", "event"]
Unit = Literal["minute", "hour", "day", "week", "month", "year"]
PlanSection = Literal[
    "emergency", "contact", "safety", "medicines", "trigger",
    "stance", "revision", "stabilisation", "followup",
]  # fmt: skip
LineKind = Literal["do", "avoid"]
DueWord = Literal["now", "today", "tonight", "hours", "days", "next_contact", "arranged"]


class BankModel(BaseModel):
    """The common shape of everything in a bank: frozen, and nothing unknown in it."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Option(BankModel):
    """One option of a choice; ``id`` is the interface, ``label`` is what people read."""

    id: str
    label: str
    help: str = ""


class Input(BankModel):
    """What questions and fields share: how a value is asked for and what values there are.

    Attributes:
        label: what is asked, in the words that are spoken.
        short: how documents name it; the label where it is left out.
        min: the least number allowed, for numbers and scales.
        max: the greatest number allowed.
        unit: the unit in which a number is asked, such as ``hour``.
        exclusive: the option of a multi that must stand alone.
        screen: questions or fields with the same value are shown together.
    """

    id: str
    label: str
    short: str = ""
    help: str = ""
    options: tuple[Option, ...] = ()
    exclusive: str | None = None
    min: float | None = None
    max: float | None = None
    unit: str | None = None
    units: tuple[Unit, ...] = ()
    screen: str | None = None
    relevance: Condition = ALWAYS

    @property
    def title(self) -> str:
        """How documents name it."""
        return self.short or self.label.rstrip("?:. ")

    @cached_property
    def always_relevant(self) -> bool:
        """Whether it has no condition of its own."""
        return self.relevance == ALWAYS

    @cached_property
    def option_ids(self) -> frozenset[str]:
        """The ids of the options."""
        return frozenset(option.id for option in self.options)

    def option_label(self, option: object) -> str:
        """The wording of an option, or the id itself when the bank does not know it."""
        return next((known.label for known in self.options if known.id == option), str(option))


class Field_(Input):  # noqa: N801 - `Field` is pydantic's
    """One field of a group or of an entry.

    Attributes:
        detail: waits in an optional panel; never changes what counts.
        front_when: brings a detail field to the front.
    """

    type: ValueType
    detail: bool = False
    front_when: Condition | None = None


class Unreliable(BankModel):
    """Values that are not taken at their word under a condition (rules 1.4).

    Attributes:
        scope: ``everywhere`` = the value is not usable at all; ``list`` = it only counts as
            open in section 6.
    """

    values: tuple[str, ...]
    when: Condition
    scope: Literal["everywhere", "list"]
    note: str


class Question(Input):
    """One question of a bank.

    Attributes:
        id: dotted id such as ``safety.now``; an interface that other tools rely on.
        paths: on which paths it is asked; never what counts.
        brief_when: on the brief path it is asked only when this holds.
        critical: a missing answer never reads as "no".
        quiet: option ids that are reassuring (for yes_no ``true``/``false``), where they can be listed.
        open_when: makes a critical question with a value unresolved all the same (rules 6).
        required: must hold a value or a status before a plan can be final.
        allow: the statuses that the interview offers; a reader accepts both on every question.
        observed: the therapist records it; it is usually not read aloud.
        never_export: its value never leaves the store.
        ask_after: shown straight after this question or section instead of in file order.
        script: words the therapist may read aloud before the question.
        why: why it is asked.
    """

    type: QuestionType
    session: Session
    paths: tuple[Path, ...]
    brief_when: Condition | None = None
    critical: bool = False
    quiet: tuple[str, ...] = ()
    open_when: Condition | None = None
    unreliable: Unreliable | None = None
    required: bool = False
    allow: tuple[Status, ...] = ()
    observed: bool = False
    never_export: bool = False
    ask_after: str | None = None
    fields: tuple[Field_, ...] = ()
    min_entries: int = 0
    max_entries: int | None = None
    prompts: str | None = None
    why: str = ""
    script: str = ""

    @cached_property
    def field_by_id(self) -> dict[str, Field_]:
        """The fields by id."""
        return {field.id: field for field in self.fields}


class Section(BankModel):
    """A section of the interview (a "bank" of the question contract).

    Attributes:
        plan_section: where notes on its answers stand on the plan.
        opening: words read aloud before its first question, by how the return became known
            (key ``default`` where it does not matter).
        stance: the therapist's stance card, a few short lines.
    """

    id: str
    title: str
    plan_section: PlanSection
    session: Session
    opening: dict[str, str] = Field(default_factory=dict)
    stance: tuple[str, ...] = ()
    questions: tuple[Question, ...]


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
        when: the condition in an interview; ``None`` = does not exist in it.
        followup: the condition in a follow-up session; ``None`` = does not exist in it.
    """

    level: Literal[2, 3, 4]
    text: str
    plain: str
    when: Condition | None = None
    followup: Condition | None = None


class Part(BankModel):
    """A sentence of a line; printed when its condition holds. ``{question.field}`` names an answer."""

    text: str
    when: Condition = ALWAYS


Texts = dict[Edition, tuple[Part, ...]]


class Due(BankModel):
    """One due time; the first whose condition holds is taken.

    Attributes:
        word: see rules 7.7; ``hours`` and ``days`` take ``n``; ``arranged`` cannot be resolved from a record.
        words: how the plan says it.
    """

    word: DueWord
    n: int | None = None
    words: str
    when: Condition = ALWAYS


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
        gaps: by placeholder, what is printed where the answer is missing.
        variant: a derived fact that names the variant of the text (rules 7.2).
        domains: the timeline domains a trigger row answers; empty for every other rule.
        options: what a trigger row offers.
        ifthen: the if-then line with blanks that a trigger row starts from.
        later: marked "later" on the plan at level 4.
        when: the condition in an interview; ``followup`` in a follow-up session.
    """

    section: PlanSection
    kind: LineKind = "do"
    owner: str
    due: tuple[Due, ...]
    texts: Texts
    gaps: dict[str, str] = Field(default_factory=dict)
    variant: str | None = None
    domains: tuple[str, ...] = ()
    options: tuple[TriggerOption, ...] = ()
    ifthen: str = ""
    later: bool = False
    reads: tuple[str, ...] = ()
    when: Condition | None = None
    followup: Condition | None = None

    @property
    def own_texts(self) -> tuple[str, ...]:
        """Everything the bank itself says in this line, quotations aside."""
        parts = [part.text for parts in self.texts.values() for part in parts]
        options = [text for option in self.options for text in option.texts.values()]
        return (*parts, *options, self.ifthen, *self.gaps.values())

    @property
    def is_trigger_row(self) -> bool:
        """Whether it is a row that offers options for a trigger (rules 7.5)."""
        return bool(self.options)


class AnswerLine(Rule):
    """A line that carries what was said; it is no action and fires no rule (rules 7.8).

    Attributes:
        layout: which of the product's layouts it uses; ``list`` prints each answer under its label.
        quotes: by edition, the questions whose answers it quotes.
        titles: by edition, the words it begins with.
        answered: by edition, words that stand first when something was answered.
        labels: by question, the words before its answer; by slot, what stands where it is empty.
    """

    section: PlanSection
    layout: Literal["list", "safety", "timeline", "branches", "ifthen", "notes"] = "list"
    titles: dict[Edition, str]
    quotes: dict[Edition, tuple[str, ...]]
    answered: dict[Edition, str] = Field(default_factory=dict)
    labels: dict[str, str] = Field(default_factory=dict)


class GapLine(BankModel):
    """A line that stands where something is missing; it never counts as an action."""

    id: str
    section: PlanSection
    texts: dict[Edition, str]
    basis: tuple[Basis, ...]
    source: tuple[str, ...]


class FamilyLine(Rule):
    """A line of the family sheet, under one of its four headings."""

    heading: Literal["escalate", "minimise", "safety", "treatment"]
    kind: LineKind
    text: str
    gap: str = ""


class FamilySheet(BankModel):
    """The family sheet: when it exists, its headings, its lines (rules 8)."""

    when: Condition
    waits_for_recheck: Condition
    title: str
    opening: str
    headings: dict[str, str]
    lines: tuple[FamilyLine, ...]


class Wording(BankModel):
    """Wording used across documents and screens."""

    title: str
    header: str
    footer: str
    not_reviewed: str
    draft: str
    levels: dict[int, str]
    sections: dict[str, str]
    validators: dict[str, str]
    banned: tuple[str, ...]
    not_recorded: str
    closing: str


class Bank(BankModel):
    """A whole bank: what is asked, and what follows.

    Attributes:
        digest: ``sha256:`` and the digest of the files it was read from.
        reviewed_by: the clinician who signed it; until then every document says "not clinically reviewed".
        migrations: what became of the questions of older versions.
    """

    id: str
    version: str
    title: str
    digest: str
    reviewed_by: str | None = None
    sections: tuple[Section, ...]
    facts: tuple[NamedFact, ...]
    flags: tuple[Flag, ...]
    actions: tuple[Action, ...]
    answer_lines: tuple[AnswerLine, ...]
    gap_lines: tuple[GapLine, ...]
    family: FamilySheet
    sources: tuple[Source, ...]
    wording: Wording
    migrations: tuple[Migration, ...] = ()

    @cached_property
    def questions(self) -> dict[str, Question]:
        """Every question by id, in contract order."""
        return {q.id: q for section in self.sections for q in section.questions}

    @cached_property
    def section_of(self) -> dict[str, Section]:
        """The section of each question."""
        return {q.id: section for section in self.sections for q in section.questions}

    @cached_property
    def fact_by_name(self) -> dict[str, NamedFact]:
        """The named facts by name."""
        return {fact.name: fact for fact in self.facts}

    @cached_property
    def flag_by_id(self) -> dict[str, Flag]:
        """The flags by id, in file order."""
        return {flag.id: flag for flag in self.flags}

    @cached_property
    def action_by_id(self) -> dict[str, Action]:
        """The actions by id, in file order."""
        return {action.id: action for action in self.actions}

    @cached_property
    def banned_in(self) -> dict[str, tuple[str, ...]]:
        """The banned words in the product's own texts, by what prints them: flag, rule or gap."""
        words = "|".join(re.escape(word) for word in self.wording.banned)
        pattern = re.compile(rf"\b(?:{words})\b", re.IGNORECASE)
        texts = [
            *((flag.id, (flag.text, flag.plain)) for flag in self.flags),
            *((action.id, action.own_texts) for action in self.actions),
            *(
                (line.id, (*line.titles.values(), *line.answered.values(), *line.labels.values()))
                for line in self.answer_lines
            ),
            *((gap.id, tuple(gap.texts.values())) for gap in self.gap_lines),
        ]
        found = {
            name: tuple(hit.lower() for text in own for hit in pattern.findall(text))
            for name, own in (texts if words else ())
        }
        return {name: hits for name, hits in found.items() if hits}

    @cached_property
    def source_by_id(self) -> dict[str, Source]:
        """The sources by id."""
        return {source.id: source for source in self.sources}
