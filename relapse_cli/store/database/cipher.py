"""The one door to SQLCipher: a file that is encrypted with a key of 32 bytes, or none at all."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path

from relapse_cli.errors import StoreError, reason_of
from relapse_cli.files import NEW_FILE
from relapse_cli.plain_file import read_plain
from relapse_cli.store.database.connection import Connection
from relapse_cli.store.database.errors import DamagedError, damaged, other_keys, translate
from relapse_cli.store.database.page_hmac import fits_any_page
from relapse_cli.store.folder.access import may_write, mode_remedy
from relapse_cli.store.folder.folder import check_private, private_files

_KEY_BYTES = 32
_PLAIN_HEADER = b"SQLite format 3"

_PRAGMAS = (
    "cipher_memory_security=on",
    "journal_mode=wal",
    "synchronous=full",  # with less, a power cut took answers that had been acknowledged
    "fullfsync=on",
    "checkpoint_fullfsync=on",
    "temp_store=memory",  # with files, what is sorted or compacted would reach the disk as plain text
    "secure_delete=on",
    "foreign_keys=on",
    "busy_timeout=10000",
    "trusted_schema=off",
)
"""After the log level, the key and the probe, in this order."""


def connect(
    path: Path,
    key: bytes,
    *,
    create: bool = False,
    unsynced: bool = False,
    proven: bool = False,
    read_only: bool = False,
    untouched: bool = False,
    without_log: bool = False,
) -> Connection:
    """Open an encrypted database, usable from every thread of the process.

    Args:
        path: the file.
        key: 32 bytes, used as they are.
        create: make the file, which must not be there; otherwise it must.
        unsynced: wait for nothing that is written; only for a new file that is synced as a whole, and then
            gets its name.
        proven: the key was checked against the key file, so a file it does not open is damaged.
        read_only: change nothing, and work in a folder that cannot be written.
        untouched: let no file change, not even a log that a crash left; only for who has the store alone.
        without_log: as ``untouched``, and look at the file as if it had no log.

    Raises:
        LockedError: the key does not open the file.
        StoreError: the file is missing, there already, plain, damaged or not to be reached.
    """
    untouched = untouched or without_log
    if len(key) != _KEY_BYTES:
        raise StoreError(
            "The key of a store has 32 bytes.", remedy="Use the key that this store was made with."
        )
    with private_files():
        if create:
            _make_file(path)
        else:
            _check_file(path)
        mode = _untouched(path, without_log=without_log) if untouched else _mode(path, read_only=read_only)
        connection = _open(path, mode, proven=proven)
        try:
            _unlock(connection, key, read_only=read_only or untouched, alone=untouched, unsynced=unsynced)
        except DamagedError as error:
            connection.close()
            if connection.proven and not fits_any_page(path, key):
                raise other_keys(path) from error
            raise
        except BaseException:
            connection.close()
            raise
    return connection


def close_leaving_log(connection: Connection, key: bytes) -> None:
    """Close a database whose log is not to be taken into it, because somebody cut it or wrote over the file.

    Whoever closes a database last takes the log in, even half of one. So it is opened once more, only to be
    read: then the first is not the last, and the second may not write.
    """
    other = _open(connection.path, "mode=ro", proven=True)
    with suppress(StoreError):
        other.run(f"PRAGMA key=\"x'{key.hex()}'\"")
        other.run("SELECT count(*) FROM sqlite_master")
    connection.close()
    other.close()


def cipher_version() -> str:
    """Return the version of the encryption.

    Raises:
        StoreError: the database library is missing, or cannot encrypt.
    """
    try:
        from sqlcipher3 import dbapi2

        raw = dbapi2.connect(":memory:")
        row = raw.execute("PRAGMA cipher_version").fetchone()
        raw.close()
    except ImportError as error:
        raise _no_encryption() from error
    if not row:
        raise _no_encryption()
    return str(row[0])


def _no_encryption() -> StoreError:
    """Return the error for a database library that cannot encrypt."""
    return StoreError(
        "The database library cannot encrypt, so nothing is stored.",
        remedy="Install the program again; it needs sqlcipher3.",
    )


def is_plain(path: Path) -> bool:
    """Tell whether a file is a database that is not encrypted."""
    try:
        return read_plain(path, len(_PLAIN_HEADER)).startswith(_PLAIN_HEADER)
    except OSError as error:
        reason = reason_of(error)
        raise StoreError(
            f"The store {path} cannot be read: {reason}.",
            remedy=mode_remedy(path, "Check who may read the file."),
        ) from error


def _make_file(path: Path) -> None:
    try:
        os.close(os.open(path, NEW_FILE, 0o600))
    except FileExistsError as error:
        raise StoreError(f"{path} is already there.", remedy="Open it, or name another folder.") from error
    except OSError as error:
        reason = reason_of(error)
        raise StoreError(
            f"The store {path} cannot be made: {reason}.",
            remedy="Check that the folder may be written and that its disk is not full.",
        ) from error


def _check_file(path: Path) -> None:
    check_private(path)
    if path.stat().st_size == 0:
        raise damaged(path, "the file is empty")
    if is_plain(path):
        raise StoreError(
            f"{path} is not encrypted, so it is not a store of this program.",
            remedy="Move the file elsewhere; stored interviews are never kept in plain form.",
        )


def _open(path: Path, mode: str, *, proven: bool) -> Connection:
    from sqlcipher3 import dbapi2

    try:
        raw = dbapi2.connect(
            f"{path.absolute().as_uri()}?{mode}",
            uri=True,
            timeout=10.0,
            isolation_level=None,
            check_same_thread=False,
        )
    except dbapi2.Error as error:
        raise translate(error, path, proven=proven) from error
    return Connection(raw, path, dbapi2.Error, proven=proven)


def _mode(path: Path, *, read_only: bool) -> str:
    """Return how to open the file; what cannot be written is read without its side files, if they are empty.

    Where writing is possible, even one who only reads must be able to take in a log that a crash left.
    """
    if not read_only or all(may_write(place) for place in (path, path.parent)):
        return "mode=rw"
    return "mode=ro" if has_log(path) else "mode=ro&immutable=1"


def _untouched(path: Path, *, without_log: bool) -> str:
    """Return how to open the file so that a log is read, and neither taken in nor taken away.

    Without locks of its own the database keeps the index of the log in memory; as it may not write the file,
    it leaves the log where it is.
    """
    system = "win32" if os.name == "nt" else "unix"
    return f"mode=ro&vfs={system}-none" if has_log(path) and not without_log else "mode=ro&immutable=1"


def has_log(path: Path) -> bool:
    """Tell whether there is anything in the log of a database."""
    log = path.with_name(f"{path.name}-wal")
    return log.exists() and log.stat().st_size > 0


def _unlock(connection: Connection, key: bytes, *, read_only: bool, alone: bool, unsynced: bool) -> None:
    """Give the key and set what must be set, in the order that the security notes prove."""
    connection.run("PRAGMA cipher_log_level=none")
    if not connection.run("PRAGMA cipher_version"):
        raise _no_encryption()
    connection.run(f"PRAGMA key=\"x'{key.hex()}'\"")
    if alone:
        connection.run("PRAGMA locking_mode=exclusive")
    connection.run("SELECT count(*) FROM sqlite_master")
    connection.proven = True  # the key has opened the first page; what cannot be read from now on is damaged
    if unsynced:
        connection.run("PRAGMA synchronous=off")
    for pragma in _PRAGMAS:
        if unsynced and pragma.startswith("synchronous"):
            continue
        if read_only and pragma.startswith("journal_mode"):
            connection.run("PRAGMA query_only=on")
        elif connection.run(f"PRAGMA {pragma}") != [("wal",)] and pragma == "journal_mode=wal":
            raise StoreError(
                "The disk of the store cannot keep its journal.",
                remedy="Name a folder on a disk of this computer, with --data-dir.",
            )
