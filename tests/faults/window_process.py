"""A window that begins an interview in a store that is not there yet, or that somebody takes away meanwhile.

It says ``saved 2`` when its second answer is kept, ``not saved`` with the reason when it is told so, and what
ended it otherwise.
"""

from __future__ import annotations

import os
import random
import shutil
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from relapse_cli.app.access.door import StoreDoor, actor
from relapse_cli.app.clock import this_moment
from relapse_cli.app.keeping.choose import find_store
from relapse_cli.app.keeping.in_store import InStore
from relapse_cli.app.keeping.place import Answers
from relapse_cli.app.upkeep.keys import set_up
from relapse_cli.errors import RelapseError, StoreError
from relapse_cli.files import sync_folder
from relapse_cli.logic.interview.moves import Interview
from relapse_cli.store.folder.folder import LOCK_FILE, prepare_folder
from relapse_cli.store.journal.head_file import forget_witness
from relapse_cli.store.keys.failed import forget_failed_unlocks
from relapse_cli.store.keys.key_file import write_keys
from relapse_cli.store.keys.make import first_keys
from relapse_cli.store.whole.first import StoreIsThereError
from relapse_cli.store.whole.presence import Presence
from relapse_cli.store.whole.store import Store
from tests.banks_under_test import shipped_bank
from tests.faults.interview_process import door_of
from tests.logic.interview.test_moves import QUIET_FRAME, begin

Say = Callable[[str], None]
LONGEST_PAUSE = 0.01
POLL = 0.001


def first_window(task: dict[str, Any], handle: int) -> None:
    """Begin an interview in a store that is set up by whoever comes first, and keep some answers.

    With ``order`` in its task it waits for a file before it sets up, and for another one before it goes on.
    """
    place, name = Path(task["place"]), str(task["name"])
    if task["careless"]:
        set_up.finish = finish_over_leftovers  # the control
        Presence.check = lambda _: None  # type: ignore[method-assign]
    if task["order"]:
        wait_before_setting_up(place, name, handle)
    while time.monotonic() < task["at"]:
        pass
    door = door_of(place)
    keep_answers(door, place, name, task, lambda text: say_to(handle, text))


def keep_answers(door: StoreDoor, place: Path, name: str, task: dict[str, Any], say: Say) -> None:
    """Keep the answers of one window, and say each one; then see that all windows hold one lock."""
    keeper, state = None, start(name)
    try:
        keeper = find_store(door, None)
        assert keeper is not None
        for number in range(task["count"]):
            state = state.jump("prior.kept").answer(f"{name} {number}")
            keeper.save(Answers(state))
            say(f"saved {number}")
            if number in {0, task["count"] - 1}:
                say(f"lock {(door.folder / LOCK_FILE).stat().st_ino}")
            if number == 0 and task["order"]:
                wait_for(place / f"more-{name}")
            time.sleep(random.uniform(0, LONGEST_PAUSE))
        door.close()
    except RelapseError as error:
        say(f"refused: {error.message}")


def wait_before_setting_up(place: Path, name: str, handle: int) -> None:
    """Let the store be set up only when somebody says so."""
    real = set_up.finish

    def later(*given: Any) -> Store:
        say_to(handle, "ready")
        wait_for(place / f"go-{name}")
        return real(*given)

    set_up.finish = later


def finish_over_leftovers(door: StoreDoor, new: Any, slots: Any) -> Store:
    """The control: clear the folder of what looks left over, then move a finished one to its place."""
    door.warned = prepare_folder(door.folder)
    building = door.folder.with_name(f"{door.folder.name}.new-{os.getpid()}")
    Store.create(building, new.key, actor=actor(), now=this_moment, store_id=new.place.store).close()
    write_keys(building, first_keys(new.place.store, new.key, slots))
    try:
        forget_failed_unlocks(door.folder)
        forget_witness(door.folder)
        lock_file = door.folder / LOCK_FILE
        if lock_file.exists():
            lock_file.unlink()
        door.folder.rmdir()
        building.rename(door.folder)
        sync_folder(door.folder.parent)
    except OSError as error:
        shutil.rmtree(building)
        raise StoreIsThereError("not empty") from error
    store = Store.open(door.folder, new.key, actor=actor(), now=this_moment)
    door.hand_over(store)
    return store


def window(task: dict[str, Any], handle: int) -> None:
    """Keep an answer whenever a file says so, and say what came of it; ``again`` is a second try."""
    place = Path(task["place"])
    if task["careless"]:
        Presence.check = lambda _: None  # type: ignore[method-assign] # the control
    door = door_of(place)
    keeper, state = InStore(door.open, this_moment), start("window")
    for number in range(task["count"]):
        wait_for(place / f"go-{number}")
        state = state.jump("prior.kept").answer(f"window {number}")
        try:
            keeper.save(Answers(state))
            say_to(handle, f"saved {number}")
        except StoreError as error:
            say_to(handle, f"not saved: {error.message}")
    door.close()


def start(name: str) -> Interview:
    """The first state of a window's interview."""
    first = begin("deep", **QUIET_FRAME)
    return Interview.start(shipped_bank(), first.record.model_copy(update={"id": f"window-{name}"}))


def wait_for(path: Path) -> None:
    """Wait until there is a file."""
    while not path.exists():
        time.sleep(POLL)


def say_to(handle: int, text: str) -> None:
    """Say a line in one write."""
    os.write(handle, f"{text}\n".encode())
