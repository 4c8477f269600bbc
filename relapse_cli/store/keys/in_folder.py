"""Whether there is a store in a folder, or room for one; nothing in the folder is opened."""

from __future__ import annotations

import os
import re
from pathlib import Path

from relapse_cli.store.folder.folder import HEAD_FILE, LOCK_FILE, STORE_FILE
from relapse_cli.store.folder.work_folders import MAKING, WORK, ready_restores
from relapse_cli.store.keys.failed import FILE as FAILED_FILE
from relapse_cli.store.keys.key_file import KEYS_NAME

_UNFINISHED = re.compile(rf"{re.escape(WORK)}[0-9a-f]{{16}}")


def holds_store(folder: Path) -> bool:
    """Whether there is a store in a folder, or what is left of one, or one on its way to its place."""
    there = any(os.path.lexists(folder / name) for name in (KEYS_NAME, STORE_FILE))
    return there or bool(ready_restores(folder))


def is_free(folder: Path) -> bool:
    """Whether a folder holds nothing but what an attempt to set up, unlock or restore a store left there."""
    left = {FAILED_FILE, HEAD_FILE, LOCK_FILE}
    return all(
        path.name in left or path.name.startswith(MAKING) or _UNFINISHED.fullmatch(path.name)
        for path in folder.iterdir()
    )
