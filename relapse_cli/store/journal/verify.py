"""What is wrong with a store, told in plain words; nothing is changed."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress

from relapse_cli.errors import StoreError, UsageError
from relapse_cli.store.database.connection import Connection, Row
from relapse_cli.store.database.errors import DamagedError
from relapse_cli.store.database.schema import missing_guards
from relapse_cli.store.journal.audit import read_detail
from relapse_cli.store.journal.events import BODY_TABLES
from relapse_cli.store.journal.hash_chain import (
    START,
    AuditFacts,
    EventFacts,
    audit_mac,
    body_mac,
    event_mac,
    read_head,
)

_MOST = 50
"""So many faults are told; a store with more needs its backup, not a longer list."""

_PORTION = 500


def find_faults(
    connection: Connection, key: bytes, head: str | None = None, *, pages: bool = True
) -> tuple[str, ...]:
    """Return the faults of a store: pages, tables, both chains, bodies, and the head printed on an export.

    Without ``pages`` the file is not looked at past its log, where a power cut may have torn what the log
    still holds.

    Raises:
        UsageError: ``head`` is not the head of a store.
        StoreError: the store cannot be read for a reason other than damage.
    """
    printed = read_head(head) if head is not None else None
    if head is not None and printed is None:
        raise UsageError(
            "This is not the head of a store.", remedy="Copy it from an export: a number, a colon, 16 digits."
        )
    faults: list[str] = []
    if pages:
        _mend_torn_pages(connection)
    try:
        with connection.transaction("DEFERRED"):
            for fault in _all_faults(connection, key, printed, pages=pages):
                faults.append(fault)
                if len(faults) == _MOST:
                    return (*faults, "There are more faults than are told here.")
    except DamagedError as error:
        faults.append(error.message)
    return tuple(faults)


def _all_faults(
    connection: Connection, key: bytes, head: tuple[int, str] | None, *, pages: bool
) -> Iterator[str]:
    if pages:
        yield from _page_faults(connection)
    yield from _table_faults(connection)
    if missing := missing_guards(connection):
        yield f"{missing} of the guards that keep entries from being changed are missing."
    yield from _event_faults(connection, key, head)
    yield from _erasure_faults(connection)
    yield from _audit_faults(connection, key)


def _mend_torn_pages(connection: Connection) -> None:
    """Take whole pages from the log where a power cut tore them in the file; nothing reads them there."""
    if connection.run("PRAGMA cipher_integrity_check"):
        with suppress(StoreError):
            connection.run("PRAGMA wal_checkpoint(PASSIVE)")


def _page_faults(connection: Connection) -> Iterator[str]:
    """Find pages that are not what was written."""
    first = connection.run("PRAGMA cipher_integrity_check")
    again = set(connection.run("PRAGMA cipher_integrity_check")) if first else set()
    for row in first:
        if row in again:  # it reads past the locks: once may be a page that another process is writing
            yield f"The file is damaged: {row[0]}."


def _table_faults(connection: Connection) -> Iterator[str]:
    """Find tables that do not hold together."""
    for (text,) in connection.run("PRAGMA integrity_check"):
        if text != "ok":
            yield f"The tables are damaged: {text}."
    for table, _row, other, _number in connection.run("PRAGMA foreign_key_check"):
        yield f"A row of {table} belongs to nothing in {other}."


def _event_faults(connection: Connection, key: bytes, head: tuple[int, str] | None) -> Iterator[str]:
    """Walk the chain of events from its start."""
    before, last = START, 0
    for row in _in_portions(connection, _EVENTS):
        facts, seal, mac = EventFacts(*row[:5]), bytes(row[5]), bytes(row[6])
        yield from _gap(last, facts.seq, "event")
        last = facts.seq
        if event_mac(key, before, facts, seal) != mac:
            yield f"Event {last} does not fit the events before it."
        yield from _body_faults(key, facts, seal, row[7:])
        if head is not None and head[0] == last and mac.hex()[:16] != head[1]:
            yield f"Event {last} is not the one that the head names."
        before = mac
    yield from _cut_off(connection, "event", last)
    if head is not None and head[0] > last:
        yield f"The head names {head[0]} events, but the store holds {last}: the end is missing."
    if head is not None and head[0] == 0 and head[1] != START.hex()[:16]:
        yield "The head is not one of this store."


_EVENTS = """SELECT event.seq, interview_id, part, kind, at, body_mac, mac,
    interview.erased_at,
    content.seq, content.salt, content.body, plan_part.seq, plan_part.salt, plan_part.body
    FROM event LEFT JOIN interview ON interview.id = interview_id
    LEFT JOIN content USING (seq) LEFT JOIN plan_part USING (seq)
    WHERE event.seq > ? ORDER BY event.seq LIMIT ?"""


def _body_faults(key: bytes, facts: EventFacts, seal: bytes, columns: Row) -> Iterator[str]:
    """Check that the words are there, in their own table only, and are those that were sealed."""
    erased_at, *places = columns
    bodies = {"content": places[:3], "plan": places[3:]}
    seq, salt, body = bodies.pop(facts.part)
    [(elsewhere, _salt, _body)] = bodies.values()
    if elsewhere is not None:
        yield f"Event {facts.seq} has words in the wrong part of the store."
    if seq is None:
        yield f"The words of event {facts.seq} are missing with their place."
    elif body is None and erased_at is None:
        yield f"The words of event {facts.seq} are missing, and were not erased."
    elif body is not None and erased_at is not None:
        yield f"The words of event {facts.seq} are there, although its case was erased."
    elif body is not None and body_mac(key, bytes(salt), body) != seal:
        yield f"The words of event {facts.seq} are not those that were written."


def _erasure_faults(connection: Connection) -> Iterator[str]:
    """Check that every erased case was erased by this program, which says so in the audit."""
    details = connection.run("SELECT detail FROM audit WHERE what = 'erase'")
    known = {name for (detail,) in details for name in read_detail(detail).values()}
    erased = "SELECT id, case_code FROM interview WHERE erased_at IS NOT NULL"
    for interview_id, code in connection.run(erased):
        if not {interview_id, code} & known:
            yield f"Interview {interview_id} is marked as erased, but the audit does not say so."
    for table in BODY_TABLES.values():
        stray = f"SELECT seq FROM {table} WHERE seq NOT IN (SELECT seq FROM event)"  # noqa: S608 - a fixed name
        for (seq,) in connection.run(stray):
            yield f"There are words without an event (number {seq})."


def _audit_faults(connection: Connection, key: bytes) -> Iterator[str]:
    """Walk the chain of the audit from its start."""
    statement = "SELECT seq, at, actor, what, detail, mac FROM audit WHERE seq > ? ORDER BY seq LIMIT ?"
    before, last = START, 0
    for row in _in_portions(connection, statement):
        facts, mac = AuditFacts(*row[:5]), bytes(row[5])
        yield from _gap(last, facts.seq, "audit line")
        last = facts.seq
        if audit_mac(key, before, facts) != mac:
            yield f"Audit line {last} does not fit the lines before it."
        before = mac
    yield from _cut_off(connection, "audit", last)


def _gap(last: int, seq: int, name: str) -> Iterator[str]:
    if seq == last + 2:
        yield f"{name.capitalize()} {last + 1} is missing."
    elif seq != last + 1:
        yield f"{name.capitalize()}s {last + 1} to {seq - 1} are missing."


def _cut_off(connection: Connection, table: str, last: int) -> Iterator[str]:
    """Tell when the table once had more rows than now."""
    given = connection.one("SELECT seq FROM sqlite_sequence WHERE name = ?", table)
    if (highest := int(given[0]) if given else 0) != last:
        yield f"The end of the {table} log is missing: {highest} lines were written, {last} are there."


def _in_portions(connection: Connection, statement: str) -> Iterator[Row]:
    """Read rows by their number, not all at once."""
    last = 0
    while rows := connection.run(statement, last, _PORTION):
        yield from rows
        last = rows[-1][0]
