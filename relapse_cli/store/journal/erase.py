"""Erasing a case: its words go for good, the proof that something was there stays."""

from __future__ import annotations

import secrets
from contextlib import suppress
from dataclasses import dataclass

from relapse_cli.errors import StoreError
from relapse_cli.problems import did_you_mean
from relapse_cli.store.database.connection import Connection
from relapse_cli.store.journal.audit import write_audit
from relapse_cli.store.journal.events import BODY_TABLES
from relapse_cli.store.journal.interviews import check_present
from relapse_cli.store.journal.status import backups_since


@dataclass(frozen=True, slots=True)
class Erasure:
    """What an erasure did.

    Attributes:
        case: the code of the case as it is now; ``erased-`` and eight digits when nothing of it is left.
        interviews: how many interviews were erased.
        events: how many entries they had.
        backups: the backups, by file name, that were made or begun while the words were there.
        compacted: the file was also made smaller; the words are gone either way.
        in_journal: another process reads the journal, so what stands in it could not be taken away yet.
    """

    case: str
    interviews: int
    events: int
    backups: tuple[str, ...]
    compacted: bool
    in_journal: bool = False


def erase_case_words(connection: Connection, key: bytes, code: str, *, at: str, actor: str) -> Erasure:
    """Erase the words of a case in one transaction; the file is not compacted yet.

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
            "SELECT case_code, (SELECT count(*) FROM interview AS other "
            "WHERE other.case_code = this.case_code AND other.erased_at IS NULL AND other.id <> this.id) "
            "FROM interview AS this WHERE id = ?",
            interview_id,
        )
        if others == 0:
            return _erase_case(connection, key, code, at=at, actor=actor)
        count, backups = _take_words(connection, [interview_id], at)
        detail = {"interview": interview_id, "events": str(count)}
        write_audit(connection, key, at=at, actor=actor, what="erase", detail=detail)
        return Erasure(code, 1, count, backups, compacted=False)


def compact(connection: Connection) -> bool:
    """Empty the log and rewrite the file without gaps; ``False`` when there is no room for that.

    Freed pages are overwritten with zeros as it is (``secure_delete``), so an erasure does not hang on this.
    """
    done = False
    with suppress(StoreError):
        connection.run("PRAGMA wal_checkpoint(TRUNCATE)")
        connection.run("VACUUM")
        connection.run("PRAGMA wal_checkpoint(TRUNCATE)")
        done = True
    return done


def empty_log(connection: Connection) -> bool:
    """Take everything from the log into the file, and cut the log; ``False`` while somebody reads in it.

    What an erasure overwrites in the file stands in the log until then.
    """
    with suppress(StoreError):
        [(busy, *_)] = connection.run("PRAGMA wal_checkpoint(TRUNCATE)")
        return not busy
    return False


def _erase_case(connection: Connection, key: bytes, code: str, *, at: str, actor: str) -> Erasure:
    new_code = f"erased-{secrets.token_hex(4)}"
    connection.run('UPDATE "case" SET code = ?, erased_at = ? WHERE code = ?', new_code, at, code)
    rows = connection.run("SELECT id FROM interview WHERE case_code = ?", new_code)
    count, backups = _take_words(connection, [str(row[0]) for row in rows], at)
    detail = {"case": new_code, "interviews": str(len(rows)), "events": str(count)}
    write_audit(connection, key, at=at, actor=actor, what="erase", detail=detail)
    return Erasure(new_code, len(rows), count, backups, compacted=False)


def _take_words(connection: Connection, interview_ids: list[str], at: str) -> tuple[int, tuple[str, ...]]:
    """Empty the bodies of interviews; return how many there were, and the backups that still hold them."""
    count, firsts = 0, []
    for interview_id in interview_ids:
        [(number, low)] = connection.run(
            "SELECT count(*), min(seq) FROM event WHERE interview_id = ?", interview_id
        )
        count += number
        firsts += [low] if number else []
        connection.run("DELETE FROM hold WHERE interview_id = ?", interview_id)
        connection.run(
            "UPDATE interview SET erased_at = coalesce(erased_at, ?) WHERE id = ?", at, interview_id
        )
        for table in BODY_TABLES.values():
            take = f"UPDATE {table} SET salt = NULL, body = NULL WHERE seq IN (SELECT seq FROM event"  # noqa: S608 - a fixed name
            connection.run(f"{take} WHERE interview_id = ?)", interview_id)
    return count, backups_since(connection, min(firsts, default=None))


def _check_case(connection: Connection, code: str) -> None:
    row = connection.one('SELECT erased_at FROM "case" WHERE code = ?', code)
    if row is None:
        known = [str(name) for (name,) in connection.run('SELECT code FROM "case" WHERE erased_at IS NULL')]
        near = did_you_mean(code, known) or "List what is stored with: relapse interviews"
        raise StoreError(f"There is no stored case {code}.", remedy=near)
    if row[0] is not None:
        raise StoreError(
            f"Case {code} was erased on {row[0]}.", remedy="Its words are gone; nothing is left to do."
        )
