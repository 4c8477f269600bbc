"""An asker that is watched: whether it was left with Ctrl-C, which has an exit code of its own."""

from __future__ import annotations

from typing import TypeVar

from relapse_cli.model.reply import CardReply, CheckReply, Paused, Reply
from relapse_cli.model.screen import Card, CheckScreen, Screen
from relapse_cli.prompters.asker import NO_CLERK, Asker, Clerk

Given = TypeVar("Given")


class PauseWatch:
    """Hands everything on, and remembers how the last prompt was left.

    Attributes:
        interrupted: whether it was left with Ctrl-C.
    """

    def __init__(self, asker: Asker) -> None:
        self.asker = asker
        self.interrupted = False

    def ask(self, screen: Screen, clerk: Clerk = NO_CLERK) -> Reply:
        """Put one question."""
        return self._watched(self.asker.ask(screen, clerk))

    def card(self, card: Card) -> CardReply:
        """Show an emergency card until it has been read."""
        return self._watched(self.asker.card(card))

    def check(self, screen: CheckScreen) -> CheckReply:
        """Show check-answers."""
        return self._watched(self.asker.check(screen))

    def tell(self, text: str) -> None:
        """Say something that needs no answer."""
        self.asker.tell(text)

    def _watched(self, reply: Given) -> Given:
        self.interrupted = isinstance(reply, Paused) and reply.interrupted
        return reply
