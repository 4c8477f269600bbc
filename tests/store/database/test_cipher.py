"""The one door to SQLCipher: encrypted or nothing, and every fault in words with a remedy."""

from __future__ import annotations

import os
import sqlite3
import sys
import threading
from pathlib import Path
from types import SimpleNamespace

import pytest

from relapse_cli.errors import LockedError, StoreError
from relapse_cli.store.database.cipher import connect, is_plain
from relapse_cli.store.database.connection import Connection, Row
from relapse_cli.store.database.errors import DamagedError
from relapse_cli.store.database.page_hmac import fits_any_page
from tests.store.made_stores import KEY, start_program
from tests.store.ordinary_user import folder_of_ordinary_user

OTHER_KEY = bytes(32)


def made(path: Path) -> Connection:
    """Make a database with one table."""
    connection = connect(path, KEY, create=True)
    connection.run("CREATE TABLE word (text TEXT)")
    return connection


def test_what_is_written_is_encrypted(tmp_path: Path) -> None:
    """The file does not begin like a plain database, and holds none of the words; a plain one does both."""
    connection = made(tmp_path / "store.db")
    connection.run("INSERT INTO word VALUES ('heliotrope')")
    connection.close()
    plain = sqlite3.connect(tmp_path / "plain.db")
    plain.execute("CREATE TABLE word (text TEXT)")
    plain.execute("INSERT INTO word VALUES ('heliotrope')")
    plain.commit()
    plain.close()
    seen = {path.name: (is_plain(path), b"heliotrope" in path.read_bytes()) for path in tmp_path.iterdir()}
    assert seen == {"store.db": (False, False), "plain.db": (True, True)}


def test_the_pragmas_are_set_in_their_order(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is set, and in which order, is what the security notes prove."""
    said: list[str] = []
    run = Connection.run

    def listen(self: Connection, statement: str, *values: object) -> list[Row]:
        said.append(statement)
        return run(self, statement, *values)

    monkeypatch.setattr(Connection, "run", listen)
    connect(tmp_path / "store.db", KEY, create=True).close()
    assert said == [
        "PRAGMA cipher_log_level=none",
        "PRAGMA cipher_version",
        f"PRAGMA key=\"x'{KEY.hex()}'\"",
        "SELECT count(*) FROM sqlite_master",
        "PRAGMA cipher_memory_security=on",
        "PRAGMA journal_mode=wal",
        "PRAGMA synchronous=full",
        "PRAGMA fullfsync=on",
        "PRAGMA checkpoint_fullfsync=on",
        "PRAGMA temp_store=memory",
        "PRAGMA secure_delete=on",
        "PRAGMA foreign_keys=on",
        "PRAGMA busy_timeout=10000",
        "PRAGMA trusted_schema=off",
    ]


@pytest.mark.parametrize(
    ("pragma", "value"),
    [
        ("cipher_memory_security", "1"),
        ("journal_mode", "wal"),
        ("synchronous", 2),
        ("fullfsync", 1),
        ("checkpoint_fullfsync", 1),
        ("temp_store", 2),
        ("secure_delete", 1),
        ("foreign_keys", 1),
        ("busy_timeout", 10000),
        ("trusted_schema", 0),
    ],
)
def test_the_pragmas_are_in_force(tmp_path: Path, pragma: str, value: object) -> None:
    """Asked afterwards, the database says what was set."""
    connection = made(tmp_path / "store.db")
    assert connection.run(f"PRAGMA {pragma}") == [(value,)]
    connection.close()


@pytest.mark.skipif(os.name != "posix", reason="Windows has no modes of this kind")
def test_all_files_are_their_owners_alone(tmp_path: Path) -> None:
    """Even where new files are open to everybody, the database and its side files are made 0600."""
    before = os.umask(0)
    try:
        connection = made(tmp_path / "store.db")
        modes = {path.name: path.stat().st_mode & 0o777 for path in tmp_path.iterdir()}
        connection.close()
    finally:
        os.umask(before)
    assert modes == {"store.db": 0o600, "store.db-wal": 0o600, "store.db-shm": 0o600}


def test_a_library_that_cannot_encrypt_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """With plain SQLite in the place of SQLCipher nothing is stored at all."""
    monkeypatch.setitem(sys.modules, "sqlcipher3", SimpleNamespace(dbapi2=sqlite3))
    with pytest.raises(StoreError, match="cannot encrypt"):
        connect(tmp_path / "store.db", KEY, create=True)
    assert (tmp_path / "store.db").read_bytes() == b""


def test_a_plain_database_is_refused(tmp_path: Path) -> None:
    """A plain database in the place of the store is not touched."""
    plain = sqlite3.connect(tmp_path / "store.db")
    plain.execute("CREATE TABLE word (text TEXT)")
    plain.close()
    (tmp_path / "store.db").chmod(0o600)
    before = (tmp_path / "store.db").read_bytes()
    with pytest.raises(StoreError, match="not encrypted"):
        connect(tmp_path / "store.db", KEY)
    assert (tmp_path / "store.db").read_bytes() == before


def test_a_wrong_key_and_a_damaged_file_are_told_apart(tmp_path: Path) -> None:
    """A key that was proven is that of the keys beside it; whether it fits any page tells which is wrong."""
    path = tmp_path / "store.db"
    made(path).close()
    with pytest.raises(LockedError, match="does not open this store"):
        connect(tmp_path / "store.db", OTHER_KEY)
    with pytest.raises(DamagedError, match="belongs to another store") as caught:
        connect(path, OTHER_KEY, proven=True)
    assert "Put the right keys.json back" in caught.value.remedy
    assert (fits_any_page(path, KEY), fits_any_page(path, OTHER_KEY)) == (True, False)
    data = bytearray(path.read_bytes())
    data[100] ^= 1
    path.write_bytes(data)
    with pytest.raises(DamagedError, match="is damaged") as caught:
        connect(path, KEY, proven=True)
    assert "backup" in caught.value.remedy


def test_an_empty_file_is_damaged(tmp_path: Path) -> None:
    """A file of no length, which any key would open, is not taken for a new store."""
    (tmp_path / "store.db").touch(0o600)
    with pytest.raises(DamagedError, match="the file is empty"):
        connect(tmp_path / "store.db", KEY)


def test_a_file_is_made_only_where_none_is(tmp_path: Path) -> None:
    """Making never takes the place of a file, and opening never makes one."""
    with pytest.raises(StoreError, match="is not there"):
        connect(tmp_path / "store.db", KEY)
    assert list(tmp_path.iterdir()) == []
    made(tmp_path / "store.db").close()
    with pytest.raises(StoreError, match="already there"):
        connect(tmp_path / "store.db", KEY, create=True)


def test_a_key_of_another_length_is_refused(tmp_path: Path) -> None:
    """A short key would be taken for a passphrase by the library."""
    with pytest.raises(StoreError, match="32 bytes"):
        connect(tmp_path / "store.db", b"short", create=True)


def test_a_full_disk_is_named_and_the_connection_goes_on(tmp_path: Path) -> None:
    """What did not fit is not there, and what was there is; with room again the same can be written."""
    connection = made(tmp_path / "store.db")
    connection.run("INSERT INTO word VALUES ('before')")
    connection.run("PRAGMA max_page_count=3")
    with pytest.raises(StoreError, match="disk is full") as caught, connection.transaction():
        connection.run("INSERT INTO word VALUES (?)", "x" * 50_000)
    assert "free" in caught.value.remedy.lower()
    assert connection.run("SELECT text FROM word") == [("before",)]
    connection.run("PRAGMA max_page_count=1000000")
    with connection.transaction():
        connection.run("INSERT INTO word VALUES (?)", "x" * 50_000)
    assert connection.run("SELECT count(*) FROM word") == [(2,)]
    connection.close()


def test_a_busy_store_says_so(tmp_path: Path) -> None:
    """A second writer gives up after its time, in words."""
    first, second = made(tmp_path / "store.db"), connect(tmp_path / "store.db", KEY)
    second.run("PRAGMA busy_timeout=10")
    with first.transaction(), pytest.raises(StoreError, match="busy"), second.transaction():
        pass
    with second.transaction():
        second.run("INSERT INTO word VALUES ('later')")
    first.close()
    second.close()


@pytest.mark.skipif(os.name != "posix", reason="Windows has no modes of this kind")
def test_a_read_only_folder_is_named_and_can_be_read() -> None:
    """Opening for writing says what is wrong; opening for reading works, and changes nothing."""
    with folder_of_ordinary_user() as folder:
        connection = made(folder / "store.db")
        connection.run("INSERT INTO word VALUES ('kept')")
        connection.close()
        (folder / "store.db").chmod(0o400)
        folder.chmod(0o500)
        with pytest.raises(StoreError, match=r"read-only|cannot be opened"):
            connect(folder / "store.db", KEY)
        reading = connect(folder / "store.db", KEY, read_only=True)
        assert reading.run("SELECT text FROM word") == [("kept",)]
        reading.close()
        assert [path.name for path in folder.iterdir()] == ["store.db"]


def test_one_who_only_reads_cannot_write(tmp_path: Path) -> None:
    """Writing through a connection for reading is refused in words."""
    made(tmp_path / "store.db").close()
    connection = connect(tmp_path / "store.db", KEY, read_only=True)
    with pytest.raises(StoreError, match="read-only"):
        connection.run("INSERT INTO word VALUES ('x')")
    connection.close()


def test_threads_take_turns(tmp_path: Path) -> None:
    """Transactions of several threads on one connection do not mix."""
    connection = made(tmp_path / "store.db")

    def write(name: str) -> None:
        for _ in range(20):
            with connection.transaction():
                [(before,)] = connection.run("SELECT count(*) FROM word")
                connection.run("INSERT INTO word VALUES (?)", f"{name} {before}")

    threads = [threading.Thread(target=write, args=(name,)) for name in ("a", "b", "c")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    numbers = [int(text.split()[1]) for (text,) in connection.run("SELECT text FROM word ORDER BY rowid")]
    assert numbers == list(range(60))
    connection.close()


def test_a_step_within_a_step_is_refused(tmp_path: Path) -> None:
    """Such as from a signal handler; the outer step goes on unharmed."""
    connection = made(tmp_path / "store.db")
    with connection.transaction():
        connection.run("INSERT INTO word VALUES ('outer')")
        with pytest.raises(StoreError, match="in the middle of a step"), connection.transaction():
            pass
    assert connection.run("SELECT text FROM word") == [("outer",)]
    connection.close()


def _write_half(connection: Connection) -> None:
    with connection.transaction():
        connection.run("INSERT INTO word VALUES ('half')")
        raise KeyboardInterrupt


def test_an_interrupted_step_is_taken_back(tmp_path: Path) -> None:
    """Ctrl-C within a step leaves nothing of it, and the connection usable."""
    connection = made(tmp_path / "store.db")
    with pytest.raises(KeyboardInterrupt):
        _write_half(connection)
    with connection.transaction():
        assert connection.run("SELECT text FROM word") == []
    connection.close()


def test_a_closed_connection_says_so(tmp_path: Path) -> None:
    """Closing twice is no harm; using it afterwards is an error in words."""
    connection = made(tmp_path / "store.db")
    connection.close()
    connection.close()
    with pytest.raises(StoreError, match="closed"):
        connection.run("SELECT 1")


def test_the_library_is_loaded_only_when_a_store_is_opened() -> None:
    """Start-up does not pay for the database."""
    program = start_program(
        "import sys, relapse_cli.store.whole.store\n"
        "print([n for n in sys.modules if n.startswith('sqlcipher3')])"
    )
    assert program.communicate()[0] == "[]\n"
