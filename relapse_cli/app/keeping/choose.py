"""Whether an interview is kept in the store, and how the store is made ready for it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from relapse_cli.app.access.unlock import NoTimeNow
from relapse_cli.app.asking.leaving import Left
from relapse_cli.app.asking.store_screens import ENCRYPTED, SECTION
from relapse_cli.app.clock import this_moment
from relapse_cli.app.keeping.in_store import InStore
from relapse_cli.app.keeping.slow_disk import told_when_slow
from relapse_cli.errors import StoreError
from relapse_cli.model.bank_questions import Option
from relapse_cli.model.reply import Answered
from relapse_cli.model.screen import OWN
from relapse_cli.prompters.asker import Asker
from relapse_cli.screens.interview.question import own_screen
from relapse_cli.store.keys.os_keyring import find_keyring

if TYPE_CHECKING:
    from relapse_cli.app.access.door import StoreDoor
    from relapse_cli.store.whole.store import Store

_WITHOUT = (
    "No time for it now? An empty line goes on without the store; this interview is kept in a file only."
)
_LATER = (
    Option(id="set_up", label="Set up the store now (about two minutes)"),
    Option(id="without", label="Not now; this interview is kept in a file only"),
)


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
        asked = person is not None and not door.opens_quietly
        return _asked_store(door, door.open) if asked else InStore(door.open, this_moment)
    if person is None or _can_be_quiet(door):
        return InStore(lambda: _open_quietly(door), this_moment)
    if not _wants_store(person):
        return None
    return _asked_store(door, lambda: _set_up(door))


def _asked_store(door: StoreDoor, ready: Callable[[], Store]) -> InStore | None:
    """The store once its passphrase was typed; ``None`` where there is no time for that.

    Raises:
        Left: the program is left here.
    """
    door.way_out = _WITHOUT
    try:
        ready()
    except NoTimeNow:
        return None
    finally:
        door.way_out = ""
    return InStore(door.open, this_moment)


def _open_quietly(door: StoreDoor) -> Store:
    """The store, for which nobody has to be asked."""
    if door.is_open:
        return door.open()
    with told_when_slow():
        return _open_or_set_up(door)


def _open_or_set_up(door: StoreDoor) -> Store:
    """The store; a new one where there is none yet, unless another process sets one up at the same moment."""
    if door.is_open or door.is_set_up:
        return door.open()
    try:
        return _set_up(door)
    except StoreError:
        if not door.is_set_up:
            raise
        return door.open()


def _set_up(door: StoreDoor) -> Store:
    from relapse_cli.app.upkeep.keys.set_up import set_up_store  # the first question does not wait for it

    return set_up_store(door)


def _can_be_quiet(door: StoreDoor) -> bool:
    """Whether the store can be set up without asking anything."""
    ring = None if door.key_is_given else find_keyring()
    return door.key_is_given or (ring is not None and ring.works())


def _wants_store(asker: Asker) -> bool:
    """Whether the store is set up before the first interview.

    Raises:
        Left: the program is left here.
    """
    label = "Where are interviews kept?"
    match asker.ask(own_screen(f"{OWN}store.first", label, _LATER, SECTION, (ENCRYPTED,))):
        case Answered(value=value):
            return value == "set_up"
        case reply:
            raise Left(reply)
