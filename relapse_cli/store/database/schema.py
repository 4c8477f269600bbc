"""The tables of the store, what may not be changed in them, and the way from one version to the next."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from relapse_cli.errors import StoreError
from relapse_cli.store.database.connection import Connection

_Migration = Callable[[Connection], None]

_TABLES = (
    "CREATE TABLE meta (name TEXT PRIMARY KEY, value BLOB NOT NULL) STRICT",
    'CREATE TABLE "case" (code TEXT PRIMARY KEY, created_at TEXT NOT NULL, erased_at TEXT) STRICT',
    """CREATE TABLE interview (
        id TEXT PRIMARY KEY,
        case_code TEXT NOT NULL REFERENCES "case" (code) ON UPDATE CASCADE,
        path TEXT NOT NULL,
        bank_id TEXT, bank_version TEXT, bank_digest TEXT,
        started_at TEXT NOT NULL,
        continues TEXT, follows TEXT, earlier TEXT,
        erased_at TEXT) STRICT""",
    "CREATE INDEX interview_by_case ON interview (case_code)",
    """CREATE TABLE event (
        seq INTEGER PRIMARY KEY AUTOINCREMENT,
        interview_id TEXT NOT NULL REFERENCES interview (id),
        part TEXT NOT NULL CHECK (part IN ('content', 'plan')),
        kind TEXT NOT NULL,
        at TEXT NOT NULL,
        body_mac BLOB NOT NULL,
        mac BLOB NOT NULL) STRICT""",
    "CREATE INDEX event_by_interview ON event (interview_id)",
    """CREATE TABLE content (
        seq INTEGER PRIMARY KEY REFERENCES event (seq), salt BLOB, body TEXT,
        CHECK ((salt IS NULL) = (body IS NULL))) STRICT""",
    """CREATE TABLE plan_part (
        seq INTEGER PRIMARY KEY REFERENCES event (seq), salt BLOB, body TEXT,
        CHECK ((salt IS NULL) = (body IS NULL))) STRICT""",
    """CREATE TABLE audit (
        seq INTEGER PRIMARY KEY AUTOINCREMENT,
        at TEXT NOT NULL, actor TEXT NOT NULL, what TEXT NOT NULL, detail TEXT NOT NULL,
        mac BLOB NOT NULL) STRICT""",
    """CREATE TABLE hold (
        interview_id TEXT PRIMARY KEY REFERENCES interview (id),
        pid INTEGER NOT NULL, host TEXT NOT NULL, since TEXT NOT NULL, token TEXT NOT NULL) STRICT""",
    """CREATE TABLE backup_made (
        id INTEGER PRIMARY KEY, at TEXT NOT NULL, file_name TEXT NOT NULL,
        events INTEGER NOT NULL, head TEXT NOT NULL) STRICT""",
)

_KEPT = ("meta", '"case"', "interview", "event", "content", "plan_part", "audit", "backup_made")
"""Tables from which nothing is taken away."""

_WORDS_STAY = (
    "NEW.body IS NOT NULL OR NEW.salt IS NOT NULL OR NEW.seq IS NOT OLD.seq OR NOT EXISTS "
    "(SELECT 1 FROM event JOIN interview ON interview.id = interview_id "
    "WHERE event.seq = OLD.seq AND erased_at IS NOT NULL)"
)
_CASE_STAYS = "OLD.erased_at IS NOT NULL OR NEW.erased_at IS NULL OR NEW.created_at IS NOT OLD.created_at"
_BANK_PIN = ("bank_id", "bank_version", "bank_digest")
_LINKS = ("continues", "follows", "earlier")
_ERASED_CASE = 'EXISTS (SELECT 1 FROM "case" WHERE code = NEW.case_code AND erased_at IS NOT NULL)'
_INTERVIEW_STAYS = " OR ".join(
    [
        *(
            f"NEW.{column} IS NOT OLD.{column}"
            for column in ("id", "path", *_BANK_PIN, "started_at", *_LINKS)
        ),
        "OLD.erased_at IS NOT NULL AND NEW.erased_at IS NOT OLD.erased_at",
        f"NEW.case_code IS NOT OLD.case_code AND NOT {_ERASED_CASE}",
    ]
)

_FIXED = {
    "meta": "1",
    "event": "1",
    "audit": "1",
    "backup_made": "1",
    "content": _WORDS_STAY,
    "plan_part": _WORDS_STAY,
    '"case"': _CASE_STAYS,
    "interview": _INTERVIEW_STAYS,
}
"""The changes that are refused, by table; what is left is what an erasure does."""

_ROW_KEYS = {
    "meta": "name",
    '"case"': "code",
    "interview": "id",
    "event": "seq",
    "content": "seq",
    "plan_part": "seq",
    "audit": "seq",
    "backup_made": "id",
}
"""The column by which a new row could be put in the place of an old one."""


def _make_first_version(connection: Connection) -> None:
    """Make all tables, and the triggers that keep them from being rewritten."""
    for statement in _TABLES:
        connection.run(statement)
    for statement in _guards():
        connection.run(statement)


_MIGRATIONS: tuple[_Migration, ...] = (_make_first_version,)
"""The step at place n makes version n + 1 out of version n."""

SCHEMA_VERSION = len(_MIGRATIONS)


def read_version(connection: Connection) -> int:
    """Return the version of an open store's schema."""
    [(version,)] = connection.run("PRAGMA user_version")
    return int(version)


def check_version(connection: Connection, newest: int = SCHEMA_VERSION) -> int:
    """Return the version of a store that this program can read.

    Raises:
        StoreError: a newer program wrote it.
    """
    version = read_version(connection)
    if version > newest:
        raise StoreError(
            f"The store was written by a newer relapse (schema {version}; this one knows {newest}).",
            remedy="Install the newer version of relapse; the store is unchanged.",
        )
    return version


def migrate(connection: Connection, migrations: Sequence[_Migration] = _MIGRATIONS) -> None:
    """Bring a store to the newest version, each step whole or not at all.

    Raises:
        StoreError: a newer program wrote it, or a step met a fault; the version before it stands then.
    """
    for number in range(check_version(connection, len(migrations)), len(migrations)):
        with connection.transaction():
            if read_version(connection) == number:  # another process may have been faster
                migrations[number](connection)
                connection.run(f"PRAGMA user_version={number + 1}")


def _guards() -> list[str]:
    """Return the triggers that refuse every change but what an erasure does."""
    refused = [
        *((table, "DELETE", "1") for table in _KEPT),
        *((table, "UPDATE", rule) for table, rule in _FIXED.items()),
        *(
            (table, "INSERT", f"EXISTS (SELECT 1 FROM {table} WHERE {key} = NEW.{key})")  # noqa: S608 - fixed names
            for table, key in _ROW_KEYS.items()
        ),
    ]
    return [
        f"CREATE TRIGGER keep_{number} BEFORE {action} ON {table} WHEN {rule} "
        "BEGIN SELECT RAISE(ABORT, 'only added to'); END"
        for number, (table, action, rule) in enumerate(refused)
    ]


def missing_guards(connection: Connection) -> int:
    """Return how many of the triggers are not as they were made."""
    present = {sql for (sql,) in connection.run("SELECT sql FROM sqlite_master WHERE type = 'trigger'")}
    return len(set(_guards()) - present)
