"""The data key goes into a slot and comes out of it: AES-256-GCM under a key made from the slot's secret.

A passphrase goes through Argon2id; the other secrets are random and long, so HKDF is enough. The slot's own
header, the store and the generation are authenticated with the key, so that no part can be changed or moved.
"""

from __future__ import annotations

import json
import secrets

from relapse_cli.errors import StoreError
from relapse_cli.store.keys.slots import FORMAT, Argon2Cost, KeySlot, Place, SlotKind

KEY_BYTES = 32
_NONCE_BYTES = 12
STANDARD_COST = Argon2Cost()


def wrap(
    kind: SlotKind,
    secret: bytes,
    data_key: bytes,
    place: Place,
    *,
    now: str,
    cost: Argon2Cost = STANDARD_COST,
    slot_id: str = "",
) -> KeySlot:
    """Return a new slot that holds the data key for a secret.

    ``cost`` counts for a passphrase only; ``slot_id`` is the name under which the keyring holds the secret.
    """
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    if not secret or len(data_key) != KEY_BYTES:
        raise ValueError("a slot needs a secret and a data key of 32 bytes")
    slot = KeySlot(
        id=slot_id or new_slot_id(),
        kind=kind,
        created_at=now,
        salt=secrets.token_bytes(16),
        wrapped=bytes(60),
        argon2=cost if kind == "passphrase" else None,
    )
    nonce = secrets.token_bytes(_NONCE_BYTES)
    sealed = AESGCM(_slot_key(slot, secret)).encrypt(nonce, data_key, _header(slot, place))
    return slot.model_copy(update={"wrapped": nonce + sealed})


def unwrap(slot: KeySlot, secret: bytes, place: Place) -> bytes | None:
    """The data key of a slot; ``None`` when the secret is another one or the slot was changed or moved.

    Raises:
        StoreError: this machine cannot do the work that the slot asks for.
    """
    from cryptography.exceptions import InvalidTag
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    if not secret:
        return None
    nonce, sealed = slot.wrapped[:_NONCE_BYTES], slot.wrapped[_NONCE_BYTES:]
    try:
        return AESGCM(_slot_key(slot, secret)).decrypt(nonce, sealed, _header(slot, place))
    except InvalidTag:
        return None


def new_slot_id() -> str:
    """A name for a slot that no other slot has."""
    return f"k{secrets.token_hex(6)}"


def _header(slot: KeySlot, place: Place) -> bytes:
    """Everything about a slot except the wrapped key, in one spelling."""
    header = slot.model_dump(mode="json", exclude={"wrapped"})
    whole = {"format": FORMAT, "store": place.store, "generation": place.generation, "slot": header}
    return json.dumps(whole, sort_keys=True, separators=(",", ":")).encode()


def _slot_key(slot: KeySlot, secret: bytes) -> bytes:
    """The key that wraps the data key of a slot."""
    if slot.argon2 is not None:
        return _stretch(secret, slot.salt, slot.argon2)
    from cryptography.hazmat.primitives.hashes import SHA256
    from cryptography.hazmat.primitives.kdf.hkdf import HKDF

    info = b"relapse key slot " + slot.kind.encode()
    return HKDF(algorithm=SHA256(), length=KEY_BYTES, salt=slot.salt, info=info).derive(secret)


def _stretch(passphrase: bytes, salt: bytes, cost: Argon2Cost) -> bytes:
    from argon2.exceptions import HashingError
    from argon2.low_level import Type, hash_secret_raw

    try:
        return hash_secret_raw(passphrase, salt, cost.t, cost.m, cost.p, KEY_BYTES, Type.ID)
    except HashingError as error:
        raise StoreError(
            "The passphrase cannot be checked on this machine.",
            remedy=f"It needs {cost.m // 1024} MiB of free memory. Close other programs and try again.",
        ) from error
