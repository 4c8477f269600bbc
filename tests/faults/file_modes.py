"""The modes of every file and folder that a store makes, under a umask that leaves all open to everybody.

The process is recorded, so a file that was there for a moment counts as well. The control is an ordinary
database.

By hand: ``python -m tests.faults.file_modes 20``
"""

from __future__ import annotations

import random
import stat
from collections.abc import Iterator
from pathlib import Path

from tests.faults.by_hand import Tally, run_by_hand
from tests.faults.interview_process import make_place
from tests.faults.recorder import Op, read_changes, run_recorded

OTHERS = 0o077


def file_modes(lives: int, folder: Path, _: random.Random) -> Tally:
    """Look at the modes of all that is made; then at those of the control."""
    tally, control = Tally("modes under umask 000"), Tally("control")
    for number in range(lives):
        tally.losses += open_to_others(folder / f"life-{number}", ("first", "second"), tally)
    tally.control = open_to_others(folder / "control", ("plain",), control)
    return tally


def open_to_others(place: Path, parts: tuple[str, ...], tally: Tally) -> list[str]:
    """Let processes live in a place, and find what others might have looked at."""
    make_place(place)
    log = place.with_name(f"{place.name}.log")
    for part in parts:
        done = run_recorded("tests.faults.life_process", [part, place], log, place, umask=0)
        assert done.returncode == (-9 if part == "first" else 0), done.stderr
    found = list(modes(log, place))
    tally.counts["files and folders made"] += len(found)
    return [f"{path} has mode {stat.S_IMODE(mode):o}" for path, mode in found if mode & OTHERS]


def modes(log: Path, place: Path) -> Iterator[tuple[str, int]]:
    """The mode of each thing when it came into being, and of all that is there at the end."""
    for change in read_changes(log):
        if change.op in {Op.CREATE, Op.MKDIR, Op.UNNAMED}:
            yield change.path, change.mode
    for path in place.rglob("*"):
        yield str(path), path.lstat().st_mode


if __name__ == "__main__":
    run_by_hand(file_modes, 20)
