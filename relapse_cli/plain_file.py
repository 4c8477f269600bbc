"""The one door for reading a file: an ordinary one, up to a limit, whatever stands in its place.

A pipe that nobody writes into would hold the program for ever, and a device may never end. So the kind of a
file is looked at before it is opened, and again once it is open.
"""

from __future__ import annotations

import errno
import os
import stat
from typing import TYPE_CHECKING, BinaryIO

if TYPE_CHECKING:
    from pathlib import Path

_FLAGS = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0) | getattr(os, "O_CLOEXEC", 0)
_NO_LINK = getattr(os, "O_NOFOLLOW", 0)

_KINDS = (
    (stat.S_ISDIR, "it is a folder"),
    (stat.S_ISFIFO, "it is a pipe"),
    (stat.S_ISSOCK, "it is a socket"),
    (stat.S_ISCHR, "it is a device"),
    (stat.S_ISBLK, "it is a device"),
    (stat.S_ISLNK, "it is a link"),
)


class NotPlainError(OSError):
    """Something else stands where an ordinary file is meant; nothing of it was read."""


def read_plain(path: Path, limit: int, *, follow: bool = True) -> bytes:
    """Return the bytes of an ordinary file, one more than the limit at most.

    Args:
        path: the file.
        limit: so many bytes are taken; whoever gets more than that refuses them.
        follow: whether a link leads to the file; one that must not be a link is refused.

    Raises:
        OSError: it cannot be read, or is no ordinary file.
    """
    with open_plain(path, follow=follow) as stream:
        return stream.read(limit + 1)


def open_plain(path: Path, *, follow: bool = True) -> BinaryIO:
    """Open an ordinary file for reading; nothing waits for somebody who writes into a pipe.

    Raises:
        OSError: it cannot be read, or is no ordinary file.
    """
    _check_kind(path.stat() if follow else path.lstat())
    handle = os.open(path, _FLAGS if follow else _FLAGS | _NO_LINK)
    try:
        _check_kind(os.fstat(handle))
        return os.fdopen(handle, "rb")
    except BaseException:
        os.close(handle)
        raise


def kind_fault(mode: int) -> str:
    """Return what something is, by its mode, that is no ordinary file; empty for an ordinary file."""
    if stat.S_ISREG(mode):
        return ""
    return next((words for is_kind, words in _KINDS if is_kind(mode)), "it is no ordinary file")


def _check_kind(found: os.stat_result) -> None:
    if what := kind_fault(found.st_mode):
        raise NotPlainError(errno.EINVAL, what)
