"""Going on with what can still be read of a store whose last entries are damaged or gone."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from relapse_cli.store.database.cipher import has_log
from relapse_cli.store.database.connection import Connection
from relapse_cli.store.database.wal_check import drop_log, keep_log, set_aside_damage
from relapse_cli.store.folder.folder import STORE_FILE
from relapse_cli.store.folder.lock import StoreLock
from relapse_cli.store.journal.head_file import Missing, find_missing
from relapse_cli.store.journal.known_keys import OtherKeysError, check_keys
from relapse_cli.store.journal.pair import OtherJournalError, check_pair
from relapse_cli.store.keys.digest import keys_digest
from relapse_cli.store.keys.key_file import read_keys
from relapse_cli.store.keys.slots import Generation
from relapse_cli.store.whole.open import is_whole_without_log, look_inside
from relapse_cli.store.whole.store import Store


@dataclass(frozen=True, slots=True)
class Repaired:
    """What was done to a store.

    Attributes:
        copy: of its journal as it was; ``None`` where nothing of that was set aside.
        missing: the entries that it goes on without; ``None`` where none are missed.
        other_keys: the key file is not the one it had last, and is gone on with.
    """

    copy: Path | None
    missing: Missing | None
    other_keys: bool = False


def repair(folder: Path, unlock: Callable[[], bytes], *, actor: str, now: Callable[[], str]) -> Repaired:
    """Set a damaged journal aside, keep what stands before the damage, and accept the entries that are gone.

    What is gone is told with the key only, and so is whether the keys are those that the store had last.

    Args:
        folder: the folder of the store.
        unlock: the data key.
        actor: who is at work, for the audit.
        now: the time, for the audit.

    Raises:
        LockedError: no key at hand opens the store.
        StoreError: somebody has the store open, it is damaged in another way, or it cannot be written.
    """
    key = unlock()
    path = folder / STORE_FILE
    with StoreLock.exclusive(folder) as lock:
        keys = read_keys(folder).current
        copy = set_aside_damage(path) or _set_aside_other_journal(path, key)
        missing = look_inside(path, key, proven=True, check=partial(find_missing, folder))
        other_keys = look_inside(path, key, proven=True, check=partial(_are_others, keys))
        if missing is None and not other_keys:
            return Repaired(copy, None)
        copy = copy or (keep_log(path) if missing else None)
        with Store.open(
            folder, key, actor=actor, now=now, accept_missing=True, proven=True, lock=lock
        ) as store:
            store.accept_keys(keys)
        return Repaired(copy, missing, other_keys)


def _set_aside_other_journal(path: Path, key: bytes) -> Path | None:
    """Keep a copy of a journal of another database, and take it away; ``None`` where it is its own."""
    if not has_log(path):
        return None
    try:
        look_inside(
            path,
            key,
            proven=True,
            check=lambda found: check_pair(found, lambda: is_whole_without_log(path, key)),
        )
    except OtherJournalError:
        copy = keep_log(path)
        drop_log(path)
        return copy
    return None


def _are_others(keys: Generation, connection: Connection) -> bool:
    """Whether the keys are not those that the store had last."""
    try:
        check_keys(connection, keys_digest(keys))
    except OtherKeysError:
        return True
    return False
