"""Two first windows at once: one sets up the store, the other uses it, and every answer of both is there.

Some rounds force the worst order: one window has looked and found no store, the other one sets it up and
keeps an answer, and only then the first one goes on. Others start two to four windows at the same moment,
and kill one of them in some. The control clears the folder of leftovers before it puts its store there.

By hand: ``python -m tests.faults.first_windows 300``
"""

from __future__ import annotations

import random
import time
from pathlib import Path

from relapse_cli.errors import RelapseError
from relapse_cli.logic.journal.changes import record_of
from tests.faults.by_hand import Tally, run_by_hand
from tests.faults.interview_process import door_of, make_place
from tests.faults.nursery import Child, Nursery

ANSWERS = 4
FORCED = 0.3
KILLED = 0.3
LONGEST_START = 0.3
AHEAD = 0.1
MOST_WINDOWS = 4
CONTROL_ROUNDS = 4


def first_windows(rounds: int, folder: Path, rng: random.Random) -> Tally:
    """Let so many rounds of first windows begin at once; then some of the control."""
    tally, control = Tally("first windows"), Tally("control")
    with Nursery() as nursery:
        for number in range(rounds):
            place = make_place(folder / f"round-{number}")
            if rng.random() < FORCED:
                forced_round(nursery, place, tally)
            else:
                natural_round(nursery, place, rng, tally)
        for number in range(CONTROL_ROUNDS):
            forced_round(nursery, make_place(folder / f"control-{number}"), control, careless=True)
    tally.control = control.losses
    return tally


def forced_round(nursery: Nursery, place: Path, tally: Tally, *, careless: bool = False) -> None:
    """The second window goes on when the first one has kept an answer, then the first one keeps the rest."""
    task = {"place": str(place), "count": ANSWERS, "at": 0, "careless": careless}
    late = nursery.start("first window", name="late", order=True, **task)
    late.read_line()
    early = nursery.start("first window", name="early", order=True, **task)
    (place / "go-early").touch()
    early.read_line()
    early.read_line()
    (place / "go-late").touch()
    late.read_line()
    for name in ("early", "late"):
        (place / f"more-{name}").touch()
    for child in (early, late):
        child.wait()
    tally.counts["rounds in the worst order"] += 1
    compare(place, {"early": early, "late": late}, set(), tally)


def natural_round(nursery: Nursery, place: Path, rng: random.Random, tally: Tally) -> None:
    """Some windows begin at the same moment; one of them may be killed."""
    names = [f"w{number}" for number in range(rng.randint(2, MOST_WINDOWS))]
    at = time.monotonic() + AHEAD
    task = {"place": str(place), "count": ANSWERS, "at": at, "order": False, "careless": False}
    children = {name: nursery.start("first window", name=name, **task) for name in names}
    killed = set[str]()
    if rng.random() < KILLED:
        time.sleep(max(0.0, at - time.monotonic()) + rng.uniform(0, LONGEST_START))
        killed = {names[0]}
        children[names[0]].kill()
    for child in children.values():
        if child.pid != children[names[0]].pid or not killed:
            child.wait()
    tally.counts["rounds at the same moment"] += 1
    tally.counts["windows killed"] += len(killed)
    compare(place, children, killed, tally)


def compare(place: Path, children: dict[str, Child], killed: set[str], tally: Tally) -> None:
    """Every answer that was said to be saved is there, nobody was refused, and all held one lock."""
    tally.counts["windows"] += len(children)
    found, faults = what_is_there(place)
    lost = list(faults)
    locks = {line for child in children.values() for line in child.lines if line.startswith("lock")}
    lost += [f"the windows held {len(locks)} locks"] if len(locks) > 1 else []
    for name, child in children.items():
        saved = [int(line.split()[1]) for line in child.lines if line.startswith("saved")]
        tally.counts["answers said to be saved"] += len(saved)
        last = int((found.get(f"window-{name}") or f"{name} -1").split()[1])
        lost += [f"{name}: {max(saved)} was saved, {last} is there"] if last < max(saved, default=-1) else []
        lost += [line for line in child.lines if line.startswith("refused")]
        if name not in killed and len(saved) < ANSWERS:
            lost.append(f"{name} ended after {child.lines}")
    tally.losses += [f"{place.name}: {each}" for each in lost]


def what_is_there(place: Path) -> tuple[dict[str, str], tuple[str, ...]]:
    """The last answer of each interview in the store of a place, and what is wrong with it."""
    door = door_of(place)
    if not door.is_set_up:
        return {}, ()
    try:
        with door.open() as store:
            windows = [one.id for one in store.interviews() if one.id.startswith("window-")]
            records = [record_of(store.entries(name)) for name in windows]
            return {each.id: str(each.answers.get("prior.kept", "")) for each in records}, store.verify()
    except RelapseError as error:
        return {}, (error.message,)


if __name__ == "__main__":
    run_by_hand(first_windows, 300)
