"""What tells one state of the keys of a store from every other."""

from __future__ import annotations

import hashlib

from relapse_cli.store.keys.slots import Generation


def keys_digest(generation: Generation) -> bytes:
    """What the database remembers of a data key's slots; the same however their file is laid out."""
    slots = sorted(generation.slots, key=lambda slot: slot.id)
    plain = generation.model_copy(update={"database": None, "slots": tuple(slots)})
    return hashlib.sha256(plain.model_dump_json().encode()).digest()
