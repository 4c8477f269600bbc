"""The way from one version of the tables to the next: each step whole or not at all."""

from __future__ import annotations

from pathlib import Path

import pytest

from relapse_cli.errors import StoreError
from relapse_cli.store.database.cipher import connect
from relapse_cli.store.database.connection import Connection
from relapse_cli.store.database.errors import DamagedError
from relapse_cli.store.database.schema import SCHEMA_VERSION, migrate, read_version
from tests.store.made_stores import KEY, open_store, store_with


def make_notes(connection: Connection) -> None:
    """The first version of some made-up tables."""
    connection.run("CREATE TABLE note (text TEXT)")
    connection.run("INSERT INTO note VALUES ('kept')")


def add_author(connection: Connection) -> None:
    """The second version."""
    connection.run("ALTER TABLE note ADD COLUMN author TEXT DEFAULT 'ada'")


def break_halfway(connection: Connection) -> None:
    """A step that meets a fault after its first change."""
    connection.run("ALTER TABLE note ADD COLUMN half TEXT")
    connection.run("INSERT INTO nowhere VALUES (1)")


def tables(connection: Connection) -> list[str]:
    """Return the names of all tables."""
    rows = connection.run("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")
    return [str(name) for (name,) in rows]


def test_an_empty_database_gets_the_first_version(tmp_path: Path) -> None:
    """Version 0 holds nothing; the real first step makes all tables of the store."""
    connection = connect(tmp_path / "store.db", KEY, create=True)
    assert (read_version(connection), tables(connection)) == (0, [])
    migrate(connection)
    assert read_version(connection) == SCHEMA_VERSION == 2
    assert {"meta", "case", "interview", "event", "content", "plan_part", "audit", "hold"} <= set(
        tables(connection)
    )
    connection.close()


def test_each_missing_step_is_taken_once(tmp_path: Path) -> None:
    """What was there before a step is there after it, and a second time changes nothing."""
    connection = connect(tmp_path / "store.db", KEY, create=True)
    migrate(connection, [make_notes])
    migrate(connection, [make_notes, add_author])
    migrate(connection, [make_notes, add_author])
    assert read_version(connection) == 2
    assert connection.run("SELECT text, author FROM note") == [("kept", "ada")]
    connection.close()


def test_a_step_that_fails_leaves_the_version_before_it(tmp_path: Path) -> None:
    """Nothing of half a step stays, and the steps before it do."""
    connection = connect(tmp_path / "store.db", KEY, create=True)
    with pytest.raises(StoreError):
        migrate(connection, [make_notes, break_halfway])
    assert read_version(connection) == 1
    assert connection.run("SELECT * FROM note") == [("kept",)]
    connection.close()


def test_a_newer_store_is_left_alone(tmp_path: Path) -> None:
    """A store that a newer program wrote is refused with the remedy, and not changed."""
    store = store_with(tmp_path / "store", "said")
    store.connection.run(f"PRAGMA user_version={SCHEMA_VERSION + 1}")
    store.close()
    before = (tmp_path / "store" / "store.db").read_bytes()
    with pytest.raises(StoreError, match=r"newer relapse \(schema 3; this one knows 2\)") as caught:
        open_store(tmp_path / "store")
    assert "newer version" in caught.value.remedy
    assert (tmp_path / "store" / "store.db").read_bytes() == before


def test_a_database_without_tables_is_no_store(tmp_path: Path) -> None:
    """It is not quietly made into an empty one."""
    store_with(tmp_path / "store", "said").close()
    (tmp_path / "store" / "store.db").unlink()
    connection = connect(tmp_path / "store" / "store.db", KEY, create=True)
    connection.run("PRAGMA user_version=0")
    connection.close()
    with pytest.raises(DamagedError, match="damaged"):
        open_store(tmp_path / "store")


def test_an_older_store_is_brought_up_to_date_when_it_is_opened(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With a made-up next version: reading alone is refused, writing takes the step and keeps the words."""
    store_with(tmp_path / "store", "said").close()
    steps = [make_notes, make_notes, lambda connection: connection.run("CREATE TABLE later (x TEXT)")]
    monkeypatch.setattr("relapse_cli.store.whole.open.SCHEMA_VERSION", 3)
    monkeypatch.setattr("relapse_cli.store.whole.open.migrate", lambda connection: migrate(connection, steps))
    with pytest.raises(StoreError, match="older version"):
        open_store(tmp_path / "store", read_only=True)
    store = open_store(tmp_path / "store")
    assert (store.status().schema, "later" in tables(store.connection)) == (3, True)
    assert [entry.body["value"] for entry in store.entries("interview-1")] == ["said"]
    store.close()
