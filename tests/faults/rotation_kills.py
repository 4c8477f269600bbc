"""kill -9 while the data key is changed: every way to unlock opens all of it, under one key or the other.

The control forgets the old key too early, and is killed after each step.

By hand: ``python -m tests.faults.rotation_kills 200``
"""

from __future__ import annotations

import random
import time
from pathlib import Path

from relapse_cli.errors import RelapseError
from relapse_cli.store.whole.rotate import STEPS
from tests.faults.by_hand import Tally, run_by_hand
from tests.faults.nursery import Child, Nursery
from tests.store.interrupted_rotation import SHOWN, check_backup, check_nothing_lost
from tests.store.stored import CANARY, Stored, make_stored

AT_A_STEP = 0.6
LONGEST_STEP = 0.002
ANSWERS = [f"{CANARY} {number}" for number in range(3)]


def rotation_kills(kills: int, folder: Path, rng: random.Random) -> Tally:
    """Kill the change at random moments; then the control after each of its steps."""
    tally, control = Tally("kill during rotation"), Tally("control")
    with Nursery() as nursery:
        took = min(how_long(nursery, folder / f"whole-{number}") for number in range(3))
        for number in range(kills):
            stored = make_stored(new_folder(folder / str(number)))
            child = start(nursery, stored)
            wait_for_a_moment(child, took, rng)
            child.kill()
            tally.counts[f"kills {moment(child)}"] += 1
            look(stored, tally)
        for step in STEPS:
            stored = make_stored(new_folder(folder / f"control-{step}"))
            start(nursery, stored, step=step, careless=True).wait()
            look(stored, control)
    tally.control = control.losses
    return tally


def wait_for_a_moment(child: Child, took: float, rng: random.Random) -> None:
    """Wait for any part of the time that it takes, or for one of its steps and a little longer."""
    child.read_line()
    if rng.random() < AT_A_STEP:
        step = rng.choice(STEPS)
        while child.read_line() not in {step, ""}:
            pass
        time.sleep(rng.uniform(0, LONGEST_STEP))
    else:
        time.sleep(rng.uniform(0, took))


def how_long(nursery: Nursery, folder: Path) -> float:
    """How long a change takes that nobody kills, in seconds."""
    child = start(nursery, make_stored(new_folder(folder)))
    child.read_line()
    started = time.monotonic()
    child.wait()
    return time.monotonic() - started


def new_folder(path: Path) -> Path:
    """Make a folder."""
    path.mkdir(mode=0o700)
    return path


def start(nursery: Nursery, stored: Stored, *, step: str = "", careless: bool = False) -> Child:
    """Change the data key of a store in another process."""
    key = stored.data_key.key.hex()
    return nursery.start("rotation", place=str(stored.place), key=key, step=step, careless=careless)


def moment(child: Child) -> str:
    """When it was killed, in words."""
    last = child.lines[-1]
    return f"after '{last}'"


def look(stored: Stored, tally: Tally) -> None:
    """Everything is there, under one of the two keys."""
    shown = stored.place / SHOWN
    stored.shown.extend([shown.read_text()] if shown.exists() else [])
    try:
        generation = check_nothing_lost(stored, ANSWERS)
        check_backup(stored)
        tally.counts[f"found under key {generation}"] += 1
    except (AssertionError, RelapseError) as error:
        tally.losses.append(f"{stored.place}: {error!r}")


if __name__ == "__main__":
    run_by_hand(rotation_kills, 200)
