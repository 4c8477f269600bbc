"""The witness: a small file beside the store with the last entry that was saved.

A journal that was cut short at its end looks like one that a power cut tore, and an older copy of the store
looks whole. The witness tells them apart: it is written after an entry is on the disk, so it never names an
entry that was not saved. It may be behind, which is no harm. The database knows that its file had a witness,
so one that is taken away is missed; a copy, such as a backup, is another file and misses none. It is no seal:
an older copy of the whole folder has an older witness. The printed head shows that.
"""

from __future__ import annotations

import os
import time
import zlib
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from relapse_cli.errors import StoreError
from relapse_cli.files import sync_folder
from relapse_cli.plain_file import read_plain
from relapse_cli.store.database.connection import Connection
from relapse_cli.store.database.errors import DamagedError
from relapse_cli.store.database.schema import WITH_PACKS, read_version
from relapse_cli.store.folder.access import may_read, mode_remedy
from relapse_cli.store.folder.folder import HEAD_FILE
from relapse_cli.store.journal.events import last_that_is_there
from relapse_cli.store.journal.hash_chain import START, head_text, read_head
from relapse_cli.store.journal.packs import mac_at
from relapse_cli.text.nouns import counted

LINE = 64
"""Bytes: always as many, in one write, so that what a power cut leaves is the old line or the new one."""

_TRIES, _PAUSE = 5, 0.01


class Missing(NamedTuple):
    """How many entries a store held, as far as that is known, and how many it holds now."""

    held: int | None
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
    if missing.held is None and (folder / HEAD_FILE).exists() and not may_read(folder / HEAD_FILE):
        raise MissingEntriesError(
            f"{folder / HEAD_FILE} cannot be read, so nobody can tell whether the store is an older copy.",
            remedy=mode_remedy(folder / HEAD_FILE, "Let yourself read it, then try again."),
        )
    if missing.held is None:
        raise MissingEntriesError(
            f"The note of the last entry that was saved, {folder / HEAD_FILE}, is missing or broken. "
            "Without it nobody can tell whether the store, which holds "
            f"{counted(missing.holds, 'entry', 'entries')}, is an older copy.",
            remedy="If you moved the store, put its store.head back beside it. Otherwise keep a copy of the "
            "folder, compare the number with the last export or backup, and go on with what is there: "
            "relapse store repair",
        )
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
    """Compare a store with its witness; ``None`` where it holds what the witness names, or never had one."""
    named = read_witness(folder)  # before the store is read, for others may write meanwhile
    if named is None and _was_witnessed(connection):
        named = _read_again(folder)
        if named is None:
            return Missing(None, _last(connection)[0])
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


def mark_witnessed(folder: Path, connection: Connection) -> None:
    """Let the database know that its file has a witness; where that cannot be, nothing is lost."""
    with suppress(OSError, StoreError):
        if read_witness(folder) is not None and not _was_witnessed(connection):
            connection.run("INSERT INTO meta VALUES (?, ?)", _mark_of(connection), b"1")


def _was_witnessed(connection: Connection) -> bool:
    """Whether the file of the database ever had a witness."""
    return connection.one("SELECT 1 FROM meta WHERE name = ?", _mark_of(connection)) is not None


def _mark_of(connection: Connection) -> str:
    """The name of the mark: a file keeps its salt as long as it lives, and a copy has another.

    The database is asked for it: to open and close its file by name would drop the locks that are on it.
    """
    row = connection.one("PRAGMA cipher_salt")
    return f"witnessed {row[0] if row else ''}"


def _read_again(folder: Path) -> tuple[int, str] | None:
    """Read a witness that may have been half written by another process a moment ago."""
    for _ in range(_TRIES):
        time.sleep(_PAUSE)
        if (named := read_witness(folder)) is not None:
            return named
    return None


def read_witness(folder: Path) -> tuple[int, str] | None:
    """Return what the witness names; ``None`` where there is none, or one that was written in part."""
    try:
        data = read_plain(folder / HEAD_FILE, LINE)[:LINE]
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
    flags |= getattr(os, "O_NONBLOCK", 0)  # a pipe in its place would hold everybody up
    handle = os.open(path, flags, 0o600)
    try:
        os.write(handle, line)
        getattr(os, "fdatasync", os.fsync)(handle)
    finally:
        os.close(handle)
    if new:
        sync_folder(path.parent)
