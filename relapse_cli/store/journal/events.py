"""The entries of an interview as events: sealed, in a chain, their words apart from the plan."""

from __future__ import annotations

import json
import secrets
from collections.abc import Mapping, Sequence

from relapse_cli.errors import StoreError
from relapse_cli.model.journal import Entry
from relapse_cli.store.database.connection import Connection
from relapse_cli.store.journal.hash_chain import (
    SALT_BYTES,
    START,
    EventFacts,
    body_mac,
    event_mac,
    following_salt,
)
from relapse_cli.store.journal.packs import packs_of, read_pack

BODY_TABLES = {"content": "content", "plan": "plan_part"}
"""Where the words of each part are."""


def write_events(
    connection: Connection, key: bytes, interview_id: str, entries: Sequence[Entry], now: str
) -> None:
    """Add entries to the end of the log; the caller holds the transaction."""
    seq, before = last_event(connection)
    first, times, salts = (
        seq + 1,
        [entry.at or now for entry in entries],
        _last_salts(connection, interview_id),
    )
    for entry, at in zip(entries, times, strict=True):
        seq += 1
        facts = EventFacts(seq, interview_id, entry.part, entry.kind, at)
        body, salt = _body_text(entry.body), _next_salt(salts.get(entry.part))
        salts[entry.part] = salt
        seal = body_mac(key, salt, body)
        before = event_mac(key, before, facts, seal)
        connection.run("INSERT INTO event VALUES (?, ?, ?, ?, ?, ?, ?)", *facts, seal, before)
        connection.run(f"INSERT INTO {BODY_TABLES[entry.part]} VALUES (?, ?, ?)", seq, salt, body)  # noqa: S608 - a fixed name
    if entries:
        _count(connection, interview_id, first, seq, times)


def _count(connection: Connection, interview_id: str, first: int, last: int, times: Sequence[str]) -> None:
    """Note how many events the interview has now, and which."""
    connection.run(
        "INSERT INTO tally SELECT number, ?2, ?3, ?4, ?4, ?5, ?6 FROM interview WHERE id = ?1 "
        "ON CONFLICT (interview) DO UPDATE SET last = excluded.last, events = events + excluded.events, "
        "loose = loose + excluded.loose, last_at = excluded.last_at",
        *(interview_id, first, last, last - first + 1, times[0], times[-1]),
    )


def _last_salts(connection: Connection, interview_id: str) -> dict[str, bytes]:
    """The salts of the last loose bodies of an interview, by part."""
    found = {}
    for part, table in BODY_TABLES.items():
        row = connection.one(
            f"SELECT salt FROM event JOIN {table} USING (seq) "  # noqa: S608 - a fixed name
            "WHERE interview_id = ? AND part = ? ORDER BY event.seq DESC LIMIT 1",
            *(interview_id, part),
        )
        if row is not None and row[0] is not None:
            found[part] = bytes(row[0])
    return found


def _next_salt(before: bytes | None) -> bytes:
    return secrets.token_bytes(SALT_BYTES) if before is None else following_salt(before)


def last_event(connection: Connection) -> tuple[int, bytes]:
    """Return the highest number ever given to an event, and the seal of the last one."""
    given = connection.one("SELECT seq FROM sqlite_sequence WHERE name = 'event'")
    seq, mac = last_that_is_there(connection)
    return max(seq, int(given[0]) if given else 0), mac


def last_that_is_there(connection: Connection) -> tuple[int, bytes]:
    """Return the number and the seal of the last event that the store holds, loose or packed."""
    loose = connection.one("SELECT seq, mac FROM event ORDER BY seq DESC LIMIT 1") or (0, START)
    packed = connection.one("SELECT seq, mac FROM run ORDER BY seq DESC LIMIT 1") or (0, START)
    seq, mac = max(loose, packed, key=lambda row: int(row[0]))
    return int(seq), bytes(mac)


def read_entries(connection: Connection, key: bytes, interview_id: str) -> list[Entry]:
    """Return the entries of an interview in the order in which they were written."""
    packed = (
        event
        for number in packs_of(connection, interview_id)
        for event in read_pack(connection, key, number, interview_id)
    )
    rows = connection.run(
        "SELECT event.seq, kind, at, coalesce(content.body, plan_part.body) FROM event "
        "LEFT JOIN content USING (seq) LEFT JOIN plan_part USING (seq) "
        "WHERE interview_id = ? ORDER BY event.seq",
        interview_id,
    )
    return [
        *(Entry(each.facts.kind, _read_body(each.facts.seq, each.body), each.facts.at) for each in packed),
        *(Entry(kind, _read_body(seq, body), at) for seq, kind, at, body in rows),
    ]


def _body_text(body: Mapping[str, object]) -> str:
    """Return a body as JSON; half a surrogate pair, which no file can hold, becomes a replacement mark."""
    text = json.dumps(body, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


def _read_body(seq: int, text: str | None) -> Mapping[str, object]:
    if text is None:
        raise StoreError(
            f"The words of event {seq} are missing from the store.", remedy="Run: relapse store verify"
        )
    try:
        body = json.loads(text)
    except ValueError:
        body = None
    if not isinstance(body, dict):
        raise StoreError(f"Event {seq} cannot be read.", remedy="Run: relapse store verify")
    return body
