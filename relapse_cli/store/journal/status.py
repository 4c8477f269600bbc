"""How much is in a store, and when it was last backed up."""

from __future__ import annotations

import json
import os
import secrets
from dataclasses import dataclass

from relapse_cli.store.database.connection import Connection
from relapse_cli.store.database.schema import read_version
from relapse_cli.store.journal.events import last_event
from relapse_cli.store.journal.hash_chain import head_text
from relapse_cli.text.shell import readable

_BEGUN = "backup begun "
"""Begins the name under which the store's own table knows of a backup that was begun."""


@dataclass(frozen=True, slots=True)
class BackupMade:
    """One backup that was made of the store, and how far it reaches.

    Attributes:
        folder: where it was put; empty where an older version did not note that.
    """

    at: str
    file_name: str
    events: int
    head: str
    folder: str = ""

    @property
    def place(self) -> str:
        """The file with its folder, as far as that is known."""
        return os.path.join(self.folder, self.file_name)  # noqa: PTH118 - it may be a name of another system


@dataclass(frozen=True, slots=True)
class StoreStatus:
    """What ``relapse store status`` tells.

    Attributes:
        size: of the file and its log, in bytes.
        head: how many events there are, and the last seal in short.
    """

    cases: int
    erased_cases: int
    interviews: int
    events: int
    audit_rows: int
    size: int
    schema: int
    head: str
    last_backup: BackupMade | None


def read_status(connection: Connection) -> StoreStatus:
    """Return the counts of a store."""
    [counts] = connection.run(
        'SELECT (SELECT count(*) FROM "case" WHERE number NOT IN (SELECT number FROM erased_case)), '
        "(SELECT count(*) FROM erased_case), "
        "(SELECT count(*) FROM interview), (SELECT count(*) FROM audit)"
    )
    log = connection.path.with_name(f"{connection.path.name}-wal")
    size = sum(path.stat().st_size for path in (connection.path, log) if path.exists())
    made = list_backups(connection)
    cases, erased_cases, interviews, audit_rows = counts
    return StoreStatus(
        cases=cases,
        erased_cases=erased_cases,
        interviews=interviews,
        events=count_events(connection),
        audit_rows=audit_rows,
        size=size,
        schema=read_version(connection),
        head=read_head_of(connection),
        last_backup=made[-1] if made else None,
    )


def read_head_of(connection: Connection) -> str:
    """Return how many events there are, and the last seal in short."""
    return head_text(count_events(connection), last_event(connection)[1])


def count_events(connection: Connection) -> int:
    """Return how many events there are, as each interview has counted its own."""
    [(count,)] = connection.run("SELECT coalesce(sum(events), 0) FROM tally")
    return int(count)


def list_backups(connection: Connection) -> list[BackupMade]:
    """Return the backups that were made, the oldest first."""
    rows = connection.run("SELECT at, file_name, events, head FROM backup_made ORDER BY id")
    return [_made(*row) for row in rows]


def _made(at: str, file: str, events: int, head: str) -> BackupMade:
    """A backup as it is written down: its file with the folder, or the name alone."""
    folder, name = os.path.split(file)
    return BackupMade(at, name, events, head, folder)


def note_backup_begun(connection: Connection, file: str) -> None:
    """Write down that a file is about to hold all that is stored now, in case that is never confirmed."""
    begun = json.dumps({"file": readable(file), "events": last_event(connection)[0]})
    connection.run("INSERT INTO meta VALUES (?, ?)", f"{_BEGUN}{secrets.token_hex(8)}", begun.encode())


def backups_since(connection: Connection, seq: int | None) -> tuple[str, ...]:
    """Name the backups, with their folders, that hold an event of this number, those only begun too."""
    if seq is None:  # no event, no backup
        return ()
    made = connection.run("SELECT file_name FROM backup_made WHERE events >= ? ORDER BY id", seq)
    rows = connection.run(
        "SELECT value FROM meta WHERE name > ? AND name < ? ORDER BY rowid", _BEGUN, _BEGUN + "~"
    )
    begun = [json.loads(bytes(value)) for (value,) in rows]
    names = [*(name for (name,) in made), *(each["file"] for each in begun if each["events"] >= seq)]
    return tuple(dict.fromkeys(str(name) for name in names))


def note_backup(connection: Connection, file: str, at: str) -> None:
    """Write down that a backup was made, so that an erasure can say which backups still hold the words."""
    events = last_event(connection)[0]
    connection.run(
        "INSERT INTO backup_made (at, file_name, events, head) VALUES (?, ?, ?, ?)",
        *(at, readable(file), events, read_head_of(connection)),
    )
