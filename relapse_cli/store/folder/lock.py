"""The lock that keeps processes from rearranging a store that others have open.

Everybody who has the store open shares the lock; rotation, restoring and compacting take it alone. The system
frees it when a process ends, however it ends. What the lock file says is only there to name who holds it.

Windows knows no shared locks of this kind: there the store is open in one process at a time.
"""

from __future__ import annotations

import os
import secrets
import sys
import time
from contextlib import suppress
from pathlib import Path
from types import TracebackType

from relapse_cli.errors import StoreError, reason_of
from relapse_cli.store.folder.access import NotWritableError, mode_remedy
from relapse_cli.store.folder.folder import LOCK_FILE, private_files
from relapse_cli.store.folder.lock_fault import no_locks
from relapse_cli.store.folder.lock_notes import note_coming, note_leaving, other_holders

PATIENCE = 10.0
"""Seconds to wait for others before saying who they are."""

SHORT_WAIT = 1.0
"""Seconds to wait for a command of somebody else that is about to end."""

_PAUSE = 0.02


class AtWorkError(StoreError):
    """Somebody else is at work on the whole store this moment; nothing is wrong with it."""


class StoreLock:
    """A lock on the store of a folder, shared with others or held alone.

    Attributes:
        is_alone: nobody else can have the store open now.
    """

    def __init__(self, folder: Path, *, wait: float = PATIENCE, read_only: bool = False) -> None:
        self.path = folder / LOCK_FILE
        self.is_alone = False
        self._wait = wait
        self._mark = secrets.token_hex(8)
        self._handle = _open_lock(self.path, read_only=read_only)
        self._read_only = read_only

    @classmethod
    def shared(cls, folder: Path, *, wait: float = PATIENCE, read_only: bool = False) -> StoreLock:
        """Return the lock shared with whoever else has the store open.

        Raises:
            StoreError: somebody holds it alone for longer than ``wait`` seconds, or it cannot be made.
        """
        return cls(folder, wait=wait, read_only=read_only)._taken(alone_first=False, shared_too=True)

    @classmethod
    def opening(cls, folder: Path, *, wait: float = PATIENCE, read_only: bool = False) -> StoreLock:
        """Return the lock alone if nobody else is there, shared otherwise; `share` gives it up to others."""
        return cls(folder, wait=wait, read_only=read_only)._taken(alone_first=True, shared_too=True)

    @classmethod
    def exclusive(cls, folder: Path, *, wait: float = PATIENCE) -> StoreLock:
        """Return the lock held alone.

        Raises:
            StoreError: others have the store open for longer than ``wait`` seconds; it names them.
        """
        return cls(folder, wait=wait)._taken(alone_first=True, shared_too=False)

    def take_alone(self, *, wait: float = 0.0) -> None:
        """Turn a shared lock into one held alone.

        Another process may have been alone in between: look whether the store is still the same file.

        Raises:
            StoreError: others have the store open; the lock is shared as before.
        """
        if self.is_alone:
            return
        if not self._try_until(wait, alone_first=True, shared_too=False):
            self.share()
            raise self._refused(alone=True)
        self._sign()

    def share(self) -> None:
        """Let others in again; another process may have been alone in between."""
        if not self._try_until(self._wait, alone_first=False, shared_too=True):
            raise self._refused(alone=False)
        self._sign()

    def renew(self) -> None:
        """Take the lock anew, shared, where its file was taken away: a lock on a lost file keeps nobody out.

        Raises:
            StoreError: another process holds the new one alone.
        """
        if self._handle is None or _is_in_place(self._handle, self.path):
            return
        anew = StoreLock.shared(self.path.parent, wait=SHORT_WAIT, read_only=self._read_only)
        os.close(self._handle)
        self._handle, self._mark, self.is_alone = anew._handle, anew._mark, False

    def release(self) -> None:
        """Give the lock up; doing so twice is no harm."""
        if self._handle is None:
            return
        if not self._read_only:
            note_leaving(self._handle, self._mark)
        os.close(self._handle)
        self._handle, self.is_alone = None, False

    def __enter__(self) -> StoreLock:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.release()

    def _taken(self, *, alone_first: bool, shared_too: bool) -> StoreLock:
        try:
            if not self._try_until(self._wait, alone_first=alone_first, shared_too=shared_too):
                raise self._refused(alone=not shared_too)
        except StoreError:
            if self._handle is not None:
                os.close(self._handle)
            raise
        self._sign()
        return self

    def _try_until(self, wait: float, *, alone_first: bool, shared_too: bool) -> bool:
        """Try again and again until it is held or the time is over."""
        end = time.monotonic() + wait
        while self._handle is not None:
            self.is_alone = alone_first and _try_lock(self._handle, self.path, alone=True)
            if self.is_alone or (shared_too and _try_lock(self._handle, self.path, alone=False)):
                if _is_in_place(self._handle, self.path):
                    return True
                lost, self._handle = self._handle, _open_lock(self.path, read_only=self._read_only)
                os.close(lost)
                continue
            if time.monotonic() >= end:
                return False
            time.sleep(_PAUSE)
        self.is_alone = True  # without a lock file nobody has the store open, and this one only reads
        return True

    def _sign(self) -> None:
        """Write who holds the lock; whoever is alone clears what others left behind."""
        if self._handle is None or self._read_only:
            return
        if self.is_alone:
            with suppress(OSError):  # as in `note_coming`: the lock holds all the same
                os.ftruncate(self._handle, 0)
        note_coming(self._handle, self._mark)

    def _refused(self, *, alone: bool) -> StoreError:
        names = other_holders(self.path.parent) or "not known which"
        if alone:
            return StoreError(
                f"The store is open in another window ({names}).", remedy="Close it there, then try again."
            )
        return AtWorkError(
            f"Another window is at work on the whole store ({names}).",
            remedy="Wait until that has ended, then try again.",
        )


def _is_in_place(handle: int, path: Path) -> bool:
    """Whether an open lock file still is the one that others find."""
    try:
        return os.path.samestat(os.fstat(handle), path.stat())
    except OSError:
        return False


def _open_lock(path: Path, *, read_only: bool) -> int | None:
    """Open the lock file, and make it where it is missing; ``None`` where one who only reads finds none."""
    flags = getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_NONBLOCK", 0)
    try:
        if read_only:
            return os.open(path, os.O_RDONLY | flags) if path.exists() else None
        with private_files():
            return os.open(path, os.O_RDWR | os.O_CREAT | os.O_APPEND | flags, 0o600)
    except OSError as error:
        reason = reason_of(error)
        what = path if path.exists() else f"The folder of the store, {path.parent},"
        remedy = "Check that the folder may be written and that its disk is not full."
        raise NotWritableError(
            f"{what} cannot be written: {reason}.",
            remedy=mode_remedy(path if path.exists() else path.parent, remedy),
        ) from error


if sys.platform == "win32":
    import msvcrt

    FAR = 1 << 30  # a place beyond the text, so that others can read who holds the lock

    def _try_lock(handle: int, path: Path, *, alone: bool) -> bool:  # noqa: ARG001 - there is one kind of lock
        """Take the one lock there is; whoever has it is alone."""
        os.lseek(handle, FAR, os.SEEK_SET)
        try:
            msvcrt.locking(handle, msvcrt.LK_UNLCK, 1)
        except OSError:
            os.lseek(handle, FAR, os.SEEK_SET)  # it was not ours
        try:
            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True

else:
    import fcntl

    def _try_lock(handle: int, path: Path, *, alone: bool) -> bool:
        """Take or change the lock of an open file at once, or not at all."""
        try:
            fcntl.flock(handle, (fcntl.LOCK_EX if alone else fcntl.LOCK_SH) | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        except OSError as error:
            raise no_locks(path.parent, error) from error
        return True
