"""One interview's answers and decisions, in the interchange format ``relapse-interview/1``."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from relapse_cli.model.bank_terms import Path, Session
from relapse_cli.model.decision import Decision

SAFE_ID = r"^[A-Za-z0-9_-]{1,64}$"

SafeId = Annotated[str, StringConstraints(pattern=SAFE_ID)]

Json = object
"""A JSON value as it was read; ``logic/answers/check_record.py`` says whether it fits its question."""


class RecordModel(BaseModel):
    """The common shape of a record's parts: frozen, and nothing unknown in it."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class BankPin(RecordModel):
    """The bank a record was made with."""

    id: str
    version: str
    digest: str


class EmergencyNumber(RecordModel):
    """One number of an emergency profile."""

    label: str
    number: str


class ProfilePin(RecordModel):
    """The emergency profile in force when the record was made."""

    id: str
    service_text: str = ""
    numbers: tuple[EmergencyNumber, ...] = ()


class Record(RecordModel):
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

    @property
    def session(self) -> Session:
        """The session kind that the path decides (rules 1.3)."""
        return "followup" if self.path == "followup" else "interview"
