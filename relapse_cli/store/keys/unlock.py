"""The data key from a secret: one that a person typed, one that the environment names, one in the keyring.

A secret that somebody gave on purpose is the only one tried: when it opens nothing they are told which one,
never its value, and nothing else opens the store in its place.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from relapse_cli.errors import LockedError
from relapse_cli.store.keys.from_environment import Secrets, given_secret
from relapse_cli.store.keys.os_keyring import OsKeyring, find_keyring
from relapse_cli.store.keys.slots import DataKey, Keys, KeySlot, Place, SlotKind
from relapse_cli.store.keys.spelling import secret_of
from relapse_cli.store.keys.wrap import unwrap

NAMES: dict[SlotKind, str] = {
    "keyring": "the keyring of this computer",
    "passphrase": "the passphrase",
    "recovery": "the recovery key",
    "file": "the key file",
}


class WrongKeyError(LockedError):
    """A secret that was given on purpose could be read, and does not open the store."""


@dataclass(frozen=True, slots=True)
class SlotHere:
    """A way to unlock the store, seen from this machine.

    Attributes:
        usable: whether it works here; ``None`` when only a person can tell.
    """

    kind: SlotKind
    created_at: str
    usable: bool | None


class _Try(NamedTuple):
    kind: SlotKind
    secret: bytes


def open_with(keys: Keys, kind: SlotKind, secret: bytes | str) -> DataKey | None:
    """The data key from the slot of a kind; ``None`` when there is none or the secret is another one.

    Text is read as a person types it, see ``secret_of``. The newest generation is tried first.
    """
    wanted = secret_of(kind, secret) if isinstance(secret, str) else secret
    return _open(keys, [_Try(kind, wanted)]) if wanted else None


def unlock_quietly(keys: Keys, secrets: Secrets, ring: OsKeyring | None = None) -> DataKey | None:
    """The data key without asking anybody; ``None`` when only a person can unlock the store.

    Args:
        keys: the store's keys.
        secrets: what the environment gives; the first that is there is the only one tried.
        ring: the keyring to read; without one the machine's own is looked for when there is a slot for it.

    Raises:
        WrongKeyError: the environment names a secret, and it does not open this store.
        StoreError: it names one that cannot be read.
    """
    given = given_secret(secrets)
    if given is None:
        return unlock_from_keyring(keys, ring)
    tries = [_Try(kind, secret) for kind, secret in given.candidates]
    if (found := _open(keys, tries)) is not None:
        return found
    fitting = any(keys.current.slot(kind) for kind, _ in given.candidates)
    reason = "does not open this store" if fitting else "is of a kind that this store has no slot for"
    raise WrongKeyError(
        f"The key that {given.name} gives {reason}.",
        remedy=f"Check {given.name}; unset it to unlock the store in another way.",
    )


def unlock_from_keyring(keys: Keys, ring: OsKeyring | None = None) -> DataKey | None:
    """The data key from the keyring slot, if there is one and this machine's keyring has its secret."""
    slots = [
        (generation, slot)
        for generation in reversed(keys.generations)
        if (slot := generation.slot("keyring")) is not None
    ]
    found = (ring or find_keyring()) if slots else None
    if found is None:
        return None
    for generation, slot in slots:
        secret = found.read(keyring_name(keys.store, slot))
        key = unwrap(slot, secret, Place(keys.store, generation.id)) if secret else None
        if key is not None and generation.holds(key):
            return DataKey(key, generation.id, "keyring")
    return None


def slots_here(keys: Keys, ring: OsKeyring | None = None) -> tuple[SlotHere, ...]:
    """The ways to unlock the store; a keyring slot made on another machine is not usable here."""
    usable = unlock_from_keyring(keys, ring) is not None
    return tuple(
        SlotHere(slot.kind, slot.created_at, usable if slot.kind == "keyring" else None)
        for slot in keys.current.slots
    )


def keyring_name(store: str, slot: KeySlot | str) -> str:
    """The name under which the keyring holds a slot's secret; no two slots share one."""
    return f"{store}/{slot if isinstance(slot, str) else slot.id}"


def _open(keys: Keys, tries: Sequence[_Try]) -> DataKey | None:
    """Try secrets in order on the slots of their kinds."""
    for kind, secret in tries:
        for generation in reversed(keys.generations):
            slot = generation.slot(kind)
            key = unwrap(slot, secret, Place(keys.store, generation.id)) if slot else None
            if key is not None and generation.holds(key):
                return DataKey(key, generation.id, kind)
    return None
