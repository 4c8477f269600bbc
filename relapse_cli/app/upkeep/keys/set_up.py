"""Setting up the store: its first key, the recovery key, the empty store; all of it or nothing."""

from __future__ import annotations

import secrets as random
from dataclasses import dataclass
from uuid import uuid4

from relapse_cli.app.access.door import StoreDoor, actor
from relapse_cli.app.access.unlock import NoTimeNow
from relapse_cli.app.asking.leaving import Left
from relapse_cli.app.asking.store_screens import ENCRYPTED, SECTION
from relapse_cli.app.clock import this_moment
from relapse_cli.errors import LockedError, NeedsAnswersError
from relapse_cli.model.bank_questions import Option
from relapse_cli.model.reply import Answered, Back, Paused
from relapse_cli.prompters.asker import Asker
from relapse_cli.screens.interview.question import own_screen
from relapse_cli.screens.secret import secret_screen
from relapse_cli.store.keys.from_environment import Secrets, given_secret
from relapse_cli.store.keys.make import (
    first_keys,
    forget_keyring_slot,
    make_keyring_slot,
    make_slot,
    new_data_key,
)
from relapse_cli.store.keys.os_keyring import find_keyring
from relapse_cli.store.keys.recovery import GROUPS, group_matches, new_recovery_key
from relapse_cli.store.keys.slots import DataKey, KeySlot, Place
from relapse_cli.store.whole.first import StoreIsThereError, found_store
from relapse_cli.store.whole.store import Store

_SHORTEST = 10
NEW = "Choose a passphrase"
_NEW_BODY = (
    ENCRYPTED,
    f"The passphrase unlocks them. At least {_SHORTEST} characters; a few words you remember are best.",
)
_REPLACES = "It takes the place of the one before, which then no longer opens the store."
AGAIN = "Type the passphrase once more"
TOO_SHORT = f"That is shorter than {_SHORTEST} characters."
NOT_THE_SAME = "The two were not the same. Begin with the first one again."
_WRITTEN = Option(id="written", label="I have written it down")
_RECOVERY = "The recovery key"
_RECOVERY_BODY = (
    "If the passphrase is forgotten, only this key opens the store. It is shown this once.",
    "Write it on paper and keep the paper where you keep keys, not on this computer.",
)


@dataclass(frozen=True, slots=True)
class _NewStore:
    """A store that is about to be set up.

    Attributes:
        place: what its slots are bound to.
        key: its data key.
    """

    place: Place
    key: bytes


def set_up_store(door: StoreDoor, *, by_passphrase: bool = False) -> Store:
    """Set up the store with the keys that are at hand: what the environment gives, the keyring, a passphrase.

    Args:
        door: the door to the store.
        by_passphrase: whether it opens with a passphrase whatever else is at hand.

    Raises:
        LockedError: there is no key, and nobody who could choose one.
        StoreError: the folder cannot be used.
        Left: the person left before it was done; nothing was made.
    """
    new = _NewStore(Place(str(uuid4()), 1), new_data_key())
    slots = [] if by_passphrase else quiet_slots(door, new)
    return finish(door, new, slots or asked_slots(door, new))


def quiet_slots(door: StoreDoor, new: _NewStore) -> list[KeySlot]:
    """The slot for a key that the environment gives, else one in the keyring; none when there is neither."""
    environment, now = door.environment, this_moment()
    given = given_secret(Secrets(environment.key_file, environment.key_command, environment.key))
    if given is not None:
        kind, secret = given.candidates[0]
        if kind == "passphrase" and len(secret.decode("utf-8", "surrogatepass").strip()) < _SHORTEST:
            raise LockedError(
                f"The passphrase that {given.name} gives is shorter than {_SHORTEST} characters.",
                remedy=f"Choose a longer one for the new store, or unset {given.name}.",
            )
        return [make_slot(kind, secret, new.key, new.place, now=now)]
    ring = find_keyring()
    slot = make_keyring_slot(new.key, new.place, ring, now=now) if ring is not None else None
    return [slot] if slot is not None else []


def asked_slots(door: StoreDoor, new: _NewStore) -> list[KeySlot]:
    """A slot for a passphrase that is typed twice, and one for a recovery key that is shown once."""
    try:
        asker = door.person()
    except NeedsAnswersError as error:
        raise LockedError(
            "There is no store yet, and nobody who could choose its passphrase.",
            remedy="Run it in a terminal once, or set RELAPSE_KEY_FILE; relapse key new-file FILE makes one.",
        ) from error
    passphrase = choose_passphrase(asker, door.way_out)
    recovery = show_recovery_key(asker)
    now = this_moment()
    return [
        make_slot("passphrase", passphrase, new.key, new.place, now=now),
        make_slot("recovery", recovery, new.key, new.place, now=now),
    ]


def choose_passphrase(asker: Asker, way_out: str = "", *, replaces: bool = False) -> str:
    """A passphrase, typed twice.

    Args:
        asker: who chooses it.
        replaces: whether another one opens the store until then.
        way_out: what an empty line does, in a sentence; without one it does nothing.

    Raises:
        Left: it was left.
    """
    body = (*_NEW_BODY, _REPLACES) if replaces else _NEW_BODY
    while True:
        first = typed_secret(asker, "passphrase.new", NEW, body, way_out)
        if len(first.strip()) < _SHORTEST:
            asker.tell(TOO_SHORT)
            continue
        if typed_secret(asker, "passphrase.again", AGAIN) == first:
            return first
        asker.tell(NOT_THE_SAME)


def typed_secret(asker: Asker, name: str, label: str, body: tuple[str, ...] = (), way_out: str = "") -> str:
    """What was typed; an empty line asks again, or goes on without where there is a way out.

    Raises:
        Left: the screen was left.
        NoTimeNow: an empty line was typed where that is a way out.
    """
    screen = secret_screen(name, label, (*body, way_out) if way_out else body)
    while True:
        match asker.ask(screen):
            case Answered(value=str() as text) if text:
                return text
            case Answered() if way_out:
                raise NoTimeNow
            case Back() | Paused() as reply:
                raise Left(reply)
            case _:
                continue


def show_recovery_key(asker: Asker, key: str = "") -> str:
    """Show a recovery key once, a new one unless it is given, and have one group of it typed back.

    Raises:
        Left: a screen was left.
    """
    key = key or new_recovery_key()
    groups = key.split("-")
    rows = tuple("   ".join(groups[start : start + 3]) for start in range(0, len(groups), 3))
    number = random.randbelow(GROUPS) + 1
    while True:
        reply = asker.ask(
            own_screen("app.recovery", _RECOVERY, (_WRITTEN,), SECTION, (*_RECOVERY_BODY, *rows))
        )
        if isinstance(reply, Paused | Back):
            raise Left(reply)
        if reply != Answered("written"):
            continue
        typed = typed_secret(asker, "recovery.typed", f"Type group {number} of the recovery key")
        if group_matches(key, number, typed):
            return key
        asker.tell(f"That is not group {number}. The key is shown again.")


def finish(door: StoreDoor, new: _NewStore, slots: list[KeySlot]) -> Store:
    """Make the store and open it.

    Raises:
        StoreIsThereError: another window has set it up meanwhile.
        StoreError: the folder cannot be used.
    """
    keys = first_keys(new.place.store, new.key, slots)
    try:
        door.warned = found_store(door.folder, new.key, keys, actor=actor(), now=this_moment)
    except StoreIsThereError:
        for slot in slots:
            forget_keyring_slot(new.place.store, slot, find_keyring() if slot.kind == "keyring" else None)
        raise
    store = Store.open(door.folder, new.key, actor=actor(), now=this_moment)
    door.hand_over(store, DataKey(new.key, new.place.generation, slots[0].kind))
    return store
