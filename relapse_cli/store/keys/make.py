"""New slots: for what a person typed or holds in a file, for a recovery key, for this computer's keyring."""

from __future__ import annotations

import secrets
from collections.abc import Sequence

from relapse_cli.errors import LockedError
from relapse_cli.store.keys.os_keyring import OsKeyring
from relapse_cli.store.keys.slots import (
    FORMAT,
    Argon2Cost,
    DataKey,
    Generation,
    Keys,
    KeySlot,
    Place,
    SlotKind,
    key_check,
)
from relapse_cli.store.keys.spelling import secret_of
from relapse_cli.store.keys.unlock import NAMES, keyring_name
from relapse_cli.store.keys.wrap import KEY_BYTES, STANDARD_COST, new_slot_id, wrap


def new_data_key() -> bytes:
    """A new key for a database."""
    return secrets.token_bytes(KEY_BYTES)


def first_keys(store: str, data_key: bytes, slots: Sequence[KeySlot]) -> Keys:
    """The keys of a new store; its slots were made for ``Place(store, 1)``."""
    return Keys(format=FORMAT, store=store, generations=(new_generation(1, data_key, slots),))


def new_generation(number: int, data_key: bytes, slots: Sequence[KeySlot]) -> Generation:
    """A data key with its slots."""
    return Generation(id=number, check=key_check(data_key), slots=tuple(slots))


def make_slot(
    kind: SlotKind,
    secret: bytes | str,
    data_key: bytes,
    place: Place,
    *,
    now: str,
    cost: Argon2Cost = STANDARD_COST,
) -> KeySlot:
    """A slot for a secret; text is read as a person types it.

    Raises:
        LockedError: the text cannot be a secret of this kind.
    """
    wanted = secret_of(kind, secret) if isinstance(secret, str) else secret
    if not wanted:
        raise LockedError(f"This cannot be {NAMES[kind]}.", remedy="Check it and try again.")
    return wrap(kind, wanted, data_key, place, now=now, cost=cost)


def make_keyring_slot(data_key: bytes, place: Place, ring: OsKeyring, *, now: str) -> KeySlot | None:
    """A slot whose secret the keyring holds; ``None`` when the keyring does not keep what it is given."""
    if not ring.works():
        return None
    secret, slot_id = secrets.token_bytes(KEY_BYTES), new_slot_id()
    if not ring.write(keyring_name(place.store, slot_id), secret):
        return None
    return wrap("keyring", secret, data_key, place, now=now, slot_id=slot_id)


def forget_keyring_slot(store: str, slot: KeySlot | None, ring: OsKeyring | None) -> None:
    """Take a slot's secret out of the keyring, once no keys name it; a keyring that is gone is no harm."""
    if slot is not None and slot.kind == "keyring" and ring is not None:
        ring.delete(keyring_name(store, slot))


def check_current(keys: Keys, data_key: DataKey) -> None:
    """Refuse to write slots for a data key that is not the store's own.

    Raises:
        LockedError: the data key was changed since it was unlocked.
    """
    if not keys.current.holds(data_key.key):
        raise LockedError(
            "The data key of this store was changed meanwhile.",
            remedy="Unlock the store again, then try again.",
        )
