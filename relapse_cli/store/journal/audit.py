"""The audit: who did what and when, in a chain of its own.

A detail names interviews by their ids and says how many, never a case code or a word of an answer: what the
audit says stays when a case is erased.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass

from relapse_cli.store.database.connection import Connection
from relapse_cli.store.journal.hash_chain import START, AuditFacts, audit_mac


@dataclass(frozen=True, slots=True)
class AuditRow:
    """One line of the audit.

    Attributes:
        what: such as ``unlock``, ``view``, ``export``, ``review``, ``erase`` or ``rotate``.
        detail: ids and numbers.
    """

    seq: int
    at: str
    actor: str
    what: str
    detail: Mapping[str, str]


def write_audit(
    connection: Connection, key: bytes, *, at: str, actor: str, what: str, detail: Mapping[str, str]
) -> None:
    """Add a line to the audit; the caller holds the transaction."""
    given = connection.one("SELECT seq FROM sqlite_sequence WHERE name = 'audit'")
    last = connection.one("SELECT mac FROM audit ORDER BY seq DESC LIMIT 1")
    text = json.dumps(dict(sorted(detail.items())), separators=(",", ":"))
    facts = AuditFacts(int(given[0]) + 1 if given else 1, at, actor, what, text)
    seal = audit_mac(key, bytes(last[0]) if last else START, facts)
    connection.run("INSERT INTO audit VALUES (?, ?, ?, ?, ?, ?)", *facts, seal)


def read_audit(connection: Connection) -> list[AuditRow]:
    """Return all lines of the audit, the oldest first."""
    rows = connection.run("SELECT seq, at, actor, what, detail FROM audit ORDER BY seq")
    return [AuditRow(seq, at, actor, what, read_detail(detail)) for seq, at, actor, what, detail in rows]


def read_detail(text: str) -> dict[str, str]:
    """Return the detail of a line; empty when it was tampered with, which verifying tells."""
    try:
        data = json.loads(text)
    except (ValueError, RecursionError):
        return {}
    return {str(name): str(value) for name, value in data.items()} if isinstance(data, dict) else {}
