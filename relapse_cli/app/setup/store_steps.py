"""The store, and the ways to unlock it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from relapse_cli.app.asking.in_turn import ask_in_turn, words_of
from relapse_cli.app.asking.leaving import Left
from relapse_cli.app.asking.store_screens import ENCRYPTED
from relapse_cli.app.upkeep.keys import ways_to_unlock
from relapse_cli.app.upkeep.keys.set_up import set_up_store
from relapse_cli.app.upkeep.keys.usable import few_ways
from relapse_cli.model.bank_questions import Option
from relapse_cli.screens.setup import Standing, file_screen, step_screen
from relapse_cli.store.keys.os_keyring import find_keyring
from relapse_cli.store.keys.unlock import NAMES
from relapse_cli.text.nouns import series

if TYPE_CHECKING:
    from relapse_cli.app.setup.place import Place
    from relapse_cli.store.keys.slots import SlotKind

_STORE_LATER = "relapse setup, or the first interview"
_KEYS_LATER = "relapse key recovery, relapse key add"
_KEY_FILE = "relapse.key"
_TYPED: SlotKind = "passphrase"
_WITH_PASSPHRASE = Option(id=_TYPED, label="With a passphrase, and a recovery key on paper")


def store_standing(place: Place) -> Standing:
    """Whether there is a store, and where.

    Raises:
        StoreError: there is one that cannot be used as it is.
    """
    there = place.door.is_set_up
    words = "set up" if there else "not set up yet"
    return Standing("store", "The store", words, not there, _STORE_LATER)


def set_up(place: Place) -> None:
    """Set up the store, with the keyring of this computer or a passphrase.

    Raises:
        Left: the setting up was left.
        StoreError: the folder cannot be used.
    """
    door = place.door
    if door.is_set_up:
        place.person.tell(f"The store is there: {door.folder}. Nothing was changed.")
        return
    door.check()
    chosen = place.choose(
        step_screen("store", "How is it unlocked?", _first_ways(place), (ENCRYPTED,), later=_STORE_LATER)
    )
    if chosen is None:
        return
    try:
        set_up_store(door, by_passphrase=chosen == _TYPED)
    except Left as left:
        if left.interrupted:
            raise
        place.person.tell("No store was made.")
        return
    finally:
        door.close()
    place.person.tell(
        "The store is ready. From now on every answer is kept in it, once the patient has agreed."
    )


def _first_ways(place: Place) -> tuple[Option, ...]:
    """The ways in which a new store can be unlocked here, the one that asks least first."""
    if place.door.key_is_given:
        return (Option(id="given", label="With the key that the environment gives"), _WITH_PASSPHRASE)
    ring = find_keyring()
    if ring is not None and ring.works():
        words = "With the keyring of this computer; nothing has to be typed"
        return (Option(id="keyring", label=words), _WITH_PASSPHRASE)
    return (_WITH_PASSPHRASE,)


def keys_standing(place: Place) -> Standing:
    """Which ways to unlock the store there are; one alone is too few."""
    if not place.door.is_set_up:
        return Standing("keys", "Ways to unlock it", "none yet", is_open=False, later=_KEYS_LATER)
    slots = ways_to_unlock.list_keys(place.door)
    return Standing(
        "keys",
        "Ways to unlock it",
        series([NAMES[slot.kind] for slot in slots]),
        bool(few_ways(slots)[0]),
        _KEYS_LATER,
    )


def add_way(place: Place) -> None:
    """Add a way to unlock the store.

    Raises:
        Left: the setting up was left.
        StoreError: the store cannot be unlocked or changed.
    """
    door = place.door
    if not door.is_set_up:
        place.person.tell("There is no store yet, and so nothing to unlock.")
        return
    slots = ways_to_unlock.list_keys(door)
    body = (f"It opens with {series([NAMES[slot.kind] for slot in slots])}.", few_ways(slots)[0])
    rows = _more_ways({slot.kind for slot in slots})
    chosen = place.choose(
        step_screen("keys", "Which way is added?", rows, tuple(filter(None, body)), later=_KEYS_LATER)
    )
    if chosen is None:
        return
    try:
        changed = _add(place, chosen)
    except Left as left:
        if left.interrupted:
            raise
        place.person.tell("Nothing was changed.")
        return
    finally:
        door.close()
    how = "already" if changed.already else "from now on"
    place.person.tell(f"{NAMES[changed.kind].capitalize()} opens the store {how}.")


def _more_ways(kinds: set[str]) -> tuple[Option, ...]:
    """The ways that can be added; of one that is there it is said that another takes its place."""
    words = {
        "recovery": "A recovery key, shown once, to be written on paper",
        _TYPED: "A passphrase, typed twice",
        "keyring": "The keyring of this computer; nothing has to be typed",
        "file": "A key file, such as on a stick, for scripts or for an emergency",
    }
    return tuple(
        Option(id=kind, label=f"{label}; in the place of the one before" if kind in kinds else label)
        for kind, label in words.items()
    )


def _add(place: Place, kind: str) -> ways_to_unlock.KeysChanged:
    match kind:
        case "recovery":
            return ways_to_unlock.add_recovery(place.door)
        case "keyring":
            return ways_to_unlock.add_keyring(place.door)
        case "file":
            given = ask_in_turn(place.person, (("file", lambda _: file_screen(_KEY_FILE)),))
            return ways_to_unlock.add_file(place.door, Path(words_of(given, "file")).expanduser())
        case _:
            return ways_to_unlock.add_passphrase(place.door)
