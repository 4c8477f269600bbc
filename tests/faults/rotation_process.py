"""A change of the data key in a process of its own, which is killed."""

from __future__ import annotations

import os
import signal
from pathlib import Path
from typing import Any

from relapse_cli.store.keys.key_file import write_keys
from relapse_cli.store.keys.slots import DataKey, Keys
from relapse_cli.store.whole import rotate as rotation
from relapse_cli.store.whole.finish_interrupted import without_database
from tests.store.interrupted_rotation import SHOWN, note
from tests.store.stored import FileBackend, Stored


def work(task: dict[str, Any], handle: int) -> None:
    """Change the data key, and say each step that is done.

    The task names the ``place`` and its ``key``; a ``step`` after which the process kills itself; and whether
    it is ``careless``, which is the control: it forgets the old key before the new database is in its place.
    """
    if task["careless"]:
        rotation.write_keys = write_new_keys_only

    def tell(done: str) -> None:
        os.write(handle, f"{done}\n".encode())
        if done == task["step"]:
            os.kill(os.getpid(), signal.SIGKILL)

    place = Path(task["place"])
    key = DataKey(bytes.fromhex(task["key"]), 1, "passphrase")
    stored = Stored(place, FileBackend(place / "keyring.json"), "", key)
    tell("ready")
    rotation.rotate(
        stored.folder, key, stored.rotation(step=tell, show=lambda text: note(place / SHOWN, text))
    )


def write_new_keys_only(folder: Path, keys: Keys) -> None:
    """Write only the newest of the keys."""
    write_keys(folder, keys.with_generations(without_database(keys.generations[-1])))
