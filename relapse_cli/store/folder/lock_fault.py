"""Whether a disk keeps locks at all: one that does not is no store that somebody else is busy with."""

from __future__ import annotations

import os
import secrets
import sys
from contextlib import suppress
from pathlib import Path

from relapse_cli.errors import StoreError, reason_of
from relapse_cli.files import NEW_FILE
from relapse_cli.store.folder.work_folders import WORK


def no_locks(folder: Path, error: OSError) -> StoreError:
    """The error for a disk whose locks do not work."""
    return StoreError(
        f"The disk of the store, {folder}, gives no locks ({reason_of(error)}), so two programs could write "
        "over each other. Nobody else is busy with it.",
        remedy="On a network drive, see that its lock service runs, then try again. "
        "Or keep the store on a disk of this computer: --data-dir.",
    )


def find_lock_fault(folder: Path) -> OSError | None:
    """Why a lock cannot be had on a file of this folder that nobody else has; ``None`` where it can.

    The file is a new one: to open and close a file of the database would drop the locks that are on it.
    """
    path = folder / f"{WORK}{secrets.token_hex(8)}"
    try:
        handle = os.open(path, NEW_FILE, 0o600)
    except OSError:
        return None
    try:
        _lock(handle)
    except OSError as error:
        return error
    finally:
        os.close(handle)
        with suppress(OSError):
            path.unlink()
    return None


def _lock(handle: int) -> None:
    """Take a lock of the database's kind."""
    if sys.platform == "win32":
        import msvcrt

        msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
    else:
        import fcntl

        fcntl.lockf(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
