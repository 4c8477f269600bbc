"""What the therapist decided about a plan: data in the record; the last of a kind for a target wins."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from relapse_cli.model.bank_terms import Edition, PlanSection

_Words = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=65_536)]


class DecisionModel(BaseModel):
    """The common shape of a decision: frozen, and nothing unknown in it."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)


class Confirm(DecisionModel):
    """A flag stands as computed; level 4 needs a second confirmation."""

    kind: Literal["confirm"]
    flag: str
    second: bool = False


class Lower(DecisionModel):
    """A flag is lowered, with a reason that prints on the plan; level 4 needs a second confirmation."""

    kind: Literal["lower"]
    flag: str
    to: int = Field(ge=1, le=3)
    reason: str = ""
    second: bool = False


class Raise(DecisionModel):
    """A flag is raised."""

    kind: Literal["raise"]
    flag: str
    to: int = Field(ge=2, le=4)
    reason: str = ""


class Pick(DecisionModel):
    """Options are picked for a line, or who does it and by when is set."""

    kind: Literal["pick"]
    rule: str
    options: tuple[str, ...] = ()
    owner: _Words | None = None
    due: str | None = None


class Edit(DecisionModel):
    """The text of one edition of a line is replaced by the therapist's."""

    kind: Literal["edit"]
    rule: str
    edition: Edition
    text: _Words


class Remove(DecisionModel):
    """A line is taken off the plan; P-EMERGENCY and P-SAMEDAY need a reason and a second confirmation."""

    kind: Literal["remove"]
    rule: str
    reason: str = ""
    second: bool = False


class Add(DecisionModel):
    """A line of the therapist's own; ``covers`` names the timeline domain it answers."""

    kind: Literal["add"]
    id: Annotated[str, StringConstraints(pattern=r"^own-[A-Za-z0-9_-]{1,60}$")]
    section: PlanSection
    covers: str | None = None
    text: _Words
    owner: _Words | None = None
    due: str | None = None
    editions: Annotated[tuple[Edition, ...], Field(min_length=1)] = ("clinician",)


class Recheck(DecisionModel):
    """The therapist has asked again, with the patient alone: about pressure, or which paper may go home."""

    kind: Literal["recheck"]
    what: Literal["coercion", "paper"]


class SignOff(DecisionModel):
    """The plan is final for exactly these answers (``answers`` is their digest)."""

    kind: Literal["sign_off"]
    at: str
    role: _Words
    answers: str


Decision = Annotated[
    Confirm | Lower | Raise | Pick | Edit | Remove | Add | Recheck | SignOff, Field(discriminator="kind")
]
