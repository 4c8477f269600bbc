"""An interview in a process of its own, which says what it has kept, and is killed.

Run as a program it takes its task as JSON. What it says goes into a file, line by line: ``saved 7`` when the
seventh state is kept, ``typed 8`` when what changed is half typed and waits for its moment.
"""

from __future__ import annotations

import json
import os
import signal
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from relapse_cli.app.access.door import StoreDoor
from relapse_cli.app.keeping import waiting
from relapse_cli.app.keeping.in_store import InStore
from relapse_cli.app.keeping.place import Answers, Draft
from relapse_cli.app.upkeep.keys.set_up import set_up_store
from relapse_cli.logic.interview.moves import Interview
from relapse_cli.logic.journal.changes import replay
from relapse_cli.model.journal import Entry
from relapse_cli.settings.environment import Environment
from relapse_cli.store.folder.folder import store_folder
from relapse_cli.store.whole.store import Store
from tests.banks_under_test import shipped_bank
from tests.faults.walk import Walk, is_kept, nobody

SAID = "said"
SHORT_PAUSE = 0.005
"""Seconds after which half-typed text is kept here, so that it happens within a short test."""

HOARD = 5
AHEAD = 25
NOW = "2026-11-20T10:05:00+01:00"


@dataclass(frozen=True)
class Task:
    """What the process does.

    Attributes:
        place: the folder that holds the key and the store.
        seed: which interview.
        kind: what kind of interview it is.
        begin: the number of the state that was kept last; -1 = it is not begun.
        exact: the journal leads to just that state, which saves going there again.
        until: the number of the last state to keep.
        end: how the process ends by itself: it closes the store, or kills itself.
        careless: the control: ``hoards`` says "saved" and writes only every few answers.
        pragmas: what is set on the database against the product's own settings.
    """

    place: str
    seed: int
    kind: str = "interview"
    begin: int = -1
    until: int = 1_000_000
    exact: bool = False
    end: str = "close"
    careless: str = ""
    pragmas: tuple[str, ...] = ()


def make_place(folder: Path) -> Path:
    """A folder with a key file, in which a store can be set up."""
    folder.mkdir(mode=0o700)
    key = folder / "key"
    key.write_bytes(bytes(range(32)))
    key.chmod(0o600)
    return folder


def door_of(place: Path) -> StoreDoor:
    """The door to the store of a place; its key comes from a file."""
    home = place / "home"
    return StoreDoor(store_folder(None, home), Environment(home=home, key_file=str(place / "key")), nobody)


def open_store(place: Path) -> Store:
    """The store of a place, set up where it is missing."""
    door = door_of(place)
    return door.open() if door.is_set_up else set_up_store(door)


def entries_of(store: Store) -> list[Entry]:
    """The entries of the one interview in a store; none when it was not begun."""
    stored = store.interviews()
    return store.entries(stored[0].id) if stored else []


class Hoarder:
    """The control: a keeper that writes only now and then what it was given to keep."""

    def __init__(self, keeper: InStore) -> None:
        self.keeper = keeper
        self.waiting = 0

    def keep(self, interview: Interview) -> None:
        """Keep every few states."""
        self.waiting += 1
        if self.waiting % HOARD == 0:
            self.keeper.save(Draft(interview))


def standing_of(store: Store) -> Answers | None:
    """Where the interview in a store stands."""
    entries = entries_of(store)
    if not entries:
        return None
    replayed = replay(shipped_bank(), entries)
    return Answers(replayed.interview, replayed.carried)


def hold(task: Task, walk: Walk, say: Callable[[str], None]) -> None:
    """Hold the interview from where it stands, and say what was kept."""
    store = open_store(Path(task.place))
    for pragma in task.pragmas:
        store.connection.run(f"PRAGMA {pragma}")
    standing = standing_of(store)
    keeper = InStore(lambda: store, lambda: NOW, standing=standing)
    hoarder = Hoarder(keeper)
    if standing is not None:
        store.hold(standing.interview.record.id)
        if task.exact:
            walk.begin_at(task.begin, standing.interview)
    # Made beforehand, so that most of the time is spent writing.
    walk.state(min(task.until, task.begin + AHEAD))
    say("open")
    for number in range(task.begin + 1, task.until + 1):
        state = walk.state(number)
        if task.careless == "hoards":
            hoarder.keep(state)
            say(f"saved {number}")
        else:
            keeper.save(walk.change(number))
            kept = is_kept(keeper.standing.interview if keeper.standing else None, state)
            say(f"{'saved' if kept else 'typed'} {number}")
    if task.end == "kill":
        os.kill(os.getpid(), signal.SIGKILL)
    if not task.careless:
        keeper.save(Answers(walk.state(task.until)))
        say(f"saved {task.until}")
    store.close()
    say("closed")


def work(data: dict[str, Any], handle: int) -> None:
    """Hold an interview and say what was kept to an open file."""
    task = Task(**{**data, "pragmas": tuple(data.get("pragmas", ()))})
    waiting.SECONDS = SHORT_PAUSE
    hold(task, Walk(task.seed, task.kind), lambda text: say_to(handle, text))


def say_to(handle: int, text: str) -> None:
    """Say a line in one write."""
    os.write(handle, f"{text}\n".encode())


def last_saved(lines: list[str]) -> tuple[int, int]:
    """The last state that was said to be kept, and the last one that was begun; -1 when there is none."""
    numbers = {
        word: [int(line.split()[1]) for line in lines if line.startswith(word)] for word in ("saved", "typed")
    }
    saved = max(numbers["saved"], default=-1)
    return saved, max([saved, *numbers["typed"]])


def main() -> None:
    """Take the task from the command line."""
    task = json.loads(sys.argv[1])
    work(task, os.open(Path(task["place"]) / SAID, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600))


if __name__ == "__main__":
    main()
