"""What can be kept, and what a place that keeps it can do."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol

from relapse_cli.logic.interview.moves import Interview
from relapse_cli.model.bank import Bank
from relapse_cli.model.plan import Plan
from relapse_cli.model.record import Record
from relapse_cli.model.screen import OWN
from relapse_cli.model.step import Step


@dataclass(frozen=True, slots=True)
class Answers:
    """An interview after a reply; ``waiting`` are carried answers that nobody has confirmed yet."""

    interview: Interview
    waiting: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Draft(Answers):
    """The same with half-typed text, while a prompt is on screen."""


@dataclass(frozen=True, slots=True)
class Decided:
    """A record with what was decided in a sign-off; what is private is not in it."""

    record: Record


@dataclass(frozen=True, slots=True)
class PlanMade:
    """The plan as it stands at the end, or as it was signed, and the bank that has its words."""

    plan: Plan
    bank: Bank


@dataclass(frozen=True, slots=True)
class HalfGiven:
    """What is half given in a sign-off, all of it; it is no decision, and is gone with the next one.

    Attributes:
        at_once: it is not to wait, for somebody leaves.
    """

    drafts: Mapping[Step, str]
    at_once: bool = False


Change = Answers | Decided | PlanMade | HalfGiven


def outside_sign_off(drafts: Mapping[Step, str]) -> dict[Step, str]:
    """What of all that is half given belongs to the interview and not to a sign-off."""
    return {step: text for step, text in drafts.items() if not step.question.startswith(OWN)}


class Place(Protocol):
    """Keeps what it is given in one place, once the patient has agreed to it."""

    @property
    def kept_as(self) -> str | None:
        """What it is called there: a file, or an id in the store; ``None`` while nothing of it is there."""
        ...

    @property
    def half_given(self) -> Mapping[Step, str]:
        """What is half given, as it is kept there."""
        ...

    def save(self, change: Change) -> None:
        """Keep a change, and with it whatever could not be kept before.

        Raises:
            RelapseError: it could not be kept; the same call later keeps it then.
        """
        ...

    def undo(self) -> tuple[str, ...]:
        """Take back what was kept, and say what still holds it and is not ours to remove, a sentence each.

        Raises:
            RelapseError: it could not be taken back; the same call later does it then.
        """
        ...
