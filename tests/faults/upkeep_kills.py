"""kill -9 while the store is backed up, a case erased, a key added, a file written: all of it, or none of it.

After the next start nothing unfinished is left beside it, and the step can be done again. The control does
each step in the way that loses something.

By hand: ``python -m tests.faults.upkeep_kills 200``
"""

from __future__ import annotations

import os
import random
import time
from collections.abc import Callable
from pathlib import Path

from relapse_cli import spares
from relapse_cli.errors import RelapseError
from relapse_cli.store.keys.unlock import open_with
from relapse_cli.store.whole.backup_file import read_backup
from tests.faults.by_hand import Tally, run_by_hand
from tests.faults.nursery import Child, Nursery
from tests.faults.upkeep_process import ACTS, BACKUP, CASE, NEW, NEW_KEY, NOTES, OLD, WRITTEN, door_of
from tests.store.stored import CANARY, FILE_SECRET, INTERVIEW, Stored, answers_in, make_stored

ANSWERS = [f"{CANARY} {number}" for number in range(3)]
PROVEN = 3
"""So many runs that nobody kills say how long one takes."""


def upkeep_kills(kills: int, folder: Path, rng: random.Random) -> Tally:
    """Kill each step at random moments; then the control in the middle of each."""
    tally, control = Tally("kill during upkeep"), Tally("control")
    with Nursery() as nursery:
        took = {act: min(how_long(nursery, folder, act, number) for number in range(PROVEN)) for act in ACTS}
        for number in range(kills):
            act = list(ACTS)[number % len(ACTS)]
            stored = made(folder / str(number))
            child = start(nursery, stored, act)
            child.read_line()
            time.sleep(rng.uniform(0, took[act]))
            child.kill()
            when = "after its end" if "done" in child.lines else "before its end"
            tally.counts[f"kills of '{act}' {when}"] += 1
            look(stored, act, tally, is_done="done" in child.lines)
        for act in ACTS:
            stored = made(folder / f"control-{act.replace(' ', '-')}")
            start(nursery, stored, act, careless=True).wait()
            before = len(control.losses)
            look(stored, act, control, is_done=False)
            if len(control.losses) == before:
                tally.losses.append(f"the control of '{act}' lost nothing")
    tally.control = control.losses
    return tally


def made(place: Path) -> Stored:
    """A store, its key file, and a file that is written again."""
    place.mkdir(mode=0o700)
    stored = make_stored(place)
    (place / "relapse.key").write_bytes(FILE_SECRET)
    (place / "relapse.key").chmod(0o600)
    (place / WRITTEN).write_bytes(OLD)
    door = door_of(place)
    door.open()
    door.close()
    return stored


def start(nursery: Nursery, stored: Stored, act: str, *, careless: bool = False) -> Child:
    """Do a step in another process."""
    return nursery.start("upkeep", place=str(stored.place), act=act, careless=careless)


def how_long(nursery: Nursery, folder: Path, act: str, number: int) -> float:
    """How long a step takes that nobody kills, in seconds."""
    child = start(nursery, made(folder / f"whole-{act.replace(' ', '-')}-{number}"), act)
    child.read_line()
    started = time.monotonic()
    child.wait()
    return time.monotonic() - started


def look(stored: Stored, act: str, tally: Tally, *, is_done: bool) -> None:
    """Start the program anew, and see that the step was done as a whole or not at all."""
    spares.keep_notes_in(lambda: stored.place / NOTES)
    try:
        spares.remove_leftovers()
        found = LOOKS[act](stored, is_done)
        spares._end_note(os.getpid())
        tally.counts[f"'{act}' found {found}"] += 1
        left = unfinished(stored.place)
        assert not left, f"left behind: {left}"
    except (AssertionError, RelapseError, ValueError) as error:
        tally.losses.append(f"{act}, {stored.place}: {error!r}")
    finally:
        spares._MINE.place = None


def unfinished(place: Path) -> list[str]:
    """What has the name of something that is not finished, and notes of it."""
    door = door_of(place)
    door.keys()
    names = [path.relative_to(place) for path in place.rglob("*")]
    kept = {"store.db", "store.db-wal", "store.db-shm", "store.head", "store.lock", "keys.json"}
    return [
        str(name)
        for name in names
        if name.name.startswith(".") or (name.parts[0] == NOTES and len(name.parts) > 1)
        or (name.parts[0] == "store" and len(name.parts) > 1 and name.name not in kept)
    ]  # fmt: skip


def look_at_backup(stored: Stored, is_done: bool) -> str:
    """The backup is whole or not there, and a new one can be made; the store knows of one that is there."""
    path = stored.place / BACKUP
    there = path.exists()
    assert there or not is_done
    if there:
        check_restored(stored, path)
    with stored.open() as store:
        assert answers_in(store) == ANSWERS
        assert store.verify() == ()
        if there:
            assert str(path) in store.erase_case(CASE).backups
    ACTS["backup"](stored.place) if not there else None
    return "made" if there else "not made"


def check_restored(stored: Stored, path: Path) -> None:
    """A backup becomes a whole store elsewhere."""
    from relapse_cli.store.keys.slots import DataKey
    from relapse_cli.store.whole.restore import restore
    from tests.store.stored import ACTOR, now

    elsewhere = stored.place / "elsewhere"
    restore(read_backup(path), elsewhere, DataKey(stored.data_key.key, 1, "file"), actor=ACTOR, now=now)
    with stored.open(folder=elsewhere) as store:
        assert answers_in(store) == ANSWERS
        assert store.verify() == ()


def look_at_erasure(stored: Stored, is_done: bool) -> str:
    """All of the words are there or none, and then they can be erased."""
    with stored.open() as store:
        assert store.verify() == ()
        erased = store.interviews()[0].erased
        assert erased or not is_done
        if not erased:
            assert answers_in(store) == ANSWERS
            store.erase_case(CASE)
        assert store.interviews()[0].id == INTERVIEW
    return "erased" if erased else "not erased"


def look_at_keys(stored: Stored, is_done: bool) -> str:
    """The old key file opens the store or the new one does, every other way too, and none is called older."""
    keys, new = stored.keys, stored.place / NEW_KEY
    is_old = open_with(keys, "file", FILE_SECRET) is not None
    assert not (is_old and is_done)
    assert is_old or open_with(keys, "file", new.read_bytes()) is not None
    assert open_with(keys, "recovery", stored.recovery_key) is not None
    with stored.open() as store:
        store.check_keys(keys.current)
        assert answers_in(store) == ANSWERS
        assert store.verify() == ()
    return "as they were" if is_old else "changed"


def look_at_file(stored: Stored, is_done: bool) -> str:
    """It is what it was or what it was to be."""
    data = (stored.place / WRITTEN).read_bytes()
    assert data in (OLD, NEW)
    assert data == NEW or not is_done
    return "new" if data == NEW else "old"


LOOKS: dict[str, Callable[[Stored, bool], str]] = {
    "backup": look_at_backup,
    "erase": look_at_erasure,
    "key add": look_at_keys,
    "-o": look_at_file,
}

if __name__ == "__main__":
    os.umask(0o077)
    run_by_hand(upkeep_kills, 200)
