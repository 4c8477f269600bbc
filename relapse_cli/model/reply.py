"""What every asker hands back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from relapse_cli.model.ask import ListAction
from relapse_cli.model.bank_terms import Status
from relapse_cli.model.step import Step


@dataclass(frozen=True, slots=True)
class Answered:
    """A value that fits."""

    value: object


@dataclass(frozen=True, slots=True)
class AnsweredFields:
    """What was typed on one line: values and status objects by field; what was left out stays as it is."""

    fields: Mapping[str, object]


@dataclass(frozen=True, slots=True)
class OpenPart:
    """Open one part of a form that is shown whole."""

    step: Step


@dataclass(frozen=True, slots=True)
class AddEntry:
    """Make an entry of the sequence from here, and come back."""

    draft: str | None = None


@dataclass(frozen=True, slots=True)
class SetStatus:
    """Not known, or preferred not to say; for a field also for the ``whole`` question."""

    status: Status
    whole: bool = False
    draft: str | None = None


@dataclass(frozen=True, slots=True)
class Skipped:
    """Left as it is.

    Attributes:
        rest: everything of the same kind that would follow is left as well.
    """

    draft: str | None = None
    rest: bool = False


@dataclass(frozen=True, slots=True)
class Emptied:
    """The answer is taken away: it counts as not asked.

    Attributes:
        question: at check-answers, whose answer; empty for the one on screen.
    """

    question: str = ""


@dataclass(frozen=True, slots=True)
class Noted:
    """A note on the answer; the question stays on screen."""

    text: str
    draft: str | None = None


@dataclass(frozen=True, slots=True)
class Back:
    """One step back."""

    draft: str | None = None


@dataclass(frozen=True, slots=True)
class Jump:
    """Open another question; from check-answers, change its answer."""

    question: str
    draft: str | None = None


@dataclass(frozen=True, slots=True)
class OpenCheck:
    """Open check-answers."""

    draft: str | None = None


@dataclass(frozen=True, slots=True)
class ListAct:
    """Act on the list of entries; entries count from 0."""

    action: ListAction
    entry: int = 0
    draft: str | None = None


@dataclass(frozen=True, slots=True)
class Paused:
    """Stop here for now.

    Attributes:
        interrupted: by Ctrl-C, which has an exit code of its own.
        idle: by itself, after a time without a key.
    """

    draft: str | None = None
    interrupted: bool = field(default=False, compare=False)
    idle: bool = field(default=False, compare=False)


Reply = (
    Answered | AnsweredFields | SetStatus | Skipped | Emptied | Noted | Back | Jump
    | OpenCheck | ListAct | OpenPart | AddEntry | Paused
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Confirmed:
    """The card has been read."""


CardReply = Confirmed | OpenCheck | Paused
"""Read; or read, and nothing more is asked for now."""


@dataclass(frozen=True, slots=True)
class GoOn:
    """Go on with the questions that have not been put."""


@dataclass(frozen=True, slots=True)
class Finish:
    """The answers are right; end the interview."""


CheckReply = Jump | Emptied | GoOn | Finish | Back | Paused
