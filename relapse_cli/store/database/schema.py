"""The way from one version of the tables to the next."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from relapse_cli.errors import StoreError
from relapse_cli.store.database.connection import Connection
from relapse_cli.store.database.errors import damaged
from relapse_cli.store.database.guards import guards
from relapse_cli.store.database.tables import CODE_LENGTH, FIRST_TABLES, SECOND_TABLES

_Migration = Callable[[Connection], None]


def _make_first_version(connection: Connection) -> None:
    """Make the tables of the first version; what guards them comes with the last one."""
    for statement in FIRST_TABLES:
        connection.run(statement)


def _make_second_version(connection: Connection) -> None:
    """Add packs and summaries; only the short lists of cases and interviews are written anew.

    Raises:
        StoreError: an interview belongs to no case, so that it would be lost; the first version stays.
    """
    too_long = f'SELECT count(*) FROM "case" WHERE length(code) > {CODE_LENGTH}'  # noqa: S608 - a number
    before = connection.run(f"SELECT count(*), ({too_long}) FROM interview")  # noqa: S608 - as above
    for (name,) in connection.run("SELECT name FROM sqlite_master WHERE type = 'trigger'"):
        connection.run(f"DROP TRIGGER {name}")
    for statement in SECOND_TABLES:
        connection.run(statement)
    for statement in guards():
        connection.run(statement)
    if connection.run("SELECT count(*), 0 FROM interview") != before:
        raise damaged(connection.path, "an interview in it belongs to no case")


_MIGRATIONS: tuple[_Migration, ...] = (_make_first_version, _make_second_version)
"""The step at place n makes version n + 1 out of version n."""

SCHEMA_VERSION = len(_MIGRATIONS)

WITH_PACKS = 2
"""The first version that has packs."""


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
    if check_version(connection, len(migrations)) == len(migrations):
        return
    connection.run("PRAGMA foreign_keys=off")  # a table that others name is put in the place of an older one
    try:
        for number in range(check_version(connection, len(migrations)), len(migrations)):
            with connection.transaction():
                if read_version(connection) == number:  # another process may have been faster
                    migrations[number](connection)
                    connection.run(f"PRAGMA user_version={number + 1}")
    finally:
        connection.run("PRAGMA foreign_keys=on")
