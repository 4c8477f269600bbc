"""Interviews held in a test: a person with planned replies, a key in a file, a store in a folder."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any
from uuid import NAMESPACE_URL, uuid5

import pytest

from relapse_cli.app.access.door import StoreDoor
from relapse_cli.app.keeping.in_store import InStore
from relapse_cli.app.keeping.place import Answers
from relapse_cli.app.sessions import open as opening
from relapse_cli.app.sessions import run
from relapse_cli.app.sessions.request import Request
from relapse_cli.app.upkeep.keys.set_up import set_up_store
from relapse_cli.logic.interview.moves import Interview
from relapse_cli.model.record import Record
from relapse_cli.model.reply import (
    Answered,
    AnsweredFields,
    Back,
    CardReply,
    CheckReply,
    Confirmed,
    Finish,
    Jump,
    ListAct,
    Noted,
    OpenCheck,
    Paused,
    Reply,
    SetStatus,
    Skipped,
)
from relapse_cli.model.screen import OWN, Card, CheckScreen, Screen
from relapse_cli.prompters.asker import NO_CLERK, Asker, Clerk
from relapse_cli.settings.environment import Environment
from relapse_cli.store.whole.store import Store
from tests.banks_under_test import shipped_bank

KEY = bytes(range(32))
CLOCK = "2026-11-20T09:00:00+01:00"
PLACE = "17 Hidden Lane"
LINKS = ("id", "follows", "continues", "earlier")
FRAME: dict[str, Any] = {
    "frame.mode": "video", "frame.location": PLACE, "frame.present": ["patient_alone"],
    "frame.age_band": "age_18_64", "frame.state": "clear",
}  # fmt: skip
AGREED: dict[str, Any] = {**FRAME, "frame.consent": True}
REPLIES = Answered | AnsweredFields | SetStatus | Skipped | Noted | Back | Jump | OpenCheck | ListAct | Paused


def stored_id(name: str) -> str:
    """The id in the store of a record that a test calls by a name."""
    return str(uuid5(NAMESPACE_URL, name))


def nobody() -> Asker:
    """No test that uses this may ask anybody."""
    raise AssertionError("nobody is to be asked here")


def key_file(folder: Path, secret: bytes = KEY) -> Path:
    """A key file in a folder."""
    path = folder / "key"
    path.write_bytes(secret)
    path.chmod(0o600)
    return path


def door_to(
    folder: Path, person: Callable[[], Asker] = nobody, *, secret: bytes = KEY, name: str = "store"
) -> StoreDoor:
    """The door to the store in a folder, with the key in a file."""
    return StoreDoor(folder / name, Environment(key_file=str(key_file(folder, secret))), person)


def store_in(folder: Path) -> Store:
    """The store that was set up in a folder, as another process opens it."""
    return door_to(folder).open()


class Person:
    """Replies to questions by their id and to the product's own screens by name; pauses at any other.

    Args:
        replies: a value answers, a reply is given as it is, a list is gone through.
        looks: called with each screen before it is answered.

    Attributes:
        screens: what was put, in order.
    """

    def __init__(self, replies: Mapping[str, Any], looks: Callable[[Screen], None] = lambda _: None) -> None:
        self.replies = {name: list(given) if is_row(given) else [given] for name, given in replies.items()}
        self.looks = looks
        self.screens: list[Screen] = []
        self.cards: list[Card] = []
        self.told: list[str] = []
        self.checked: list[CheckScreen] = []

    @property
    def asked(self) -> list[str]:
        """The ids of the questions and the names of the own screens, in order."""
        return [screen.step.question.removeprefix(OWN) for screen in self.screens]

    def screen(self, name: str) -> Screen:
        """The last screen of a name."""
        return next(s for s in reversed(self.screens) if s.step.question.removeprefix(OWN) == name)

    def ask(self, screen: Screen, clerk: Clerk = NO_CLERK) -> Reply:
        """Reply to a question."""
        self.screens.append(screen)
        self.looks(screen)
        waiting = self.replies.get(screen.step.question.removeprefix(OWN))
        reply = waiting.pop(0) if waiting else Paused()
        if isinstance(reply, BaseException):
            raise reply
        if callable(reply):
            reply = reply(screen, clerk)
        return reply if isinstance(reply, REPLIES) else Answered(reply)

    def card(self, card: Card) -> CardReply:
        """Read a card."""
        self.cards.append(card)
        return Confirmed()

    def check(self, screen: CheckScreen) -> CheckReply:
        """Reply to check-answers; without replies left, finish."""
        self.checked.append(screen)
        waiting = self.replies.get("check")
        reply: CheckReply = waiting.pop(0) if waiting else Finish()
        return reply

    def tell(self, text: str) -> None:
        """Hear something."""
        self.told.append(text)


class Row(list[Any]):
    """Replies that are given one after the other."""


def is_row(given: object) -> bool:
    """Whether a plan holds several replies."""
    return isinstance(given, Row)


def typing(*texts: str, then: Any) -> Callable[[Screen, Clerk], Any]:
    """Type texts one after the other, as an asker says it, then reply."""

    def reply(_: Screen, clerk: Clerk) -> Any:
        for text in texts:
            clerk.keep_draft(text)
        return then

    return reply


class Desk:
    """Holds interviews with the shipped bank; every command opens the store anew, as a process does."""

    def __init__(self, folder: Path, patch: pytest.MonkeyPatch) -> None:
        self.folder = folder
        self.patch = patch
        self.bank = shipped_bank()
        patch.setattr(run, "require_bank", lambda _: self.bank)
        patch.chdir(folder)

    @property
    def store_folder(self) -> Path:
        """Where the store is."""
        return self.folder / "store"

    def door(self) -> StoreDoor:
        """The door for one command."""
        return door_to(self.folder)

    def put(self, *records: Mapping[str, Any]) -> list[str]:
        """Put records into the store as interviews that were held; return their ids there."""
        door = self.door()
        store = door.open() if door.is_set_up else set_up_store(door)
        for data in records:
            named = {key: stored_id(data[key]) for key in LINKS if data.get(key) is not None}
            record = Record.model_validate({**data, **named})
            held = Interview.start(self.bank, record)
            keeper = InStore(lambda: store, lambda: CLOCK)
            keeper.save(Answers(replace(held, finished=record.finished_at is not None)))
            store.release(record.id)
        door.close()
        return [stored_id(data["id"]) for data in records]

    def interview(
        self,
        person: Person | None,
        *,
        door: StoreDoor | None = None,
        started_at: str | None = CLOCK,
        output: Path | None = None,
        earlier: str | None = None,
        stored: bool = True,
        **beginning: Any,
    ) -> run.Result:
        """Hold one interview, or go on with one."""
        self.patch.setattr(opening, "choose_asker", lambda *_, **__: person)
        door = door or self.door()
        request = Request(
            bank="post_relapse",
            started_at=started_at,
            **{"case": "PR-1", "profile": "ie", **beginning},
            output=output,
            earlier=earlier,
            no_input=person is None,
            door=door if stored else None,
        )
        try:
            return run.hold_session(request)
        finally:
            door.close()

    def resume(self, person: Person, name: str = "", **more: Any) -> run.Result:
        """Go on with a stored interview."""
        return self.interview(person, resume=name, case=None, **more)
