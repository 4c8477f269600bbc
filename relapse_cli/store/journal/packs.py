"""Packs: what an interview has written so far, as a few compressed rows instead of one for each event.

Each event alone takes about 200 bytes for its facts, its seals and its salt, and a hundred are nothing but
where the interview stood. A pack keeps the facts of all of them together, and the words of content and plan
each in a body of its own. Of the seals only the last of each run stays, for the others follow from what is in
the pack; a run is as many events in a row as belong to one interview. Nothing is packed that does not fit its
seals.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from relapse_cli.errors import StoreError
from relapse_cli.store.database.connection import Connection
from relapse_cli.store.journal.hash_chain import (
    START,
    EventFacts,
    body_mac,
    event_mac,
    following_salt,
)

PACK_TABLES = {"content": "pack_content", "plan": "pack_plan"}
"""Where the words of each part are."""

_SEAL_BYTES = 32

_WORTH_PACKING, _AT_ONCE = 16, 4
"""From so many loose events on an interview is packed, and so many interviews at the end of one command."""


@dataclass(frozen=True, slots=True)
class PackedEvent:
    """One event out of a pack.

    Attributes:
        seal: that of its body.
        salt: with ``body``, ``None`` when its case was erased.
    """

    facts: EventFacts
    seal: bytes
    salt: bytes | None = None
    body: str | None = None


def unpacked(connection: Connection, only: str | None = None) -> list[str]:
    """Return a few interviews with many loose events that nobody holds, or the one that is meant."""
    rows = connection.run(
        "SELECT id FROM tally JOIN interview ON number = interview WHERE loose >= ?1 AND erased_at IS NULL "
        "AND id NOT IN (SELECT interview_id FROM hold) AND (?2 IS NULL OR id = ?2) "
        "ORDER BY interview DESC LIMIT ?3",
        *(_WORTH_PACKING, only, _AT_ONCE),
    )
    return [str(interview_id) for (interview_id,) in rows]


def pack_events(connection: Connection, key: bytes, interview_id: str) -> bool:
    """Put the loose events of an interview into one pack; the caller holds the transaction.

    Returns:
        Whether they were packed; what does not fit its seals stays as it is, for verifying to tell.
    """
    events, macs = _loose_events(connection, interview_id)
    runs = list(_runs(events))
    if not events or not all(_holds(connection, key, run, macs) for run in runs):
        return False
    [(interview,)] = connection.run("SELECT number FROM interview WHERE id = ?", interview_id)
    [(number,)] = connection.run("SELECT coalesce(max(number), 0) + 1 FROM pack")
    connection.run("INSERT INTO pack VALUES (?, ?, ?)", number, interview, _facts_bytes(runs))
    for part, table in PACK_TABLES.items():
        words = [(event.salt, event.body) for event in events if event.facts.part == part]
        connection.run(f"INSERT INTO {table} VALUES (?, ?)", number, _words_bytes(words))  # noqa: S608 - a fixed name
    for run in runs:
        first, last = run[0].facts.seq, run[-1].facts.seq
        connection.run("INSERT INTO run VALUES (?, ?, ?, ?)", last, first, number, macs[last])
    if read_pack(connection, key, number, interview_id) != events:
        raise StoreError("An interview could not be packed.", remedy="Nothing was changed.")
    for first, last in ((run[0].facts.seq, run[-1].facts.seq) for run in runs):
        for table, name in (("content", "seq"), ("plan_part", "seq"), ("event", "seq")):
            connection.run(f"DELETE FROM {table} WHERE {name} BETWEEN ? AND ?", first, last)  # noqa: S608 - fixed names
    connection.run("UPDATE tally SET loose = loose - ? WHERE interview = ?", len(events), interview)
    return True


def packs_of(connection: Connection, interview_id: str) -> list[int]:
    """Return the numbers of the packs of an interview, in the order of their events."""
    rows = connection.run(
        "SELECT pack.number FROM pack JOIN interview ON interview.number = interview WHERE id = ? "
        "ORDER BY pack.number",
        interview_id,
    )
    return [int(number) for (number,) in rows]


def read_pack(connection: Connection, key: bytes, number: int, interview_id: str) -> list[PackedEvent]:
    """Return the events of a pack.

    Raises:
        StoreError: it cannot be read.
    """
    [(facts_bytes, content, plan, seals)] = connection.run(
        "SELECT facts, pack_content.body, pack_plan.body, seals FROM pack "
        "LEFT JOIN pack_content ON pack_content.pack = number LEFT JOIN pack_plan ON pack_plan.pack = number "
        "LEFT JOIN pack_seals ON pack_seals.pack = number WHERE number = ?",
        number,
    )
    try:
        facts = list(_read_facts(facts_bytes, interview_id))
        if seals is not None:
            return _without_words(facts, bytes(seals))
        words = {"content": _read_words(content), "plan": _read_words(plan)}
        return [_with_words(key, each, *next(words[each.part])) for each in facts]
    except (ValueError, TypeError, KeyError, zlib.error, StopIteration) as error:
        raise StoreError(
            f"The words of interview {interview_id} cannot be read.", remedy="Run: relapse store verify"
        ) from error


def erase_packs(connection: Connection, key: bytes, interview_id: str) -> None:
    """Write over the words of all packs of an interview where they stand; the caller holds the transaction.

    The seals of the bodies take their place, so that the chain can still be followed. They are as long as
    before, so that no page is taken apart and nothing of the words is left on one.
    """
    for number in packs_of(connection, interview_id):
        if connection.one("SELECT 1 FROM pack_seals WHERE pack = ?", number):
            continue
        seals = b""
        try:
            seals = b"".join(event.seal for event in read_pack(connection, key, number, interview_id))
        except StoreError:  # what is damaged goes too; verifying tells that its seals are not there
            seals = b""
        connection.run("INSERT INTO pack_seals VALUES (?, ?)", number, seals)
        for table in PACK_TABLES.values():
            connection.run(f"UPDATE {table} SET body = zeroblob(length(body)) WHERE pack = ?", number)  # noqa: S608 - a fixed name


def mac_at(connection: Connection, key: bytes, seq: int) -> bytes | None:
    """Return the seal of an event, wherever it is; ``None`` where there is no such event."""
    if seq == 0:
        return START
    row = connection.one("SELECT mac FROM event WHERE seq = ?", seq)
    if row is not None:
        return bytes(row[0])
    row = connection.one(
        "SELECT seq, run.first, pack, mac, id FROM run JOIN pack ON pack.number = pack "
        "JOIN interview ON interview.number = interview WHERE seq >= ? ORDER BY seq LIMIT 1",
        seq,
    )
    if row is None or row[1] > seq:
        return None
    if row[0] == seq:
        return bytes(row[3])
    before = mac_at(connection, key, row[1] - 1)
    if before is None:
        return None
    for event in read_pack(connection, key, row[2], row[4]):
        if row[1] <= event.facts.seq <= seq:
            before = event_mac(key, before, event.facts, event.seal)
    return before


def _loose_events(connection: Connection, interview_id: str) -> tuple[list[PackedEvent], dict[int, bytes]]:
    """The loose events of an interview, each with its own words, and their seals in the chain."""
    rows = connection.run(
        "SELECT event.seq, interview_id, part, kind, at, body_mac, mac, "
        "CASE part WHEN 'content' THEN content.salt ELSE plan_part.salt END, "
        "CASE part WHEN 'content' THEN content.body ELSE plan_part.body END "
        "FROM event LEFT JOIN content USING (seq) LEFT JOIN plan_part USING (seq) "
        "WHERE interview_id = ? ORDER BY event.seq",
        interview_id,
    )
    macs = {int(row[0]): bytes(row[6]) for row in rows}
    events = [
        PackedEvent(
            EventFacts(*row[:5]), bytes(row[5]), bytes(row[7]) if row[7] is not None else None, row[8]
        )
        for row in rows
    ]
    return events, macs


def _runs(events: Sequence[PackedEvent]) -> Iterator[list[PackedEvent]]:
    """Events cut where another interview's stand between them."""
    breaks = [
        place
        for place, (one, other) in enumerate(pairwise(events), 1)
        if other.facts.seq != one.facts.seq + 1
    ]
    for start, end in pairwise([0, *breaks, len(events)]):
        yield list(events[start:end])


def _holds(connection: Connection, key: bytes, run: Sequence[PackedEvent], macs: Mapping[int, bytes]) -> bool:
    """Whether the events of a run are those that were written, behind the one before them."""
    before = mac_at(connection, key, run[0].facts.seq - 1)
    for event in run:
        if before is None or event.salt is None or event.body is None:
            return False
        seal = body_mac(key, event.salt, event.body)
        before = event_mac(key, before, event.facts, seal)
        if (seal, before) != (event.seal, macs[event.facts.seq]):
            return False
    return True


def _facts_bytes(runs: Sequence[Sequence[PackedEvent]]) -> bytes:
    """What is known of the events without their words: the ends of the runs; part, kind and time of each."""
    ends = [[run[0].facts.seq, run[-1].facts.seq] for run in runs]
    facts = [[event.facts.part, event.facts.kind, event.facts.at] for run in runs for event in run]
    return _squeezed([ends, facts])


def _read_facts(data: bytes, interview_id: str) -> Iterator[EventFacts]:
    ends, facts = json.loads(zlib.decompress(data))
    numbers = [seq for first, last in ends for seq in range(first, last + 1)]
    for seq, (part, kind, at) in zip(numbers, facts, strict=True):
        yield EventFacts(seq, interview_id, part, kind, at)


def _words_bytes(words: Sequence[tuple[bytes | None, str | None]]) -> bytes:
    """Salts and bodies; a salt that follows from the one before it is left out."""
    rows: list[list[str | None]] = []
    before: bytes | None = None
    for salt, body in words:
        follows = salt is not None and before is not None and following_salt(before) == salt
        rows.append([None if follows or salt is None else salt.hex(), body])
        before = salt
    return _squeezed(rows)


def _read_words(data: bytes) -> Iterator[tuple[bytes, str]]:
    before = b""
    for salt, body in json.loads(zlib.decompress(data)):
        before = following_salt(before) if salt is None else bytes.fromhex(salt)
        yield before, body


def _with_words(key: bytes, facts: EventFacts, salt: bytes, body: str) -> PackedEvent:
    return PackedEvent(facts, body_mac(key, salt, body), salt, body)


def _without_words(facts: Sequence[EventFacts], seals: bytes) -> list[PackedEvent]:
    parts = [seals[start : start + _SEAL_BYTES] for start in range(0, len(seals), _SEAL_BYTES)]
    return [PackedEvent(each, seal) for each, seal in zip(facts, parts, strict=True)]


def _squeezed(data: object) -> bytes:
    return zlib.compress(json.dumps(data, ensure_ascii=False, separators=(",", ":")).encode(), 9)


@dataclass(frozen=True, slots=True)
class Run:
    """Events in a row of one interview, out of a pack.

    Attributes:
        mac: the seal of the last one in the chain.
        erased: the words were taken away.
    """

    first: int
    last: int
    pack: int
    interview_id: str
    mac: bytes
    erased: bool


def read_runs(connection: Connection, after: int, until: int, most: int) -> list[Run]:
    """Return the next runs that end behind one event and not behind another."""
    rows = connection.run(
        "SELECT run.first, run.seq, pack, id, mac, erased_at IS NOT NULL FROM run "
        "LEFT JOIN pack ON pack.number = pack LEFT JOIN interview ON interview.number = interview "
        "WHERE seq > ? AND seq <= ? ORDER BY seq LIMIT ?",
        *(after, until, most),
    )
    return [
        Run(first, last, pack, name or "", bytes(mac), bool(erased))
        for first, last, pack, name, mac, erased in rows
    ]


def words_left(connection: Connection, pack: int) -> bool:
    """Whether any word stands in the bodies of a pack whose words were taken away."""
    return any(
        connection.one(f"SELECT 1 FROM {table} WHERE pack = ? AND body <> zeroblob(length(body))", pack)  # noqa: S608 - a fixed name
        for table in PACK_TABLES.values()
    )


def miscounted(connection: Connection) -> list[str]:
    """Return the ids of interviews that have another number of events than was counted."""
    rows = connection.run(
        "SELECT interview.id FROM interview LEFT JOIN tally ON tally.interview = interview.number "
        "LEFT JOIN (SELECT pack.interview AS number, sum(seq - run.first + 1) AS packed FROM run "
        "JOIN pack ON pack.number = run.pack GROUP BY pack.interview) AS in_packs USING (number) "
        "LEFT JOIN (SELECT interview_id AS id, count(*) AS lying FROM event GROUP BY interview_id) AS alone "
        "ON alone.id = interview.id WHERE coalesce(events, 0) <> coalesce(packed, 0) + coalesce(lying, 0) "
        "OR coalesce(loose, 0) <> coalesce(lying, 0)"
    )
    return [str(interview_id) for (interview_id,) in rows]
