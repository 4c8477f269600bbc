"""The one protocol of all askers, and who stands beside a screen while it is answered."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from relapse_cli.model.reply import CardReply, CheckReply, Reply
from relapse_cli.model.screen import Card, CheckScreen, Screen
from relapse_cli.model.step import Step

RowsFor = Callable[[int], list[str]]
"""The rows of a document for a number of columns."""


class Clerk(Protocol):
    """Stands beside a screen: checks what is given, keeps what is half typed, knows what a removal does."""

    def faults(self, value: object, step: Step | None = None, /) -> list[str]:
        """Why a value does not fit, in words; empty when it does.

        Args:
            value: what is given.
            step: where, when several are asked on one screen.
        """
        ...

    def keep_draft(self, text: str, step: Step | None = None, /) -> None:
        """Keep what is half typed or half marked, at every change.

        Args:
            text: what stands there; empty when it is what is recorded.
            step: where, when it is not the answer on screen, such as a note on it.
        """
        ...

    def removal(self, entry: int, /) -> tuple[str, ...]:
        """What removing an entry would do to the rest, in words."""
        ...


class NoClerk:
    """Nobody stands beside a screen: every value fits, and nothing is kept before it is given."""

    def faults(self, _value: object, _step: Step | None = None, /) -> list[str]:
        """Nothing is wrong with any value."""
        return []

    def keep_draft(self, _text: str, _step: Step | None = None, /) -> None:
        """Keep nothing."""

    def removal(self, _entry: int, /) -> tuple[str, ...]:
        """Nothing else changes."""
        return ()


NO_CLERK = NoClerk()


class Asker(Protocol):
    """Somebody or something that answers screens."""

    def ask(self, screen: Screen, clerk: Clerk = NO_CLERK, /) -> Reply:
        """Put one question; a value is returned once the clerk finds no fault with it."""
        ...

    def card(self, card: Card) -> CardReply:
        """Show an emergency card until it has been read."""
        ...

    def check(self, screen: CheckScreen) -> CheckReply:
        """Show check-answers."""
        ...

    def read(self, title: str, rows: RowsFor, /) -> bool:
        """Show a document until it has been read; ``False`` when the session is to pause.

        Args:
            title: what it is.
            rows: its rows for a number of columns; an empty one is where a page may end.
        """
        ...

    def tell(self, text: str) -> None:
        """Say something that needs no answer."""
        ...
