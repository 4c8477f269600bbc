"""What is wanted of an interview or a follow-up."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from relapse_cli.app.sources.profiles import ProfileBook
from relapse_cli.model.bank_terms import Path as InterviewPath
from relapse_cli.prompters.asker import Asker

if TYPE_CHECKING:
    from relapse_cli.app.access.door import StoreDoor


def forget(_profile: str) -> None:
    """Keep no profile."""


@dataclass(frozen=True, slots=True)
class Request:
    """What is wanted.

    Attributes:
        follows: the interview whose plan a follow-up goes through: a file, an id in the store, or ``-``.
        path: how much is asked; a file of answers may name it too, else ``core``.
        started_at: for a session typed up afterwards; else now.
        answers: a file of answers, or ``-``.
        resume: a record file or an id in the store to go on with; empty = chosen in the store.
        default_profile: a profile for records that have none.
        profiles: the profiles that there are.
        keep_profile: keeps the profile that was asked for, so that no later interview asks again.
        earlier: the case's last interview, to look at and to compare with: a file, or an id in the store.
        output: where the record goes; without it the store alone, or the end of the interview asks.
        no_input: nobody is asked.
        person: who is asked; without one, whoever sits at the terminal.
        door: the door to the store; ``None`` = nothing is kept there.
    """

    bank: str
    follows: str | None = None
    case: str | None = None
    path: InterviewPath | None = None
    started_at: str | None = None
    answers: str | None = None
    resume: str | None = None
    profile: str | None = None
    default_profile: str | None = None
    profiles: ProfileBook = field(default_factory=ProfileBook)
    keep_profile: Callable[[str], None] = forget
    earlier: str | None = None
    output: Path | None = None
    force: bool = False
    accessible: bool = False
    no_input: bool = False
    person: Asker | None = None
    door: StoreDoor | None = None
