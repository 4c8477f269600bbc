"""Opening the database of a store together with its lock, so that nobody puts another file in its place."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from relapse_cli.errors import StoreError
from relapse_cli.store.cipher import connect
from relapse_cli.store.connection import Connection
from relapse_cli.store.folder import STORE_FILE, check_folder
from relapse_cli.store.holds import clear_holds
from relapse_cli.store.locking import PATIENCE, StoreLock
from relapse_cli.store.log_check import check_log
from relapse_cli.store.schema import SCHEMA_VERSION, check_version, migrate
from relapse_cli.store.troubles import damaged

SHORT_WAIT = 1.0
"""Seconds to wait for a command of somebody else that is about to end."""


@dataclass(frozen=True)
class OpenDatabase:
    """The database of a store, and the lock that goes with it.

    Attributes:
        own_lock: the lock is released when the database is closed; otherwise it is the caller's.
        file: which file it was when it was opened.
    """

    connection: Connection
    lock: StoreLock
    own_lock: bool
    file: tuple[int, int]

    @contextmanager
    def alone(self) -> Iterator[None]:
        """Keep every other process out meanwhile.

        Raises:
            StoreError: others have the store open; it names them.
        """
        if self.lock.is_alone:
            yield
            return
        self.lock.take_alone(wait=SHORT_WAIT)
        try:
            if _which_file(self.connection.path) != self.file:
                raise StoreError(
                    "Another process has put a new store in the place of this one.",
                    remedy="Start the program again; nothing was changed.",
                )
            yield
        finally:
            self.lock.share()

    def close(self) -> None:
        """Empty the log into the file and let go of everything."""
        try:
            with suppress(
                StoreError
            ):  # what is in the log is safe there, and read when the store is opened next
                self.connection.run("PRAGMA wal_checkpoint(TRUNCATE)")
            self.connection.close()
        finally:
            if self.own_lock:
                self.lock.release()


def open_database(
    folder: Path, key: bytes, *, read_only: bool, proven: bool, lock: StoreLock | None, wait: float = PATIENCE
) -> OpenDatabase:
    """Check the folder, take the lock, open the file, and bring it to this version's tables.

    Raises:
        LockedError: the key does not open it.
        StoreError: it is missing, damaged, newer than this program, or held by others.
    """
    check_folder(folder)
    path = folder / STORE_FILE
    if not os.path.lexists(path):
        raise StoreError(
            f"There is no store in {folder}.",
            remedy="Name its folder with --data-dir, or restore it from a backup.",
        )
    held = lock or StoreLock.opening(folder, wait=wait, read_only=read_only)
    try:
        file = _which_file(path)
        connection = _connect(path, key, held, read_only=read_only, proven=proven)
        if lock is None:
            held.share()
            if _which_file(path) != file:  # while nobody held the lock, somebody may have been alone
                connection.close()
                file = _which_file(path)
                connection = _connect(path, key, held, read_only=read_only, proven=proven)
    except BaseException:
        if lock is None:
            held.release()
        raise
    return OpenDatabase(connection, held, lock is None, file)


def _connect(path: Path, key: bytes, lock: StoreLock, *, read_only: bool, proven: bool) -> Connection:
    if lock.is_alone:
        check_log(path)
    connection = connect(path, key, proven=proven, read_only=read_only)
    try:
        _bring_up_to_date(connection, lock, read_only=read_only)
        if lock.is_alone and not read_only:
            clear_holds(connection)
    except BaseException:
        connection.close()
        raise
    return connection


def _bring_up_to_date(connection: Connection, lock: StoreLock, *, read_only: bool) -> None:
    version = check_version(connection)
    if version == 0:
        raise damaged(connection.path, "it holds no tables")
    if version == SCHEMA_VERSION:
        return
    if read_only:
        raise StoreError(
            f"The store is of an older version (schema {version}).",
            remedy="Open it once for writing, which brings it up to date.",
        )
    lock.take_alone(wait=SHORT_WAIT)
    migrate(connection)


def _which_file(path: Path) -> tuple[int, int]:
    found = path.stat()
    return found.st_dev, found.st_ino
