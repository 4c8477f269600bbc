"""A disk that is full, and one that reports faults: one clear error, nothing lost, and then it goes on.

At each error a copy is made of what is on the disk, as if the process had ended there; in it all that was
said to be saved must be found. The control takes an error for a success.

By hand: ``python -m tests.faults.bad_disk 300``
"""

from __future__ import annotations

import random
from pathlib import Path

from relapse_cli.errors import RelapseError
from tests.faults.bad_disk_process import copies_of
from tests.faults.by_hand import Tally, run_by_hand
from tests.faults.interview_process import SAID, make_place
from tests.faults.power_cut import what_is_lost
from tests.faults.recorder import run_recorded
from tests.faults.walk import Walk

IN_ONE_INTERVIEW = 25


def bad_disk(rounds: int, folder: Path, rng: random.Random) -> Tally:
    """Hold interviews on both kinds of bad disk; then with the control."""
    tally, control = Tally("bad disk"), Tally("control")
    for kind in ("full", "errors"):
        for number in range(0, rounds, IN_ONE_INTERVIEW):
            count, seed = min(IN_ONE_INTERVIEW, rounds - number), rng.randrange(10**9)
            one_interview(folder / f"{kind}-{number}", seed, kind, count, tally)
        one_interview(folder / f"{kind}-control", rng.randrange(10**9), kind, 10, control, careless=True)
    tally.control = control.losses
    return tally


def one_interview(
    place: Path, seed: int, kind: str, rounds: int, tally: Tally, *, careless: bool = False
) -> None:
    """Hold an interview on a bad disk, then look at what was there at each error and at the end."""
    make_place(place)
    copies_of(place).mkdir()
    arguments = [place, seed, kind, rounds, "careless" if careless else ""]
    done = run_recorded("tests.faults.bad_disk_process", arguments, Path("/dev/null"), place)
    lines = (place / SAID).read_text().splitlines()
    tally.counts[f"rounds ({kind})"] += rounds
    tally.counts[f"faults of the disk ({kind})"] += sum(
        int(line.split()[1]) for line in lines if "hit" in line
    )
    assert not (careless and done.returncode), done.stderr
    if done.returncode:
        tally.losses.append(f"{place}: {done.stderr[-2000:]}")
        return
    tally.losses += [f"{place}: {line}" for line in lines if line.startswith(("broken", "unclear"))]
    look_at_copies(place, lines, Walk(seed), kind, tally)


def look_at_copies(place: Path, lines: list[str], walk: Walk, kind: str, tally: Tally) -> None:
    """Go through what was said, and look into the copy of each error."""
    saved = -1
    for line in lines:
        match line.split():
            case ["saved", number]:
                saved = int(number)
            case ["refused", number, copy]:
                tally.counts[f"errors told ({kind})"] += 1
                look(copies_of(place) / copy, walk, saved, int(number), tally)
    look(place, walk, saved, saved, tally)
    tally.counts[f"answers said to be saved ({kind})"] += saved + 1


def look(place: Path, walk: Walk, saved: int, begun: int, tally: Tally) -> None:
    """Find all that was saved, and go on."""
    try:
        trouble = what_is_lost(place, walk, saved, begun)
    except RelapseError as error:
        trouble = f"{error.message} {error.remedy}"
    if trouble:
        tally.losses.append(f"{place}: {saved} was saved; {trouble}")


if __name__ == "__main__":
    run_by_hand(bad_disk, 300)
