"""The entries of an interview as events: sealed, in a chain, their words apart from the plan."""

from __future__ import annotations

import json
import secrets
from collections.abc import Mapping, Sequence

from relapse_cli.errors import StoreError
from relapse_cli.model.journal import Entry
from relapse_cli.store.database.connection import Connection
from relapse_cli.store.journal.hash_chain import SALT_BYTES, START, EventFacts, body_mac, event_mac

BODY_TABLES = {"content": "content", "plan": "plan_part"}
"""Where the words of each part are."""


def write_events(
    connection: Connection, key: bytes, interview_id: str, entries: Sequence[Entry], now: str
) -> None:
    """Add entries to the end of the log; the caller holds the transaction."""
    seq, before = last_event(connection)
    for entry in entries:
        seq += 1
        facts = EventFacts(seq, interview_id, entry.part, entry.kind, entry.at or now)
        body, salt = _body_text(entry.body), secrets.token_bytes(SALT_BYTES)
        seal = body_mac(key, salt, body)
        before = event_mac(key, before, facts, seal)
        connection.run("INSERT INTO event VALUES (?, ?, ?, ?, ?, ?, ?)", *facts, seal, before)
        connection.run(f"INSERT INTO {BODY_TABLES[entry.part]} VALUES (?, ?, ?)", seq, salt, body)  # noqa: S608 - a fixed name


def last_event(connection: Connection) -> tuple[int, bytes]:
    """Return the highest number ever given to an event, and the seal of the last one."""
    given = connection.one("SELECT seq FROM sqlite_sequence WHERE name = 'event'")
    last = connection.one("SELECT seq, mac FROM event ORDER BY seq DESC LIMIT 1")
    seq, mac = last or (0, START)
    return max(int(seq), int(given[0]) if given else 0), bytes(mac)


def read_entries(connection: Connection, interview_id: str) -> list[Entry]:
    """Return the entries of an interview in the order in which they were written."""
    rows = connection.run(
        "SELECT event.seq, kind, at, coalesce(content.body, plan_part.body) FROM event "
        "LEFT JOIN content USING (seq) LEFT JOIN plan_part USING (seq) "
        "WHERE interview_id = ? ORDER BY event.seq",
        interview_id,
    )
    return [Entry(kind, _read_body(seq, body), at) for seq, kind, at, body in rows]


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
