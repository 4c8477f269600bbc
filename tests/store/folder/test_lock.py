"""Several processes on one store: they share it, wait for each other, and are named where they cannot."""

from __future__ import annotations

import errno
import os
import platform
import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from relapse_cli.errors import StoreError
from relapse_cli.store.database.errors import translate
from relapse_cli.store.folder.folder import prepare_folder
from relapse_cli.store.folder.lock import StoreLock
from relapse_cli.store.folder.lock_notes import holders
from relapse_cli.store.folder.processes import Process, start_token, this_process
from tests.store.made_stores import answer, open_store, start_program, store_with

posix_only = pytest.mark.skipif(os.name != "posix", reason="Windows lets one process in at a time")

LOCKER = """
import sys
from pathlib import Path
from relapse_cli.store.folder.lock import StoreLock
with getattr(StoreLock, sys.argv[2])(Path(sys.argv[1])):
    print("held", flush=True)
    sys.stdin.readline()
"""

HOLDER = """
import sys
from pathlib import Path
from tests.store.made_stores import open_store
store = open_store(Path(sys.argv[1]))
store.hold("interview-1")
print("held", flush=True)
sys.stdin.readline()
store.close()
"""


WRITER = """
import sys
from pathlib import Path
from tests.store.made_stores import open_store
store = open_store(Path(sys.argv[1]))
with store.connection.transaction():
    print("held", flush=True)
    sys.stdin.readline()
store.close()
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder for a store."""
    prepare_folder(tmp_path / "store")
    return tmp_path / "store"


@posix_only
def test_a_lock_is_shared_or_held_alone(folder: Path) -> None:
    """Sharing keeps nobody else from sharing; being alone keeps everybody else out."""
    with StoreLock.shared(folder, wait=0) as one, StoreLock.shared(folder, wait=0) as other:
        assert (one.is_alone, other.is_alone) == (False, False)
        with pytest.raises(StoreError, match="open in another window"):
            StoreLock.exclusive(folder, wait=0)
    with StoreLock.exclusive(folder, wait=0) as alone:
        assert alone.is_alone
        with pytest.raises(StoreError, match="at work on the whole store"):
            StoreLock.shared(folder, wait=0)
    with StoreLock.exclusive(folder, wait=0):
        pass


@posix_only
def test_whoever_opens_first_is_alone_until_it_shares(folder: Path) -> None:
    """The first one knows that nobody else is there; the second one shares."""
    with StoreLock.opening(folder) as first:
        assert first.is_alone
        first.share()
        with StoreLock.opening(folder) as second:
            assert (first.is_alone, second.is_alone) == (False, False)
            with pytest.raises(StoreError, match="open in another window"):
                first.take_alone()
            with pytest.raises(StoreError):
                StoreLock.exclusive(folder, wait=0)  # the one that was refused still shares
        first.take_alone()
        assert first.is_alone


@posix_only
@pytest.mark.parametrize("kind", ["shared", "exclusive"])
def test_a_refusal_names_the_process_and_a_dead_one_holds_nothing(folder: Path, kind: str) -> None:
    """Who holds it, on which computer, since when; after it is killed the lock is free at once."""
    with start_program(LOCKER, folder, kind) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == "held\n"
        with pytest.raises(StoreError, match=f"process {other.pid} on {platform.node()}, since 20"):
            StoreLock.exclusive(folder, wait=0)
        assert [holder.process.pid for holder in holders(folder)] == [other.pid]
        other.kill()
        other.wait()
        with StoreLock.exclusive(folder, wait=300):
            assert [holder.process.pid for holder in holders(folder)] == [os.getpid()]
    assert holders(folder) == []


@posix_only
def test_a_broken_lock_file_names_nobody(folder: Path) -> None:
    """What the file says decides nothing."""
    (folder / "store.lock").write_bytes(b'{"pid": "x"}\nnull\n[]\n7\n\xff\xfe\n{"left": []}\n')
    (folder / "store.lock").chmod(0o600)
    assert holders(folder) == []
    with StoreLock.exclusive(folder, wait=0):
        pass


@posix_only
def test_a_second_process_waits_for_one_that_is_alone(tmp_path: Path) -> None:
    """Or says who it is when that takes too long; the store is as it was."""
    store_with(tmp_path / "store", "said").close()
    with start_program(LOCKER, tmp_path / "store", "exclusive") as other:
        assert other.stdin is not None
        assert other.stdout is not None
        assert other.stdout.readline() == "held\n"
        with pytest.raises(StoreError, match=f"process {other.pid}"):
            open_store(tmp_path / "store", wait=0)
        other.stdin.write("done\n")
        other.stdin.flush()
        store = open_store(tmp_path / "store", wait=300)
        assert store.entries("interview-1") == [answer("said")]
        store.close()


def test_a_writer_that_takes_too_long_is_named(tmp_path: Path) -> None:
    """The one that waits gives up after its time, loses nothing, and can try again."""
    store = store_with(tmp_path / "store", "said")
    store.connection.run("PRAGMA busy_timeout=10")
    with start_program(WRITER, tmp_path / "store") as other:
        assert other.stdin is not None
        assert other.stdout is not None
        assert other.stdout.readline() == "held\n"
        with pytest.raises(StoreError, match=f"busy: .*process {other.pid} on "):
            store.append("interview-1", [answer("more")])
        other.stdin.write("done\n")
        other.stdin.flush()
        other.wait()
    store.append("interview-1", [answer("more")])
    assert store.entries("interview-1") == [answer("said"), answer("more")]
    store.close()


def test_an_interview_is_held_by_one_process(tmp_path: Path) -> None:
    """The second one is told by whom, since when; a killed one is taken over; its own is no hindrance."""
    store = store_with(tmp_path / "store", "said")
    with start_program(HOLDER, tmp_path / "store") as other:
        assert other.stdout is not None
        assert other.stdout.readline() == "held\n"
        with pytest.raises(StoreError, match=f"process {other.pid} on {platform.node()}, since 2026-11-20"):
            store.hold("interview-1")
        store.release("interview-1")
        with pytest.raises(StoreError, match="open in another window"):
            store.hold("interview-1")
        other.kill()
        other.wait()
    store.hold("interview-1")
    store.hold("interview-1")
    assert store.connection.run("SELECT pid FROM hold") == [(os.getpid(),)]
    store.release("interview-1")
    assert store.connection.run("SELECT pid FROM hold") == []
    with pytest.raises(StoreError, match="no stored interview"):
        store.hold("interview-7")
    store.close()


def test_a_hold_of_another_computer_can_be_taken_over(tmp_path: Path) -> None:
    """Nobody here can tell whether it still runs, so a person has to say so."""
    store = store_with(tmp_path / "store", "said")
    store.connection.run("INSERT INTO hold VALUES ('interview-1', 1, 'elsewhere', '2026-11-19', '')")
    with pytest.raises(StoreError, match="process 1 on elsewhere, since 2026-11-19"):
        store.hold("interview-1")
    store.hold("interview-1", take_over=True)
    assert store.connection.run("SELECT host FROM hold") == [(platform.node(),)]
    store.close()


def test_whoever_is_alone_with_the_store_finds_no_holds(tmp_path: Path) -> None:
    """Whatever was held when the last process ended, and wherever: nobody holds it now."""
    store = store_with(tmp_path / "store", "said")
    store.connection.run("INSERT INTO hold VALUES ('interview-1', 1, 'elsewhere', '2026-11-19', '')")
    store.close()
    again = open_store(tmp_path / "store")
    again.hold("interview-1")
    again.close()


@pytest.mark.skipif(not start_token(os.getpid()), reason="this system does not tell when a process started")
def test_a_process_number_that_is_used_again_is_another_process() -> None:
    """The same number with another start is not the process that held it."""
    me = this_process()
    assert (me.is_alive(), replace(me, token="earlier").is_alive()) == (True, False)
    assert (replace(me, token="").is_alive(), replace(me, host="elsewhere", token="x").is_alive()) == (
        True,
        True,
    )
    assert [Process(pid, me.host, "").is_alive() for pid in (0, -1, 2**40)] == [False] * 3


@posix_only
def test_a_store_put_in_its_place_meanwhile_is_noticed(tmp_path: Path) -> None:
    """An open store whose file was replaced does not erase in the wrong file."""
    store = store_with(tmp_path / "store", "said")
    shutil.copy2(tmp_path / "store" / "store.db", tmp_path / "other.db")
    (tmp_path / "other.db").replace(tmp_path / "store" / "store.db")
    with pytest.raises(StoreError, match="put a new store in the place"):
        store.erase_case("PR-101")
    store.close()


def test_a_lock_file_that_cannot_be_cleared_still_locks(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What the file says only names the holder: a disk that refuses to change it keeps nobody out, or in."""

    def refuse(_handle: int, _length: int) -> None:
        raise OSError(5, "Input/output error")

    prepare_folder(tmp_path / "store")
    monkeypatch.setattr(os, "ftruncate", refuse)
    for _ in range(2):
        with StoreLock.exclusive(tmp_path / "store", wait=0) as lock:
            assert lock.is_alone


@posix_only
@pytest.mark.parametrize("number", [errno.ENOLCK, errno.ENOSYS, errno.EOPNOTSUPP])
def test_a_disk_without_locks_is_called_that(
    folder: Path, monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    """Nobody is said to be busy with the store, and what to do is said."""
    import fcntl

    def refuse(*_: object) -> None:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(fcntl, "flock", refuse)
    with pytest.raises(StoreError, match="gives no locks") as caught:
        StoreLock.exclusive(folder)
    assert os.strerror(number) in caught.value.message
    assert "--data-dir" in caught.value.remedy


@posix_only
def test_a_database_that_gets_no_lock_is_not_called_busy(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The database says "busy" of both; only a store that somebody writes to is."""
    import fcntl
    import sqlite3

    busy = sqlite3.OperationalError("database is locked")
    busy.sqlite_errorcode = sqlite3.SQLITE_BUSY
    assert "busy: somebody else" in translate(busy, folder / "store.db").message

    def refuse(*_: object) -> None:
        raise OSError(errno.ENOLCK, "No locks available")

    monkeypatch.setattr(fcntl, "lockf", refuse)
    told = translate(busy, folder / "store.db")
    assert "gives no locks (No locks available)" in told.message
    assert "busy: " not in told.message
    assert [path.name for path in folder.iterdir()] == []
