"""kill -9 at random points: what was said to be saved is there, and it goes on where it was.

An interview, a follow-up and a sign-off take turns.

By hand: ``python -m tests.faults.kill_loop 1000``
"""

from __future__ import annotations

import random
import time
from pathlib import Path

from relapse_cli.errors import StoreError
from tests.faults.by_hand import Tally, run_by_hand
from tests.faults.interview_process import door_of, entries_of, last_saved, make_place
from tests.faults.nursery import Child, Nursery
from tests.faults.walk import KINDS, Walk

IN_ONE_STORE = 10
AT_START = 0.2
LONGEST_START = 0.15
MOST_ANSWERS = 20
LONGEST_WRITE = 0.004


def kill_loop(kills: int, folder: Path, rng: random.Random) -> Tally:
    """Kill an interview again and again, each time from where it stands; then a careless one as a control."""
    tally = Tally("kill -9")
    with Nursery() as nursery:
        for number in range(0, kills, IN_ONE_STORE):
            count = min(IN_ONE_STORE, kills - number)
            kind = KINDS[number // IN_ONE_STORE % len(KINDS)]
            kill_one_interview(nursery, folder / f"{kind}-{number}", count, rng=rng, tally=tally, kind=kind)
        control = Tally("control")
        for number in range(5):
            place = folder / f"control-{number}"
            kill_one_interview(nursery, place, 6, rng=rng, tally=control, careless="hoards")
        tally.control = control.losses
    return tally


def kill_one_interview(
    nursery: Nursery,
    place: Path,
    kills: int,
    *,
    rng: random.Random,
    tally: Tally,
    kind: str = "interview",
    careless: str = "",
) -> None:
    """Kill one interview several times, and look each time what is there; a loss ends it."""
    make_place(place)
    seed = rng.randrange(10**9)
    walk, stands = Walk(seed, kind), -1
    for _ in range(kills):
        child = nursery.start(
            "interview", place=str(place), seed=seed, kind=kind, begin=stands, exact=True, careless=careless
        )
        wait_for_a_moment(child, rng)
        child.kill()
        saved, begun = last_saved(child.lines)
        found = what_is_there(place, walk, max(saved, stands), max(begun, stands) + 1, tally)
        tally.counts[f"kills of a {kind}"] += 1
        count_moment(place, child, found, saved, tally)
        if found is None:
            tally.losses.append(f"{kind} {seed}: {saved} was saved")
            return
        stands = found


def wait_for_a_moment(child: Child, rng: random.Random) -> None:
    """Wait until some answers were saved and a little longer, or for a while from the very start."""
    if rng.random() < AT_START:
        time.sleep(rng.uniform(0, LONGEST_START))
        return
    for _ in range(rng.randint(1, MOST_ANSWERS)):
        if not child.read_line():
            break
    time.sleep(rng.uniform(0, LONGEST_WRITE))


def count_moment(place: Path, child: Child, found: int | None, saved: int, tally: Tally) -> None:
    """Count where the kill struck."""
    tally.counts["kills"] += 1
    tally.counts["answers said to be saved"] += sum(line.startswith("saved") for line in child.lines)
    tally.counts["kills before the store was open"] += "open" not in child.lines
    tally.counts["answers on the disk that were not said yet"] += found is not None and found > saved >= 0


def what_is_there(place: Path, walk: Walk, at_least: int, at_most: int, tally: Tally) -> int | None:
    """Which state the store leads to, from the last saved one on; -1 when nothing was ever saved."""
    door = door_of(place)
    if at_least < 0 and not door.is_set_up:
        return -1
    log = place / "home" / "store" / "store.db-wal"
    tally.counts["logs left behind"] += log.exists() and log.stat().st_size > 0
    try:
        store = door.open()
        entries, faults = entries_of(store), store.verify()
        if store.interviews():
            store.hold(store.interviews()[0].id)  # whoever held it is dead
        door.close()
    except StoreError as error:
        tally.counts[f"stores that did not open: {error.message}"] += 1
        return None
    if faults:
        return None
    if not entries:
        return -1 if at_least < 0 else None
    return walk.find(entries, at_least=max(at_least, 0), at_most=at_most)


if __name__ == "__main__":
    run_by_hand(kill_loop, 1000)
