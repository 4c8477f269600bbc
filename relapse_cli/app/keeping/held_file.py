"""A file that one program writes: held with a lock where the system has one, compared before each write.

A record is written whole each time, so a second program that writes the same file would take away what the
first one kept. Where there is no lock, such as on Windows or on some network disks, the comparison is left.
"""

from __future__ import annotations

import hashlib
import os
import sys
import weakref
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from relapse_cli.errors import InputError
from relapse_cli.plain_file import open_plain

_File = tuple[int, int]
_HERE: set[_File] = set()
"""The files that this process holds; it does not keep itself out."""

_PART = 1 << 20
_LOCKS = Path("/proc/locks")


class HeldFile:
    """Holds a file from now on, where it is there, and remembers what is in it.

    Raises:
        InputError: another program holds it.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._let_go = self._lock()
        self._stamp, self._digest = _stamp(path), _digest(path)

    def take(self) -> None:
        """Hold the file that this program has just put there; where another one was faster it is compared."""
        self._let_go()
        self._let_go = _nothing
        self._stamp, self._digest = _stamp(self.path), _digest(self.path)
        with suppress(InputError):
            self._let_go = self._lock()

    def check(self) -> None:
        """See that nobody has written the file since; one that was removed may be written again.

        Raises:
            InputError: it holds something else now, so writing would take that away.
        """
        stamp = _stamp(self.path)
        if stamp in {self._stamp, None} or _digest(self.path) == self._digest:
            return
        raise InputError(
            f"{self.path} was changed by another program, so nothing is written over it{_who(self.path)}.",
            remedy="Close it there. To keep both, move that file elsewhere and try again; "
            "what this window holds is then written anew.",
        )

    def _lock(self) -> Callable[[], object]:
        """Lock the file that is there now; what is returned lets it go, as does the end of this object."""
        if sys.platform == "win32":
            return _nothing
        import fcntl

        try:
            handle = os.open(self.path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
        except OSError:
            return _nothing
        found = os.fstat(handle)
        file = (found.st_dev, found.st_ino)
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            os.close(handle)
            if not isinstance(error, BlockingIOError) or file in _HERE:
                return _nothing  # no locks on this disk, or it is held here already
            raise InputError(
                f"{self.path} is open in another window{_who(self.path)}.",
                remedy="Go on there, or close it there first. -o FILE keeps this one in another file.",
            ) from error
        _HERE.add(file)
        return weakref.finalize(self, _close, handle, file)


def _nothing() -> None:
    """There is nothing to let go."""


def _close(handle: int, file: _File) -> None:
    _HERE.discard(file)
    os.close(handle)


def _stamp(path: Path) -> tuple[int, ...] | None:
    """What changes when a file is written; ``None`` where there is none."""
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino, found.st_mtime_ns, found.st_size


def _digest(path: Path) -> bytes:
    """What stands for the content of a plain file."""
    digest = hashlib.sha256()
    try:
        with open_plain(path) as stream:
            while part := stream.read(_PART):
                digest.update(part)
    except OSError:
        return b""
    return digest.digest()


def _who(path: Path) -> str:
    """Which process holds a file, in words, where the system tells."""
    with suppress(OSError, ValueError, IndexError):
        found = path.stat()
        here = f"{os.major(found.st_dev):02x}:{os.minor(found.st_dev):02x}:{found.st_ino}"
        for line in _LOCKS.read_text("ascii").splitlines():
            words = line.split()
            if words[1] == "FLOCK" and words[5] == here and words[4] != str(os.getpid()):
                return f" (process {words[4]})"
    return ""
