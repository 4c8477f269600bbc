"""The ways to unlock a store, carried over to a new data key as far as their secrets are at hand."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from relapse_cli.errors import LockedError, StoreError
from relapse_cli.store.keys.make import make_keyring_slot, make_slot
from relapse_cli.store.keys.os_keyring import OsKeyring
from relapse_cli.store.keys.recovery import new_recovery_key
from relapse_cli.store.keys.slots import Argon2Cost, Keys, KeySlot, Place, SlotKind
from relapse_cli.store.keys.unlock import NAMES, open_with

_Given = Mapping[SlotKind, bytes | str]


@dataclass(frozen=True, slots=True)
class CarriedSlots:
    """The slots for a new data key, and the recovery key to show when there is one."""

    slots: tuple[KeySlot, ...]
    recovery_key: str = field(repr=False)


def not_carried(keys: Keys, given: Collection[SlotKind], ring: OsKeyring | None) -> tuple[SlotKind, ...]:
    """The kinds of slots that cannot be carried over: their secret is not at hand, or the keyring is not.

    A recovery slot always can: a new recovery key takes the place of the old one.
    """
    at_hand = {*given, "recovery", *(["keyring"] if ring is not None and ring.works() else [])}
    return tuple(slot.kind for slot in keys.current.slots if slot.kind not in at_hand)


def check_carried(keys: Keys, given: _Given, drop: Collection[SlotKind], ring: OsKeyring | None) -> None:
    """Refuse a change of the data key that would quietly lose a way to unlock the store, or all of them.

    Raises:
        LockedError: a given secret does not open the store.
        StoreError: a slot can neither be carried over nor dropped, or nothing would be left.
    """
    for kind, secret in given.items():
        if open_with(keys, kind, secret) is None:
            name = NAMES[kind]
            raise LockedError(
                f"{name.capitalize()} that was given does not open this store.",
                remedy="Check it and try again. Nothing was changed.",
            )
    lost = [NAMES[kind] for kind in not_carried(keys, given.keys(), ring) if kind not in drop]
    if lost:
        raise StoreError(
            f"These would no longer open the store: {', '.join(lost)}.",
            remedy="Give them as well, or say which of them to drop. Nothing was changed.",
        )
    if all(slot.kind in drop for slot in keys.current.slots):
        raise StoreError(
            "Nothing would open the store any more.", remedy="Keep at least one way to unlock it."
        )


def carry_slots(
    keys: Keys,
    new_key: bytes,
    *,
    given: _Given,
    drop: Collection[SlotKind],
    ring: OsKeyring | None,
    now: str,
    cost: Argon2Cost,
) -> CarriedSlots:
    """Make the slots of the next generation, for the same secrets except the recovery key and the keyring's.

    Raises:
        StoreError: the keyring does not keep its new secret.
    """
    place = Place(keys.store, keys.current.id + 1)
    kinds = [slot.kind for slot in keys.current.slots if slot.kind not in drop]
    recovery_key = new_recovery_key() if "recovery" in kinds else ""
    secrets: dict[SlotKind, bytes | str] = {**given, "recovery": recovery_key}
    typed = [kind for kind in kinds if kind != "keyring"]
    slots = [make_slot(kind, secrets[kind], new_key, place, now=now, cost=cost) for kind in typed]
    if "keyring" in kinds:
        slot = make_keyring_slot(new_key, place, ring, now=now) if ring is not None else None
        if slot is None:
            raise StoreError(
                "The keyring of this computer does not answer.", remedy="Unlock it, then try again."
            )
        slots.append(slot)
    return CarriedSlots(tuple(slots), recovery_key)
