"""A backup becomes the store of this computer; a store that is there is moved aside, never deleted."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from relapse_cli.app.access.door import StoreDoor, actor
from relapse_cli.app.access.unlock import unlock_keys
from relapse_cli.app.clock import this_moment
from relapse_cli.app.upkeep.keys.usable import few_ways, ways_in
from relapse_cli.errors import StoreError
from relapse_cli.store.keys.os_keyring import OsKeyring
from relapse_cli.store.whole.backup_file import read_backup
from relapse_cli.store.whole.restore import Restored, restore
from relapse_cli.store.whole.store import Store


@dataclass(frozen=True, slots=True)
class SetAside:
    """What the store that was there holds beyond the backup.

    Attributes:
        entries: how many entries more.
        interviews: how many interviews the backup does not know.
        newest: the day on which the last of them began, as ISO 8601; empty where there is none.
    """

    entries: int
    interviews: int
    newest: str = ""


@dataclass(frozen=True, slots=True)
class RestoredStore:
    """A backup that is now the store.

    Attributes:
        set_aside: what only the store that was there before holds; ``None`` where nothing is known of it.
        warning: too few ways to unlock it work here; with ``remedy``, a command.
    """

    folder: Path
    restored: Restored
    set_aside: SetAside | None = None
    warning: str = ""
    remedy: str = ""


def restore_store(door: StoreDoor, backup: Path, ring: OsKeyring | None = None) -> RestoredStore:
    """Put the store of a backup in its place, with a key that the backup knows.

    Args:
        door: where the store goes; it need not be there.
        backup: the backup file.
        ring: the keyring; without one the machine's own.

    Raises:
        LockedError: no key at hand opens the backup.
        StoreError: it is no whole backup, or the folder cannot be used.
    """
    door.close()
    found = read_backup(backup)
    what = f"The backup {backup} is locked."
    data_key = unlock_keys(found.keys, door.environment, door.person, what=what)
    with door.waiting("Restoring"):
        restored = restore(found, door.folder, data_key, actor=actor(), now=this_moment)
    warning, remedy = few_ways(ways_in(found.keys, ring, opened=data_key.kind))
    beyond = _beyond(restored, door.folder, data_key.key)
    return RestoredStore(door.folder, restored, beyond, warning, remedy)


def _beyond(restored: Restored, folder: Path, key: bytes) -> SetAside | None:
    """What only the store that was moved aside holds; ``None`` where the backup's key does not open it."""
    if restored.before is None:
        return None
    try:
        with _to_read(restored.before, key) as before, _to_read(folder, key) as now:
            known = {one.id for one in now.interviews()}
            only = [one for one in before.interviews() if one.id not in known and not one.erased]
            entries = before.status().events - restored.events
    except StoreError:
        return None
    newest = max((one.started_at[:10] for one in only), default="")
    return SetAside(max(0, entries), len(only), newest)


def _to_read(folder: Path, key: bytes) -> Store:
    """A store that is looked into and not changed."""
    return Store.open(folder, key, actor=actor(), now=this_moment, read_only=True, proven=True)
