"""What a bank asks: sections, questions, their fields and options."""

from __future__ import annotations

from functools import cached_property
from typing import Literal

from pydantic import Field

from relapse_cli.model.bank_model import BankModel
from relapse_cli.model.bank_terms import (
    Path,
    PlanSection,
    QuestionType,
    Session,
    Status,
    Unit,
    ValueType,
)
from relapse_cli.model.condition import ALWAYS, Condition


class Option(BankModel):
    """One option of a choice; ``id`` is the interface, ``label`` is what people read.

    Attributes:
        short: the label in few words, for tables; the label where it is left out.
        said: other words by which people name it, where it is told among others on one line.
        room: it stands for something that is not listed, and has room for what that is, in own words.
    """

    id: str
    label: str
    short: str = ""
    help: str = ""
    said: tuple[str, ...] = ()
    room: bool = False


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

    def option_in_short(self, option: object) -> str:
        """The wording of an option in few words."""
        known = next((known for known in self.options if known.id == option), None)
        return str(option) if known is None else known.short or known.label


class Field_(Input):  # noqa: N801 - `Field` is pydantic's
    """One field of a group or of an entry.

    Attributes:
        detail: waits in an optional panel; never changes what counts.
        front_when: brings a detail field to the front.
        suggested: by domain of a sequence, the option that is suggested until somebody confirms one.
    """

    type: ValueType
    detail: bool = False
    front_when: Condition | None = None
    suggested: dict[str, str] = Field(default_factory=dict)


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
        greets: its opening is that of the whole session, said before anybody is asked about a symptom; the
            sentence on how common a return is follows it (X-NORMAL, X-CHRONIC of rules 7.8).
        stance: the therapist's stance card, a few short lines.
        reads_back: the lines of the plan that are read to the patient at its questions, in this order.
    """

    id: str
    title: str
    plan_section: PlanSection
    session: Session
    opening: dict[str, str] = Field(default_factory=dict)
    greets: bool = False
    stance: tuple[str, ...] = ()
    reads_back: tuple[str, ...] = ()
    questions: tuple[Question, ...]
