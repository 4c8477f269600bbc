"""Going on with what can still be read of a store whose journal of the last session is damaged."""

from __future__ import annotations

from pathlib import Path

from relapse_cli.app.change_keys import require_store
from relapse_cli.app.store_door import StoreDoor


def repair_store(door: StoreDoor) -> Path | None:
    """Set a damaged journal aside, and keep what stands before the damage.

    Returns:
        The copy of the damaged journal; ``None`` where nothing had to be done.

    Raises:
        StoreError: there is no store, somebody has it open, or its folder cannot be written.
    """
    from relapse_cli.store.folder import STORE_FILE
    from relapse_cli.store.locking import StoreLock
    from relapse_cli.store.log_check import set_aside_damage

    require_store(door)
    with StoreLock.exclusive(door.folder):
        return set_aside_damage(door.folder / STORE_FILE)
