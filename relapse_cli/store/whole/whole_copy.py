"""A whole copy of the store's database under a key of its own: consistent, compact, checked, on the disk."""

from __future__ import annotations

import os
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from relapse_cli.errors import StoreError
from relapse_cli.plain_file import read_plain
from relapse_cli.store.database.cipher import connect
from relapse_cli.store.database.connection import Connection
from relapse_cli.store.database.errors import DamagedError
from relapse_cli.store.database.schema import check_version, migrate
from relapse_cli.store.folder.durable import open_new, sync_file
from relapse_cli.store.folder.folder import STORE_FILE
from relapse_cli.store.whole.store import Store

_SALT_BYTES = 16


class CopyFacts(NamedTuple):
    """What a checked copy holds: how many events, and the head of their chain."""

    events: int
    head: str


def copy_database(connection: Connection, target: Path, key: bytes) -> None:
    """Copy an open database as it is at one moment, whoever writes to it meanwhile, under a key of 32 bytes.

    Who holds an interview is left out: in a copy nobody does.

    Raises:
        StoreError: it cannot be read, or the copy cannot be written.
    """
    open_new(target).close()
    [(only_reads,)] = connection.run("PRAGMA query_only")
    connection.run("ATTACH DATABASE ? AS copied KEY ?", os.fsencode(target), f"x'{key.hex()}'")
    try:
        connection.run("PRAGMA query_only=off")  # it would hold for the copy too
        with connection.transaction("DEFERRED"):
            [(version,)] = connection.run("PRAGMA main.user_version")
            connection.run("SELECT sqlcipher_export('copied')")
            connection.run(f"PRAGMA copied.user_version = {int(version)}")
            connection.run("DELETE FROM copied.hold")
    except BaseException:
        with suppress(StoreError):
            connection.run("DETACH DATABASE copied")
        raise
    finally:
        with suppress(StoreError):
            connection.run(f"PRAGMA query_only={int(only_reads)}")
    connection.run("DETACH DATABASE copied")
    sync_file(target)


def check_copy(
    folder: Path, key: bytes, *, actor: str, now: Callable[[], str], head: str | None = None
) -> CopyFacts:
    """Open the copy in a folder of its own without changing it, and verify all of it.

    Raises:
        StoreError: there is anything wrong with it, or it does not contain ``head``.
    """
    with Store.open(folder, key, actor=actor, now=now, read_only=True, proven=True) as copy:
        if faults := copy.verify(head):
            raise DamagedError(
                f"The copy of the store is not whole. {' '.join(faults)}",
                remedy="The store is as it was. Look for what is wrong with: relapse store verify",
            )
        return CopyFacts(copy.status().events, copy.head())


def bring_up_to_date(database: Path, key: bytes) -> None:
    """Give a copy that nobody else has open the tables of this version, step by whole step.

    Raises:
        StoreError: it cannot be read, or a newer program wrote it.
    """
    connection = connect(database, key, proven=True)
    try:
        if check_version(connection) > 0:  # one without tables is no store, which checking it tells
            migrate(connection)
        connection.run("PRAGMA wal_checkpoint(TRUNCATE)")
    finally:
        connection.close()


def audit_copy(
    folder: Path, key: bytes, what: str, *, actor: str, now: Callable[[], str], detail: dict[str, str]
) -> None:
    """Write a line into the audit of the copy in a folder of its own, before the copy becomes the store."""
    with Store.open(folder, key, actor=actor, now=now, proven=True) as copy:
        copy.audit(what, **detail)


def note_source(folder: Path, key: bytes, source: Path, *, actor: str, now: Callable[[], str]) -> None:
    """Note in the copy which backup it came from: that file still holds all of it, whatever is erased later.

    When the file was written stands for when the backup was made, as long as that is not in the future.
    """
    with suppress(OSError), Store.open(folder, key, actor=actor, now=now, proven=True) as copy:
        today = datetime.fromisoformat(now())
        written = datetime.fromtimestamp(source.stat().st_mtime, today.tzinfo)
        copy.note_backup(source, min(written, today).isoformat(timespec="seconds"))


def refuse_journal(database: Path) -> None:
    """See that a closed database has no journal: one left beside another file would be played into that.

    Raises:
        StoreError: somebody else has the database open.
    """
    journal = database.with_name(f"{STORE_FILE}-wal")
    if journal.exists() and journal.stat().st_size:
        raise StoreError(
            "The store is still open elsewhere.", remedy="Close the other program, then try again."
        )
    journal.unlink(missing_ok=True)
    database.with_name(f"{STORE_FILE}-shm").unlink(missing_ok=True)


def database_salt(database: Path) -> bytes:
    """The first 16 bytes of a database: random for each, no secret, and the same as long as it lives."""
    return read_plain(database, _SALT_BYTES)[:_SALT_BYTES]
