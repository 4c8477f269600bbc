"""Which process holds something, and whether it still runs; a process number alone may be used again."""

from __future__ import annotations

import os
import platform
from dataclasses import dataclass
from pathlib import Path

_STATE, _STARTED = 0, 19
"""Places in Linux's ``/proc/PID/stat``, counted after the name of the program."""


@dataclass(frozen=True, slots=True)
class Process:
    """One process on one computer.

    Attributes:
        token: when it started and since which boot, where the system tells; otherwise empty.
    """

    pid: int
    host: str
    token: str

    def is_alive(self) -> bool:
        """Tell whether it may still run; one of another computer counts as running."""
        if self.host != platform.node():
            return True
        if os.name == "nt":
            return (
                False  # signal 0 would end it; the store's lock lets one process in, so another is a leftover
            )
        if self.pid <= 0 or not _answers(self.pid):
            return False
        token = start_token(self.pid)
        return not (token and self.token) or token == self.token

    def is_this(self) -> bool:
        """Tell whether it is the process that asks."""
        return self == this_process()


def this_process() -> Process:
    """Return the process that asks."""
    return Process(os.getpid(), platform.node(), start_token(os.getpid()))


def start_token(pid: int) -> str:
    """Return when a process started, in the system's own count; empty when it is not told."""
    try:
        boot = Path("/proc/sys/kernel/random/boot_id").read_text(encoding="ascii").strip()
        words = _stat_words(pid)
        return f"{boot}:{words[_STARTED]}"
    except (OSError, IndexError):
        return ""


def _answers(pid: int) -> bool:
    """Tell whether a process of this number is there, and is not one that ended and was not fetched yet."""
    try:
        os.kill(pid, 0)
    except (ProcessLookupError, OverflowError):
        return False
    except PermissionError:
        return True
    try:
        return _stat_words(pid)[_STATE] not in {"Z", "X"}
    except (OSError, IndexError):
        return True


def _stat_words(pid: int) -> list[str]:
    """Return what follows the name, which may hold blanks and brackets itself."""
    return Path(f"/proc/{pid}/stat").read_text(encoding="utf-8", errors="replace").rpartition(")")[2].split()
