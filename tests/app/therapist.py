"""A therapist for tests: replies by the name of the product's own screen, one after the other."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from relapse_cli.model.ask import Choice, Marks
from relapse_cli.model.reply import Answered, CardReply, CheckReply, Confirmed, Finish, Reply, Skipped
from relapse_cli.model.screen import OWN, Card, CheckScreen, Screen
from relapse_cli.prompters.asker import NO_CLERK, Clerk, RowsFor

NAME = f"{OWN}sign."


class Therapist:
    """Replies to screens by name; a plain value answers, and a name without replies left fails the test.

    What is to be filled in on lines is left open, all of it, no papers are written, and flags that may be
    confirmed together are decided one by one, unless there is a reply to it.

    Attributes:
        seen: the names of the screens that were put, in order.
        screens: the last screen of each name.
        read_titles: the documents that were read, in order; ``pages`` holds the last rows of each.
    """

    def __init__(self, replies: Mapping[str, Any]) -> None:
        self.replies = {name: list(given) for name, given in replies.items()}
        self.seen: list[str] = []
        self.screens: dict[str, Screen] = {}
        self.told: list[str] = []
        self.checked: list[CheckScreen] = []
        self.cards: list[Card] = []
        self.read_titles: list[str] = []
        self.pages: dict[str, list[str]] = {}

    def ask(self, screen: Screen, clerk: Clerk = NO_CLERK) -> Reply:
        """Reply to a screen of the sign-off."""
        name = screen.step.question.removeprefix(NAME)
        self.seen.append(name)
        self.screens[name] = screen
        waiting = self.replies.get(name)
        if not waiting and name.startswith("slot."):
            return Skipped(rest=True)
        if not waiting and name == "flags":
            return Answered("each")
        if not waiting and name == "papers.which":
            return Answered(["none"])
        assert waiting, f"no reply is left for {name}; seen: {self.seen}"
        reply = waiting.pop(0)
        if not isinstance(reply, str | list | dict | bool):
            return reply
        if isinstance(screen.ask, Choice | Marks):
            wanted = {reply} if isinstance(reply, str) else set(reply)
            assert wanted <= {option.id for option in screen.ask.options}, (name, screen.ask.options)
        assert clerk.faults(reply) == []
        return Answered(reply)

    def card(self, card: Card) -> CardReply:
        """Read a card."""
        self.cards.append(card)
        return Confirmed()

    def check(self, screen: CheckScreen) -> CheckReply:
        """Reply to check-answers; with no reply left, finish."""
        self.seen.append("check")
        self.checked.append(screen)
        waiting = self.replies.get("check")
        reply: CheckReply = waiting.pop(0) if waiting else Finish()
        return reply

    def read(self, title: str, rows: RowsFor) -> bool:
        """Read a document."""
        self.read_titles.append(title)
        self.pages[title] = rows(80)
        return True

    def tell(self, text: str) -> None:
        """Hear something."""
        self.told.append(text)
