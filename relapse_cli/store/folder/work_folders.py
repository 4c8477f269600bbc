"""Folders inside the store's folder for what is not finished: never taken for the store, and not for long."""

from __future__ import annotations

import errno
import secrets
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from relapse_cli.errors import StoreError, reason_of
from relapse_cli.spares import note_folder
from relapse_cli.store.folder.access import NotWritableError
from relapse_cli.store.folder.folder import STORE_FILE

WORK = ".work-"
READY = ".restore-ready-"
"""A restored store, whole and checked, on its way to its place; after an interruption it is moved there."""

FIRST = "first-"
"""After ``READY``: it is no restored store but the first one of the folder."""

BEFORE = "before-restore-"
"""A store that was there before a restoring; nobody but its owner deletes it."""

_NOT_WRITTEN = (errno.ENOSPC, errno.EDQUOT, errno.EROFS, errno.EACCES, errno.EPERM)
MAKING = f"{STORE_FILE}.making"
"""A database that is being made; it holds no word. An older version made it in the store's own folder."""

_SPARES = (".keys.json.", f".{STORE_FILE}", MAKING)


@contextmanager
def work_folder(folder: Path) -> Iterator[Path]:
    """A private folder that is gone afterwards, also when what was done in it was not finished.

    Raises:
        StoreError: it cannot be made, or the disk reports a fault meanwhile.
    """
    path = folder / f"{WORK}{secrets.token_hex(8)}"
    note_folder(folder)  # it need not be the store's own, where each start looks
    try:
        path.mkdir(0o700)
        yield path
    except OSError as error:
        raise disk_error(folder, error) from error
    finally:
        shutil.rmtree(path, ignore_errors=True)


def unfinished(folder: Path) -> list[Path]:
    """What an interrupted step left in the folder."""
    try:
        return sorted(path for path in folder.iterdir() if path.name.startswith((WORK, READY, *_SPARES)))
    except OSError as error:
        raise disk_error(folder, error) from error


def ready_restores(folder: Path) -> list[Path]:
    """The restored stores that still have to be moved to their place."""
    return [path for path in unfinished(folder) if path.name.startswith(READY)]


def stores_set_aside(folder: Path) -> tuple[Path, ...]:
    """The stores that were there before a restoring; they may hold what has been erased since."""
    return tuple(sorted(folder.glob(f"{BEFORE}*")))


def journals_set_aside(folder: Path) -> tuple[Path, ...]:
    """The damaged journals that were set aside; they may hold what has been erased since."""
    return tuple(sorted(folder.glob(f"{STORE_FILE}-wal.damaged-*")))


def work_left(folder: Path) -> tuple[Path, ...]:
    """What interrupted steps left that holds entries; nothing where the folder cannot be looked into."""
    try:
        return tuple(path for path in unfinished(folder) if path.name.startswith((WORK, READY)))
    except StoreError:
        return ()


def remove_unfinished(folder: Path) -> None:
    """Remove what was not finished; what cannot be removed now is left for the next time."""
    for path in unfinished(folder):
        if path.name.startswith(READY):
            continue
        if path.is_dir() and not path.is_symlink():
            shutil.rmtree(path, ignore_errors=True)
        else:
            with suppress(OSError):
                path.unlink()


def disk_error(path: Path, error: OSError) -> StoreError:
    """A fault of the disk in one sentence."""
    reason = reason_of(error)
    family = NotWritableError if error.errno in _NOT_WRITTEN else StoreError
    return family(
        f"{path} cannot be used: {reason}.", remedy="Check the disk, its free space and who may write there."
    )
