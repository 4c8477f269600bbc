"""A small store with its keys and its secrets, to be backed up, restored and given a new data key."""

from __future__ import annotations

import json
import threading
from dataclasses import dataclass, field
from pathlib import Path

from relapse_cli.model.journal import Entry
from relapse_cli.model.record import Record
from relapse_cli.store.keys.key_file import read_keys, write_keys
from relapse_cli.store.keys.make import first_keys, make_keyring_slot, make_slot, new_data_key
from relapse_cli.store.keys.os_keyring import OsKeyring
from relapse_cli.store.keys.recovery import new_recovery_key
from relapse_cli.store.keys.slots import DataKey, Keys, Place
from relapse_cli.store.whole.rotate import Rotation
from relapse_cli.store.whole.store import Store
from tests.store.key_stubs import CHEAP, NOW, PASSPHRASE, STORE

ACTOR = "tester"
INTERVIEW = "interview-1"
CANARY = "a walk by the river"
FILE_SECRET = bytes(range(100, 132))


class FileBackend:
    """A keyring that outlives its process; for tests that kill one."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.guard = threading.Lock()

    def get_password(self, service: str, username: str) -> str | None:
        """What is held under a name."""
        found = self._read().get(f"{service}/{username}")
        return str(found) if found is not None else None

    def set_password(self, service: str, username: str, password: str) -> None:
        """Hold a text."""
        self._write({**self._read(), f"{service}/{username}": password})

    def delete_password(self, service: str, username: str) -> None:
        """Forget a text."""
        held = self._read()
        del held[f"{service}/{username}"]
        self._write(held)

    def names(self) -> list[str]:
        """What it holds something under."""
        return sorted(self._read())

    def _read(self) -> dict[str, object]:
        with self.guard:
            held: dict[str, object] = json.loads(self.path.read_text()) if self.path.exists() else {}
            return held

    def _write(self, held: dict[str, object]) -> None:
        with self.guard:
            spare = self.path.with_suffix(".new")
            spare.write_text(json.dumps(held))
            spare.replace(self.path)


@dataclass
class Stored:
    """A store in ``place/store``, and what opens it."""

    place: Path
    backend: FileBackend
    recovery_key: str
    data_key: DataKey
    shown: list[str] = field(default_factory=list)

    @property
    def folder(self) -> Path:
        """Where the store is."""
        return self.place / "store"

    @property
    def ring(self) -> OsKeyring:
        """The keyring with the store's secret."""
        return OsKeyring(self.backend, limit=30)

    @property
    def keys(self) -> Keys:
        """The keys as they are on the disk."""
        return read_keys(self.folder)

    def open(self, *, key: bytes | None = None, folder: Path | None = None) -> Store:
        """Open the store."""
        return Store.open(folder or self.folder, key or self.data_key.key, actor=ACTOR, now=now, wait=1)

    def rotation(self, **other: object) -> Rotation:
        """A change of the data key for which every secret is at hand."""
        given: dict[str, object] = {
            "backup": self.place / "before.backup",
            "show": self.shown.append,
            "actor": ACTOR,
            "now": now,
            "given": {"passphrase": PASSPHRASE, "file": FILE_SECRET},
            "ring": self.ring,
            "cost": CHEAP,
        }
        return Rotation(**(given | other))  # type: ignore[arg-type]


def now() -> str:
    """The time of every test."""
    return NOW


def make_stored(place: Path, *, answers: int = 3) -> Stored:
    """Make a store with one interview, opened by a passphrase, a key file, a recovery key and a keyring."""
    key, slot_place = new_data_key(), Place(STORE, 1)
    stored = Stored(
        place, FileBackend(place / "keyring.json"), new_recovery_key(), DataKey(key, 1, "passphrase")
    )
    in_ring = make_keyring_slot(key, slot_place, stored.ring, now=NOW)
    assert in_ring is not None
    slots = [
        make_slot("passphrase", PASSPHRASE, key, slot_place, now=NOW, cost=CHEAP),
        make_slot("recovery", stored.recovery_key, key, slot_place, now=NOW),
        make_slot("file", FILE_SECRET, key, slot_place, now=NOW),
        in_ring,
    ]
    with Store.create(stored.folder, key, actor=ACTOR, now=now, store_id=STORE) as store:
        record = Record(id=INTERVIEW, case="case-1", path="core", started_at=NOW)
        store.begin(record, [Entry("begun", {"id": INTERVIEW}, NOW)])
        store.append(INTERVIEW, [answer(number) for number in range(answers)])
    write_keys(stored.folder, first_keys(STORE, key, slots))
    return stored


def answer(number: int) -> Entry:
    """An answer that can be told from every other."""
    return Entry("answer", {"question": f"q{number}", "value": f"{CANARY} {number}"}, NOW)


def answers_in(store: Store) -> list[str]:
    """The answers in a store, in their order."""
    return [str(entry.body["value"]) for entry in store.entries(INTERVIEW) if entry.kind == "answer"]


def files_in(folder: Path) -> list[str]:
    """The names in a folder that belong to a store at rest or should not be there; not its lock."""
    return sorted(path.name for path in folder.iterdir() if path.name != "store.lock")
