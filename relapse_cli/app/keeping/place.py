"""What an interview asks of whoever keeps it."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass
from typing import Protocol

from relapse_cli.logic.interview.moves import Interview


class Keeping(Protocol):
    """Keeps an interview, once the patient has agreed to it; ``waiting`` are carried answers to confirm."""

    @property
    def word(self) -> str:
        """What the screen says about the last change, such as ``saved``."""
        ...

    def keep(self, interview: Interview, waiting: Collection[str] = ()) -> None:
        """Keep a change before the next question is put."""
        ...

    def keep_draft(self, interview: Interview, waiting: Collection[str] = ()) -> None:
        """Keep what is half typed while a prompt is on screen."""
        ...

    def forget(self) -> bool:
        """Take back what was kept: the patient has withdrawn the agreement; whether there was anything."""
        ...


@dataclass(frozen=True)
class KeptBy:
    """Hands every change and every draft to a function."""

    take: Callable[[Interview], None]
    word: str = ""

    def keep(self, interview: Interview, waiting: Collection[str] = ()) -> None:  # noqa: ARG002
        """Hand on a change."""
        self.take(interview)

    def keep_draft(self, interview: Interview, waiting: Collection[str] = ()) -> None:  # noqa: ARG002
        """Hand on what is half typed."""
        self.take(interview)

    def forget(self) -> bool:
        """Nothing was kept here."""
        return False


def leave(_: Interview) -> None:
    """Leave the work with the outcome of the interview."""


NOTHING_KEPT = KeptBy(leave)
