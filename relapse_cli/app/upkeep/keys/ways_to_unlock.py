"""The keys of a store: which there are, another one, one less."""

from __future__ import annotations

import os
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from relapse_cli.app.access.door import StoreDoor
from relapse_cli.app.asking.store_screens import replacing_agreed
from relapse_cli.app.clock import this_moment
from relapse_cli.app.upkeep.keys.change import KeyChange, changing_keys, require_person, require_store
from relapse_cli.app.upkeep.keys.set_up import choose_passphrase, show_recovery_key
from relapse_cli.app.upkeep.keys.usable import few_ways, opened_kind, usable, ways_in
from relapse_cli.errors import LockedError, StoreError, UsageError
from relapse_cli.store.keys.from_environment import read_key_file
from relapse_cli.store.keys.key_file import new_key_file
from relapse_cli.store.keys.make import forget_keyring_slot, make_keyring_slot, make_slot
from relapse_cli.store.keys.os_keyring import OsKeyring, find_keyring
from relapse_cli.store.keys.slots import SlotKind
from relapse_cli.store.keys.unlock import NAMES, SlotHere, open_with
from relapse_cli.text.shell import shell_word

_IN_A_TERMINAL = "Run it in a terminal."
_OTHER_FILE = "Another key file opens the store now. It no longer would; only one can."
_OTHER_KEYRING = (
    "The keyring of another computer or account opens the store now. It no longer would; only one can."
)


@dataclass(frozen=True, slots=True)
class KeysChanged:
    """What became of the ways to unlock a store.

    Attributes:
        kind: the kind that was added or removed.
        replaced: another one of this kind was there, and opens the store no longer.
        already: it opened the store before; nothing was changed.
        made: the key file that was written for it.
        warning: too few ways are left; with ``remedy``, a command.
    """

    kind: SlotKind
    replaced: bool = False
    already: bool = False
    made: Path | None = None
    warning: str = ""
    remedy: str = ""


def list_keys(door: StoreDoor, ring: OsKeyring | None = None) -> tuple[SlotHere, ...]:
    """The ways to unlock the store; nothing is unlocked for it.

    Raises:
        StoreError: there is no store, or its keys cannot be read.
    """
    require_store(door)
    keys = door.keys()
    return ways_in(keys, ring, opened=opened_kind(keys, door.environment))


def add_passphrase(door: StoreDoor) -> KeysChanged:
    """A passphrase that is typed twice, in the place of the one that is there.

    Raises:
        Left: it was not typed; nothing was changed.
        NeedsAnswersError: there is nobody to type one.
        StoreError: the store cannot be unlocked or changed.
    """
    with changing_keys(door) as change:
        asker = require_person(door, "A passphrase is typed, and there is no terminal.", _IN_A_TERMINAL)
        typed = choose_passphrase(asker, replaces=change.keys.current.slot("passphrase") is not None)
        slot = make_slot("passphrase", typed, change.data_key.key, change.keys.place, now=this_moment())
        old = change.put(slot)
        return changed(change, "passphrase", replaced=old is not None)


def add_recovery(door: StoreDoor) -> KeysChanged:
    """A new recovery key, shown once, in the place of the one that is there.

    Raises:
        Left: the screen was left before a group was typed back; nothing was changed.
        NeedsAnswersError: there is nobody to show it to.
        StoreError: the store cannot be unlocked or changed.
    """
    with changing_keys(door) as change:
        asker = require_person(
            door, "The recovery key is shown on a terminal, and there is none.", _IN_A_TERMINAL
        )
        key = show_recovery_key(asker)
        slot = make_slot("recovery", key, change.data_key.key, change.keys.place, now=this_moment())
        old = change.put(slot)
        return changed(change, "recovery", replaced=old is not None)


def add_keyring(door: StoreDoor, ring: OsKeyring | None = None, *, yes: bool = False) -> KeysChanged:
    """A secret in the keyring of this computer, so that nothing has to be typed on it.

    Where the keyring of another computer opens the store, which could not any more, that is agreed to first.

    Args:
        door: the door to the store.
        ring: the keyring; without one the machine's own.
        yes: nobody is asked.

    Raises:
        Left: it was not agreed to; nothing was changed.
        NeedsAnswersError: somebody has to agree, and there is nobody.
        StoreError: there is no keyring that keeps secrets, or the store cannot be unlocked or changed.
    """
    found = ring or find_keyring()
    with changing_keys(door) as change:
        place, key = change.keys.place, change.data_key.key
        if not yes and any(way.kind == "keyring" and not way.usable for way in ways_in(change.keys, found)):
            _agree(door, change, _OTHER_KEYRING, "key", "add", "keyring")
        slot = make_keyring_slot(key, place, found, now=this_moment()) if found is not None else None
        if slot is None:
            raise StoreError(
                "This computer has no keyring that keeps secrets encrypted.",
                remedy="Use a passphrase: relapse key add passphrase",
            )
        try:
            old = change.put(slot)
        except BaseException:
            if change.keys.current.slot("keyring") != slot:
                forget_keyring_slot(place.store, slot, found)
            raise
        forget_keyring_slot(place.store, old, found)
        return changed(change, "keyring", found, replaced=old is not None)


def add_file(door: StoreDoor, path: Path, *, yes: bool = False) -> KeysChanged:
    """A key file; one that is there is read, otherwise a new one is written.

    Where another key file opens the store, which could not any more, that is agreed to first.

    Args:
        door: the door to the store.
        path: the key file.
        yes: nobody is asked.

    Raises:
        Left: it was not agreed to; nothing was changed.
        NeedsAnswersError: somebody has to agree, and there is nobody.
        UsageError: the file lies in the folder of the store.
        InputError: it is no key file, or cannot be written.
        StoreError: the store cannot be unlocked or changed.
    """
    refuse_inside(door.folder, path, "A key file beside the store is no lock.")
    known = _read_known_file(path) if path.exists() or path.is_symlink() else None
    with changing_keys(door) as change:
        if known is not None and open_with(change.keys, "file", known) is not None:
            return changed(change, "file", already=True)
        if not yes and change.keys.current.slot("file") is not None:
            _agree(door, change, _OTHER_FILE, "key", "add", "file", str(path))
        secret = known or make_key_file(path)
        slot = make_slot("file", secret, change.data_key.key, change.keys.place, now=this_moment())
        try:
            old = change.put(slot)
        except BaseException:
            if known is None and change.keys.current.slot("file") != slot:
                with suppress(OSError):  # it opens nothing, wherever it stays
                    path.unlink()
            raise
        made = None if known else path
        return changed(change, "file", replaced=old is not None, made=made)


def _agree(door: StoreDoor, change: KeyChange, words: str, *line: str) -> None:
    """Have it agreed to that the way of a kind is replaced by another one.

    Raises:
        Left: it was not agreed to.
        NeedsAnswersError: there is nobody.
    """
    only = "It is the only way to unlock the store." if len(change.keys.current.slots) == 1 else ""
    said = tuple(filter(None, (words, only)))
    asker = require_person(
        door,
        f"{' '.join(said)} Nothing was changed.",
        f"To replace it all the same: relapse {' '.join(map(shell_word, line))} --yes",
    )
    replacing_agreed(asker, "Should the new one take its place?", said)


def remove_key(door: StoreDoor, kind: SlotKind, ring: OsKeyring | None = None) -> KeysChanged:
    """Remove the way of a kind; never the last one that works.

    Raises:
        StoreError: there is none of this kind, nothing would open the store without it, or the store cannot
            be unlocked or changed.
    """
    with changing_keys(door) as change:
        old = change.keys.current.slot(kind)
        if old is None:
            raise StoreError(
                f"{NAMES[kind].capitalize()} does not open this store.", remedy="See: relapse key list"
            )
        others = [slot for slot in ways_in(change.keys, ring) if slot.kind != kind]
        if not usable(others):
            raise StoreError(
                f"Without {NAMES[kind]} nothing would open the store here, so it stays.",
                remedy="Add another way first: relapse key add passphrase",
            )
        change.take(kind)
        if kind == "keyring":
            forget_keyring_slot(change.keys.store, old, ring or find_keyring())
        return changed(change, kind, ring)


def make_key_file(path: Path) -> bytes:
    """Write a new key file; never over another file.

    Raises:
        UsageError: there is a file of this name.
        InputError: it cannot be written.
    """
    try:
        return new_key_file(path)
    except UsageError as error:
        raise UsageError(
            error.message, remedy="Choose another name; a key file is never written over."
        ) from error


def _read_known_file(path: Path) -> bytes:
    """The secret of a key file that is there.

    Raises:
        StoreError: it is no key file.
    """
    try:
        return read_key_file(path)
    except LockedError as error:
        raise StoreError(
            f"{path} is not a key file that can be read: it holds neither 32 bytes nor their base64.",
            remedy="A new one, under another name: relapse key new-file FILE",
        ) from error


def refuse_inside(folder: Path, path: Path, why: str) -> None:
    """Refuse a file in the folder of the store.

    Raises:
        UsageError: it lies there.
    """
    if Path(os.path.realpath(path)).is_relative_to(os.path.realpath(folder)):
        raise UsageError(f"{path} lies in the folder of the store. {why}", remedy="Name another folder.")


def changed(
    change: KeyChange,
    kind: SlotKind,
    ring: OsKeyring | None = None,
    *,
    replaced: bool = False,
    already: bool = False,
    made: Path | None = None,
) -> KeysChanged:
    """What a change led to, with a warning when too few ways are left."""
    warning, remedy = few_ways(ways_in(change.keys, ring))
    return KeysChanged(kind, replaced, already, made, warning, remedy)
