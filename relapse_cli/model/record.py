"""One interview's answers and decisions, in the interchange format ``relapse-interview/1``."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from typing import Annotated, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from relapse_cli.model.answer import NOTHING, Answer, Json, read_answer
from relapse_cli.model.bank_terms import Path, ServiceField, Session
from relapse_cli.model.decision import Decision

SAFE_ID = r"^[A-Za-z0-9_-]{1,64}$"

SafeId = Annotated[str, StringConstraints(pattern=SAFE_ID)]


class _RecordModel(BaseModel):
    """The common shape of a record's parts: frozen, and nothing unknown in it."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class BankPin(_RecordModel):
    """The bank a record was made with."""

    id: str
    version: str
    digest: str


Purpose = Literal["emergency", "crisis", "poison_public", "poison_professional", "domestic", "child", "drugs"]
"""What a number is for; it decides where a number prints, and nothing is read from its label."""

NOT_CALLED = "not yet called"
"""What a clinician is told of a number in doubt, which no patient is given."""


class EmergencyNumber(_RecordModel):
    """One number of an emergency profile; one without a purpose prints under its label.

    Attributes:
        also: other numbers that reach the same service.
        by_text: a message is written to it; nobody answers a call.
        hours: when it is open, where that is not always.
        doubt: why somebody has to call it before a patient is given it; ``None`` where nothing is in doubt.
    """

    label: str
    number: str
    purpose: Purpose | None = None
    also: tuple[str, ...] | None = None
    by_text: Literal[True] | None = None
    hours: str | None = None
    doubt: str | None = None

    @property
    def spellings(self) -> str:
        """The number as it is called, with the others that reach the same service."""
        numbers = " or ".join((self.number, *(self.also or ())))
        return f"text {numbers}" if self.by_text else numbers


class ServiceSays(BaseModel):
    """What a service has said once for all its patients; what it has not said prints nothing.

    Attributes:
        missed_contact: what happens when an agreed contact is missed.
        same_day_medical: who gives medical advice the same day; ``same_day_psychiatric`` likewise.
        safety_plan_form: the form that its safety plans are made with.
        domestic_safety: the contact for safety at home, where it is no number of the profile.
        driving_policy: which rules hold for driving and work with machines.
        pharmacy_return: where and when medicines are taken back.
        naloxone_source: where naloxone is had.
    """

    missed_contact: str | None = None
    same_day_medical: str | None = None
    same_day_psychiatric: str | None = None
    safety_plan_form: str | None = None
    domestic_safety: str | None = None
    driving_policy: str | None = None
    pharmacy_return: str | None = None
    naloxone_source: str | None = None


class ProfilePin(_RecordModel, ServiceSays):
    """The emergency profile in force when the record was made.

    Attributes:
        service_text: the service's own emergency procedure.
    """

    id: str
    service_text: str = ""
    framing: Literal["chronic"] | None = None
    numbers: tuple[EmergencyNumber, ...] = ()

    def says(self, field: ServiceField) -> str:
        """What the service says to something; without a contact of its own, its number for safety at home."""
        said = str(getattr(self, field) or "").strip()
        home = next((each for each in self.numbers if each.purpose == "domestic"), None)
        if said or field != "domestic_safety" or home is None:
            return said
        return f"{home.number} ({NOT_CALLED}: {home.doubt})" if home.doubt else home.number

    def number_for(self, field: ServiceField) -> str:
        """The number to call that is all the service says to something; empty where it says anything else."""
        home = next((each for each in self.numbers if each.purpose == "domestic"), None)
        if field != "domestic_safety" or home is None or home.doubt or home.by_text:
            return ""
        return home.number if self.says(field) == home.number else ""

    @property
    def emergency(self) -> EmergencyNumber | None:
        """The number that is called in danger; ``None`` where none is known to be for that.

        In a record from before numbers had a purpose it is the first one: that was the promise of its format.
        """
        if all(each.purpose is None for each in self.numbers):
            return next(iter(self.numbers), None)
        called = (each for each in self.numbers if each.purpose == "emergency" and not each.by_text)
        return next((each for each in called if not each.doubt), None)


class Record(_RecordModel):
    """One interview or follow-up.

    Attributes:
        started_at: ISO 8601 with a UTC offset; "now" for every rule.
        answers: by question id, in the shapes of the question contract; a wrapper ``{value, note}`` and a
            status ``{status, note}`` stand for the value.
        earlier: the id of the record this one is compared with.
        continues: the id of the record that this one goes on with on another day.
        follows: for a follow-up, the id of its interview.
    """

    format: Literal["relapse-interview/1"] = "relapse-interview/1"
    id: SafeId
    case: SafeId
    path: Path
    bank: BankPin | None = None
    profile: ProfilePin | None = None
    started_at: str
    finished_at: str | None = None
    answers: dict[str, Json] = Field(default_factory=dict)
    decisions: tuple[Decision, ...] = ()
    earlier: SafeId | None = None
    continues: SafeId | None = None
    follows: SafeId | None = None

    @cached_property
    def given(self) -> Mapping[str, Answer]:
        """The answers by question id, each read once."""
        return {question: read_answer(raw) for question, raw in self.answers.items()}

    def answer(self, question: str) -> Answer:
        """What stands for a question."""
        return self.given.get(question, NOTHING)

    def with_answer(self, question: str, raw: Json) -> Self:
        """The record with another answer to a question; the others are not read again."""
        changed = self.model_copy(update={"answers": {**self.answers, question: raw}})
        changed.__dict__["given"] = {**self.given, question: read_answer(raw)}
        return changed

    def without_answer(self, question: str) -> Self:
        """The record without an answer to a question."""
        left = {name: raw for name, raw in self.answers.items() if name != question}
        return self.model_copy(update={"answers": left})

    def model_copy(self, *, update: Mapping[str, object] | None = None, deep: bool = False) -> Self:
        """A copy with changes; changed answers are read anew."""
        copied = super().model_copy(update=update, deep=deep)
        if update is not None and "answers" in update:
            copied.__dict__.pop("given", None)
        return copied

    @property
    def session(self) -> Session:
        """The session kind that the path decides (rules 1.3)."""
        return "followup" if self.path == "followup" else "interview"
