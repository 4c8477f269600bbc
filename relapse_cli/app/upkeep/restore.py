"""A backup becomes the store of this computer; a store that is there is moved aside, never deleted."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from relapse_cli.app.access.door import StoreDoor, actor
from relapse_cli.app.access.unlock import unlock_keys
from relapse_cli.app.clock import this_moment
from relapse_cli.app.upkeep.keys.usable import few_ways, ways_in
from relapse_cli.store.keys.os_keyring import OsKeyring
from relapse_cli.store.whole.backup_file import read_backup
from relapse_cli.store.whole.restore import Restored, restore


@dataclass(frozen=True, slots=True)
class RestoredStore:
    """A backup that is now the store.

    Attributes:
        warning: too few ways to unlock it work here; with ``remedy``, a command.
    """

    folder: Path
    restored: Restored
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
    restored = restore(found, door.folder, data_key, actor=actor(), now=this_moment)
    warning, remedy = few_ways(ways_in(found.keys, ring, opened=data_key.kind))
    return RestoredStore(door.folder, restored, warning, remedy)
