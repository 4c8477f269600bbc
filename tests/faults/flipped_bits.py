"""Single bits that flip in the files of a store: each one is noticed, or changes nothing that is stored.

Noticed means: opening it says so, or plain ``verify`` without a printed head, also at the end of the log. The
control is an ordinary database.

By hand: ``python -m tests.faults.flipped_bits 1000``
"""

from __future__ import annotations

import random
import shutil
import sqlite3
from collections.abc import Callable
from pathlib import Path

from relapse_cli.app.keeping.in_store import InStore
from relapse_cli.app.keeping.place import Answers, Draft
from relapse_cli.errors import RelapseError
from tests.faults.by_hand import Tally, run_by_hand
from tests.faults.interview_process import NOW, door_of, entries_of, make_place, open_store
from tests.faults.walk import Walk

ANSWERS = 25
FILES = (
    *("closed/store.db", "closed/store.db", "closed/keys.json", "closed/store.head"),
    *("killed/store.db", "killed/store.db-wal", "killed/store.db-wal end"),
)
END = 3 * 4120
"""Bytes of the log in which the last steps stand."""

"""Which files are hit, and how often; one store was closed, the other one is as a kill leaves it."""


def flipped_bits(flips: int, folder: Path, rng: random.Random) -> Tally:
    """Flip one bit after the other; then in the control."""
    tally = Tally("flipped bits")
    entries = make_stores(folder, rng.randrange(10**9))
    for _ in range(flips):
        name = rng.choice(FILES)
        state, file = name.removesuffix(" end").split("/")
        place = folder / "spare"
        shutil.rmtree(place, ignore_errors=True)
        shutil.copytree(folder / state, place)
        bit = flip(place / "home" / "store" / file, rng, last=END if name.endswith(" end") else None)
        verdict = what_is_said(place, entries)
        tally.counts[f"{name}: {verdict}"] += 1
        if verdict == "LOST":
            tally.losses.append(f"bit {bit} of {name}")
    tally.control = unnoticed_in_plain_database(max(flips, 60), folder, rng)
    return tally


def make_stores(folder: Path, seed: int) -> list[object]:
    """Make a store in ``closed`` and one in ``killed`` with the same answers; their entries."""
    place = make_place(folder / "closed")
    walk = Walk(seed)
    store = open_store(place)
    keeper = InStore(lambda: store, lambda: NOW)
    for number in range(ANSWERS):
        keeper.save(Draft(walk.state(number)))
    keeper.save(Answers(walk.state(number)))
    entries = list[object](entries_of(store))
    shutil.copytree(place, folder / "killed")
    (folder / "killed" / "home" / "store" / "store.db-shm").unlink()
    store.close()
    return entries


def flip(path: Path, rng: random.Random, *, last: int | None = None) -> int:
    """Flip any bit of a file, or of so many bytes at its end, and return which."""
    data = bytearray(path.read_bytes())
    bit = rng.randrange(8 * max(0, len(data) - (last or len(data))), len(data) * 8)
    data[bit // 8] ^= 1 << bit % 8
    path.write_bytes(data)
    return bit


def what_is_said(place: Path, entries: list[object]) -> str:
    """What comes of a flip: it is told, it changes nothing, or something is lost and nobody says so."""
    door = door_of(place)
    try:
        store = door.open()
        faults, found = store.verify(), entries_of(store)
        door.close()
    except RelapseError:
        return "told"
    if faults:
        return "told"
    return "harmless" if found == entries else "LOST"


def unnoticed_in_plain_database(flips: int, folder: Path, rng: random.Random) -> list[str]:
    """Flip bits in a database without seals; those that change what is read without a word."""
    path, words = folder / "plain.db", [f"answer number {number}" for number in range(400)]
    with sqlite3.connect(path) as database:
        database.execute("CREATE TABLE word (text)")
        database.executemany("INSERT INTO word VALUES (?)", [(text,) for text in words])
    database.close()
    whole, lost = path.read_bytes(), []
    for _ in range(flips):
        path.write_bytes(whole)
        bit = flip(path, rng)
        found = read_quietly(lambda: sqlite3.connect(path))
        lost += [f"bit {bit}"] if found not in (None, words) else []
    return lost


def read_quietly(connect: Callable[[], sqlite3.Connection]) -> list[str] | None:
    """Read the control; ``None`` when it says that something is wrong."""
    database = connect()
    try:
        if database.execute("PRAGMA integrity_check").fetchall() != [("ok",)]:
            return None
        return [text for (text,) in database.execute("SELECT text FROM word ORDER BY rowid")]
    except (sqlite3.Error, UnicodeError):
        return None
    finally:
        database.close()


if __name__ == "__main__":
    run_by_hand(flipped_bits, 1000)
