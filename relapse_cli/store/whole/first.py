"""The first store of a folder: made beside its place, and put there by the one process that comes first.

The lock of the folder decides, and its file is never taken away. Whoever holds it alone, in a folder without
a store, makes one; whoever comes later finds it. It gets its place the way a restored store does, so that
an interruption leaves no store or a whole one, and nothing of a store that somebody uses is ever removed.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable
from pathlib import Path

from relapse_cli.errors import StoreError
from relapse_cli.files import sync_folder
from relapse_cli.store.folder.folder import prepare_folder
from relapse_cli.store.folder.lock import PATIENCE, StoreLock
from relapse_cli.store.folder.work_folders import FIRST, READY, remove_unfinished, work_folder
from relapse_cli.store.journal.head_file import forget_witness
from relapse_cli.store.keys.failed import forget_failed_unlocks
from relapse_cli.store.keys.in_folder import holds_store, is_free
from relapse_cli.store.keys.key_file import write_keys
from relapse_cli.store.keys.slots import Keys
from relapse_cli.store.whole.finish_interrupted import finish_restore
from relapse_cli.store.whole.make import make_store


class StoreIsThereError(StoreError):
    """Somebody else has set up the store of a folder."""


def found_store(
    folder: Path,
    key: bytes,
    keys: Keys,
    *,
    actor: str,
    now: Callable[[], str],
    step: Callable[[str], None] = lambda _: None,
) -> tuple[str, ...]:
    """Set up the store of a folder, and the folder where it is missing; of several processes one succeeds.

    Args:
        folder: where it is to be.
        key: its data key.
        keys: the data key wrapped, with the id of the store.
        actor: who sets it up, for the audit.
        now: gives the time as ISO 8601.
        step: told after each step, so that a test can interrupt there.

    Returns:
        Warnings about the folder in plain words.

    Raises:
        StoreIsThereError: there is a store already.
        StoreError: the folder cannot be used, or it holds other files.
    """
    warnings = prepare_folder(folder)
    with StoreLock.opening(folder) as lock:
        if not holds_store(folder):
            lock.take_alone(wait=PATIENCE)
        step("alone")
        _check_free(folder)
        remove_unfinished(folder)
        forget_failed_unlocks(folder)
        forget_witness(folder)
        with work_folder(folder) as work:
            make_store(work, key, store_id=keys.store, at=now(), actor=actor)
            write_keys(work, keys)
            step("made")
            ready = folder / f"{READY}{FIRST}{secrets.token_hex(4)}"
            work.rename(ready)  # the one step that decides
            sync_folder(folder)
        step("ready")
        finish_restore(folder, ready)
    return warnings


def _check_free(folder: Path) -> None:
    if holds_store(folder):
        raise StoreIsThereError(
            f"A store was set up in {folder} meanwhile, by another window.",
            remedy="Start again: it opens with what was chosen there. "
            "If a recovery key was shown in this window, cross it out.",
        )
    if not is_free(folder):
        raise StoreError(
            f"{folder} holds other files, and no store.",
            remedy="Name an empty folder, or one that is not there yet, with --data-dir.",
        )
