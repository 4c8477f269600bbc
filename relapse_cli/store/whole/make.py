"""Making a new store: beside its place first, so that there is a whole store or none."""

from __future__ import annotations

import os
import secrets
import uuid
from pathlib import Path

from relapse_cli.errors import StoreError, reason_of
from relapse_cli.files import sync_folder
from relapse_cli.store.database.cipher import connect, is_plain
from relapse_cli.store.database.connection import Connection
from relapse_cli.store.database.schema import migrate
from relapse_cli.store.folder.durable import sync_file
from relapse_cli.store.folder.folder import STORE_FILE
from relapse_cli.store.folder.work_folders import MAKING
from relapse_cli.store.journal.audit import write_audit
from relapse_cli.store.journal.head_file import forget_witness

_CHAIN_KEY_BYTES = 32


def make_store(folder: Path, key: bytes, *, store_id: str | None, at: str, actor: str) -> None:
    """Make the file of a new store; the caller holds the lock alone.

    Raises:
        StoreError: there is a store already, or the file cannot be made.
    """
    path = folder / STORE_FILE
    if os.path.lexists(path):
        raise StoreError(f"There is a store in {folder} already.", remedy="Open it, or name another folder.")
    spare = folder / MAKING
    _clear(spare)
    try:
        connection = connect(spare, key, create=True, unsynced=True)
        try:
            _fill(connection, store_id or str(uuid.uuid4()), at=at, actor=actor)
        finally:
            connection.close()
        if is_plain(spare):
            raise StoreError(
                "The database library does not encrypt, so nothing is stored.",
                remedy="Install the program again; it needs sqlcipher3.",
            )
        sync_file(spare)
        forget_witness(folder)
        spare.replace(path)
        sync_folder(folder)
    except OSError as error:
        reason = reason_of(error)
        raise StoreError(
            f"The store in {folder} cannot be made: {reason}.",
            remedy="Check that the folder may be written and that its disk is not full.",
        ) from error
    finally:
        _clear(spare)


def _fill(connection: Connection, store_id: str, *, at: str, actor: str) -> None:
    migrate(connection)
    chain_key = secrets.token_bytes(_CHAIN_KEY_BYTES)
    with connection.transaction():
        for name, value in (
            ("store_id", store_id.encode()),
            ("chain_key", chain_key),
            ("created_at", at.encode()),
        ):
            connection.run("INSERT INTO meta VALUES (?, ?)", name, value)
        write_audit(connection, chain_key, at=at, actor=actor, what="create", detail={})
    connection.run("PRAGMA wal_checkpoint(TRUNCATE)")


def _clear(spare: Path) -> None:
    """Take away what a making that was cut off left behind; it never held a word."""
    for ending in ("", "-wal", "-shm"):
        spare.with_name(spare.name + ending).unlink(missing_ok=True)
