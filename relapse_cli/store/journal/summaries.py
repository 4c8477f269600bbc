"""Summaries: what a list says of an interview, kept so that its journal need not be read for it.

A summary follows from the journal and can be made anew at any time. It has a seal of its own, and one that
does not fit counts as none. Each is as long as every other and stands where it was put, so that an erasure
can write over it.
"""

from __future__ import annotations

import hmac
from collections.abc import Mapping

from relapse_cli.store.database.connection import Connection
from relapse_cli.store.database.tables import SUMMARY_LENGTH
from relapse_cli.store.journal.hash_chain import summary_mac

_NO_SEAL = bytes(32)


def add_summary(connection: Connection, interview_id: str) -> None:
    """Make room for the summary of a new interview; the caller holds the transaction."""
    connection.run(
        "INSERT INTO summary SELECT number, ?, ? FROM interview WHERE id = ?",
        *(" " * SUMMARY_LENGTH, _NO_SEAL, interview_id),
    )


def keep_summaries(connection: Connection, key: bytes, texts: Mapping[str, str]) -> None:
    """Keep summaries by interview; one that is too long is not kept. The caller holds the transaction."""
    for interview_id, text in texts.items():
        if len(text) <= SUMMARY_LENGTH and text.isascii():
            body = text.ljust(SUMMARY_LENGTH)
            connection.run(
                "UPDATE summary SET body = ?, mac = ? WHERE interview = "
                "(SELECT number FROM interview WHERE id = ? AND erased_at IS NULL)",
                *(body, summary_mac(key, interview_id, body), interview_id),
            )


def read_summaries(connection: Connection, key: bytes) -> dict[str, str]:
    """Return the summaries whose seals fit, by interview."""
    rows = connection.run("SELECT id, body, mac FROM summary JOIN interview ON number = interview")
    return {
        interview_id: body.rstrip()
        for interview_id, body, mac in rows
        if body.strip() and hmac.compare_digest(summary_mac(key, interview_id, body), bytes(mac))
    }


def erase_summary(connection: Connection, interview_id: str) -> None:
    """Write over the summary of an interview; the caller holds the transaction."""
    connection.run(
        "UPDATE summary SET body = ?, mac = ? WHERE interview = (SELECT number FROM interview WHERE id = ?)",
        *(" " * SUMMARY_LENGTH, _NO_SEAL, interview_id),
    )


def altered_summaries(connection: Connection, key: bytes) -> list[str]:
    """Return the ids of interviews whose summary is not the one that was kept."""
    rows = connection.run("SELECT id, body, mac FROM summary JOIN interview ON number = interview")
    return [
        str(interview_id)
        for interview_id, body, mac in rows
        if bytes(mac) != (summary_mac(key, interview_id, body) if body.strip() else _NO_SEAL)
    ]
