"""Opening the database of a store together with its lock, so that nobody puts another file in its place."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import TypeVar

from relapse_cli.errors import StoreError
from relapse_cli.store.database.cipher import close_leaving_log, connect, has_log
from relapse_cli.store.database.connection import Connection
from relapse_cli.store.database.errors import damaged
from relapse_cli.store.database.schema import SCHEMA_VERSION, check_version, migrate
from relapse_cli.store.database.wal_check import check_log
from relapse_cli.store.folder.access import check_writable, mend_side_files, not_writable
from relapse_cli.store.folder.folder import STORE_FILE, check_folder
from relapse_cli.store.folder.lock import PATIENCE, SHORT_WAIT, StoreLock
from relapse_cli.store.journal.head_file import check_witness
from relapse_cli.store.journal.interview_locks import clear_holds
from relapse_cli.store.journal.pair import check_pair, is_coherent

_Found = TypeVar("_Found")


@dataclass(frozen=True)
class OpenDatabase:
    """The database of a store, and the lock that goes with it.

    Attributes:
        own_lock: the lock is released when the database is closed; otherwise it is the caller's.
        file: which file it was when it was opened.
        untouched: closing it changes no file.
        only_read: nothing can be written in it.
    """

    connection: Connection
    lock: StoreLock
    own_lock: bool
    file: tuple[int, int]
    key: bytes = field(repr=False)
    untouched: bool = False
    only_read: bool = False

    @property
    def log_stays(self) -> bool:
        """Whether a log that a crash left is not taken into the file, so that pages there may be torn."""
        return self.untouched and has_log(self.connection.path)

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

    def leave(self, *, others_stand_there: bool) -> None:
        """Let go of files that went, without emptying the log into what stands there now."""
        try:
            if others_stand_there:
                self.connection.abandon()
            else:
                close_leaving_log(self.connection, self.key)
        finally:
            if self.own_lock:
                self.lock.release()

    def close(self) -> None:
        """Empty the log into the file and let go of everything."""
        try:
            if not self.untouched:
                with suppress(StoreError):  # what is in the log is safe there, and read at the next opening
                    self.connection.run("PRAGMA wal_checkpoint(TRUNCATE)")
            self.connection.close()
        finally:
            if self.own_lock:
                self.lock.release()


@dataclass(frozen=True, slots=True)
class Access:
    """What is to be done with the database.

    Attributes:
        read_only: nothing is written in it.
        untouched: no file changes, not even a log that a crash left; nobody else is let in meanwhile.
        accept_missing: it may have lost its last entries.
        proven: the key was checked against the key file.
    """

    read_only: bool = False
    untouched: bool = False
    accept_missing: bool = False
    proven: bool = False


def open_database(
    folder: Path, key: bytes, access: Access, *, lock: StoreLock | None, wait: float = PATIENCE
) -> OpenDatabase:
    """Check the folder, take the lock, open the file, and bring it to this version's tables.

    Raises:
        LockedError: the key does not open it.
        StoreError: it is missing, damaged, has lost entries, is newer than this program, or held by others.
    """
    check_folder(folder)
    path = folder / STORE_FILE
    if not os.path.lexists(path):
        raise StoreError(
            f"There is no store in {folder}.",
            remedy="Name its folder with --data-dir, or restore it from a backup.",
        )
    held = lock or StoreLock.opening(folder, wait=wait, read_only=access.read_only)
    try:
        file = _which_file(path)
        connection = _connect(path, key, held, access)
        if lock is None and not (access.untouched and held.is_alone):
            held.share()
            if _which_file(path) != file:  # while nobody held the lock, somebody may have been alone
                connection.close()
                file = _which_file(path)
                connection = _connect(path, key, held, access)
    except BaseException:
        if lock is None:
            held.release()
        raise
    return OpenDatabase(connection, held, lock is None, file, key, access.untouched, access.read_only)


def look_inside(path: Path, key: bytes, *, proven: bool, check: Callable[[Connection], _Found]) -> _Found:
    """Look at a database that nobody else has open, so that no file changes.

    Raises:
        LockedError: the key does not open it.
        StoreError: it is missing or damaged, or the check found something.
    """
    check_log(path)
    connection = connect(path, key, proven=proven, untouched=True)
    try:
        return check(connection)
    finally:
        connection.close()


def _connect(path: Path, key: bytes, lock: StoreLock, access: Access) -> Connection:
    """Open the database; what closing it would take away, a log cut short, is looked at before."""
    if not access.read_only:
        if lock.is_alone:
            mend_side_files(path)
        check_writable(path.parent)
    if lock.is_alone:
        check_log(path)
        if has_log(path):
            look_inside(path, key, proven=access.proven, check=partial(_check_left, path, key, access))
    untouched = access.untouched and lock.is_alone
    connection = connect(path, key, proven=access.proven, read_only=access.read_only, untouched=untouched)
    try:
        if not access.accept_missing:
            _check(path.parent, connection)
        _bring_up_to_date(connection, lock, read_only=access.read_only)
        if lock.is_alone and not access.read_only:
            clear_holds(connection)
    except BaseException:
        connection.close()
        raise
    return connection


def _check_left(path: Path, key: bytes, access: Access, connection: Connection) -> None:
    """See that a log that a crash left is that of this database, and that no entries are missing."""
    if check_version(connection) > 0:
        check_pair(connection, lambda: is_whole_without_log(path, key))
    if not access.accept_missing:
        _check(path.parent, connection)


def is_whole_without_log(path: Path, key: bytes) -> bool:
    """Whether a database would be whole if it had no log."""
    try:
        connection = connect(path, key, proven=True, without_log=True)
    except StoreError:
        return False
    try:
        return is_coherent(connection)
    finally:
        connection.close()


def _check(folder: Path, connection: Connection) -> None:
    """See that no entries are missing; a file without tables is refused when it is brought up to date."""
    if check_version(connection) > 0:
        check_witness(folder, connection)


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


def schema_of(folder: Path, key: bytes) -> int:
    """The version of a store's tables; no file of the store changes.

    Raises:
        StoreError: it cannot be opened, its journal is damaged, or a newer program wrote it.
    """
    read_only = any(not_writable(folder))
    with StoreLock.opening(folder, wait=SHORT_WAIT, read_only=read_only) as lock:
        if lock.is_alone:
            return look_inside(folder / STORE_FILE, key, proven=True, check=check_version)
        connection = connect(folder / STORE_FILE, key, proven=True, read_only=True)
        try:
            return check_version(connection)
        finally:
            connection.close()
