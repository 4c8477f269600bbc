"""A backup: one new encrypted file, made while others may write, and checked before it gets its name."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from relapse_cli.errors import StoreError, UsageError
from relapse_cli.files import sync_folder
from relapse_cli.store.database.errors import DamagedError
from relapse_cli.store.folder.access import NotWritableError
from relapse_cli.store.folder.durable import open_new
from relapse_cli.store.folder.folder import STORE_FILE
from relapse_cli.store.folder.work_folders import disk_error, work_folder
from relapse_cli.store.keys.make import check_current
from relapse_cli.store.keys.slots import DataKey, Keys
from relapse_cli.store.whole.backup_file import read_backup, take_out_database, write_backup_file
from relapse_cli.store.whole.store import Store
from relapse_cli.store.whole.whole_copy import check_copy, copy_database


@dataclass(frozen=True, slots=True)
class BackupInfo:
    """A backup that was made and checked.

    Attributes:
        size: in bytes.
        events: how many events it holds.
        head: the head of their chain.
        noted: the store knows of it.
    """

    path: Path
    size: int
    events: int
    head: str
    noted: bool = True


def back_up(
    store: Store, keys: Keys, data_key: DataKey, target: Path, *, actor: str, now: Callable[[], str]
) -> BackupInfo:
    """Make a backup of an open store, and note in the store that there is one.

    The target comes into being whole and checked, or not at all; other processes may write meanwhile.

    Raises:
        UsageError: there is a file of this name.
        StoreError: the store cannot be read, or the backup cannot be written.
    """
    check_current(keys, data_key)
    if os.path.lexists(target):
        raise _is_there(target)
    try:
        return _make(store, keys, data_key, target, store.folder, actor=actor, now=now)
    except DamagedError:
        raise
    except StoreError:  # such as a full disk; there may be room where the backup goes
        return _make(store, keys, data_key, target, target.parent, actor=actor, now=now)


def _make(
    store: Store,
    keys: Keys,
    data_key: DataKey,
    target: Path,
    place: Path,
    *,
    actor: str,
    now: Callable[[], str],
) -> BackupInfo:
    """Make a backup, with the copy that it is made from in a folder of a place."""
    with work_folder(place) as work, work_folder(target.parent) as beside:
        copy, file = work / STORE_FILE, beside / "backup"
        copy_database(store.connection, copy, data_key.key)
        write_backup_file(file, keys, copy)
        copy.unlink()
        take_out_database(read_backup(file), copy)
        facts = check_copy(work, data_key.key, actor=actor, now=now)
        noted = _note(lambda: store.note_backup_begun(target))  # words in it that are erased are told
        info = BackupInfo(target, file.stat().st_size, facts.events, facts.head, noted)
        _give_name(file, target)
    return replace(info, noted=noted and _note(lambda: store.note_backup(target)))


def _note(step: Callable[[], None]) -> bool:
    """Note something about the backup; a store that cannot be written can be backed up all the same."""
    try:
        step()
    except NotWritableError:
        return False
    return True


def _give_name(file: Path, target: Path) -> None:
    """Move a finished file to its name, which must be free; a link that stands there counts as a file."""
    try:
        try:
            os.link(file, target)
        except FileExistsError:
            raise
        except OSError:  # a disk without hard links, as many sticks are: take the name first, then fill it
            open_new(target).close()
            file.replace(target)
        sync_folder(target.parent)
    except FileExistsError as error:
        raise _is_there(target) from error
    except OSError as error:
        raise disk_error(target, error) from error


def _is_there(target: Path) -> UsageError:
    return UsageError(
        f"{target} is already there.", remedy="Choose another name; a backup is never written over."
    )
