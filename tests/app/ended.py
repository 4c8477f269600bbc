"""How a loop ended, for tests that do not care which of its two ways it took."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Literal

from relapse_cli.app.asking.leaving import Stopped, state_of
from relapse_cli.app.keeping.place import Answers, Change, Decided, Draft, HalfGiven
from relapse_cli.logic.interview.moves import Interview
from relapse_cli.logic.sign_off.signing import Signing
from relapse_cli.model.record import Record
from relapse_cli.model.step import Step


@dataclass(frozen=True)
class Ended:
    """An interview at its end or where it was paused."""

    interview: Interview
    state: Literal["paused", "finished"]
    interrupted: bool

    @property
    def record(self) -> Record:
        """Its answers."""
        return self.interview.record

    @property
    def level(self) -> int:
        """The level of a finished interview."""
        return self.interview.whole.computed_level

    @property
    def consented(self) -> bool:
        """Whether the patient has agreed that they are kept."""
        return self.interview.consented


def ended(came: Interview | Stopped[Interview]) -> Ended:
    """How an interview ended."""
    stopped = isinstance(came, Stopped)
    return Ended(
        state_of(came), "paused" if stopped else "finished", isinstance(came, Stopped) and came.interrupted
    )


@dataclass(frozen=True)
class SignedOff:
    """A sign-off at its end or where it was paused."""

    signing: Signing
    state: Literal["signed", "draft", "paused"]
    interrupted: bool


def signed_off(came: Signing | Stopped[Signing]) -> SignedOff:
    """How a sign-off ended."""
    if isinstance(came, Stopped):
        return SignedOff(came.at, "paused", came.interrupted)
    return SignedOff(came, "signed" if came.is_signed else "draft", interrupted=False)


@dataclass
class Hands:
    """A place that hands on what it is given.

    Attributes:
        answers: takes every state of an interview.
        drafts: takes every state with something half typed.
        decisions: takes every record with decisions.
    """

    answers: Callable[[Interview], object] = lambda _: None
    drafts: Callable[[Interview], object] = lambda _: None
    decisions: Callable[[Record], object] = lambda _: None
    kept_as: str | None = field(default=None, init=False)
    half_given: dict[Step, str] = field(default_factory=dict, init=False)

    def save(self, change: Change) -> None:
        """Hand a change on."""
        match change:
            case Draft(interview=interview):
                self.drafts(interview)
            case Answers(interview=interview):
                self.answers(interview)
                self.kept_as = interview.record.id
            case Decided(record=record):
                self.decisions(record)
            case HalfGiven(drafts=drafts):
                self.half_given = dict(drafts)

    def undo(self) -> tuple[str, ...]:
        """Nothing was kept here."""
        self.kept_as = None
        return ()
