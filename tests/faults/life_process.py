"""What a store goes through in its life, in one process or two, with words that can be searched for.

``first`` sets it up, holds an interview, keeps its plan and is killed; ``second`` opens it again, backs it
up, restores it elsewhere, changes its key, tries a wrong one and erases the case. ``plain`` is the control:
the same words in an ordinary file and an ordinary database.
"""

from __future__ import annotations

import base64
import os
import signal
import sqlite3
import sys
from dataclasses import replace
from pathlib import Path

from relapse_cli.app.keeping.in_file import InFile
from relapse_cli.app.keeping.in_store import InStore
from relapse_cli.app.keeping.place import Answers, PlanMade
from relapse_cli.logic.interview.moves import Interview
from relapse_cli.logic.plan.build import plan
from relapse_cli.model.decision import Edit
from relapse_cli.store.folder.folder import store_folder
from relapse_cli.store.keys.failed import note_failed_unlock
from relapse_cli.store.whole.backup import back_up
from relapse_cli.store.whole.backup_file import read_backup
from relapse_cli.store.whole.restore import restore
from relapse_cli.store.whole.rotate import Rotation, rotate
from tests.banks_under_test import shipped_bank
from tests.faults.interview_process import NOW, door_of, open_store
from tests.logic.interview.test_moves import QUIET_FRAME, begin

ANSWER, DRAFT, NOTE = "heliotrope on the stairs", "marigold half ty", "larkspur said twice"
DECIDED, CASE, NAME = "delphinium instead", "CELANDINE-7", "interview-hellebore"
CANARIES = (ANSWER, DRAFT, NOTE, DECIDED, CASE, NAME)
LONG = " and so on" * 6000


def states() -> list[Interview]:
    """The states of a short interview with all of the words."""
    first = begin("deep", **QUIET_FRAME)
    record = first.record.model_copy(update={"id": NAME, "case": CASE})
    start = Interview.start(shipped_bank(), record)
    answered = start.jump("prior.kept").answer(ANSWER)
    noted = answered.jump("prior.helped").note(NOTE).answer(ANSWER + LONG)
    drafted = noted.jump("contact.meaning").with_draft(DRAFT)
    edit = Edit(kind="edit", rule="P-TOLD", edition="patient", text=DECIDED)
    decided = replace(drafted, record=drafted.record.model_copy(update={"decisions": (edit,)}))
    return [start, answered, noted, drafted, decided]


def first(place: Path) -> None:
    """Hold the interview, and die."""
    store = open_store(place)
    keeper = InStore(lambda: store, lambda: NOW)
    for state in states():
        keeper.save(Answers(state))
    keeper.save(PlanMade(plan(shipped_bank(), states()[-1].record), shipped_bank()))
    store.audit("view", interview=NAME)
    os.kill(os.getpid(), signal.SIGKILL)


def second(place: Path) -> None:
    """Do all that can be done with a store."""
    door = door_of(place)
    note_failed_unlock(door.folder, NOW)
    key, actor = door.unlock(), "tester"
    with door.open() as store:
        assert [each.id for each in store.interviews()] == [NAME]
        assert store.verify() == ()
        back_up(store, door.keys(), key, place / "first.backup", actor=actor, now=lambda: NOW)
    restore(
        read_backup(place / "first.backup"),
        store_folder(place / "restored", None),
        key,
        actor=actor,
        now=lambda: NOW,
    )
    rotation = Rotation(
        place / "second.backup",
        lambda _: None,
        actor,
        lambda: NOW,
        given={"file": (place / "key").read_bytes()},
    )
    rotate(door.folder, key, rotation)
    with door_of(place).open() as store:
        assert len(store.entries(NAME)) > len(states())
        assert store.connection.one("SELECT 1 FROM pack") is not None  # the words were packed on the way
        store.erase_case(CASE)


def plain(place: Path) -> None:
    """Keep the same words unencrypted, in three ways."""
    last = states()[-1]
    InFile(shipped_bank(), place / "record.json").save(Answers(last))
    with sqlite3.connect(place / "plain.db") as database:
        database.execute("PRAGMA encoding='UTF-16le'")
        database.execute("CREATE TABLE word (text)")
        database.executemany("INSERT INTO word VALUES (?)", [(words,) for words in CANARIES])
    database.close()
    with (place / "base64.txt").open("wb") as stream:
        stream.write(base64.b64encode(" ".join(CANARIES).encode()))


if __name__ == "__main__":
    {"first": first, "second": second, "plain": plain}[sys.argv[1]](Path(sys.argv[2]))
