"""The tables of the store, version by version."""

from __future__ import annotations

FIRST_TABLES = (
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

CODE_LENGTH = 64
"""Letters of a stored case code, blanks at its end: one that is erased is written over where it stands."""

SUMMARY_LENGTH = 112
"""Letters of a stored summary, for the same reason."""

SECOND_TABLES = (
    f"""CREATE TABLE new_case (
        number INTEGER PRIMARY KEY,
        code TEXT NOT NULL CHECK (length(code) = {CODE_LENGTH}),
        created_at TEXT NOT NULL) STRICT""",
    "INSERT INTO new_case SELECT rowid, substr(code || printf('%64s', ''), 1, 64), created_at FROM \"case\"",
    """CREATE TABLE erased_case (
        number INTEGER PRIMARY KEY REFERENCES "case" (number), erased_at TEXT NOT NULL) STRICT""",
    'INSERT INTO erased_case SELECT rowid, erased_at FROM "case" WHERE erased_at IS NOT NULL ORDER BY rowid',
    """CREATE TABLE new_interview (
        number INTEGER PRIMARY KEY,
        id TEXT NOT NULL UNIQUE,
        case_number INTEGER NOT NULL REFERENCES "case" (number),
        path TEXT NOT NULL,
        bank_id TEXT, bank_version TEXT, bank_digest TEXT,
        started_at TEXT NOT NULL,
        continues TEXT, follows TEXT, earlier TEXT,
        erased_at TEXT) STRICT""",
    """INSERT INTO new_interview SELECT interview.rowid, id, "case".rowid, path, bank_id, bank_version,
        bank_digest, started_at, continues, follows, earlier, interview.erased_at
        FROM interview JOIN "case" ON "case".code = case_code ORDER BY interview.rowid""",
    "DROP TABLE interview",
    'DROP TABLE "case"',
    'ALTER TABLE new_case RENAME TO "case"',
    "ALTER TABLE new_interview RENAME TO interview",
    "CREATE INDEX interview_by_case ON interview (case_number)",
    """CREATE TABLE tally (
        interview INTEGER PRIMARY KEY REFERENCES interview (number),
        first INTEGER NOT NULL, last INTEGER NOT NULL, events INTEGER NOT NULL, loose INTEGER NOT NULL,
        begun_at TEXT NOT NULL, last_at TEXT NOT NULL) STRICT""",
    """INSERT INTO tally SELECT interview.number, low, high, counted, counted, begun.at, latest.at
        FROM (SELECT interview_id AS counted_id, min(seq) AS low, max(seq) AS high, count(*) AS counted
            FROM event GROUP BY interview_id)
        JOIN interview ON id = counted_id
        JOIN event AS begun ON begun.seq = low JOIN event AS latest ON latest.seq = high""",
    f"""CREATE TABLE summary (
        interview INTEGER PRIMARY KEY REFERENCES interview (number),
        body TEXT NOT NULL CHECK (length(body) = {SUMMARY_LENGTH}),
        mac BLOB NOT NULL CHECK (length(mac) = 32)) STRICT""",
    f"INSERT INTO summary SELECT number, printf('%{SUMMARY_LENGTH}s', ''), zeroblob(32) FROM interview",  # noqa: S608 - a number
    """CREATE TABLE pack (
        number INTEGER PRIMARY KEY,
        interview INTEGER NOT NULL REFERENCES interview (number),
        facts BLOB NOT NULL) STRICT""",
    "CREATE INDEX pack_by_interview ON pack (interview)",
    """CREATE TABLE pack_content (
        pack INTEGER PRIMARY KEY REFERENCES pack (number), body BLOB NOT NULL) STRICT""",
    """CREATE TABLE pack_plan (
        pack INTEGER PRIMARY KEY REFERENCES pack (number), body BLOB NOT NULL) STRICT""",
    """CREATE TABLE pack_seals (
        pack INTEGER PRIMARY KEY REFERENCES pack (number), seals BLOB NOT NULL) STRICT""",
    """CREATE TABLE run (
        seq INTEGER PRIMARY KEY,
        first INTEGER NOT NULL,
        pack INTEGER NOT NULL REFERENCES pack (number),
        mac BLOB NOT NULL) STRICT""",
)
"""The second version: what is finished is packed, and what is erased is written over where it stands."""

LOOSE_TABLES = {
    name: f"""CREATE TABLE {name} (
        seq INTEGER PRIMARY KEY REFERENCES event (seq), salt BLOB, body TEXT,
        CHECK ((salt IS NULL) = (body IS NULL))) STRICT"""
    for name in ("content", "plan_part")
}
"""The words of events that are not packed, as in the first version."""
