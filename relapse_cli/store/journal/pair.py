"""Whether a database and the log that a crash left beside it belong together.

Nothing in a log names its database, so a newer log is played into an older copy without a word, and what
comes out is a mixture. It shows in the tables, in rows that belong to nothing, and in the chain of seals.
This is looked at only where a log was left behind, before anything is taken into the file.
"""

from __future__ import annotations

from collections.abc import Callable

from relapse_cli.store.database.connection import Connection
from relapse_cli.store.database.errors import DamagedError
from relapse_cli.store.database.schema import WITH_PACKS, read_version
from relapse_cli.store.journal.events import last_that_is_there
from relapse_cli.store.journal.extent import Extent
from relapse_cli.store.journal.hash_chain import START, EventFacts, event_mac
from relapse_cli.store.journal.status import count_events
from relapse_cli.store.journal.verify import find_faults

_LAST_EVENTS = 20_000
"""So many links of the chain are looked at; the rest of a large store is left to ``relapse store verify``."""

_COUNTS = """SELECT (SELECT count(*) FROM event),
    (SELECT count(*) FROM content) + (SELECT count(*) FROM plan_part),
    (SELECT coalesce(max(seq), 0) FROM sqlite_sequence WHERE name = 'event'),
    (SELECT coalesce(max(seq), 0) FROM sqlite_sequence WHERE name = 'audit')
        - (SELECT coalesce(max(seq), 0) FROM audit)"""


class OtherJournalError(DamagedError):
    """The journal beside the database is that of another copy of it."""


def check_pair(connection: Connection, alone: Callable[[], bool]) -> None:
    """Refuse a log that does not belong to the database.

    Args:
        connection: the database with its log.
        alone: whether the database is whole without its log.

    Raises:
        StoreError: the two do not belong together; other damage is told later, in its own words.
    """
    if is_coherent(connection) or not alone():
        return
    raise OtherJournalError(
        f"The store {connection.path} and its journal do not belong together: an older copy of the one "
        "stands beside a newer one of the other. Nothing was changed.",
        remedy="Put the store.db back that was there before. If it is gone, keep a copy of the folder and "
        "restore a backup: relapse store restore FILE; or set the journal aside and go on with what the "
        "older copy holds: relapse store repair",
    )


def is_coherent(connection: Connection) -> bool:
    """Whether the tables hold together, every event has its words, and the last ones are one chain."""
    try:
        if connection.run("PRAGMA quick_check(1)") != [("ok",)] or connection.run("PRAGMA foreign_key_check"):
            return False
        return _counts_fit(connection) and _is_one_chain(connection)
    except DamagedError:
        return False


def _counts_fit(connection: Connection) -> bool:
    """Whether there are as many of each as there have to be; packed events have their words in the pack."""
    [(loose, bodies, given, audit_lines_gone)] = connection.run(_COUNTS)
    if read_version(connection) < WITH_PACKS:
        [(events, last)] = connection.run("SELECT count(*), coalesce(max(seq), 0) FROM event")
    else:
        events, last = count_events(connection), last_that_is_there(connection)[0]
    return bool(events == last == given and loose == bodies and audit_lines_gone == 0)


def _is_one_chain(connection: Connection) -> bool:
    """Whether each of the last events is sealed together with the one before it."""
    key = bytes(connection.run("SELECT value FROM meta WHERE name = 'chain_key'")[0][0])
    if read_version(connection) >= WITH_PACKS:
        return not find_faults(connection, key, pages=False, extent=Extent(0))
    [(last,)] = connection.run("SELECT coalesce(max(seq), 0) FROM event")
    first = max(0, last - _LAST_EVENTS)
    rows = connection.run(
        "SELECT seq, interview_id, part, kind, at, body_mac, mac FROM event WHERE seq >= ? ORDER BY seq",
        first,
    )
    before = START if first == 0 else bytes(rows.pop(0)[6])
    for row in rows:
        if event_mac(key, before, EventFacts(*row[:5]), bytes(row[5])) != bytes(row[6]):
            return False
        before = bytes(row[6])
    return True
