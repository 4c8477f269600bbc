"""One step of looking after a store, in a process of its own, which is killed.

Each says ``begun`` first and ``done`` when it has returned. The careless one is the control: it does the same
in the way that would lose something, and kills itself in the middle.
"""

from __future__ import annotations

import os
import signal
from collections.abc import Callable
from pathlib import Path
from typing import Any

from relapse_cli import spares
from relapse_cli.app.access.door import StoreDoor
from relapse_cli.app.upkeep.keys import change
from relapse_cli.app.upkeep.keys.ways_to_unlock import add_file
from relapse_cli.app.upkeep.whole_store import erase_case, make_backup
from relapse_cli.files import spare_name, write_private
from relapse_cli.settings.environment import Environment
from relapse_cli.store.keys.key_file import KEYS_NAME, keys_bytes
from relapse_cli.store.keys.slots import Keys
from relapse_cli.store.whole import backup
from relapse_cli.store.whole import store as whole_store
from tests.app.key_holder import nobody

CASE, BACKUP, NEW_KEY, WRITTEN, NOTES = "case-1", "stick.zip", "new.key", "record.json", "notes"
OLD, NEW = b"old " * 5000, b"new " * 5000
"""What a file held before it is written again, and what it is to hold."""


def door_of(place: Path) -> StoreDoor:
    """The door to the store of a place, with the key file that it was made with."""
    return StoreDoor(place / "store", Environment(key_file=str(place / "relapse.key")), nobody)


def back_up(place: Path) -> None:
    """Back the store up."""
    with_door(place, lambda door: make_backup(door, place / BACKUP))


def erase(place: Path) -> None:
    """Erase the case."""
    with_door(place, lambda door: erase_case(door, CASE, yes=True))


def add_key(place: Path) -> None:
    """Put a new key file in the place of the one before."""
    with_door(place, lambda door: add_file(door, place / NEW_KEY, yes=True))


def write_again(place: Path) -> None:
    """Write a file over the one that is there."""
    write_private(place / WRITTEN, NEW, force=True)


ACTS: dict[str, Callable[[Path], None]] = {
    "backup": back_up,
    "erase": erase,
    "key add": add_key,
    "-o": write_again,
}


def with_door(place: Path, act: Callable[[StoreDoor], object]) -> None:
    """Do something at the store, and close it."""
    door = door_of(place)
    try:
        act(door)
    finally:
        door.close()


def be_careless(place: Path) -> None:
    """Do everything in the way that loses something when it is killed in the middle."""

    def half_a_backup(file: Path, *_given: object) -> None:
        (place / BACKUP).write_bytes(file.read_bytes()[:3000] if file.exists() else b"PK\3\4")
        die()

    def half_the_keys(folder: Path, keys: Keys) -> None:
        (folder / KEYS_NAME).write_bytes(keys_bytes(keys)[:200])
        die()

    def half_an_erasure(connection: Any, *_given: object, **_named: object) -> None:
        for (name,) in connection.run("SELECT name FROM sqlite_master WHERE type = 'trigger'"):
            connection.run(f"DROP TRIGGER {name}")
        connection.run("DELETE FROM content WHERE seq = 2")
        die()

    def half_a_file(path: Path, data: bytes, *, force: bool) -> None:
        assert force
        spare_name(path).write_bytes(data)
        path.write_bytes(data[:5000])
        die()

    globals()["write_private"] = half_a_file
    backup.write_backup_file = half_a_backup  # type: ignore[assignment]
    change.write_keys = half_the_keys
    whole_store.erase_case_words = half_an_erasure  # type: ignore[assignment]


def die() -> None:
    """Be killed here."""
    os.kill(os.getpid(), signal.SIGKILL)


def work(task: dict[str, Any], handle: int) -> None:
    """Do the act that the task names at its ``place``."""
    place = Path(task["place"])
    spares.keep_notes_in(lambda: place / NOTES)
    if task["careless"]:
        spares.keep_notes_in(lambda: place / WRITTEN / "no such folder")
        be_careless(place)
    os.write(handle, b"begun\n")
    ACTS[task["act"]](place)
    os.write(handle, b"done\n")
