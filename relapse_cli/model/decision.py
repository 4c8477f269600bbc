"""What the therapist decided about a plan: data in the record; the last of a kind for a target wins."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from relapse_cli.model.bank_terms import Asked, Edition, PlanSection

_Words = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=65_536)]


class _DecisionModel(BaseModel):
    """The common shape of a decision: frozen, and nothing unknown in it."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)


class Confirm(_DecisionModel):
    """A flag stands as computed; level 4 needs a second confirmation."""

    kind: Literal["confirm"]
    flag: str
    second: bool = False


class Lower(_DecisionModel):
    """A flag is lowered, with a reason that prints on the plan; level 4 needs a second confirmation."""

    kind: Literal["lower"]
    flag: str
    to: int = Field(ge=1, le=3)
    reason: str = ""
    second: bool = False


class Raise(_DecisionModel):
    """A flag is raised."""

    kind: Literal["raise"]
    flag: str
    to: int = Field(ge=2, le=4)
    reason: str = ""


class Pick(_DecisionModel):
    """Options are picked for a line, or who does it and by when is set."""

    kind: Literal["pick"]
    rule: str
    options: tuple[str, ...] = ()
    owner: _Words | None = None
    due: str | None = None


class Edit(_DecisionModel):
    """The text of one edition of a line is replaced by the therapist's."""

    kind: Literal["edit"]
    rule: str
    edition: Edition
    text: _Words


class Remove(_DecisionModel):
    """A line is taken off the plan; P-EMERGENCY and P-SAMEDAY need a reason and a second confirmation."""

    kind: Literal["remove"]
    rule: str
    reason: str = ""
    second: bool = False


class Add(_DecisionModel):
    """A line of the therapist's own; ``covers`` names the timeline domain it answers."""

    kind: Literal["add"]
    id: Annotated[str, StringConstraints(pattern=r"^own-[A-Za-z0-9_-]{1,60}$")]
    section: PlanSection
    covers: str | None = None
    text: _Words
    owner: _Words | None = None
    due: str | None = None
    editions: Annotated[tuple[Edition, ...], Field(min_length=1)] = ("clinician",)


class Fill(_DecisionModel):
    """A slot of a line is filled in, in every edition that has it."""

    kind: Literal["fill"]
    rule: str
    slot: str
    text: _Words


class Recheck(_DecisionModel):
    """The therapist has asked again, with the patient alone.

    Attributes:
        what: whether there is any pressure, or whether paper may be taken home where home is not safe.
    """

    kind: Literal["recheck"]
    what: Asked


class SignOff(_DecisionModel):
    """The plan is final for exactly these answers (``answers`` is their digest)."""

    kind: Literal["sign_off"]
    at: str
    role: _Words
    answers: str


Decision = Annotated[
    Confirm | Lower | Raise | Pick | Edit | Remove | Add | Fill | Recheck | SignOff,
    Field(discriminator="kind"),
]
