"""A database and a log that do not belong together are told before anything is taken into the file."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from relapse_cli.store.database.errors import DamagedError
from relapse_cli.store.journal.pair import OtherJournalError
from relapse_cli.store.keys.key_file import write_keys
from relapse_cli.store.keys.make import first_keys, make_slot
from relapse_cli.store.keys.slots import Place
from relapse_cli.store.whole.repair import repair
from relapse_cli.store.whole.store import Store
from tests.store.key_stubs import NOW
from tests.store.made_stores import KEY, answer, counting_clock, open_store, record, store_with

FILES = ("store.db", "store.db-wal")


@pytest.fixture(params=[40, 400])
def mixed(tmp_path: Path, request: pytest.FixtureRequest) -> Path:
    """An older database beside the newer log that a killed process left, with more or less in between."""
    folder = tmp_path / "store"
    store_with(folder, *("long " * 100 for _ in range(20))).close()
    shutil.copytree(folder, tmp_path / "older")
    with open_store(folder) as store:
        for number in range(request.param):
            store.begin(record(f"between-{number}", case=f"PR-{number}"), [answer("between " * 40)])
    with open_store(folder) as store:
        store.begin(record("newest"), [answer("in the log only")])
        shutil.copytree(folder, tmp_path / "left")
    shutil.copy(tmp_path / "older" / "store.db", tmp_path / "left" / "store.db")
    return tmp_path / "left"


def bytes_of(folder: Path) -> list[bytes]:
    """What the database and its log hold."""
    return [(folder / name).read_bytes() for name in FILES]


def test_an_older_database_beside_a_newer_log_is_told(mixed: Path) -> None:
    """At every opening, by its own name, and both files stay as they are."""
    before = bytes_of(mixed)
    for kind in ({}, {"read_only": True}, {"untouched": True}, {"accept_missing": True}):
        with pytest.raises(OtherJournalError) as caught:
            Store.open(mixed, KEY, actor="ada", now=counting_clock(), proven=True, **kind)  # type: ignore[arg-type]
        assert "do not belong together" in caught.value.message
        assert "relapse store repair" in caught.value.remedy
        assert bytes_of(mixed) == before


def test_the_right_database_put_back_loses_nothing(mixed: Path) -> None:
    """That is the first remedy."""
    shutil.copy(mixed.parent / "store" / "store.db", mixed / "store.db")
    with open_store(mixed) as store:
        assert store.verify() == ()
        assert store.entries("newest") == [answer("in the log only")]


def test_the_control_takes_what_nobody_can_read(mixed: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without the check a mixture opens, which is not whole."""
    monkeypatch.setattr("relapse_cli.store.whole.open.check_pair", lambda *_given: None)
    monkeypatch.setattr("relapse_cli.store.whole.open.check_witness", lambda *_given: None)
    try:
        with open_store(mixed) as store:
            store.begin(record("another"), [answer("that nobody can read afterwards")])
            assert store.verify() != ()
    except DamagedError:
        return


def test_the_journal_can_be_set_aside(mixed: Path) -> None:
    """Repair keeps a copy of it, goes on with what the older copy holds, and says how much that is."""
    write_keys(mixed, first_keys("store", KEY, [make_slot("file", KEY, KEY, Place("store", 1), now=NOW)]))
    log = (mixed / "store.db-wal").read_bytes()
    done = repair(mixed, lambda: KEY, actor="ada", now=counting_clock())
    assert done.copy is not None
    assert done.copy.read_bytes() == log
    assert done.missing is not None
    assert done.missing.holds == 20
    with open_store(mixed) as store:
        assert store.verify() == ()
        assert len(store.entries("interview-1")) == 20


def test_a_log_without_damage_raises_no_alarm(tmp_path: Path) -> None:
    """Wherever the log was taken into the file meanwhile, as happens by itself in a long session."""
    with store_with(tmp_path / "store", "0") as store:
        for number in range(30):
            store.append("interview-1", [answer(f"{number} " * 500)])
            if number % 7 == 3:
                store.connection.run("PRAGMA wal_checkpoint(PASSIVE)")
            shutil.copytree(tmp_path / "store", tmp_path / f"left-{number}")
            with open_store(tmp_path / f"left-{number}") as left:
                assert len(left.entries("interview-1")) == number + 2
