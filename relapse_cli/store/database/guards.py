"""The triggers that keep the tables from being rewritten."""

from __future__ import annotations

from relapse_cli.store.database.connection import Connection

_IN_A_RUN = (
    "EXISTS (SELECT 1 FROM run WHERE run.seq = (SELECT min(seq) FROM run WHERE seq >= {0}.seq) "
    "AND run.first <= {0}.seq)"
)
_PACKED = _IN_A_RUN.format("OLD")

_KEPT = {
    "meta": "1",
    '"case"': "1",
    "erased_case": "1",
    "interview": "1",
    "event": f"NOT {_PACKED}",
    "content": f"NOT {_PACKED}",
    "plan_part": f"NOT {_PACKED}",
    "audit": "1",
    "backup_made": "1",
    "pack": "1",
    "pack_content": "1",
    "pack_plan": "1",
    "pack_seals": "1",
    "run": "1",
}
"""Tables from which nothing is taken away, but what stands in a pack as well."""

_WORDS_STAY = (
    "NEW.body IS NOT NULL OR NEW.salt IS NOT NULL OR NEW.seq IS NOT OLD.seq OR NOT EXISTS "
    "(SELECT 1 FROM event JOIN interview ON interview.id = interview_id "
    "WHERE event.seq = OLD.seq AND erased_at IS NOT NULL)"
)
_PACK_STAYS = (
    "NEW.body IS NOT zeroblob(length(OLD.body)) OR NEW.pack IS NOT OLD.pack OR NOT EXISTS "
    "(SELECT 1 FROM pack JOIN interview ON interview.number = interview "
    "WHERE pack.number = OLD.pack AND erased_at IS NOT NULL)"
)
_CASE_STAYS = (
    "NEW.number IS NOT OLD.number OR NEW.created_at IS NOT OLD.created_at OR NEW.code NOT LIKE 'erased-%' "
    "OR EXISTS (SELECT 1 FROM erased_case WHERE number = OLD.number)"
)
_INTERVIEW_STAYS = " OR ".join(
    [
        *(
            f"NEW.{column} IS NOT OLD.{column}"
            for column in (
                *("number", "id", "case_number", "path", "bank_id", "bank_version", "bank_digest"),
                *("started_at", "continues", "follows", "earlier"),
            )
        ),
        "OLD.erased_at IS NOT NULL",
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
    "erased_case": "1",
    "interview": _INTERVIEW_STAYS,
    "pack": "1",
    "pack_content": _PACK_STAYS,
    "pack_plan": _PACK_STAYS,
    "pack_seals": "1",
    "run": "1",
}
"""The changes that are refused, by table; what is left is what an erasure does."""

_ROW_KEYS = {
    "meta": "name",
    '"case"': "number",
    "erased_case": "number",
    "interview": "id",
    "event": "seq",
    "content": "seq",
    "plan_part": "seq",
    "audit": "seq",
    "backup_made": "id",
    "pack": "number",
    "pack_content": "pack",
    "pack_plan": "pack",
    "pack_seals": "pack",
    "run": "seq",
}
"""The column by which a new row could be put in the place of an old one."""

_TAKEN = {
    "event": _IN_A_RUN.format("NEW"),
    "interview": "EXISTS (SELECT 1 FROM interview WHERE number = NEW.number)",
}
"""What else a new row must not stand in the place of."""


def guards() -> list[str]:
    """Return the triggers that refuse every change but what packing and an erasure do."""
    refused = [
        *((table, "DELETE", rule) for table, rule in _KEPT.items()),
        *((table, "UPDATE", rule) for table, rule in _FIXED.items()),
        *(
            (table, "INSERT", f"EXISTS (SELECT 1 FROM {table} WHERE {key} = NEW.{key})")  # noqa: S608 - fixed names
            for table, key in _ROW_KEYS.items()
        ),
        *((table, "INSERT", rule) for table, rule in _TAKEN.items()),
    ]
    return [
        f"CREATE TRIGGER keep_{number} BEFORE {action} ON {table} WHEN {rule} "
        "BEGIN SELECT RAISE(ABORT, 'only added to'); END"
        for number, (table, action, rule) in enumerate(refused)
    ]


def missing_guards(connection: Connection) -> int:
    """Return how many of the triggers are not as they were made."""
    present = {sql for (sql,) in connection.run("SELECT sql FROM sqlite_master WHERE type = 'trigger'")}
    return len(set(guards()) - present)
