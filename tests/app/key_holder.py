"""Somebody who is asked about the keys of a store, and reads the recovery key off the screen."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from relapse_cli.app.access.door import StoreDoor
from relapse_cli.errors import NeedsAnswersError
from relapse_cli.model.ask import Choice
from relapse_cli.model.reply import Answered, CardReply, CheckReply, Reply
from relapse_cli.model.screen import OWN, Card, CheckScreen, Screen
from relapse_cli.prompters.asker import NO_CLERK, Asker, Clerk
from relapse_cli.settings.environment import Environment
from tests.store.stored import FILE_SECRET, Stored


@dataclass
class KeyHolder:
    """Replies to screens by name, one reply after the other; a text answers.

    Attributes:
        replies: by the name of the screen. The recovery key is written down and its group typed back right
            where nothing else is said.
        seen: the names of the screens that were put.
        written: the recovery keys that were shown.
        told: what was said.
    """

    replies: Mapping[str, Sequence[object]] = field(default_factory=dict)
    seen: list[str] = field(default_factory=list)
    written: list[str] = field(default_factory=list)
    told: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.left = {name: list(given) for name, given in self.replies.items()}

    def ask(self, screen: Screen, _: Clerk = NO_CLERK) -> Reply:
        """Reply to a screen."""
        name = screen.step.question.removeprefix(OWN)
        self.seen.append(name)
        if name == "recovery":
            self.written.append("-".join(" ".join(screen.body[2:]).split()))
        reply = self.left[name].pop(0) if self.left.get(name) else self._habit(name, screen)
        if isinstance(reply, str) and isinstance(screen.ask, Choice):
            assert reply in {option.id for option in screen.ask.options}
        return Answered(reply) if isinstance(reply, str) else reply  # type: ignore[return-value]

    def _habit(self, name: str, screen: Screen) -> str:
        if name == "recovery":
            return "written"
        assert name == "recovery.typed", f"no reply is left for {name}; seen: {self.seen}"
        number = int("".join(sign for sign in screen.label if sign.isdigit()))
        return self.written[-1].split("-")[number - 1]

    def card(self, card: Card) -> CardReply:
        """No card belongs here."""
        raise AssertionError(card)

    def check(self, screen: CheckScreen) -> CheckReply:
        """No check-answers belongs here."""
        raise AssertionError(screen)

    def tell(self, text: str) -> None:
        """Hear something."""
        self.told.append(text)


def nobody() -> Asker:
    """Nobody is there."""
    raise NeedsAnswersError("nobody is there")


def key_file(stored: Stored) -> Path:
    """The key file of the store, written where it can be named."""
    path = stored.place / "relapse.key"
    if not path.exists():
        path.write_bytes(FILE_SECRET)
        path.chmod(0o600)
    return path


def door_of(stored: Stored, person: KeyHolder | None = None, *, key: bool = True) -> StoreDoor:
    """The door to a store; its key file is in the environment unless it is left out."""
    environment = Environment(key_file=str(key_file(stored)) if key else "")
    return StoreDoor(stored.folder, environment, nobody if person is None else lambda: person)


@contextmanager
def at_store(stored: Stored, person: KeyHolder | None = None, *, key: bool = True) -> Iterator[StoreDoor]:
    """The door for one command, closed at its end as every command does."""
    door = door_of(stored, person, key=key)
    try:
        yield door
    finally:
        door.close()
