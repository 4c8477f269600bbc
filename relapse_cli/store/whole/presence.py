"""Whether an open store is still written to the files that stand in its folder.

A file that is moved, removed or replaced stays open under its name of before: what is written to it is gone
with it, and nobody hears of it. So before anything is called saved, the files are looked at by their names.
The database is never opened for that: closing it again would drop the locks that this process has on it.
"""

from __future__ import annotations

import os
import time
from pathlib import Path
from typing import NamedTuple

from relapse_cli.errors import StoreError
from relapse_cli.plain_file import open_plain
from relapse_cli.store.database.connection import Connection
from relapse_cli.store.database.wal_check import FRAME, HEADER
from relapse_cli.store.folder.folder import STORE_FILE
from relapse_cli.store.folder.lock import StoreLock
from relapse_cli.store.journal.head_file import find_missing
from relapse_cli.store.keys.key_file import KEYS_NAME, read_keys

_TRIES, _PAUSE = 25, 0.02
"""Another process that empties the journal is not looked at in the middle of it."""

_OR_GO_ON = "Or go on: at the end the answers can be written to a file."

_File = tuple[int, int]


class FilesWentError(StoreError):
    """An open store was moved, replaced or damaged from outside; what was written last may be gone."""


class _Look(NamedTuple):
    """What the files looked like at one moment.

    Attributes:
        frames: how many pages the database counts in the journal, and how many of them it has taken over.
        head: the first bytes of the journal, other ones each time that it is begun anew.
        last: the first bytes of its last page; empty where it does not reach so far.
        database: when the file was written, and its size.
    """

    frames: int
    taken: int
    head: bytes
    last: bytes
    database: tuple[int, int]


class Presence:
    """Looks after the files of one open store.

    Attributes:
        went: why it can be written no more; it has to be opened anew then.
    """

    def __init__(self, folder: Path, connection: Connection, lock: StoreLock, key: bytes) -> None:
        self.went: FilesWentError | None = None
        self._folder = folder
        self._database = folder / STORE_FILE
        self._log = folder / f"{STORE_FILE}-wal"
        self._connection = connection
        self._lock = lock
        self._key = key
        self._files = {path: _which(path) for path in (self._database, self._log)}
        self._keys = _stamp(folder / KEYS_NAME)
        self._seen = self._look()

    @property
    def is_replaced(self) -> bool:
        """Whether other files stand where the open ones stood."""
        return any(_which(path) != file for path, file in self._files.items())

    def check(self) -> None:
        """See that what was written is where the next one who opens the store finds it.

        Raises:
            FilesWentError: it is not.
        """
        if self.went is None:
            self.went = self._fault()
        if self.went is not None:
            raise self.went

    def _fault(self) -> FilesWentError | None:
        """What is wrong; what another process is just doing to the journal is waited for."""
        for _ in range(_TRIES):
            look = self._look()
            fault = self._file_fault() or self._log_fault(look) or self._database_fault(look)
            if fault is None:
                self._seen = look
                return self._keys_fault() or self._lock_fault()
            time.sleep(_PAUSE)
        return fault

    def _file_fault(self) -> FilesWentError | None:
        if not self._database.exists():
            return FilesWentError(
                f"The store is no longer in {self._folder}: it was moved or removed "
                "while this window had it open. This answer is not saved.",
                remedy=f"Put the folder back in its place, then try again. {_OR_GO_ON}",
            )
        if _which(self._database) != self._files[self._database]:
            return FilesWentError(
                f"Another copy of the store was put in its place in {self._folder} "
                "while this window had it open. This answer is not saved.",
                remedy="Close what copies or syncs there. Try again keeps all answers of this interview "
                "in the store that is there now.",
            )
        return self._log_went() if _which(self._log) != self._files[self._log] else None

    def _log_went(self) -> FilesWentError:
        return FilesWentError(
            f"The journal of the store, {self._log}, was removed or cut short "
            "while this window had it open. This answer is not saved, and what was saved last may be gone.",
            remedy="Close what copies or cleans there. Try again keeps all answers of this interview anew. "
            f"{_OR_GO_ON}",
        )

    def _log_fault(self, look: _Look) -> FilesWentError | None:
        """See that the journal is as long as the database believes, with its beginning and its last page."""
        is_whole = look.frames <= 0 or (any(look.head) and any(look.last))
        return None if is_whole else self._log_went()

    def _database_fault(self, look: _Look) -> FilesWentError | None:
        """See that nobody but the database itself has written into its file."""
        seen = self._seen
        if look.database == seen.database or (look.head, look.taken) != (seen.head, seen.taken):
            return None
        if look.frames == 0 and self._holds_the_last():
            return None  # somebody else's entries were taken over
        return FilesWentError(
            f"The file of the store, {self._database}, was written over by another program "
            "while this window had it open. This answer is not saved.",
            remedy="Close what copies or syncs there. Try again keeps all answers of this interview "
            "in the store that is there now.",
        )

    def _holds_the_last(self) -> bool:
        """Whether the last entry that was saved is on the disk; nothing that is remembered counts."""
        try:
            self._connection.run("PRAGMA shrink_memory")
            return find_missing(self._folder, self._connection) is None
        except StoreError:
            return False

    def _keys_fault(self) -> FilesWentError | None:
        """See that the keys beside the store still open it; another window may have changed them."""
        now = _stamp(self._folder / KEYS_NAME)
        if now == self._keys or self._keys[0] is None:
            return None
        try:
            fits = any(each.holds(self._key) for each in read_keys(self._folder).generations)
        except StoreError:
            fits = False
        if fits:
            self._keys = now
            return None
        return FilesWentError(
            f"{self._folder / KEYS_NAME} was removed or replaced while this window had the store open; "
            "without it nobody can open the store. This answer is not saved.",
            remedy="Put the keys.json of this store back; it is in every backup. Then try again. "
            f"{_OR_GO_ON}",
        )

    def _lock_fault(self) -> FilesWentError | None:
        """Take the lock anew where its file was taken away, so that everybody holds the same one."""
        try:
            self._lock.renew()
        except StoreError as error:
            return FilesWentError(f"{error.message} This answer is not saved.", remedy=error.remedy)
        return None

    def _look(self) -> _Look:
        _busy, frames, taken = self._connection.run("PRAGMA wal_checkpoint(NOOP)")[0]
        head, last = _ends_of(self._log, int(frames))
        return _Look(int(frames), int(taken), head, last, _written(self._database))


def _ends_of(log: Path, frames: int) -> tuple[bytes, bytes]:
    """The beginning of a journal, and that of its last frame; empty where it does not reach so far."""
    try:
        with open_plain(log) as stream:
            head = stream.read(HEADER)
            size = int.from_bytes(head[8:12], "big") + FRAME
            if frames <= 0 or stream.seek(0, os.SEEK_END) < HEADER + frames * size:
                return head, b""
            stream.seek(HEADER + (frames - 1) * size)
            return head, stream.read(FRAME)
    except OSError:
        return b"", b""


def _which(path: Path) -> _File | None:
    """Which file stands under a name; ``None`` where there is none."""
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino


def _stamp(path: Path) -> tuple[_File | None, tuple[int, int]]:
    """What changes when a file is written anew."""
    return _which(path), _written(path)


def _written(path: Path) -> tuple[int, int]:
    """When a file was written last, and its size."""
    try:
        found = path.stat()
    except OSError:
        return 0, 0
    return found.st_mtime_ns, found.st_size
