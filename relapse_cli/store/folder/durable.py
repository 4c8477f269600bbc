"""What was written is still there after the power fails."""

from __future__ import annotations

import os
from pathlib import Path
from typing import BinaryIO

from relapse_cli.files import NEW_FILE


def open_new(path: Path) -> BinaryIO:
    """Make a new file that only its owner may read, and open it for writing.

    Raises:
        FileExistsError: something of this name is there, if only a link.
    """
    return os.fdopen(os.open(path, NEW_FILE, 0o600), "wb")


def sync_file(path: Path) -> None:
    """Wait until a file's content is on the disk."""
    handle = os.open(path, os.O_RDWR | getattr(os, "O_BINARY", 0))
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
