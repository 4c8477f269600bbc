"""An interview on a disk that is full, or reports faults, again and again; run under the recorder.

It says ``saved 7`` when a state is kept, and ``refused 8 2`` when keeping the eighth state ended with an
error; what was on the disk at that moment is copied to a folder named 2. After that the disk is well again,
and the same state is kept.
"""

from __future__ import annotations

import errno
import os
import random
import shutil
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TypeVar, cast

from relapse_cli.app.keeping.in_store import InStore
from relapse_cli.app.keeping.place import Answers, Draft
from relapse_cli.errors import StoreError
from relapse_cli.store.whole.store import Store
from tests.faults.interview_process import NOW, SAID, door_of, open_store, say_to, standing_of
from tests.faults.recorder import Faults, On
from tests.faults.walk import Walk, is_kept

Result = TypeVar("Result")

IN_ONE_ROUND = 6
MOST_ROOM = 60_000
MOST_SKIPPED = 25
OPENED_ANEW = 0.3
KINDS = (
    (On.WRITE, errno.EIO),
    (On.SYNC, errno.EIO),
    (On.CUT, errno.EIO),
    (On.CREATE, errno.EACCES),
    (On.WRITE | On.SYNC, errno.EIO),
)


class BadDisk:
    """An interview that goes on round after round, in each of which the disk fails once.

    Args:
        place: the folder with the key and the store.
        seed: which interview, and which faults.
        kind: ``full`` or ``errors``.
        careless: the control: an error counts as saved.
    """

    def __init__(self, place: Path, seed: int, kind: str, *, careless: bool) -> None:
        self.place = place
        self.walk = Walk(seed)
        self.rng = random.Random(seed)
        self.faults = Faults()
        self.kind = kind
        self.careless = careless
        self.refused = 0
        self.hits = 0
        self.number = -1
        self._said = os.open(place / SAID, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)

    def say(self, text: str) -> None:
        """Say a line."""
        say_to(self._said, text)

    def fail(self) -> None:
        """Choose how the disk fails from now on."""
        if self.kind == "full":
            self.faults.room(self.rng.randrange(MOST_ROOM))
            return
        kinds, error = self.rng.choice(KINDS)
        skip = self.rng.randrange(MOST_SKIPPED if kinds & (On.WRITE | On.SYNC) else 2)
        self.faults.after(kinds, skip, self.rng.choice([1, 2, 1000]), error)

    def run(self, rounds: int) -> None:
        """Hold the interview."""
        store = self.set_up()
        for _ in range(rounds):
            self.fail()
            if self.rng.random() < OPENED_ANEW:
                self.until_it_works(store.close)
                store = self.until_it_works(door_of(self.place).open)
            self.answer(store)
            if faults := store.verify():
                self.say(f"broken {faults}")
                return
        store.close()
        self.say(f"hit {self.hits}")

    def set_up(self) -> Store:
        """Set the store up on the bad disk."""
        self.fail()
        return self.until_it_works(lambda: open_store(self.place))

    def answer(self, store: Store) -> None:
        """Keep some states, each until it works."""
        keeper = InStore(lambda: store, lambda: NOW, standing=standing_of(store))
        for _ in range(IN_ONE_ROUND):
            self.number += 1
            state = self.walk.state(self.number)
            self.until_it_works(partial(keeper.save, Draft(state)), careless=self.careless)
            if is_kept(keeper.standing.interview if keeper.standing else None, state):
                self.say(f"saved {self.number}")
        self.until_it_works(partial(keeper.save, Answers(state)))
        self.say(f"saved {self.number}")
        self.hits += self.faults.none()

    def until_it_works(self, step: Callable[[], Result], *, careless: bool = False) -> Result:
        """Do a step; after an error the disk is well again, and the same step must work."""
        try:
            return step()
        except StoreError as error:
            self.refused += 1
            self.hits += self.faults.none()
            if not (error.message and error.remedy):
                self.say(f"unclear {error!r}")
            if careless:
                self.say(f"saved {self.number}")
            shutil.copytree(self.place, copies_of(self.place) / str(self.refused))
            self.say(f"refused {self.number} {self.refused}")
            return cast("Result", None) if careless else step()


def copies_of(place: Path) -> Path:
    """Where it is kept what was on the disk at each error."""
    return place.with_name(f"{place.name}-copies")


if __name__ == "__main__":
    BadDisk(Path(sys.argv[1]), int(sys.argv[2]), sys.argv[3], careless=bool(sys.argv[5])).run(
        int(sys.argv[4])
    )
