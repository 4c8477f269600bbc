"""One change of the keys of a store: nobody else is in it meanwhile, and the audit says so."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from relapse_cli.app.access.door import StoreDoor, actor
from relapse_cli.app.clock import this_moment
from relapse_cli.errors import NeedsAnswersError, StoreError
from relapse_cli.prompters.asker import Asker
from relapse_cli.store.folder.lock import StoreLock
from relapse_cli.store.keys.key_file import read_keys, write_keys
from relapse_cli.store.keys.make import check_current
from relapse_cli.store.keys.slots import DataKey, Keys, KeySlot, SlotKind
from relapse_cli.store.whole.store import Store


@dataclass
class KeyChange:
    """An unlocked store that nobody else has open.

    Attributes:
        keys: as they are on the disk.
    """

    folder: Path
    store: Store
    data_key: DataKey = field(repr=False)
    keys: Keys

    def put(self, slot: KeySlot) -> KeySlot | None:
        """Write a slot, in the place of the one of its kind, which is returned.

        Raises:
            StoreError: it could not be written; the keys are as they were.
        """
        old = self.keys.current.slot(slot.kind)
        self._write(self.keys.with_slot(slot), "key changed" if old else "key added", slot.kind)
        return old

    def take(self, kind: SlotKind) -> None:
        """Remove the slot of a kind.

        Raises:
            StoreError: it could not be written; the keys are as they were.
        """
        self._write(self.keys.without(kind), "key removed", kind)

    def _write(self, keys: Keys, what: str, kind: SlotKind) -> None:
        """Tell the audit first: after an error the keys are as they were, whatever the audit says."""
        self.store.audit(what, kind=kind)
        write_keys(self.folder, keys)
        self.keys = keys


@contextmanager
def changing_keys(door: StoreDoor) -> Iterator[KeyChange]:
    """Unlock the store, and keep everybody else out of it until the change is done.

    Raises:
        LockedError: no key at hand opens it.
        StoreError: there is no store, or it is open elsewhere.
    """
    door.close()
    require_store(door)
    data_key = door.unlock()
    with StoreLock.exclusive(door.folder) as lock:
        keys = read_keys(door.folder)
        check_current(keys, data_key)
        with Store.open(
            door.folder, data_key.key, actor=actor(), now=this_moment, proven=True, lock=lock
        ) as store:
            yield KeyChange(door.folder, store, data_key, keys)


def require_store(door: StoreDoor) -> None:
    """See that there is a store in a safe folder, with keys that can be read.

    Raises:
        StoreError: there is none, or it cannot be used as it is.
    """
    if not door.is_set_up:
        raise StoreError(
            f"There is no store yet in {door.folder}.",
            remedy="The first interview sets one up: relapse interview. "
            "From a backup: relapse store restore FILE",
        )
    door.check()


def require_person(door: StoreDoor, message: str, remedy: str) -> Asker:
    """Whoever can be asked.

    Raises:
        NeedsAnswersError: nobody can; in the words of whoever wants to know.
    """
    try:
        return door.person()
    except NeedsAnswersError as error:
        raise NeedsAnswersError(message, remedy=remedy) from error
