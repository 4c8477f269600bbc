"""Where the store cannot be written it is read, exported and backed up all the same; nobody is locked out."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from relapse_cli.app.access.door import StoreDoor
from relapse_cli.app.upkeep.health.closed_store import store_findings
from relapse_cli.app.upkeep.restore import restore_store
from relapse_cli.app.upkeep.whole_store import BackupMade, erase_case, make_backup, verify_store
from relapse_cli.errors import StoreError
from relapse_cli.settings.environment import Environment
from relapse_cli.store.folder.access import NotWritableError
from relapse_cli.store.whole.store import Store
from tests.app.key_holder import door_of, key_file, nobody
from tests.app.upkeep.health.test_doctor import TIME
from tests.store.key_stubs import memory_keyring
from tests.store.ordinary_user import folder_of_ordinary_user
from tests.store.stored import CANARY, INTERVIEW, Stored, answer, answers_in, make_stored

pytestmark = pytest.mark.skipif(os.name != "posix", reason="there are no modes of this kind")

ANSWERS = [f"{CANARY} {number}" for number in range(4)]
Stop = Callable[[Path], None]


@pytest.fixture(scope="module", autouse=True)
def loaded(tmp_path_factory: pytest.TempPathFactory) -> None:
    """Load every module while all may be read: the ordinary user of a test may not look into the project."""
    made = make_stored(tmp_path_factory.mktemp("loaded"))
    look(made)
    backed_up(made, made.place / "stick.zip")


def look(stored: Stored) -> dict[str, str]:
    """What the doctor finds wrong, by code."""
    environment = Environment(key_file=str(key_file(stored)))
    found = store_findings(stored.folder, environment, TIME, memory_keyring())
    return {
        each.code: f"{each.message} {each.remedy}" for each in found if each.level in {"warning", "fault"}
    }


@contextmanager
def to_read(stored: Stored) -> Iterator[StoreDoor]:
    """The door for a command that needs to write nothing."""
    door = door_of(stored)
    door.to_read = True
    try:
        yield door
    finally:
        door.close()


def backed_up(stored: Stored, target: Path) -> BackupMade:
    """Back a store up."""
    with to_read(stored) as door:
        return make_backup(door, target)


def left_by_a_crash(place: Path) -> Stored:
    """A store with its last answer in the log only."""
    stored = make_stored(place)
    key_file(stored)
    with stored.open() as store:
        store.append(INTERVIEW, [answer(3)])
        shutil.copytree(stored.folder, place / "left")
    shutil.rmtree(stored.folder)
    (place / "left").rename(stored.folder)
    return stored


def lock_file(folder: Path) -> None:
    """Let the database not be written."""
    (folder / "store.db").chmod(0o400)


def lock_folder(folder: Path) -> None:
    """Let nothing in the folder be written."""
    for path in folder.iterdir():
        path.chmod(0o400)
    folder.chmod(0o500)


def lock_folder_without_lock_file(folder: Path) -> None:
    """Let nothing be written, where nobody ever locked the store."""
    (folder / "store.lock").unlink(missing_ok=True)
    (folder / "store.db-shm").unlink(missing_ok=True)
    lock_folder(folder)


Make = Callable[[Path], Stored]


@pytest.mark.parametrize("stop", [lock_file, lock_folder, lock_folder_without_lock_file])
@pytest.mark.parametrize("make", [left_by_a_crash, make_stored])
def test_what_cannot_be_written_is_read_verified_and_backed_up(stop: Stop, make: Make) -> None:
    """All of it, the log that a crash left too; no file is changed, and what could not be noted is told."""
    with folder_of_ordinary_user() as place:
        stored = make(place)
        answers = ANSWERS if make is left_by_a_crash else ANSWERS[:3]
        key_file(stored)
        stop(stored.folder)
        before = files_of(stored.folder)
        with to_read(stored) as door:
            assert answers_in(door.open()) == answers
            door.open().audit("view")
            [note, remedy] = door.warned
        assert "could not be noted" in note
        assert remedy
        assert verify_store(door_of(stored)).faults == ()
        assert not backed_up(stored, place / "stick.zip").noted
        assert "can be read, and nothing can be added" in look(stored)["store.readonly"]
        assert files_of(stored.folder) == before

        with pytest.raises(NotWritableError):
            door_of(stored).open()
        with pytest.raises(StoreError):
            erase_case(door_of(stored), "case-1", yes=True)
        assert files_of(stored.folder) == before

        given = Environment(key_file=str(key_file(stored)))
        elsewhere = StoreDoor(place / "other", given, nobody)
        restore_store(elsewhere, place / "stick.zip", memory_keyring())
        assert answers_in(elsewhere.open()) == answers
        elsewhere.close()


def files_of(folder: Path) -> dict[str, bytes]:
    """What is in a folder, without the note of who is there and the index of the log."""
    passing = {"store.lock", "store.db-shm"}
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.name not in passing}


def test_a_database_that_could_not_be_written_for_a_while_opens_afterwards() -> None:
    """Whoever looked into the store meanwhile left nothing that closes it."""
    with folder_of_ordinary_user() as place:
        stored = left_by_a_crash(place)
        lock_file(stored.folder)
        with to_read(stored) as door:
            door.open()
        (stored.folder / "store.db").chmod(0o600)
        with stored.open() as store:
            assert answers_in(store) == ANSWERS
        assert "store.readonly" not in look(stored)


@pytest.mark.parametrize("logged", [True, False])
def test_an_index_that_cannot_be_written_is_made_anew(logged: bool) -> None:
    """As an earlier version left it: it holds nothing of its own."""
    with folder_of_ordinary_user() as place:
        stored = left_by_a_crash(place) if logged else make_stored(place)
        key_file(stored)
        index = stored.folder / "store.db-shm"
        index.write_bytes(bytes(32768))
        index.chmod(0o400)
        assert "store.db-shm cannot be written" in look(stored)["store.readonly"]
        with stored.open() as store:
            assert answers_in(store) == (ANSWERS if logged else ANSWERS[:3])
        assert "store.readonly" not in look(stored)


@pytest.mark.parametrize(
    "name", ["store.db", "store.db-wal", "store.db-shm", "store.lock", "store.head", "keys.json"]
)
@pytest.mark.parametrize("mode", [0o400, 0])
def test_every_remedy_that_is_named_works(name: str, mode: int) -> None:
    """Each file that is opened is looked at, and after the chmod that is named the store opens."""
    with folder_of_ordinary_user() as place:
        stored = left_by_a_crash(place)
        path = stored.folder / name
        path.touch()
        path.chmod(mode)
        found = look(stored)
        named = [words for words in found.values() if f"chmod 600 {path}" in words]
        assert named, found
        path.chmod(0o600)
        assert {code for code in look(stored) if code.startswith("store.r") or code == "keys"} <= {"keys"}
        with stored.open() as store:
            assert answers_in(store) == ANSWERS


@contextmanager
def small_disk(place: Path) -> Iterator[Path]:
    """A disk of two megabytes."""
    disk = place / "disk"
    disk.mkdir()
    made = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=2m", "none", disk], capture_output=True, check=False
    )
    if made.returncode:
        pytest.skip("this account may not mount a disk")
    try:
        yield disk
    finally:
        subprocess.run(["umount", disk], check=True)


def test_a_full_disk_is_called_full_and_can_be_read_and_backed_up_elsewhere(tmp_path: Path) -> None:
    """Nothing needs to be written to read, and the log of a crash is read too."""
    with small_disk(tmp_path) as disk:
        stored = left_by_a_crash(disk)
        (stored.folder / "store.db-shm").unlink(missing_ok=True)
        fill(disk / "fill")
        with pytest.raises(NotWritableError, match="The disk is full"):
            door_of(stored).open()
        with to_read(stored) as door:
            assert answers_in(door.open()) == ANSWERS
            assert "The disk is full" in door.warned[0]
        assert verify_store(door_of(stored)).faults == ()
        assert not backed_up(stored, tmp_path / "stick.zip").noted
        assert "is full" in look(stored)["store.full"]
        (disk / "fill").unlink()
        with stored.open() as store:
            assert answers_in(store) == ANSWERS


def fill(path: Path) -> None:
    """Write until nothing more fits."""
    with path.open("wb", buffering=0) as stream:
        for size in (65536, 4096, 1):
            while True:
                try:
                    stream.write(bytes(size))
                except OSError:
                    break


def test_a_store_that_is_only_read_says_so(tmp_path: Path) -> None:
    """Its audit takes nothing, and nothing is added to it."""
    stored = make_stored(tmp_path)
    with Store.open(
        stored.folder, stored.data_key.key, actor="ada", now=lambda: "", proven=True, untouched=True
    ) as store:
        assert store.only_read
        store.audit("view")
        assert "view" not in {row.what for row in store.audit_rows()}
        with pytest.raises(NotWritableError):
            store.append(INTERVIEW, [answer(9)])
