"""The ways to unlock a store, as far as they work on this computer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from relapse_cli.app.access.unlock import secrets_of
from relapse_cli.errors import LockedError
from relapse_cli.settings.environment import Environment
from relapse_cli.store.keys.from_environment import given_secret
from relapse_cli.store.keys.os_keyring import OsKeyring
from relapse_cli.store.keys.slots import Keys
from relapse_cli.store.keys.unlock import SlotHere, open_with, slots_here

_ENOUGH = 2
_ADVICE = (("recovery", "relapse key recovery"), ("passphrase", "relapse key add passphrase"))


def ways_in(keys: Keys, ring: OsKeyring | None = None, *, opened: str = "") -> tuple[SlotHere, ...]:
    """The slots of a store; the keyring is tried, what only a person knows is not.

    Args:
        keys: the keys of the store.
        ring: the keyring; without one the machine's own.
        opened: the kind that is known to have opened the store.
    """
    slots = slots_here(keys, ring)
    return tuple(replace(slot, usable=True) if slot.kind == opened else slot for slot in slots)


def opened_kind(keys: Keys, environment: Environment) -> str:
    """The kind of slot that the environment's key opens; empty when it opens none, or there is no key."""
    try:
        given = given_secret(secrets_of(environment))
    except LockedError:
        return ""
    candidates = given.candidates if given is not None else ()
    return next((kind for kind, secret in candidates if open_with(keys, kind, secret) is not None), "")


def usable(slots: Sequence[SlotHere]) -> list[SlotHere]:
    """The slots that work here, as far as can be told; a passphrase counts, for somebody knows it."""
    return [slot for slot in slots if slot.usable is not False]


def few_ways(slots: Sequence[SlotHere]) -> tuple[str, str]:
    """What to say, and what to do, when too few ways are left; both empty when there are enough."""
    left = usable(slots)
    if len(left) >= _ENOUGH:
        return "", ""
    kinds = {slot.kind for slot in left}
    if not left:
        said = "No way to unlock the store works on this computer."
    else:
        said = "There is only one way to unlock the store here. If it is lost, nobody can read the store."
    return said, next(command for kind, command in _ADVICE if kind not in kinds)
