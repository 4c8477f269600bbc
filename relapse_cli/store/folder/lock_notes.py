"""What the lock file says: who has the store open. It decides nothing; it names somebody to ask."""

from __future__ import annotations

import json
import os
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from relapse_cli.plain_file import read_plain
from relapse_cli.store.folder.folder import LOCK_FILE
from relapse_cli.store.folder.processes import Process, this_process

_LARGEST = 1_000_000
"""Bytes: whoever is alone clears the file, so that ten thousand windows in a row would have to overlap."""


@dataclass(frozen=True, slots=True)
class _Holder:
    """A process that has the store open, and since when."""

    process: Process
    since: str

    def __str__(self) -> str:
        return f"process {self.process.pid} on {self.process.host}, since {self.since}"


def note_coming(handle: int, mark: str) -> None:
    """Add that this process has the store open; ``mark`` tells its locks apart."""
    me = this_process()
    since = datetime.now(UTC).astimezone().isoformat(timespec="seconds")
    _add(handle, {"mark": mark, "pid": me.pid, "host": me.host, "token": me.token, "since": since})


def note_leaving(handle: int, mark: str) -> None:
    """Add that a lock of this process was given up."""
    _add(handle, {"left": mark})


def holders(folder: Path) -> list[_Holder]:
    """Return the processes that have the store of a folder open, as far as the lock file tells."""
    try:
        lines = read_plain(folder / LOCK_FILE, _LARGEST).decode("utf-8", "replace").splitlines()
    except OSError:
        return []
    found: dict[str, _Holder] = {}
    for line in lines:
        try:
            data = json.loads(line)
            if "left" in data:
                found.pop(data["left"], None)
                continue
            process = Process(int(data["pid"]), str(data["host"]), str(data["token"]))
            found[data["mark"]] = _Holder(process, str(data["since"]))
        except (ValueError, KeyError, TypeError, OverflowError, RecursionError):
            continue  # a broken line names nobody
    return [holder for holder in found.values() if holder.process.is_alive()]


def other_holders(folder: Path) -> str:
    """Return the other processes that have the store open, in words; empty when none is known."""
    return "; ".join(str(holder) for holder in holders(folder) if not holder.process.is_this())


def _add(handle: int, line: dict[str, object]) -> None:
    """Add a line; one write to the end of a file does not mix with those of others."""
    try:
        os.write(handle, f"{json.dumps(line)}\n".encode())
    except OSError:
        return  # a full disk: the lock holds all the same, only its holder has no name
