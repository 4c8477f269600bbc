"""File modes hold for ordinary users only; the administrator passes through all of them."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

NOBODY = 65534


@contextmanager
def folder_of_ordinary_user() -> Iterator[Path]:
    """Give a new folder, and let this process be an ordinary user meanwhile, who owns it."""
    folder = Path(tempfile.mkdtemp())
    is_administrator = os.geteuid() == 0
    try:
        if is_administrator:
            os.chown(folder, NOBODY, NOBODY)
            os.seteuid(NOBODY)
        yield folder
    finally:
        if is_administrator:
            os.seteuid(0)
        for path in [folder, *folder.rglob("*")]:
            if path.is_dir():
                path.chmod(0o700)
        shutil.rmtree(folder)
