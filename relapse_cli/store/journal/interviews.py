"""The interviews of a store: which there are, and how one is named."""

from __future__ import annotations

from dataclasses import dataclass

from relapse_cli.errors import StoreError
from relapse_cli.model.record import BankPin, Record
from relapse_cli.problems import did_you_mean
from relapse_cli.store.database.connection import Connection, Row

_SHORTEST_NAME = 4
_LISTED = 5


@dataclass(frozen=True, slots=True)
class StoredInterview:
    """One stored interview, without its words.

    Attributes:
        case: the case code; after an erasure ``erased-`` and eight digits.
        begun_at: when its first entry was written; for information, not for the order.
        last_at: when its last entry was written.
        events: how many entries it has.
    """

    id: str
    case: str
    path: str
    bank: BankPin | None
    started_at: str
    continues: str | None
    follows: str | None
    earlier: str | None
    erased: bool
    begun_at: str
    last_at: str
    events: int


def add_interview(connection: Connection, record: Record, now: str) -> None:
    """Add the rows of an interview, and of its case if that is new; the caller holds the transaction.

    Raises:
        StoreError: the interview is stored already, or its case was erased.
    """
    if connection.run("SELECT 1 FROM interview WHERE id = ?", record.id):
        raise StoreError(
            f"Interview {record.id} is stored already.", remedy="Go on with it: relapse interview --resume"
        )
    case = connection.one('SELECT erased_at FROM "case" WHERE code = ?', record.case)
    if case is None:
        connection.run('INSERT INTO "case" VALUES (?, ?, NULL)', record.case, now)
    elif case[0] is not None:
        raise StoreError(f"Case {record.case} was erased.", remedy="Use another case code.")
    bank = record.bank
    pin = (bank.id, bank.version, bank.digest) if bank else (None, None, None)
    links = (record.continues, record.follows, record.earlier)
    connection.run(
        "INSERT INTO interview VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, NULL)",
        *(record.id, record.case, record.path, *pin, record.started_at, *links),
    )


def list_interviews(connection: Connection, case: str | None = None) -> list[StoredInterview]:
    """Return the interviews, of one case or of all, in the order in which they were entered."""
    rows = connection.run(
        "SELECT interview.id, case_code, path, bank_id, bank_version, bank_digest, started_at, continues, "
        "follows, earlier, erased_at IS NOT NULL, first.at, last.at, counted.number "
        "FROM interview "
        "LEFT JOIN (SELECT interview_id, min(seq) AS low, max(seq) AS high, count(*) AS number "
        "FROM event GROUP BY interview_id) AS counted ON counted.interview_id = interview.id "
        "LEFT JOIN event AS first ON first.seq = counted.low "
        "LEFT JOIN event AS last ON last.seq = counted.high "
        "WHERE ?1 IS NULL OR case_code = ?1 ORDER BY counted.low IS NULL, counted.low, interview.rowid",
        case,
    )
    return [_read_row(row) for row in rows]


def find_interview(connection: Connection, name: str) -> StoredInterview:
    """Return the interview with this id, or the one whose id begins so.

    Raises:
        StoreError: there is none, or more than one.
    """
    stored = list_interviews(connection)
    fitting = [one for one in stored if one.id == name]
    if not fitting and len(name) >= _SHORTEST_NAME:
        fitting = [one for one in stored if one.id.startswith(name)]
    if len(fitting) == 1:
        return fitting[0]
    if fitting:
        some = ", ".join(one.id for one in fitting[:_LISTED])
        raise StoreError(
            f"More than one stored interview begins with {name}: {some}.", remedy="Name it in full."
        )
    near = did_you_mean(name, [one.id for one in stored]) or "List them with: relapse interviews"
    raise StoreError(f"There is no stored interview {name}.", remedy=near)


def _read_row(row: Row) -> StoredInterview:
    interview_id, case, path, bank_id, version, digest, started_at, continues, follows, earlier, *rest = row
    erased, begun_at, last_at, events = rest
    return StoredInterview(
        id=interview_id,
        case=case,
        path=path,
        bank=BankPin(id=bank_id, version=version, digest=digest) if bank_id is not None else None,
        started_at=started_at,
        continues=continues,
        follows=follows,
        earlier=earlier,
        erased=bool(erased),
        begun_at=begun_at or started_at,
        last_at=last_at or started_at,
        events=events or 0,
    )


def check_present(connection: Connection, interview_id: str) -> None:
    """Refuse an interview that is not stored, or whose words were erased."""
    row = connection.one("SELECT erased_at FROM interview WHERE id = ?", interview_id)
    if row is None:
        raise StoreError(
            f"There is no stored interview {interview_id}.", remedy="List them with: relapse interviews"
        )
    if row[0] is not None:
        raise StoreError(f"Interview {interview_id} was erased on {row[0]}.", remedy="Begin a new interview.")
