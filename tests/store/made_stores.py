"""Stores to test with: made in a moment, with a clock that counts."""

from __future__ import annotations

import itertools
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

from relapse_cli.model.journal import Entry
from relapse_cli.model.record import Record
from relapse_cli.store.database.connection import Connection
from relapse_cli.store.whole.store import Store

KEY = bytes(range(32))
CHECKOUT = Path(__file__).parents[2]


def counting_clock() -> Callable[[], str]:
    """Return a clock that goes on by one second each time it is asked."""
    seconds = itertools.count()
    return lambda: f"2026-11-20T09:{(number := next(seconds)) // 60:02d}:{number % 60:02d}+01:00"


def new_store(folder: Path) -> Store:
    """Make a store in a folder that is not there yet."""
    return Store.create(folder, KEY, actor="ada", now=counting_clock())


def open_store(folder: Path, *, read_only: bool = False, wait: float = 10.0) -> Store:
    """Open the store of a folder; its key was proven."""
    return Store.open(
        folder, KEY, actor="ada", now=counting_clock(), read_only=read_only, proven=True, wait=wait
    )


def record(name: str, case: str = "PR-101") -> Record:
    """Return the head of an interview."""
    return Record(id=name, case=case, path="core", started_at="2026-11-20T09:00:00+01:00")


def answer(words: str) -> Entry:
    """Return an entry that says what was answered."""
    return Entry("answer", {"question": "event.now", "value": words}, at="2026-11-20T09:00:00+01:00")


def decided(words: str) -> Entry:
    """Return an entry that belongs to the plan."""
    return Entry("decisions", {"reason": words}, at="2026-11-20T09:30:00+01:00")


def store_with(folder: Path, *words: str) -> Store:
    """Make a store with one interview, ``interview-1``, and one answer for each of the words."""
    store = new_store(folder)
    store.begin(record("interview-1"), [answer(text) for text in words])
    return store


def tamper(connection: Connection, *statements: str) -> None:
    """Change a store as somebody can who has its key: without its guards, which are put back afterwards."""
    guards = connection.run("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
    connection.run("PRAGMA foreign_keys=off")
    for name, _sql in guards:
        connection.run(f"DROP TRIGGER {name}")
    for statement in statements:
        connection.run(statement)
    for _name, sql in guards:
        connection.run(sql)
    connection.run("PRAGMA foreign_keys=on")


def start_program(text: str, *arguments: object) -> subprocess.Popen[str]:
    """Start another Python process with these lines; it talks through its input and output."""
    return subprocess.Popen(
        [sys.executable, "-c", text, *map(str, arguments)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        cwd=CHECKOUT,
        env={**os.environ, "PYTHONPATH": str(CHECKOUT)},
    )
