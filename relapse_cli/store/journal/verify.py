"""What is wrong with a store, told in plain words; nothing is changed."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from heapq import merge

from relapse_cli.errors import StoreError, UsageError
from relapse_cli.store.database.connection import Connection, Row
from relapse_cli.store.database.errors import DamagedError
from relapse_cli.store.database.guards import missing_guards
from relapse_cli.store.journal.audit import read_detail
from relapse_cli.store.journal.events import BODY_TABLES, last_that_is_there
from relapse_cli.store.journal.extent import ALL, Extent, Span, Tick, no_tick, with_whole_runs
from relapse_cli.store.journal.hash_chain import (
    START,
    AuditFacts,
    EventFacts,
    audit_mac,
    body_mac,
    event_mac,
    read_head,
)
from relapse_cli.store.journal.packs import (
    PackedEvent,
    Run,
    mac_at,
    miscounted,
    read_pack,
    read_runs,
    words_left,
)
from relapse_cli.store.journal.summaries import altered_summaries

_MOST = 50
"""So many faults are told; a store with more needs its backup, not a longer list."""

_PORTION = 500

_AT_HAND = 16


def find_faults(
    connection: Connection,
    key: bytes,
    head: str | None = None,
    *,
    pages: bool = True,
    extent: Extent = ALL,
    tick: Tick = no_tick,
) -> tuple[str, ...]:
    """Return the faults of a store: pages, tables, both chains, bodies, and the head printed on an export.

    Args:
        connection: the open store.
        key: what its seals are made with.
        head: the head that an export printed.
        pages: without them the file is not looked at past its log, where a power cut may have torn what the
            log still holds.
        extent: how much of it is looked at.
        tick: told now and then how many of the entries are done.

    Raises:
        UsageError: ``head`` is not the head of a store.
        StoreError: the store cannot be read for a reason other than damage.
    """
    printed = read_head(head) if head is not None else None
    if head is not None and printed is None:
        raise UsageError(
            "This is not the head of a store.", remedy="Copy it from an export: a number, a colon, 16 digits."
        )
    try:
        look = _Look(connection, key, printed, extent.within(last_that_is_there(connection)[0]), tick)
    except DamagedError as error:
        return (error.message,)
    faults: list[str] = []
    if pages and look.extent.is_all:
        _mend_torn_pages(connection)
    try:
        with connection.transaction("DEFERRED"):
            for fault in _all_faults(look, pages=pages):
                faults.append(fault)
                if len(faults) == _MOST:
                    return (*faults, "There are more faults than are told here.")
    except DamagedError as error:
        faults.append(error.message)
    return tuple(faults)


@dataclass(frozen=True, slots=True)
class _Look:
    """What is looked at, and with what."""

    connection: Connection
    key: bytes
    head: tuple[int, str] | None
    extent: Extent
    tick: Tick
    opened: dict[int, list[PackedEvent]] = field(default_factory=dict)

    def events_of(self, run: Run) -> list[PackedEvent]:
        """The events of the pack of a run; the last few packs are at hand, for runs can take turns."""
        if run.pack not in self.opened:
            if len(self.opened) >= _AT_HAND:
                self.opened.clear()
            self.opened[run.pack] = read_pack(self.connection, self.key, run.pack, run.interview_id)
        return self.opened[run.pack]


def _all_faults(look: _Look, *, pages: bool) -> Iterator[str]:
    connection = look.connection
    if pages and look.extent.is_all:
        yield from _page_faults(connection)
    yield from _table_faults(connection, look.extent)
    if missing := missing_guards(connection):
        yield f"{missing} of the guards that keep entries from being changed are missing."
    yield from _event_faults(look)
    yield from _erasure_faults(connection)
    yield from _derived_faults(connection, look.key)
    yield from _audit_faults(look)


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


_SMALL_TABLES = ("meta", '"case"', "erased_case", "interview", "tally", "summary", "pack", "run", "hold")
"""Tables that stay small beside the words."""


def _table_faults(connection: Connection, extent: Extent) -> Iterator[str]:
    """Find tables that do not hold together; where not all is looked at, only the small ones."""
    checks = ["PRAGMA integrity_check"]
    if not extent.is_all:
        checks = [f"PRAGMA integrity_check({table})" for table in _SMALL_TABLES]
    for check in checks:
        for (text,) in connection.run(check):
            if text != "ok":
                yield f"The tables are damaged: {text}."
    if extent.is_all:
        for table, _row, other, _number in connection.run("PRAGMA foreign_key_check"):
            yield f"A row of {table} belongs to nothing in {other}."


def _event_faults(look: _Look) -> Iterator[str]:
    """Walk the chain of events, from its start or from where each part begins that is looked at."""
    last = last_that_is_there(look.connection)[0]
    for span in look.extent.spans(last):
        yield from _span_faults(look, with_whole_runs(look.connection, span))
    yield from _cut_off(look.connection, "event", last)
    if look.head is not None:
        yield from _head_faults(look, look.head, last)


def _head_faults(look: _Look, head: tuple[int, str], last: int) -> Iterator[str]:
    """Compare the store with the head that an export printed."""
    if head[0] > last:
        yield f"The head names {head[0]} events, but the store holds {last}: the end is missing."
    elif head[0] == 0 and head[1] != START.hex()[:16]:
        yield "The head is not one of this store."
        return
    stands = mac_at(look.connection, look.key, head[0])
    if head[0] and stands is not None and stands.hex()[:16] != head[1]:
        yield f"Event {head[0]} is not the one that the head names."


def _span_faults(look: _Look, span: Span) -> Iterator[str]:
    """Walk the chain from behind one event to another."""
    before, last = mac_at(look.connection, look.key, span.after) or START, span.after
    for number, link in enumerate(_links(look, span.after, span.until)):
        if number % _PORTION == 0:
            look.tick(last - span.after, span.until - span.after)
        yield from _gap(last, link.first, "event")
        last = link.last
        if isinstance(link, Run):
            yield from _run_faults(look, link, before)
        else:
            facts, seal, mac = EventFacts(*link.row[:5]), bytes(link.row[5]), link.mac
            if event_mac(look.key, before, facts, seal) != mac:
                yield f"Event {last} does not fit the events before it."
            yield from _body_faults(look.key, facts, seal, link.row[7:])
        before = link.mac


@dataclass(frozen=True, slots=True)
class _Loose:
    """One event that is not packed, as a link of the chain."""

    row: Row

    @property
    def first(self) -> int:
        """Its number."""
        return int(self.row[0])

    last = first

    @property
    def mac(self) -> bytes:
        """Its seal in the chain."""
        return bytes(self.row[6])


def _links(look: _Look, after: int, until: int) -> Iterator[_Loose | Run]:
    """Loose events and runs in the order of the chain."""
    loose = (_Loose(row) for row in _in_portions(look.connection, _EVENTS, after, until))
    return merge(loose, _runs(look.connection, after, until), key=lambda link: link.last)


def _runs(connection: Connection, after: int, until: int) -> Iterator[Run]:
    while found := read_runs(connection, after, until, _PORTION):
        yield from found
        after = found[-1].last


def _run_faults(look: _Look, run: Run, before: bytes) -> Iterator[str]:
    """Check that the events of a run are those that were sealed, and that an erased one holds no words."""
    which = f"event {run.last}" if run.first == run.last else f"events {run.first} to {run.last}"
    try:
        events = look.events_of(run)
    except StoreError:
        yield f"The words of {which} cannot be read."
        return
    inside = [event for event in events if run.first <= event.facts.seq <= run.last]
    for event in inside:
        before = event_mac(look.key, before, event.facts, event.seal)
    if before != run.mac or len(inside) != run.last - run.first + 1:
        yield f"{which.capitalize()} {'does' if run.first == run.last else 'do'} not fit the events before."
    has_words = any(event.body is not None for event in inside)
    if run.erased and (has_words or words_left(look.connection, run.pack)):
        yield f"The words of {which} are there, although their case was erased."
    if not run.erased and not has_words:
        yield f"The words of {which} are missing, and were not erased."


_EVENTS = """SELECT event.seq, interview_id, part, kind, at, body_mac, mac,
    interview.erased_at,
    content.seq, content.salt, content.body, plan_part.seq, plan_part.salt, plan_part.body
    FROM event LEFT JOIN interview ON interview.id = interview_id
    LEFT JOIN content USING (seq) LEFT JOIN plan_part USING (seq)
    WHERE event.seq > ? AND event.seq <= ? ORDER BY event.seq LIMIT ?"""


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
    erased = (
        'SELECT id, rtrim(code) FROM interview JOIN "case" ON "case".number = case_number '
        "WHERE erased_at IS NOT NULL"
    )
    for interview_id, code in connection.run(erased):
        if not {interview_id, code} & known:
            yield f"Interview {interview_id} is marked as erased, but the audit does not say so."
    for table in BODY_TABLES.values():
        stray = f"SELECT seq FROM {table} WHERE seq NOT IN (SELECT seq FROM event)"  # noqa: S608 - a fixed name
        for (seq,) in connection.run(stray):
            yield f"There are words without an event (number {seq})."


def _derived_faults(connection: Connection, key: bytes) -> Iterator[str]:
    """Check what was counted and summed up against what it was made from."""
    for interview_id in altered_summaries(connection, key):
        yield f"The summary of interview {interview_id} is not the one that was kept."
    for interview_id in miscounted(connection):
        yield f"The entries of interview {interview_id} are not as many as were counted."


def _audit_faults(look: _Look) -> Iterator[str]:
    """Walk the chain of the audit, from its start or over its newest lines."""
    connection, before, last = look.connection, START, 0
    statement = (
        "SELECT seq, at, actor, what, detail, mac FROM audit WHERE seq > ? AND seq <= ? ORDER BY seq LIMIT ?"
    )
    [(end,)] = connection.run("SELECT coalesce(max(seq), 0) FROM audit")
    if (start := look.extent.newest(end)) and (
        row := connection.one("SELECT mac FROM audit WHERE seq = ?", start)
    ):
        before, last = bytes(row[0]), start
    for row in _in_portions(connection, statement, last, end):
        facts, mac = AuditFacts(*row[:5]), bytes(row[5])
        yield from _gap(last, facts.seq, "audit line")
        last = facts.seq
        if audit_mac(look.key, before, facts) != mac:
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


def _in_portions(connection: Connection, statement: str, after: int, until: int) -> Iterator[Row]:
    """Read rows by their number, not all at once."""
    while rows := connection.run(statement, after, until, _PORTION):
        yield from rows
        after = rows[-1][0]
