"""Whether the folder of the store can be looked into and written to; with the chmod that helps."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from pathlib import Path

from relapse_cli.errors import StoreError, reason_of
from relapse_cli.store.folder.folder import HAS_MODES, LOCK_FILE, STORE_FILE
from relapse_cli.text.shell import shell_word

_FOLDER, _FILE = 0o700, 0o600


def check_reach(folder: Path) -> None:
    """See that a folder that is there can be looked into; one that is not there is no fault.

    Raises:
        StoreError: it cannot, so nobody can tell whether there is a store.
    """
    try:
        if stat.S_ISDIR(folder.stat().st_mode):
            os.scandir(folder).close()
            (folder / STORE_FILE).lstat()
    except (FileNotFoundError, NotADirectoryError):
        return
    except OSError as error:
        reason = reason_of(error)
        otherwise = "Check who may look into it, or name another with --data-dir."
        above = next((path for path in reversed(folder.absolute().parents) if not _may_enter(path)), None)
        raise StoreError(
            f"The folder of the store, {folder}, cannot be looked into: {reason}.",
            remedy=f"Let yourself in again: chmod u+x {shell_word(above)}"
            if above
            else mode_remedy(folder, otherwise),
        ) from error


def not_writable(folder: Path) -> Iterator[Path]:
    """What of a store that is there cannot be written, so that only reading works."""
    for path in (folder, folder / STORE_FILE, folder / LOCK_FILE):
        if path.exists() and not may_write(path):
            yield path


def may_write(path: Path) -> bool:
    """Whether this process may write there, as far as the system tells."""
    return os.access(path, os.W_OK, effective_ids=os.access in os.supports_effective_ids)


def _may_enter(path: Path) -> bool:
    """Whether this process may go through a folder; one that is not there counts as open."""
    effective = os.access in os.supports_effective_ids
    return os.access(path, os.X_OK, effective_ids=effective) or not os.path.lexists(path)


def mode_remedy(path: Path, otherwise: str) -> str:
    """The chmod that lets its owner in again, where that is what is missing; else another remedy."""
    try:
        found = path.stat()
    except OSError:
        return otherwise
    wanted = _FOLDER if stat.S_ISDIR(found.st_mode) else _FILE
    if not HAS_MODES or found.st_uid != os.geteuid() or found.st_mode & wanted == wanted:
        return otherwise
    return f"Let yourself in again: chmod {wanted:o} {shell_word(path)}"
