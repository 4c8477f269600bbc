"""The witness: a small file beside the store with the last entry that was saved.

A journal that was cut short at its end looks like one that a power cut tore, and an older copy of the store
looks whole. The witness tells them apart: it is written after an entry is on the disk, so it never names an
entry that was not saved. It may be behind, which is no harm. It is no seal: who can write in the folder can
take it away, and an older copy of the whole folder has an older witness. The printed head shows that.
"""

from __future__ import annotations

import os
import zlib
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from relapse_cli.errors import StoreError
from relapse_cli.files import sync_folder
from relapse_cli.store.database.connection import Connection
from relapse_cli.store.database.errors import DamagedError
from relapse_cli.store.database.schema import WITH_PACKS, read_version
from relapse_cli.store.folder.folder import HEAD_FILE
from relapse_cli.store.journal.events import last_that_is_there
from relapse_cli.store.journal.hash_chain import START, head_text, read_head
from relapse_cli.store.journal.packs import mac_at

LINE = 64
"""Bytes: always as many, in one write, so that what a power cut leaves is the old line or the new one."""


class Missing(NamedTuple):
    """How many entries a store held, and how many it holds now."""

    held: int
    holds: int


class MissingEntriesError(DamagedError):
    """The store does not hold the last entry that was saved in it."""


def check_witness(folder: Path, connection: Connection) -> None:
    """Refuse a store that has lost its last entries.

    Raises:
        StoreError: it does not hold the entry that the witness names.
    """
    missing = find_missing(folder, connection)
    if missing is None:
        return
    why = (
        f"The last entries of the store are missing: it held {missing.held} and holds {missing.holds}. "
        "Its journal was cut short or damaged at its end, or an older copy of the store was put in its place."
        if missing.holds < missing.held
        else f"Entry {missing.held} of the store is not the one that was saved: "
        "another copy of the store was put in its place."
    )
    raise MissingEntriesError(
        why,
        remedy="Keep a copy of the folder. Then restore a backup with: relapse store restore FILE; "
        "or go on with what is there: relapse store repair",
    )


def find_missing(folder: Path, connection: Connection) -> Missing | None:
    """Compare a store with its witness; ``None`` where it holds what the witness names, or there is none."""
    named = read_witness(folder)  # before the store is read, for others may write meanwhile
    if named is None:
        return None
    count, mac = named
    stands = _mac_of(connection, count)
    if stands is not None and stands.hex().startswith(mac):
        return None
    return Missing(count, _last(connection)[0])


def _mac_of(connection: Connection, seq: int) -> bytes | None:
    """The seal of an entry; it may stand in a pack by now."""
    row = connection.one("SELECT mac FROM event WHERE seq = ?", seq) if seq else (START,)
    if row is not None or read_version(connection) < WITH_PACKS:
        return bytes(row[0]) if row is not None else None
    [(key,)] = connection.run("SELECT value FROM meta WHERE name = 'chain_key'")
    return mac_at(connection, bytes(key), seq)


def keep_witness(folder: Path, connection: Connection) -> None:
    """Write down the last entry that is saved, and wait until that is on the disk.

    The entry itself is safe by then, so where this cannot be written nobody is held up.
    """
    with suppress(OSError, StoreError):
        last = _last(connection)
        if read_witness(folder) != read_head(head_text(*last)):
            _write(folder / HEAD_FILE, _line(head_text(*last)))


def read_witness(folder: Path) -> tuple[int, str] | None:
    """Return what the witness names; ``None`` where there is none, or one that was written in part."""
    try:
        with (folder / HEAD_FILE).open("rb") as stream:
            data = stream.read(LINE)
    except OSError:
        return None
    text = data.decode("ascii", "replace").split(" ")[0]
    return read_head(text) if data == _line(text) else None


def forget_witness(folder: Path) -> None:
    """Take the witness away, before another store takes the place of the one that it belongs to."""
    (folder / HEAD_FILE).unlink(missing_ok=True)


def _last(connection: Connection) -> tuple[int, bytes]:
    """The number and the seal of the last entry that is there."""
    if read_version(connection) >= WITH_PACKS:
        return last_that_is_there(connection)
    seq, mac = connection.one("SELECT seq, mac FROM event ORDER BY seq DESC LIMIT 1") or (0, START)
    return int(seq), bytes(mac)


def _line(head: str) -> bytes:
    """The head with a sum of its own, as long as every other line."""
    data = head.encode("ascii", "replace")
    return f"{head} {zlib.crc32(data):08x}".ljust(LINE - 1).encode("ascii", "replace") + b"\n"


def _write(path: Path, line: bytes) -> None:
    """Write the line in place, never through a link."""
    new = not path.exists()
    flags = os.O_WRONLY | os.O_CREAT | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0)
    handle = os.open(path, flags, 0o600)
    try:
        os.write(handle, line)
        getattr(os, "fdatasync", os.fsync)(handle)
    finally:
        os.close(handle)
    if new:
        sync_folder(path.parent)
