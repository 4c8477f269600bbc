"""Going on with what can still be read of a store whose last entries are damaged or gone."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from pathlib import Path

from relapse_cli.app.access.door import StoreDoor, actor
from relapse_cli.app.clock import this_moment
from relapse_cli.app.upkeep.keys.change import require_store
from relapse_cli.store.database.wal_check import keep_log, set_aside_damage
from relapse_cli.store.folder.folder import STORE_FILE
from relapse_cli.store.folder.lock import StoreLock
from relapse_cli.store.journal.head_file import Missing, find_missing, read_witness
from relapse_cli.store.whole.open import look_inside
from relapse_cli.store.whole.store import Store


@dataclass(frozen=True, slots=True)
class Repaired:
    """What was done to a store.

    Attributes:
        copy: of its journal as it was; ``None`` where nothing of that was set aside.
        missing: the entries that it goes on without; ``None`` where none are missed.
    """

    copy: Path | None
    missing: Missing | None


def repair_store(door: StoreDoor) -> Repaired:
    """Set a damaged journal aside, keep what stands before the damage, and accept the entries that are gone.

    What is gone is told with the key only; a store without a witness misses nothing, and needs none.

    Raises:
        LockedError: no key at hand opens the store.
        StoreError: there is no store, somebody has it open, or its folder cannot be written.
    """
    require_store(door)
    key = door.unlock().key if read_witness(door.folder) is not None else None
    with StoreLock.exclusive(door.folder) as lock:
        copy = set_aside_damage(door.folder / STORE_FILE)
        return Repaired(copy, None) if key is None else accept_missing(door.folder, key, lock, copy)


def accept_missing(folder: Path, key: bytes, lock: StoreLock, copy: Path | None) -> Repaired:
    """Let a store go on without the entries that its witness names in vain; its audit says how many.

    Raises:
        StoreError: the store is damaged in another way, or cannot be written.
    """
    missing = look_inside(folder / STORE_FILE, key, proven=True, check=partial(find_missing, folder))
    if missing is None:
        return Repaired(copy, None)
    copy = copy or keep_log(folder / STORE_FILE)
    Store.open(
        folder, key, actor=actor(), now=this_moment, accept_missing=True, proven=True, lock=lock
    ).close()
    return Repaired(copy, missing)
