"""What is wanted of an interview or a follow-up."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from relapse_cli.app.sessions.begin_record import Beginning

if TYPE_CHECKING:
    from relapse_cli.app.access.door import StoreDoor


@dataclass(frozen=True, slots=True)
class InterviewRequest:
    """What is wanted.

    Attributes:
        beginning: what is known before the first question.
        earlier: the case's last interview, to look at and to compare with: a file, or an id in the store.
        output: where the record goes; without it the store alone, or the end of the interview asks.
        no_input: nobody is asked.
        door: the door to the store; ``None`` = nothing is kept there.
    """

    bank: str
    beginning: Beginning
    earlier: str | None = None
    output: Path | None = None
    force: bool = False
    accessible: bool = False
    no_input: bool = False
    door: StoreDoor | None = None
