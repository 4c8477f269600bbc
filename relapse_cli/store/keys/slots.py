"""What ``keys.json`` holds: the store's data key, wrapped once for each way to unlock it.

A generation is one data key with its slots. There is one, and two only while the data key is being changed,
so that an interruption at any moment leaves a store that opens. Nothing in here is secret by itself.
"""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Annotated, Literal, NamedTuple, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

SlotKind = Literal["keyring", "passphrase", "recovery", "file"]
FORMAT: Literal["relapse-keys/1"] = "relapse-keys/1"

_Bytes16 = Annotated[bytes, Field(min_length=16, max_length=16)]
_Wrapped = Annotated[bytes, Field(min_length=60, max_length=60)]  # nonce 12, key 32, tag 16
_Text = Annotated[str, Field(min_length=1, max_length=64)]


_MOST_WORK = 4 * 3 * 65536
"""Passes over KiB of memory."""


class _KeyPart(BaseModel):
    """A part of ``keys.json``: no change, nothing unknown, bytes as base64."""

    model_config = ConfigDict(frozen=True, extra="forbid", ser_json_bytes="base64", val_json_bytes="base64")


class Argon2Cost(_KeyPart):
    """What one try of a passphrase costs: passes, KiB of memory, lanes.

    The bounds keep a planted file from asking for all the memory or an hour: four times what this program
    itself writes down, whichever way it is divided.
    """

    t: int = Field(default=3, ge=1, le=12)
    m: int = Field(default=65536, ge=8, le=4 * 65536)
    p: int = Field(default=4, ge=1, le=16)

    @model_validator(mode="after")
    def _is_no_more_than_four_times_the_standard(self) -> Self:
        if self.t * self.m > _MOST_WORK:
            raise ValueError("it costs more than this program ever asks for")
        return self


class KeySlot(_KeyPart):
    """The data key, wrapped for one secret."""

    id: _Text
    kind: SlotKind
    created_at: _Text
    salt: _Bytes16
    wrapped: _Wrapped
    argon2: Argon2Cost | None = None

    @model_validator(mode="after")
    def _passphrases_are_stretched(self) -> Self:
        if (self.kind == "passphrase") != (self.argon2 is not None):
            raise ValueError("a passphrase has a cost, and nothing else has one")
        return self


class Generation(_KeyPart):
    """One data key: how to know it, and the slots that hold it.

    Attributes:
        check: tells the data key from any other without telling it.
        database: the first 16 bytes of the database under this key; only while there are two generations.
    """

    id: int = Field(ge=1)
    check: _Bytes16
    slots: tuple[KeySlot, ...] = Field(min_length=1)
    database: _Bytes16 | None = None

    @model_validator(mode="after")
    def _kinds_are_unique(self) -> Self:
        if len({slot.kind for slot in self.slots}) != len(self.slots):
            raise ValueError("there are two slots of one kind")
        return self

    def slot(self, kind: SlotKind) -> KeySlot | None:
        """The slot of a kind, if there is one."""
        return next((slot for slot in self.slots if slot.kind == kind), None)

    def holds(self, key: bytes) -> bool:
        """Whether this is the generation's data key."""
        return hmac.compare_digest(self.check, key_check(key))


class Keys(_KeyPart):
    """All of ``keys.json``."""

    format: Literal["relapse-keys/1"]
    store: _Text
    generations: tuple[Generation, ...] = Field(min_length=1, max_length=2)

    @model_validator(mode="after")
    def _generations_are_told_apart(self) -> Self:
        ids = [generation.id for generation in self.generations]
        slots = [slot.id for generation in self.generations for slot in generation.slots]
        if sorted(set(ids)) != ids or len(set(slots)) != len(slots):
            raise ValueError("the generations or slots have no names of their own, or no order")
        if len(ids) > 1 and any(generation.database is None for generation in self.generations):
            raise ValueError("nothing tells which generation the database belongs to")
        return self

    @property
    def current(self) -> Generation:
        """The newest generation; the only one except during a change of the data key."""
        return self.generations[-1]

    @property
    def place(self) -> Place:
        """Where a new slot of the newest generation belongs."""
        return Place(self.store, self.current.id)

    def with_slot(self, slot: KeySlot) -> Keys:
        """The keys with a slot, in the place of the one of its kind."""
        others = [old for old in self.current.slots if old.kind != slot.kind]
        return self.with_slots([*others, slot])

    def without(self, kind: SlotKind) -> Keys:
        """The keys without the slot of a kind.

        Raises:
            ValueError: it is the last one, without which nobody could open the store.
        """
        return self.with_slots([slot for slot in self.current.slots if slot.kind != kind])

    def with_slots(self, slots: Sequence[KeySlot]) -> Keys:
        """The keys with other slots in the newest generation."""
        generation = Generation(**{**dict(self.current), "slots": tuple(slots)})
        return self.with_generations(*self.generations[:-1], generation)

    def with_generations(self, *generations: Generation) -> Keys:
        """The keys with other generations."""
        return Keys(format=FORMAT, store=self.store, generations=generations)


class Place(NamedTuple):
    """Where a slot belongs; it opens nowhere else."""

    store: str
    generation: int


@dataclass(frozen=True, slots=True)
class DataKey:
    """The key of the database, with the generation and the kind of slot that it came from."""

    key: bytes = field(repr=False)
    generation: int
    kind: SlotKind


def key_check(key: bytes) -> bytes:
    """What is written down about a data key so that it is known again."""
    return hmac.new(key, b"relapse key check", hashlib.sha256).digest()[:16]
