"""Keys that did not open the store: noted beside it, for the audit cannot be written without a key.

The file holds times and nothing else; the next unlock takes them into the audit.
"""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path

from relapse_cli.plain_file import read_plain
from relapse_cli.store.folder.folder import private_files

FILE = "failed-unlocks"
_MOST = 1000
"""More than that tells nobody more, and somebody who guesses must not fill the disk."""

_LARGEST = 64 * 1024


def note_failed_unlock(folder: Path, at: str) -> None:
    """Note that a key was tried in vain; where that cannot be written down, nothing else is held up."""
    flags = (
        os.O_WRONLY | os.O_CREAT | os.O_APPEND | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)
    )
    try:
        if len(failed_unlocks(folder)) >= _MOST:
            return
        with private_files(), os.fdopen(os.open(folder / FILE, flags, 0o600), "a", encoding="ascii") as lines:
            lines.write(f"{at}\n")
    except OSError:
        return


def failed_unlocks(folder: Path) -> list[str]:
    """When keys were tried in vain since the last unlock."""
    try:
        return read_plain(folder / FILE, _LARGEST).decode("ascii", "replace").splitlines()
    except OSError:
        return []


def forget_failed_unlocks(folder: Path) -> None:
    """Begin anew, once they are in the audit."""
    with suppress(OSError):  # a folder in its place, which nobody of this program made, stays
        (folder / FILE).unlink(missing_ok=True)
