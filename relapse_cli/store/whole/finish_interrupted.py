"""What an interrupted step left behind is brought to an end: the whole step is done, or none of it.

Nothing in here needs a key. Which data key the database is under is told by its first bytes, and a restored
store is whole before it is on its way.
"""

from __future__ import annotations

import os
import shutil
from dataclasses import dataclass
from pathlib import Path

from relapse_cli.files import sync_folder
from relapse_cli.store.folder.folder import HEAD_FILE, STORE_FILE
from relapse_cli.store.folder.work_folders import (
    BEFORE,
    FIRST,
    READY,
    disk_error,
    ready_restores,
    remove_unfinished,
)
from relapse_cli.store.keys.key_file import KEYS_NAME, read_keys, write_keys
from relapse_cli.store.keys.make import forget_keyring_slot
from relapse_cli.store.keys.os_keyring import OsKeyring, find_keyring
from relapse_cli.store.keys.slots import Generation, Keys
from relapse_cli.store.whole.whole_copy import database_salt

CHANGED = (
    "A change of the store's key was interrupted and is now complete. "
    "The recovery key that was shown with it is the one that counts."
)
NOT_CHANGED = (
    "A change of the store's key was interrupted and has had no effect. "
    "If a new recovery key was shown with it, cross it out: the one before it still counts."
)
_RESTORED = "A restoring that was interrupted is now complete."
_SET_UP = "Setting up the store was interrupted and is now complete; it opens with what was chosen for it."


@dataclass(frozen=True, slots=True)
class Recovered:
    """The keys as they are now, and what the user should know about a step that was interrupted."""

    keys: Keys
    notices: tuple[str, ...] = ()


def settle(folder: Path, ring: OsKeyring | None = None) -> Recovered:
    """Bring interrupted steps to an end; the caller has the store alone.

    Raises:
        StoreError: the folder cannot be written, or holds no good keys.
    """
    ready = ready_restores(folder)
    for path in ready:
        finish_restore(folder, path)
    settled = _settle_generations(folder, read_keys(folder), ring)
    remove_unfinished(folder)
    told = [_SET_UP if path.name.startswith(f"{READY}{FIRST}") else _RESTORED for path in ready]
    return Recovered(settled.keys, (*told, *settled.notices))


def finish_restore(folder: Path, ready: Path) -> Path | None:
    """Put a restored store in its place; it can be done again from any point at which it was interrupted.

    Returns:
        The folder with the store that was there before, if there was one.

    Raises:
        StoreError: a file cannot be moved.
    """
    aside = folder / f"{BEFORE}{ready.name.removeprefix(READY)}"
    try:
        for name in (STORE_FILE, HEAD_FILE, KEYS_NAME):
            if (ready / name).exists():
                _set_aside(folder, name, aside)
                (ready / name).rename(folder / name)
                sync_folder(folder)
        shutil.rmtree(ready)
    except OSError as error:
        raise disk_error(folder, error) from error
    return aside if aside.exists() else None


def _set_aside(folder: Path, name: str, aside: Path) -> None:
    """Move a file of the store that was there, with its journal and witness; the new database has its own."""
    for old in (*([HEAD_FILE] if name == STORE_FILE else []), f"{name}-wal", f"{name}-shm", name):
        if os.path.lexists(folder / old):
            aside.mkdir(0o700, exist_ok=True)
            (folder / old).rename(aside / old)
    if aside.exists():
        sync_folder(aside)


def _settle_generations(folder: Path, keys: Keys, ring: OsKeyring | None) -> Recovered:
    """Keep the generation that the database belongs to; without a database that tells, keep both."""
    settled = fitting_keys(folder, keys)
    if settled == keys:
        return Recovered(keys)
    for generation in keys.generations:
        if generation.id != settled.current.id and (slot := generation.slot("keyring")) is not None:
            forget_keyring_slot(keys.store, slot, ring or find_keyring())
    write_keys(folder, settled)
    return Recovered(settled, (CHANGED if settled.current.id == keys.current.id else NOT_CHANGED,))


def fitting_keys(folder: Path, keys: Keys) -> Keys:
    """The keys with the one generation that the database belongs to, where that can be told."""
    if len(keys.generations) == 1 or not (folder / STORE_FILE).exists():
        return keys
    salt = database_salt(folder / STORE_FILE)
    kept = [generation for generation in keys.generations if generation.database == salt]
    return keys.with_generations(without_database(kept[0])) if len(kept) == 1 else keys


def without_database(generation: Generation) -> Generation:
    """A generation as it is when it is the only one."""
    return generation.model_copy(update={"database": None})
