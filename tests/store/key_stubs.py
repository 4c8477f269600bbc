"""Keys that cost little to make, and a keyring that lives in memory."""

from __future__ import annotations

import secrets

from relapse_cli.store.keys.os_keyring import OsKeyring
from relapse_cli.store.keys.slots import (
    FORMAT,
    Argon2Cost,
    Generation,
    Keys,
    KeySlot,
    Place,
    SlotKind,
    key_check,
)
from relapse_cli.store.keys.spelling import passphrase_secret
from relapse_cli.store.keys.wrap import wrap

CHEAP = Argon2Cost(t=1, m=8, p=1)
NOW = "2025-03-04T10:00:00+01:00"
STORE = "11111111-2222-3333-4444-555555555555"
PASSPHRASE = "blue kettle on the shelf"
DATA_KEY = bytes(range(32))


class MemoryBackend:
    """A keyring that holds what it is given."""

    def __init__(self) -> None:
        self.held: dict[tuple[str, str], str] = {}

    def get_password(self, service: str, username: str) -> str | None:
        """What is held under a name."""
        return self.held.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        """Hold a text."""
        self.held[service, username] = password

    def delete_password(self, service: str, username: str) -> None:
        """Forget a text."""
        del self.held[service, username]


def memory_keyring() -> OsKeyring:
    """A keyring with nothing in it."""
    return OsKeyring(MemoryBackend(), limit=30)


def slot_for(
    kind: SlotKind, secret: bytes | str, *, data_key: bytes = DATA_KEY, generation: int = 1, slot_id: str = ""
) -> KeySlot:
    """A slot of the test store; a text is a passphrase."""
    known = passphrase_secret(secret) if isinstance(secret, str) else secret
    place = Place(STORE, generation)
    return wrap(kind, known, data_key, place, now=NOW, cost=CHEAP, slot_id=slot_id)


def keys_of(*slots: KeySlot, data_key: bytes = DATA_KEY) -> Keys:
    """Keys of one generation."""
    return Keys(
        format=FORMAT, store=STORE, generations=(Generation(id=1, check=key_check(data_key), slots=slots),)
    )


def random_secret() -> bytes:
    """A key file's worth of random bytes."""
    return secrets.token_bytes(32)
