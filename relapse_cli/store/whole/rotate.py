"""A new data key for the store, so that an interruption at any moment leaves a store that opens.

A backup comes first, and the new database is made beside the old one. While the keys of both are in
``keys.json``, the first bytes of the database tell which of them counts, so what decides is the one moment in
which the file is replaced.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from relapse_cli.errors import StoreError
from relapse_cli.files import sync_folder
from relapse_cli.store.folder.access import NotWritableError, may_write
from relapse_cli.store.folder.durable import sync_file
from relapse_cli.store.folder.folder import LOCK_FILE, STORE_FILE
from relapse_cli.store.folder.lock import PATIENCE, StoreLock
from relapse_cli.store.folder.work_folders import ready_restores, unfinished, work_folder
from relapse_cli.store.keys.key_file import read_keys, write_keys
from relapse_cli.store.keys.make import check_current, forget_keyring_slot, new_data_key, new_generation
from relapse_cli.store.keys.os_keyring import OsKeyring
from relapse_cli.store.keys.rewrap import carry_slots, check_carried
from relapse_cli.store.keys.slots import Argon2Cost, DataKey, Generation, Keys, SlotKind
from relapse_cli.store.keys.wrap import STANDARD_COST
from relapse_cli.store.whole.backup import BackupInfo, back_up
from relapse_cli.store.whole.finish_interrupted import Recovered, fitting_keys, settle, without_database
from relapse_cli.store.whole.store import Store
from relapse_cli.store.whole.whole_copy import (
    audit_copy,
    check_copy,
    copy_database,
    database_salt,
    refuse_journal,
)

STEPS = ("backed up", "copied", "checked", "wrapped", "shown", "two keys", "replaced", "one key")


@dataclass(frozen=True)
class Rotation:
    """What a change of the data key needs to know.

    Attributes:
        backup: where the backup goes that is made first.
        show: shows the new recovery key, once; what it raises ends the change without effect.
        actor: who does it, for the audit.
        now: gives the time as ISO 8601.
        given: the passphrase as typed, the bytes or base64 of the key file; each must open the store now.
        drop: kinds of slots that are given up.
        ring: the keyring that gets a new secret.
        cost: what a try of the passphrase costs.
        wait: seconds to wait for others who have the store open.
        step: told after each of ``STEPS``, so that a test can interrupt there.
    """

    backup: Path
    show: Callable[[str], None]
    actor: str
    now: Callable[[], str]
    given: Mapping[SlotKind, bytes | str] = field(default_factory=dict, repr=False)
    drop: frozenset[SlotKind] = frozenset()
    ring: OsKeyring | None = None
    cost: Argon2Cost = STANDARD_COST
    wait: float = PATIENCE
    step: Callable[[str], None] = lambda _: None


@dataclass(frozen=True, slots=True)
class _Rotated:
    """A store under its new data key."""

    backup: BackupInfo
    data_key: DataKey
    keys: Keys


@dataclass(frozen=True)
class _Change:
    """A change under way: from one key to another, with a folder for the new database."""

    folder: Path
    work: Path
    keys: Keys
    old_key: DataKey
    new_key: bytes = field(default_factory=new_data_key, repr=False)


def rotate(folder: Path, data_key: DataKey, rotation: Rotation) -> _Rotated:
    """Put the store under a new data key; no process, this one included, may have it open.

    After an error the store is as it was, or the next ``recover`` brings the change to its end.

    Raises:
        LockedError: the data key or a given secret does not open the store.
        StoreError: a slot can neither be carried over nor dropped, others have the store open, or the disk
            reports a fault.
    """
    with StoreLock.exclusive(folder, wait=rotation.wait) as lock:
        keys = settle(folder, rotation.ring).keys
        check_current(keys, data_key)
        check_carried(keys, rotation.given, rotation.drop, rotation.ring)
        with work_folder(folder) as work:
            change = _Change(folder, work, keys, data_key)
            backup = _copy(change, rotation, lock)
            carried = carry_slots(
                keys,
                change.new_key,
                given=rotation.given,
                drop=rotation.drop,
                ring=rotation.ring,
                now=rotation.now(),
                cost=rotation.cost,
            )
            generation = new_generation(keys.current.id + 1, change.new_key, carried.slots)
            _note_keys(change, rotation, generation)
            rotated = _switch(change, rotation, carried.recovery_key, generation)
    return _Rotated(backup, DataKey(change.new_key, rotated.current.id, data_key.kind), rotated)


def recover(folder: Path, ring: OsKeyring | None = None) -> Recovered:
    """Read the keys of a store, once interrupted steps were brought to an end; call it before unlocking.

    Raises:
        StoreError: the keys are missing or damaged, or another process is rearranging the store.
    """
    try:
        return _recover(folder, ring)
    except StoreError:
        if not (folder / LOCK_FILE).exists():
            raise
        with StoreLock.shared(folder, read_only=not may_write(folder / LOCK_FILE)):
            pass  # whoever moved the files when they were looked at has ended
        return _recover(folder, ring)


def _recover(folder: Path, ring: OsKeyring | None) -> Recovered:
    keys = None if ready_restores(folder) else read_keys(folder)
    if keys is None or len(keys.generations) > 1:
        try:
            with StoreLock.exclusive(folder):
                return settle(folder, ring)
        except NotWritableError:
            if keys is None:
                raise
            return Recovered(fitting_keys(folder, keys))  # enough to read, and the change is ended later
    if unfinished(folder):
        with suppress(StoreError), StoreLock.exclusive(folder, wait=0):  # somebody may still be at work there
            return settle(folder, ring)
    return Recovered(keys)


def _copy(change: _Change, rotation: Rotation, lock: StoreLock) -> BackupInfo:
    """Make the backup, and the new database beside the old one; check both."""
    folder, work, actor, now = change.folder, change.work, rotation.actor, rotation.now
    with Store.open(folder, change.old_key.key, actor=actor, now=now, proven=True, lock=lock) as store:
        store.check_keys(change.keys.current)
        backup = back_up(store, change.keys, change.old_key, rotation.backup, actor=actor, now=now)
        rotation.step("backed up")
        copy_database(store.connection, work / STORE_FILE, change.new_key)
        head = store.head()
    rotation.step("copied")
    detail = {"generation": str(change.keys.current.id + 1)}
    audit_copy(work, change.new_key, "rotate", actor=actor, now=now, detail=detail)
    check_copy(work, change.new_key, actor=actor, now=now, head=head)
    refuse_journal(folder / STORE_FILE)
    rotation.step("checked")
    return backup


def _note_keys(change: _Change, rotation: Rotation, generation: Generation) -> None:
    """Let the new database know its keys, before it is in its place."""
    work, actor, now = change.work, rotation.actor, rotation.now
    with Store.open(work, change.new_key, actor=actor, now=now, proven=True) as copy:
        copy.settle_keys(generation)
    refuse_journal(work / STORE_FILE)
    sync_file(work / STORE_FILE)


def _switch(change: _Change, rotation: Rotation, recovery_key: str, generation: Generation) -> Keys:
    """Show the new recovery key, then let the new database take the place of the old one."""
    folder, keys = change.folder, change.keys
    database, new_database = folder / STORE_FILE, change.work / STORE_FILE
    old = keys.current.model_copy(update={"database": database_salt(database)})
    new = generation.model_copy(update={"database": database_salt(new_database)})
    try:
        rotation.step("wrapped")
        if recovery_key:
            rotation.show(recovery_key)
        rotation.step("shown")
        write_keys(folder, keys.with_generations(old, new))
    except BaseException:
        forget_keyring_slot(keys.store, generation.slot("keyring"), rotation.ring)
        raise
    rotation.step("two keys")
    new_database.replace(database)  # the one moment that decides
    sync_folder(folder)
    rotation.step("replaced")
    forget_keyring_slot(keys.store, keys.current.slot("keyring"), rotation.ring)
    rotated = keys.with_generations(without_database(generation))
    write_keys(folder, rotated)
    rotation.step("one key")
    return rotated
