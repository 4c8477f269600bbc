"""A backup becomes the store: checked as a whole first, and the store that was there is kept."""

from __future__ import annotations

import re
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from relapse_cli.errors import LockedError, StoreError
from relapse_cli.files import sync_folder
from relapse_cli.store.database.errors import DamagedError
from relapse_cli.store.folder.durable import sync_file
from relapse_cli.store.folder.folder import STORE_FILE, prepare_folder
from relapse_cli.store.folder.lock import PATIENCE, StoreLock
from relapse_cli.store.folder.work_folders import READY, ready_restores, remove_unfinished, work_folder
from relapse_cli.store.keys.key_file import write_keys
from relapse_cli.store.keys.slots import DataKey
from relapse_cli.store.whole.backup_file import Backup, take_out_database
from relapse_cli.store.whole.finish_interrupted import finish_restore
from relapse_cli.store.whole.whole_copy import (
    CopyFacts,
    audit_copy,
    bring_up_to_date,
    check_copy,
    note_source,
    refuse_journal,
)


@dataclass(frozen=True, slots=True)
class Restored:
    """A backup that is now the store.

    Attributes:
        warnings: what to know about the folder.
        before: where the store is that was there before, if there was one; it is never deleted.
    """

    events: int
    head: str
    warnings: tuple[str, ...]
    before: Path | None


def restore(
    backup: Backup,
    folder: Path,
    data_key: DataKey,
    *,
    actor: str,
    now: Callable[[], str],
    wait: float = PATIENCE,
    step: Callable[[str], None] = lambda _: None,
    agree: Callable[[Path, StoreLock], None] = lambda *_: None,
) -> Restored:
    """Put the store of a backup into a folder, under the keys that are in the backup.

    Args:
        backup: what ``read_backup`` returned.
        folder: the store's folder; it is made where it is missing.
        data_key: what one of the backup's slots gave.
        actor: who does it, for the audit.
        now: gives the time as ISO 8601.
        wait: seconds to wait for others who have the store open.
        step: told after each step, so that a test can interrupt there.
        agree: told where the store of the backup is, whole and checked, before it takes the place of the one
            that is there; what it raises leaves everything as it was.

    Raises:
        LockedError: the data key is not the one of the backup.
        StoreError: the backup is damaged, the folder is not safe, or others have its store open.
    """
    if not backup.keys.current.holds(data_key.key):
        raise LockedError(
            "The key does not open this backup.", remedy="Use a key that the backup was made with."
        )
    warnings = prepare_folder(folder)
    with StoreLock.exclusive(folder, wait=wait) as lock:
        for ready in ready_restores(folder):
            finish_restore(folder, ready)
        remove_unfinished(folder)
        with work_folder(folder) as work:
            facts = _unpack(backup, work, data_key.key, actor=actor, now=now)
            step("unpacked")
            agree(work, lock)
            stamp = f"{re.sub('[^0-9]', '', now())[:14]}-{secrets.token_hex(2)}"
            ready = folder / f"{READY}{stamp}"
            work.rename(ready)
            sync_folder(folder)
        step("ready")
        before = finish_restore(folder, ready)
        step("restored")
    return Restored(facts.events, facts.head, warnings, before)


def _unpack(backup: Backup, work: Path, key: bytes, *, actor: str, now: Callable[[], str]) -> CopyFacts:
    """Make a whole and checked store out of a backup, in a folder of its own."""
    take_out_database(backup, work / STORE_FILE)
    try:
        bring_up_to_date(work / STORE_FILE, key)
        facts = check_copy(work, key, actor=actor, now=now)
    except DamagedError as error:
        raise StoreError(
            f"The backup {backup.path} is damaged: the store in it is not whole.",
            remedy="Use another backup. Nothing was changed.",
        ) from error
    audit_copy(work, key, "restore", actor=actor, now=now, detail={"events": str(facts.events)})
    note_source(work, key, backup.path, actor=actor, now=now)
    refuse_journal(work / STORE_FILE)
    write_keys(work, backup.keys)
    sync_file(work / STORE_FILE)
    return facts
