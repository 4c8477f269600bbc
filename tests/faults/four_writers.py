"""Four processes that write to one store at once: every answer is there, in its order, in one chain.

The control is the same four with one file that each of them reads and writes whole.

By hand: ``python -m tests.faults.four_writers 300``
"""

from __future__ import annotations

import itertools
import json
import random
from pathlib import Path

from tests.faults.by_hand import Tally, run_by_hand
from tests.faults.nursery import Nursery
from tests.faults.writer_process import GO, INTERVIEW
from tests.store.made_stores import new_store, open_store, record

WRITERS = ("a", "b", "c", "d")


def four_writers(count: int, folder: Path, _: random.Random) -> Tally:
    """Let four processes write so many answers each."""
    tally, control = Tally("four writers"), Tally("control")
    with new_store(folder / "store") as store:
        store.begin(record(INTERVIEW), [])
    let_write(folder / "store", None, count, tally)
    with open_store(folder / "store") as store:
        compare([str(entry.body["value"]) for entry in store.entries(INTERVIEW)], count, tally)
        tally.losses += store.verify()

    file = folder / "answers.json"
    file.write_text("[]")
    let_write(folder, file, count, control)
    compare(json.loads(file.read_text()), count, control)
    tally.control = control.losses
    return tally


def let_write(folder: Path, file: Path | None, count: int, tally: Tally) -> None:
    """Start the writers at once, and wait for all of them."""
    with Nursery() as nursery:
        task = {"folder": str(folder), "file": str(file) if file else "", "count": count}
        children = [nursery.start("writer", name=name, **task) for name in WRITERS]
        for child in children:
            child.read_line()
        (folder / GO).touch()
        for child in children:
            child.wait()
            tally.counts["answers said to be saved"] += len(child.lines) - 1
    if tally.counts["answers said to be saved"] != count * len(WRITERS):
        tally.losses.append("a writer ended early")


def compare(found: list[str], count: int, tally: Tally) -> None:
    """Each writer finds its own answers, in their order."""
    turns = sum(one.split()[0] != other.split()[0] for one, other in itertools.pairwise(found))
    tally.counts["times that another writer came next"] = turns
    for name in WRITERS:
        own = [words for words in found if words.startswith(f"{name} ")]
        wanted = [f"{name} {number}" for number in range(count)]
        tally.losses += [f"{words} is missing" for words in wanted if words not in own]
        if sorted(own, key=wanted.index) != own:
            tally.losses.append(f"the answers of {name} are not in their order")


if __name__ == "__main__":
    run_by_hand(four_writers, 300)
