"""The interviews of a store: which there are, and how one is named."""

from __future__ import annotations

from dataclasses import dataclass

from relapse_cli.errors import StoreError
from relapse_cli.model.record import BankPin, Record
from relapse_cli.problems import did_you_mean
from relapse_cli.store.database.connection import Connection, Row
from relapse_cli.store.database.tables import CODE_LENGTH
from relapse_cli.store.journal.summaries import add_summary

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
    bank = record.bank
    pin = (bank.id, bank.version, bank.digest) if bank else (None, None, None)
    links = (record.continues, record.follows, record.earlier)
    connection.run(
        "INSERT INTO interview VALUES ((SELECT coalesce(max(number), 0) + 1 FROM interview), "
        "?, ?, ?, ?, ?, ?, ?, ?, ?, ?, NULL)",
        *(record.id, _case_of(connection, record.case, now), record.path, *pin, record.started_at, *links),
    )
    add_summary(connection, record.id)


def _case_of(connection: Connection, code: str, now: str) -> int:
    """The number of a case, which is added if it is new.

    Raises:
        StoreError: it was erased.
    """
    known = find_case(connection, code)
    if known is None:
        connection.run('INSERT INTO "case" (code, created_at) VALUES (?, ?)', padded(code), now)
        [(number,)] = connection.run('SELECT max(number) FROM "case"')
        return int(number)
    if known.erased_at is not None:
        raise StoreError(f"Case {code} was erased.", remedy="Use another case code.")
    return known.number


@dataclass(frozen=True, slots=True)
class StoredCase:
    """One case: its number, and when it was erased, if it was."""

    number: int
    erased_at: str | None


def find_case(connection: Connection, code: str) -> StoredCase | None:
    """Return the case of a code; the codes are looked through one by one, for an index would keep copies."""
    row = connection.one(
        'SELECT number, erased_at FROM "case" LEFT JOIN erased_case USING (number) WHERE code = ?',
        padded(code),
    )
    return StoredCase(int(row[0]), row[1]) if row is not None else None


def padded(code: str) -> str:
    """Return a case code as it is stored."""
    return code.ljust(CODE_LENGTH)


def live_cases(connection: Connection) -> list[str]:
    """Return the codes of the cases that were not erased, in the order in which they were entered."""
    rows = connection.run(
        'SELECT rtrim(code) FROM "case" WHERE number NOT IN (SELECT number FROM erased_case) ORDER BY number'
    )
    return [str(code) for (code,) in rows]


_INTERVIEWS = (
    "SELECT id, rtrim(code), path, bank_id, bank_version, bank_digest, started_at, continues, "
    "follows, earlier, erased_at IS NOT NULL, begun_at, last_at, events "
    'FROM interview JOIN "case" ON "case".number = case_number '
    "LEFT JOIN tally ON tally.interview = interview.number "
)


def list_interviews(connection: Connection, case: str | None = None) -> list[StoredInterview]:
    """Return the interviews, of one case or of all, in the order in which they were entered."""
    known = find_case(connection, case) if case is not None else None
    if case is not None and known is None:
        return []
    of_case = "WHERE case_number = ?" if known is not None else ""
    rows = connection.run(
        f"{_INTERVIEWS} {of_case} ORDER BY first IS NULL, first, interview.number",
        *([known.number] if known is not None else []),
    )
    return [_read_row(row) for row in rows]


def find_interview(connection: Connection, name: str) -> StoredInterview:
    """Return the interview with this id, or the one whose id begins so.

    Raises:
        StoreError: there is none, or more than one.
    """
    rows = connection.run(f"{_INTERVIEWS} WHERE id = ?", name)
    if not rows and len(name) >= _SHORTEST_NAME:
        between = f"{_INTERVIEWS} WHERE id >= ? AND id < ? ORDER BY first IS NULL, first LIMIT {_LISTED + 1}"
        rows = connection.run(between, name, f"{name}\U0010ffff")
    fitting = [_read_row(row) for row in rows]
    if len(fitting) == 1:
        return fitting[0]
    if fitting:
        some = ", ".join(one.id for one in fitting[:_LISTED])
        raise StoreError(
            f"More than one stored interview begins with {name}: {some}.", remedy="Name it in full."
        )
    known = [str(one) for (one,) in connection.run("SELECT id FROM interview")]
    near = did_you_mean(name, known) or "List them with: relapse interviews"
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
