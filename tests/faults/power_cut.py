"""Power cuts at random points of a recorded interview: what was said to be saved is there.

The interview runs once with everything it writes recorded. A power cut is then played: the disk is made up
anew from what had been synced at that moment and from any part of what had not. The control is the same
interview with ``synchronous=normal``.

By hand: ``python -m tests.faults.power_cut 500``
"""

from __future__ import annotations

import itertools
import json
import random
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from relapse_cli.app.keeping.in_store import InStore
from relapse_cli.app.keeping.place import Answers
from relapse_cli.errors import RelapseError
from relapse_cli.store.folder.folder import STORE_FILE
from tests.faults.by_hand import Tally, run_by_hand
from tests.faults.disk import Disk, Folder, Node, replayed
from tests.faults.interview_process import (
    NOW,
    SAID,
    entries_of,
    last_saved,
    make_place,
    open_store,
    standing_of,
)
from tests.faults.recorder import Change, Op, read_changes, run_recorded
from tests.faults.walk import Walk

IN_ONE_RECORDING = 50
SITTINGS = (0, 45, 90, 130)
NORMAL = "synchronous=normal"
SMALL_LOGS = ("wal_autocheckpoint=20", "wal_autocheckpoint=60", "wal_autocheckpoint=1000")
"""The log is emptied into the file now and then; with small ones that happens often in a short interview."""


@dataclass(frozen=True)
class Recording:
    """An interview as it was written to the disk.

    Attributes:
        place: where it was.
        changes: everything that was changed there, in order.
        walk: the states it went through.
    """

    place: Path
    changes: Sequence[Change]
    walk: Walk


def power_cuts(cuts: int, folder: Path, rng: random.Random) -> Tally:
    """Cut the power again and again; then with the control."""
    tally, control = Tally("power cut"), Tally("control")
    for number in range(0, cuts, IN_ONE_RECORDING):
        count = min(IN_ONE_RECORDING, cuts - number)
        recording = record(folder / f"recording-{number}", rng)
        cut_power(recording, count, folder / f"cuts-{number}", rng, tally)
        careless = record(folder / f"control-{number}", rng, NORMAL, sittings=SITTINGS[:2])
        cut_power(careless, max(20, count // 5), folder / f"control-cuts-{number}", rng, control)
    tally.control = control.losses
    tally.counts["cuts of the control"] = control.counts["cuts"]
    return tally


def record(place: Path, rng: random.Random, *pragmas: str, sittings: Sequence[int] = SITTINGS) -> Recording:
    """Set a store up and hold an interview in some sittings, the second of which ends with a kill."""
    make_place(place)
    log, seed = place.with_name(f"{place.name}.log"), rng.randrange(10**9)
    for number, (begin, until) in enumerate(itertools.pairwise(sittings)):
        task = {
            "place": str(place),
            "seed": seed,
            "begin": begin - 1,
            "until": until - 1,
            "end": "kill" if number == 1 else "close",
            "pragmas": (rng.choice(SMALL_LOGS), *pragmas),
        }
        done = run_recorded("tests.faults.interview_process", [json.dumps(task)], log, place)
        assert done.returncode in (0, -9), done.stderr
    recording = Recording(place, list(read_changes(log)), Walk(seed))
    check_recorded(recording)
    return recording


def check_recorded(recording: Recording) -> None:
    """Nothing was written past the recorder: the changes lead to the files that are there."""
    top = recording.place
    disk = replayed(top, recording.changes)
    files = [path for path in top.rglob("*") if path.is_file() and path.name != "key"]
    assert len(files) >= 3
    assert [path for path in files if disk.content(path) != path.read_bytes()] == []


def cut_power(recording: Recording, cuts: int, folder: Path, rng: random.Random, tally: Tally) -> None:
    """Cut the power at some moments of a recording, and look at what is there each time."""
    moments = sorted(choose_moments(recording, cuts, rng))
    disk, passed, said = Disk(recording.place), 0, ""
    for number, moment in enumerate(moments):
        for change in recording.changes[passed:moment]:
            disk.take(change)
            said += change.data.decode() if change.path.endswith(f"/{SAID}") else ""
        passed = moment
        target = folder / str(number)
        disk.write_out(target, rng)
        (target / "key").write_bytes((recording.place / "key").read_bytes())
        (target / "key").chmod(0o600)
        tally.counts["cuts"] += 1
        tally.counts["cuts with unsynced writes"] += has_unsynced(disk)
        look(target, recording.walk, said.splitlines(), tally)


def choose_moments(recording: Recording, cuts: int, rng: random.Random) -> list[int]:
    """Moments after any change, and more where it is worst: before a sync, or after an answer was saved."""
    worst = [
        number + (change.op is not Op.SYNC)
        for number, change in enumerate(recording.changes)
        if change.op is Op.SYNC or change.data.startswith(b"saved")
    ]
    return [
        rng.choice(worst) if rng.random() < 0.7 else rng.randint(0, len(recording.changes))
        for _ in range(cuts)
    ]


def has_unsynced(disk: Disk) -> bool:
    """Whether anything of the store was written that a power cut may take."""
    folder: Node | None = disk.root
    for name in ("home", "store"):
        folder = folder.live.get(name) if isinstance(folder, Folder) else None
    if not isinstance(folder, Folder):
        return True
    return any(
        bool(folder.live[name].pending) for name in (STORE_FILE, f"{STORE_FILE}-wal") if name in folder.live
    )


def look(place: Path, walk: Walk, said: list[str], tally: Tally) -> None:
    """Open what the power cut left, find what was saved, and go on with the next answer."""
    saved, begun = last_saved(said)
    tally.counts["answers said to be saved before a cut"] += max(0, saved + 1)
    try:
        trouble = what_is_lost(place, walk, saved, begun)
    except RelapseError as error:
        trouble = f"{error.message} {error.remedy}"
    if trouble:
        tally.losses.append(f"{place}: {saved} was saved; {trouble}")


def what_is_lost(place: Path, walk: Walk, saved: int, begun: int) -> str:
    """What is wrong with a store after a power cut, in words; empty when all is there."""
    with open_store(place) as store:
        if faults := store.verify():
            return faults[0]
        standing = standing_of(store)
        if standing is None:
            return "the interview is not there" if saved >= 0 else ""
        found = walk.find(entries_of(store), at_least=max(saved, 0), at_most=begun + 1)
        if found is None:
            return "the answers are not those that were saved"
        keeper = InStore(lambda: store, lambda: NOW, standing=standing)
        keeper.save(Answers(walk.state(found + 1)))
        if walk.find(entries_of(store), at_least=found + 1, at_most=found + 1) is None:
            return "it does not go on"
        return "; ".join(store.verify())


if __name__ == "__main__":
    run_by_hand(power_cuts, 500)
