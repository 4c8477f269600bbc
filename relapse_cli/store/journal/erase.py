"""Erasing a case: its words go for good, the proof that something was there stays."""

from __future__ import annotations

import secrets
from contextlib import suppress
from dataclasses import dataclass

from relapse_cli.errors import StoreError
from relapse_cli.problems import did_you_mean
from relapse_cli.store.database.connection import Connection
from relapse_cli.store.database.tables import LOOSE_TABLES
from relapse_cli.store.journal.audit import write_audit
from relapse_cli.store.journal.events import BODY_TABLES
from relapse_cli.store.journal.interviews import check_present, find_case, live_cases, padded
from relapse_cli.store.journal.packs import erase_packs
from relapse_cli.store.journal.status import backups_since
from relapse_cli.store.journal.summaries import erase_summary

ERASED = "erased-"
"""How the code begins that an erased case has."""


@dataclass(frozen=True, slots=True)
class Erasure:
    """What an erasure did.

    Attributes:
        case: the code of the case as it is now; ``erased-`` and eight digits when nothing of it is left.
        interviews: how many interviews were erased.
        events: how many entries they had.
        backups: the backups, each with its folder, that were made or begun while the words were there.
        in_journal: another process reads the journal, so what stands in it could not be taken away yet.
    """

    case: str
    interviews: int
    events: int
    backups: tuple[str, ...]
    in_journal: bool = False


def erase_case_words(connection: Connection, key: bytes, code: str, *, at: str, actor: str) -> Erasure:
    """Erase the words of a case in one transaction; the journal is not emptied yet.

    Raises:
        StoreError: there is no such case, or it was erased before.
    """
    with connection.transaction():
        _check_case(connection, code)
        return _erase_case(connection, key, code, at=at, actor=actor)


def erase_interview_words(
    connection: Connection, key: bytes, interview_id: str, *, at: str, actor: str
) -> Erasure:
    """Erase the words of one interview; with the only one of a case goes the case code.

    Raises:
        StoreError: there is no such interview, or it was erased before.
    """
    with connection.transaction():
        check_present(connection, interview_id)
        [(code, others)] = connection.run(
            "SELECT rtrim(code), (SELECT count(*) FROM interview AS other WHERE "
            "other.case_number = this.case_number AND other.erased_at IS NULL AND other.id <> this.id) "
            'FROM interview AS this JOIN "case" ON "case".number = case_number WHERE id = ?',
            interview_id,
        )
        if others == 0:
            return _erase_case(connection, key, code, at=at, actor=actor)
        count, backups = _take_words(connection, key, [interview_id], at)
        detail = {"interview": interview_id, "events": str(count)}
        write_audit(connection, key, at=at, actor=actor, what="erase", detail=detail)
        return Erasure(code, 1, count, backups)


def compact(connection: Connection) -> bool:
    """Empty the journal of the database; ``False`` where somebody else is still reading what is in it.

    In the file the words were written over where they stood, and freed pages are overwritten with zeros
    (``secure_delete``). So the file need not be written anew, which would cost by the size of the store.
    """
    with suppress(StoreError):
        return bool(connection.run("PRAGMA wal_checkpoint(TRUNCATE)")[0][0] == 0)
    return False


def _erase_case(connection: Connection, key: bytes, code: str, *, at: str, actor: str) -> Erasure:
    new_code = f"{ERASED}{secrets.token_hex(4)}"
    known = find_case(connection, code)
    assert known is not None  # noqa: S101 - both callers have found it
    connection.run('UPDATE "case" SET code = ? WHERE number = ?', padded(new_code), known.number)
    connection.run("INSERT INTO erased_case VALUES (?, ?)", known.number, at)
    rows = connection.run("SELECT id FROM interview WHERE case_number = ?", known.number)
    count, backups = _take_words(connection, key, [str(row[0]) for row in rows], at)
    detail = {"case": new_code, "interviews": str(len(rows)), "events": str(count)}
    write_audit(connection, key, at=at, actor=actor, what="erase", detail=detail)
    return Erasure(new_code, len(rows), count, backups)


def _take_words(
    connection: Connection, key: bytes, interview_ids: list[str], at: str
) -> tuple[int, tuple[str, ...]]:
    """Empty the bodies of interviews; return how many there were, and the backups that still hold them."""
    count, firsts = 0, []
    for interview_id in interview_ids:
        row = connection.one(
            "SELECT events, first FROM tally JOIN interview ON number = interview WHERE id = ?", interview_id
        )
        count += row[0] if row else 0
        firsts += [row[1]] if row else []
        connection.run("DELETE FROM hold WHERE interview_id = ?", interview_id)
        connection.run(
            "UPDATE interview SET erased_at = ? WHERE id = ? AND erased_at IS NULL", at, interview_id
        )
        for table in BODY_TABLES.values():
            take = f"UPDATE {table} SET salt = NULL, body = NULL WHERE seq IN (SELECT seq FROM event"  # noqa: S608 - a fixed name
            connection.run(f"{take} WHERE interview_id = ?)", interview_id)
        erase_packs(connection, key, interview_id)
        erase_summary(connection, interview_id)
    for table in BODY_TABLES.values():
        _make_words_anew(connection, table)
    return count, backups_since(connection, min(firsts, default=None))


def _check_case(connection: Connection, code: str) -> None:
    known = find_case(connection, code)
    if known is None:
        near = did_you_mean(code, live_cases(connection)) or "List what is stored with: relapse interviews"
        raise StoreError(f"There is no stored case {code}.", remedy=near)
    if known.erased_at is not None:
        raise StoreError(
            f"Case {code} was erased on {known.erased_at}.",
            remedy="Its words are gone; nothing is left to do.",
        )


def _make_words_anew(connection: Connection, table: str) -> None:
    """Move the loose words to new pages, so that the old ones are freed, which overwrites them.

    Where rows come and go, a page can keep copies of rows that now stand elsewhere; overwriting those where
    they stand does not reach the copies. What is loose belongs to the few interviews that are not packed. The
    caller holds the transaction.
    """
    guards = connection.run(
        "SELECT sql FROM sqlite_master WHERE type = 'trigger' AND tbl_name = ? ORDER BY rowid", table
    )
    connection.run(LOOSE_TABLES[table].replace(table, f"new_{table}", 1))
    connection.run(f"INSERT INTO new_{table} SELECT * FROM {table} ORDER BY seq")  # noqa: S608 - a fixed name
    connection.run(f"DROP TABLE {table}")
    connection.run(f"ALTER TABLE new_{table} RENAME TO {table}")
    for (sql,) in guards:
        connection.run(sql)
