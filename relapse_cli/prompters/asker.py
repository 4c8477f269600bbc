"""The one protocol of all askers."""

from __future__ import annotations

from typing import Protocol

from relapse_cli.model.reply import CardReply, CheckReply, Reply
from relapse_cli.model.screen import Card, CheckScreen, Screen


class Asker(Protocol):
    """Somebody or something that answers screens."""

    def ask(self, screen: Screen) -> Reply:
        """Put one question."""
        ...

    def card(self, card: Card) -> CardReply:
        """Show an emergency card until it has been read."""
        ...

    def check(self, screen: CheckScreen) -> CheckReply:
        """Show check-answers."""
        ...

    def tell(self, text: str) -> None:
        """Say something that needs no answer."""
        ...
