"""Files that a service names: ordinary ones, read up to a limit, whatever stands in their place."""

from __future__ import annotations

import os
import stat
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

_FLAGS = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)


class NotPlainError(OSError):
    """A pipe, a device or a folder stands where a file is meant; nothing of it was read."""


def read_plain(path: Path, limit: int) -> bytes:
    """Return the bytes of an ordinary file, one more than the limit at most.

    A pipe is opened without waiting for somebody who writes into it.

    Raises:
        OSError: it cannot be read, or is no ordinary file.
    """
    handle = os.open(path, _FLAGS)
    if not stat.S_ISREG(os.fstat(handle).st_mode):
        os.close(handle)
        raise NotPlainError(0, "it is no ordinary file")
    with os.fdopen(handle, "rb") as stream:
        return stream.read(limit + 1)
