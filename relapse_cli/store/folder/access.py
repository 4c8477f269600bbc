"""Whether the files of the store can be read and written, and their disk has room; with the chmod for it."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from relapse_cli.errors import StoreError, reason_of
from relapse_cli.store.folder.folder import HAS_MODES, HEAD_FILE, KEYS_FILE, LOCK_FILE, STORE_FILE
from relapse_cli.text.shell import shell_word

_FOLDER, _FILE = 0o700, 0o600
_ROOM = 1 << 16
"""Bytes: less than the database needs for its journal and the index of that."""


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


class NotWritableError(StoreError):
    """The store cannot be written now; what is in it can still be read."""


def files_opened(folder: Path) -> Iterator[Path]:
    """The folder of a store and every file in it that is opened, as far as they are there."""
    names = (STORE_FILE, f"{STORE_FILE}-wal", f"{STORE_FILE}-shm", LOCK_FILE, HEAD_FILE, KEYS_FILE)
    for path in (folder, *(folder / name for name in names)):
        if path.exists():
            yield path


def not_writable(folder: Path) -> Iterator[Path]:
    """What of a store that is there cannot be written, so that only reading works."""
    return (path for path in files_opened(folder) if not may_write(path))


def not_readable(folder: Path) -> Iterator[Path]:
    """What of a store that is there cannot be read, so that it does not open."""
    return (path for path in files_opened(folder) if not _may(path, os.R_OK))


def check_writable(folder: Path) -> None:
    """See that everything can be written, before the database makes files of the same modes beside its own.

    Raises:
        NotWritableError: something cannot; it is named.
    """
    if (path := next(not_writable(folder), None)) is not None:
        why = ": its disk is read-only" if is_on_read_only_disk(path) else ""
        raise NotWritableError(
            f"{path} cannot be written{why}, so nothing can be added to the store.",
            remedy=mode_remedy(path, "Let yourself write there, or name another folder with --data-dir."),
        )


def mend_side_files(database: Path) -> None:
    """Take away side files that cannot be written, left from when the database could not be.

    The index of the log holds nothing of its own, and an empty log holds nothing; both are made anew. Only
    for who has the store alone.
    """
    for path in (database.with_name(f"{database.name}{ending}") for ending in ("-shm", "-wal")):
        if is_made_anew(path) and may_write(database) and not may_write(path):
            with suppress(OSError):
                path.unlink()


def is_made_anew(path: Path) -> bool:
    """Whether a file of the store holds nothing of its own, so it is made anew where it stands in the way."""
    empty_log = path.name == f"{STORE_FILE}-wal" and path.exists() and path.stat().st_size == 0
    return empty_log or (path.name == f"{STORE_FILE}-shm" and path.exists())


def is_full(folder: Path) -> bool:
    """Whether the disk of a folder has no room for another entry, as far as the system tells."""
    if not hasattr(os, "statvfs"):
        return False
    try:
        found = os.statvfs(folder)
    except OSError:
        return False
    return found.f_bavail * found.f_frsize < _ROOM or (found.f_files > 0 and found.f_favail == 0)


def is_on_read_only_disk(path: Path) -> bool:
    """Whether a whole disk is read-only, as far as the system tells."""
    try:
        return hasattr(os, "statvfs") and bool(os.statvfs(path).f_flag & os.ST_RDONLY)
    except OSError:
        return False


def may_read(path: Path) -> bool:
    """Whether this process may read there, as far as the system tells."""
    return _may(path, os.R_OK)


def may_write(path: Path) -> bool:
    """Whether this process may write there, as far as the system tells."""
    return _may(path, os.W_OK)


def _may(path: Path, what: int) -> bool:
    return os.access(path, what, effective_ids=os.access in os.supports_effective_ids)


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
