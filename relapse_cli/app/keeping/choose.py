"""Whether an interview is kept in the store, and how the store is made ready for it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from relapse_cli.app.clock import this_moment
from relapse_cli.app.keeping.in_store import InStore
from relapse_cli.app.upkeep.keys.set_up import can_be_quiet, set_up_store, wants_store
from relapse_cli.errors import StoreError
from relapse_cli.prompters.asker import Asker

if TYPE_CHECKING:
    from relapse_cli.app.access.door import StoreDoor
    from relapse_cli.store.whole.store import Store


def find_store(door: StoreDoor | None, person: Asker | None) -> InStore | None:
    """The place in the store of a new interview; ``None`` when it is not kept there.

    What only a person can do, a passphrase or setting up, is done before the first question; everything else
    waits until there is something to keep.

    Args:
        door: the door to the store; ``None`` when the store is not wanted.
        person: who can be asked; without anybody the store is used when the environment gives its key.

    Raises:
        StoreError: the store cannot be used as it is; better known before the first question.
        Left: the person left while the store was being set up.
    """
    if door is None or (person is None and not door.key_is_given):
        return None
    if person is not None:
        door.person = lambda: person
    door.check()
    door.prove_key()
    if door.is_set_up:
        if person is not None and not door.opens_quietly:
            door.open()
        return InStore(door.open, this_moment)
    if person is None or can_be_quiet(door):
        return InStore(lambda: open_or_set_up(door), this_moment)
    if not wants_store(person):
        return None
    set_up_store(door)
    return InStore(door.open, this_moment)


def open_or_set_up(door: StoreDoor) -> Store:
    """The store; a new one where there is none yet, unless another process sets one up at the same moment."""
    if door.is_open or door.is_set_up:
        return door.open()
    try:
        return set_up_store(door)
    except StoreError:
        if not door.is_set_up:
            raise
        return door.open()
