"""What takes longer than a moment says so, and never across a screen on which somebody is asked."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from relapse_cli.app.access.door import StoreDoor
from relapse_cli.app.upkeep.export import ExportRequest, export_store
from relapse_cli.app.upkeep.keys.rotate import rotate_keys
from relapse_cli.app.upkeep.list_interviews import Wanted, list_interviews
from relapse_cli.app.upkeep.restore import restore_store
from relapse_cli.app.upkeep.whole_store import erase_case, make_backup, repair_store, verify_store
from relapse_cli.model.journal import Entry
from relapse_cli.model.reply import Reply
from relapse_cli.model.screen import Screen
from relapse_cli.prompters.asker import NO_CLERK, Clerk
from tests.app.key_holder import KeyHolder, door_of
from tests.banks_under_test import shipped_bank
from tests.store.key_stubs import PASSPHRASE
from tests.store.stored import INTERVIEW, NOW, Stored, make_stored

OPENING = "Opening the store"
REQUEST = ExportRequest("post_relapse")


@dataclass
class Seen(KeyHolder):
    """Notes which lines were begun, and what was asked while one stood there."""

    lines: list[str] = field(default_factory=list)
    standing: list[str] = field(default_factory=list)
    asked_across: list[str] = field(default_factory=list)

    @contextmanager
    def waiting(self, words: str) -> Iterator[Callable[[int, int], None]]:
        """Say what is being done."""
        self.lines.append(words)
        self.standing.append(words)
        try:
            yield lambda _done, _of: None
        finally:
            self.standing.remove(words)

    def ask(self, screen: Screen, clerk: Clerk = NO_CLERK) -> Reply:
        """Reply to a screen."""
        if self.standing:
            self.asked_across.append(screen.label)
        return super().ask(screen, clerk)


def _rotated(door: StoreDoor, place: Path) -> None:
    rotate_keys(door, place / "before.zip", frozenset({"keyring"}))


def _restored(door: StoreDoor, place: Path) -> None:
    make_backup(door, place / "stick.zip")
    door.open().append(INTERVIEW, [Entry("answer", {"question": "q9", "value": "more"}, NOW)])
    restore_store(door, place / "stick.zip")


def _listed(door: StoreDoor, _: Path) -> None:
    door.open().erase_case("case-1")  # it is no interview that could be read
    list_interviews(shipped_bank(), door, Wanted())


WORK: dict[str, tuple[Callable[[StoreDoor, Path], object], list[str]]] = {
    "rotate": (_rotated, ["Giving the store a new data key"]),
    "restore": (_restored, [OPENING, "Backing up", "Restoring the backup"]),
    "backup": (lambda door, place: make_backup(door, place / "stick.zip"), [OPENING, "Backing up"]),
    "repair": (lambda door, _: repair_store(door), ["Repairing the store"]),
    "verify": (lambda door, _: verify_store(door), ["Looking through the store"]),
    "erase": (lambda door, _: erase_case(door, "case-1", yes=False), [OPENING, "Erasing"]),
    "export": (lambda door, _: export_store(door, REQUEST), [OPENING, "Reading the records"]),
    "interviews": (_listed, [OPENING, "Reading the interviews"]),
}  # fmt: skip
REPLIES: dict[str, list[object]] = {
    "unlock": [PASSPHRASE, PASSPHRASE],
    "rotate.lost": ["drop", "drop", "drop"],
    "restore.older": ["go_on"],
    "erase.code": ["case-1"],
}


@pytest.fixture
def stored(tmp_path: Path) -> Stored:
    """A store with a slot of each kind."""
    return make_stored(tmp_path)


@pytest.mark.parametrize("command", WORK)
def test_what_takes_long_says_what_it_does(stored: Stored, command: str, tmp_path: Path) -> None:
    """One line at a time, and none while a passphrase, an agreement or a recovery key is on the screen."""
    work, lines = WORK[command]
    person = Seen(REPLIES)
    door = door_of(stored, person, key=False)
    door.waiting = person.waiting
    try:
        work(door, tmp_path)
    finally:
        door.close()
    assert person.lines == lines
    assert person.asked_across == []
    assert "unlock" in person.seen
