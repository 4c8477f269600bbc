"""One flipped bit in a file of the store, and what a user is told about it."""

from __future__ import annotations

import shutil
from pathlib import Path

from relapse_cli.errors import StoreError
from relapse_cli.store.folder.folder import STORE_FILE
from relapse_cli.store.whole.store import Store


def what_a_flip_shows(whole: Path, spare: Path, key: bytes, bit: int, *, name: str = STORE_FILE) -> str:
    """Flip one bit of a file in a copy of a closed store, open the copy and verify it.

    Args:
        whole: the folder of the store; it stays as it is.
        spare: a folder for the copy, made anew.
        key: its data key.
        bit: which bit of the file, counted from its start.
        name: the file.

    Returns:
        What is said: the message of the error, or the faults; empty when nobody noticed.
    """
    shutil.rmtree(spare, ignore_errors=True)
    shutil.copytree(whole, spare)
    data = bytearray((spare / name).read_bytes())
    data[bit // 8] ^= 1 << bit % 8
    (spare / name).write_bytes(data)
    try:
        store = Store.open(spare, key, actor="ada", now=str, proven=True)
    except StoreError as error:
        return error.message
    try:
        return " ".join(store.verify())
    finally:
        store.close()
