"""A store that is taken away or replaced under an open interview: no answer is called saved that is gone.

It is moved, removed, synced over, written over in its place, its journal is removed or cut, its lock is
removed and its key changed. What was said to be saved after that must be in the store that is found there,
or where it was moved to. The control says "saved" when the database does.

By hand: ``python -m tests.faults.taken_store 100``
"""

from __future__ import annotations

import os
import random
import shutil
from collections.abc import Callable
from pathlib import Path

from relapse_cli.store.whole.rotate import Rotation, rotate
from tests.faults.by_hand import Tally, run_by_hand
from tests.faults.first_windows import what_is_there
from tests.faults.interview_process import NOW, door_of, make_place, open_store
from tests.faults.nursery import Child, Nursery
from tests.store.made_stores import answer, record

BEFORE, AFTER = 6, 3


def move_away(store: Path, _: Path) -> None:
    """Move the folder."""
    store.rename(store.with_name("moved"))


def remove(store: Path, _: Path) -> None:
    """Remove the folder."""
    shutil.rmtree(store)


def sync_over(store: Path, older: Path) -> None:
    """Put an older copy there."""
    shutil.rmtree(store)
    shutil.copytree(older, store)


def write_over(store: Path, older: Path) -> None:
    """Write an older copy into the file, and take the journal away."""
    (store / "store.db").write_bytes((older / "store.db").read_bytes())
    os.truncate(store / "store.db-wal", 0)


def remove_journal(store: Path, _: Path) -> None:
    """Remove the journal."""
    (store / "store.db-wal").unlink()


def cut_journal(store: Path, _: Path) -> None:
    """Cut the journal."""
    os.truncate(store / "store.db-wal", (store / "store.db-wal").stat().st_size // 2)


def remove_lock(store: Path, _: Path) -> None:
    """Remove the lock, so that somebody else can change the key."""
    (store / "store.lock").unlink()
    place = store.parents[1]
    given = {"file": (place / "key").read_bytes()}
    rotation = Rotation(place / "backup", lambda _: None, "ada", lambda: NOW, given=given)
    rotate(store, door_of(place).unlock(), rotation)


WAYS: tuple[Callable[[Path, Path], None], ...] = (
    move_away,
    remove,
    sync_over,
    write_over,
    remove_journal,
    cut_journal,
    remove_lock,
)


def taken_stores(rounds: int, folder: Path, rng: random.Random) -> Tally:
    """Take the store away in each of the ways in turn; then once in each from the control."""
    tally, control = Tally("store taken away"), Tally("control")
    with Nursery() as nursery:
        for number in range(rounds):
            place = make_place(folder / f"round-{number}")
            one_round(nursery, place, WAYS[number % len(WAYS)], rng, tally)
        for way in WAYS:
            place = make_place(folder / f"control-{way.__name__}")
            one_round(nursery, place, way, rng, control, careless=True)
    tally.control = control.losses
    return tally


def one_round(
    nursery: Nursery,
    place: Path,
    take: Callable[[Path, Path], None],
    rng: random.Random,
    tally: Tally,
    *,
    careless: bool = False,
) -> None:
    """Let a window keep some answers, take the store away, let it keep more, and look what is there."""
    folder, older = place / "home" / "store", place / "older"
    with open_store(place) as store:
        store.begin(record("old"), [answer("old")])
    shutil.copytree(folder, older)
    before = rng.randint(1, BEFORE)
    child = nursery.start("window", place=str(place), count=before + AFTER, careless=careless)
    for number in range(before):
        say_go(place, number, child)
    take(folder, older)
    said = [say_go(place, number, child) for number in range(before, before + AFTER)]
    child.kill() if rng.random() < 0.5 else child.wait()
    tally.counts[f"{take.__name__}: saved"] += sum(line.startswith("saved") for line in said)
    tally.counts[f"{take.__name__}: told"] += sum(line.startswith("not saved") for line in said)
    saved = max([int(line.split()[1]) for line in said if line.startswith("saved")], default=-1)
    found, faults = what_is_there(place)
    last = int((found.get("window-window") or "window -1").split()[1])
    if last < saved:
        why = f" ({' '.join(faults)})" if faults else ""
        tally.losses.append(f"{take.__name__}: {saved} was saved, {last} is there{why}")


def say_go(place: Path, number: int, child: Child) -> str:
    """Let the window keep its next answer, and hear what came of it."""
    (place / f"go-{number}").touch()
    return child.read_line()


if __name__ == "__main__":
    run_by_hand(taken_stores, 100)
