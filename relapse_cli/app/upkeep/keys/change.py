"""One change of the keys of a store: nobody else is in it meanwhile, and the audit says so."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress
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
from relapse_cli.store.keys.unlock import NAMES
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
        """Tell the store first, then write the file; after an error it is said which keys are in force."""
        self.store.mean_keys(keys.current, what, kind)
        try:
            write_keys(self.folder, keys)
        except StoreError as error:
            raise self._undone(keys, kind, error) from error
        self.keys = keys
        with suppress(StoreError):  # they are in force; the next opening of the store notes that
            self.store.confirm_keys()

    def _undone(self, keys: Keys, kind: SlotKind, error: StoreError) -> StoreError:
        """Put the keys back that were there before a fault, and say what came of it."""
        with suppress(StoreError):
            if read_keys(self.folder) != self.keys:
                write_keys(self.folder, self.keys)
        try:
            self.keys = read_keys(self.folder)
        except StoreError as unknown:
            return StoreError(
                f"{error.message} Whether the change is in force is not known.", remedy=unknown.remedy
            )
        if self.keys == keys:
            return StoreError(
                f"{error.message} The change is in force all the same: {_in_force(keys, kind)}.",
                remedy="It may be lost if the power fails now. When the disk is well: relapse key list",
            )
        with suppress(StoreError):
            self.store.settle_keys(self.keys.current)
            self.store.audit("key change undone", kind=kind)
        return StoreError(
            f"{error.message} Nothing was changed: the ways to unlock the store are as they were.",
            remedy=error.remedy,
        )


def _in_force(keys: Keys, kind: SlotKind) -> str:
    """What a change led to, in a few words."""
    if keys.current.slot(kind) is None:
        return f"{NAMES[kind]} no longer opens the store"
    return f"the store opens with {NAMES[kind]} that was given now, and with no other of its kind"


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
        store = Store.open(door.folder, data_key.key, actor=actor(), now=this_moment, proven=True, lock=lock)
        try:
            store.check_keys(keys.current)
            yield KeyChange(door.folder, store, data_key, keys)
        finally:
            with suppress(StoreError):  # what was changed is on the disk, whatever closing meets
                store.close()


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
