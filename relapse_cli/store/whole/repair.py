"""Going on with what can still be read of a store whose last entries are damaged or gone."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

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


def repair(folder: Path, unlock: Callable[[], bytes], *, actor: str, now: Callable[[], str]) -> Repaired:
    """Set a damaged journal aside, keep what stands before the damage, and accept the entries that are gone.

    What is gone is told with the key only; a store without a witness misses nothing, and needs none.

    Args:
        folder: the folder of the store.
        unlock: the data key.
        actor: who is at work, for the audit.
        now: the time, for the audit.

    Raises:
        LockedError: no key at hand opens the store.
        StoreError: somebody has the store open, it is damaged in another way, or it cannot be written.
    """
    key = unlock() if read_witness(folder) is not None else None
    path = folder / STORE_FILE
    with StoreLock.exclusive(folder) as lock:
        copy = set_aside_damage(path)
        check = partial(find_missing, folder)
        missing = None if key is None else look_inside(path, key, proven=True, check=check)
        if key is None or missing is None:
            return Repaired(copy, None)
        copy = copy or keep_log(path)
        Store.open(folder, key, actor=actor, now=now, accept_missing=True, proven=True, lock=lock).close()
        return Repaired(copy, missing)
