"""A change of the data key that is killed: one process that does it, and what must hold afterwards.

Run as a program it changes the data key of a store and kills itself after the step that is named, or goes on
until it is killed from outside. The store's data key comes on its standard input.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

from relapse_cli.store.keys.slots import DataKey, SlotKind
from relapse_cli.store.keys.unlock import open_with, unlock_from_keyring
from relapse_cli.store.whole.backup_file import read_backup
from relapse_cli.store.whole.rotate import recover, rotate
from tests.store.key_stubs import PASSPHRASE
from tests.store.stored import FILE_SECRET, FileBackend, Stored, answers_in, files_in

SHOWN = "shown.txt"
KILLED = -signal.SIGKILL


def start_rotation(stored: Stored, step: str = "") -> subprocess.Popen[str]:
    """Change the data key in another process, which kills itself after a step."""
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.store.interrupted_rotation", str(stored.place), step],
        stdin=subprocess.PIPE,
        text=True,
        cwd=Path(__file__).parents[2],
    )
    assert process.stdin is not None
    process.stdin.write(f"{stored.data_key.key.hex()}\n")
    process.stdin.close()
    return process


def check_nothing_lost(stored: Stored, answers: list[str]) -> int:
    """Open the store with each of its secrets after an interruption; all of them must give all of it.

    Returns:
        The generation in which it was found: 1 when the change had no effect, 2 when it took effect.
    """
    recovered = recover(stored.folder, stored.ring)
    keys = recovered.keys
    assert len(keys.generations) == 1
    generation = keys.current.id
    recovery_key = stored.recovery_key if generation == 1 else stored.shown[-1]
    typed: dict[SlotKind, bytes | str] = {
        "passphrase": PASSPHRASE,
        "file": FILE_SECRET,
        "recovery": recovery_key,
    }
    found = [open_with(keys, kind, secret) for kind, secret in typed.items()]
    found.append(unlock_from_keyring(keys, stored.ring))
    assert [key.generation for key in found if key] == [generation] * 4
    assert len({key.key for key in found if key}) == 1
    for key in [key for key in found if key][:1]:
        with stored.open(key=key.key) as store:
            assert (answers_in(store), store.verify()) == (answers, ())
    assert files_in(stored.folder) == ["keys.json", "store.db", "store.head"]
    assert recover(stored.folder, stored.ring).notices == ()
    return generation


def check_backup(stored: Stored) -> None:
    """Where a backup has got its name, it is whole and opens with the old secrets."""
    path = stored.place / "before.backup"
    if path.exists():
        assert open_with(read_backup(path).keys, "recovery", stored.recovery_key) is not None


def main(place: Path, step: str) -> None:
    """Change the data key of the store in a place."""

    def stop(done: str) -> None:
        if done == step:
            os.kill(os.getpid(), signal.SIGKILL)

    key = DataKey(bytes.fromhex(sys.stdin.readline()), 1, "passphrase")
    stored = Stored(place, FileBackend(place / "keyring.json"), "", key)
    shown = place / SHOWN
    rotate(stored.folder, key, stored.rotation(step=stop, show=lambda text: note(shown, text)))


def note(path: Path, text: str) -> None:
    """Keep what a person would have written down."""
    with path.open("w") as stream:
        stream.write(text)
        stream.flush()
        os.fsync(stream.fileno())


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2])
