"""Backup and restore: one encrypted file that opens anywhere with the store's own secrets, or not at all."""

from __future__ import annotations

import os
import shutil
import zipfile
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest

from relapse_cli.errors import LockedError, RelapseError, StoreError, UsageError
from relapse_cli.store.keys.key_file import keys_bytes, read_keys
from relapse_cli.store.keys.slots import DataKey, SlotKind
from relapse_cli.store.keys.unlock import open_with, slots_here
from relapse_cli.store.whole import backup
from relapse_cli.store.whole.backup import BackupInfo, back_up
from relapse_cli.store.whole.backup_file import read_backup, write_backup_file
from relapse_cli.store.whole.restore import Restored, restore
from relapse_cli.store.whole.rotate import recover
from relapse_cli.store.whole.store import Store
from tests.store.key_stubs import PASSPHRASE, memory_keyring
from tests.store.made_stores import start_program
from tests.store.stored import (
    ACTOR,
    CANARY,
    FILE_SECRET,
    INTERVIEW,
    Stored,
    answer,
    answers_in,
    files_in,
    make_stored,
    now,
)

needs_posix = pytest.mark.skipif(os.name == "nt", reason="Windows has neither these modes nor plain links")

ANSWERS = [f"{CANARY} {number}" for number in range(3)]


@pytest.fixture
def stored(tmp_path: Path) -> Stored:
    """A store with three answers."""
    return make_stored(tmp_path)


def make_backup(stored: Stored, name: str = "one.backup") -> BackupInfo:
    """Back the store up beside its folder."""
    with stored.open() as store:
        return back_up(store, stored.keys, stored.data_key, stored.place / name, actor=ACTOR, now=now)


def restore_with(path: Path, folder: Path, kind: SlotKind, secret: bytes | str) -> tuple[Restored, DataKey]:
    """Restore a backup with one of its secrets."""
    backup = read_backup(path)
    key = open_with(backup.keys, kind, secret)
    assert key is not None
    return restore(backup, folder, key, actor=ACTOR, now=now), key


def test_a_backup_is_one_private_file_that_tells_nothing(stored: Stored) -> None:
    """Two members, mode 0600, and neither an answer nor an id nor the database's own mark in it."""
    info = make_backup(stored)
    data = info.path.read_bytes()

    with zipfile.ZipFile(info.path) as archive:
        assert archive.namelist() == ["keys.json", "store.db"]
    assert os.name == "nt" or info.path.stat().st_mode & 0o777 == 0o600
    assert [text in data for text in (CANARY.encode(), INTERVIEW.encode(), b"SQLite format 3")] == [False] * 3
    assert (info.size, info.events) == (len(data), 4)
    assert sorted(path.name for path in stored.place.iterdir()) == ["keyring.json", "one.backup", "store"]
    assert files_in(stored.folder) == ["keys.json", "store.db", "store.head"]


@pytest.mark.parametrize("kind", ["passphrase", "recovery", "file"])
def test_a_backup_restores_on_another_machine(stored: Stored, tmp_path: Path, kind: SlotKind) -> None:
    """Any one secret that a person can carry is enough; the guards, the version and the chain come along."""
    info = make_backup(stored)
    secrets: dict[SlotKind, bytes | str] = {
        "passphrase": PASSPHRASE,
        "recovery": stored.recovery_key,
        "file": FILE_SECRET,
    }
    elsewhere = tmp_path / "other" / "store"
    restored, key = restore_with(info.path, elsewhere, kind, secrets[kind])

    assert (restored.events, restored.head, restored.before) == (4, info.head, None)
    with stored.open(key=key.key, folder=elsewhere) as store:
        assert (answers_in(store), store.verify(info.head)) == (ANSWERS, ())
        with pytest.raises(StoreError):
            store.connection.run("DELETE FROM event")
        store.append(INTERVIEW, [answer(3)])
        assert store.verify() == ()
        assert "restore" in [row.what for row in store.audit_rows()]
    assert files_in(elsewhere) == ["keys.json", "store.db", "store.head"]
    assert read_keys(elsewhere) == stored.keys


def test_a_keyring_of_another_machine_is_shown_as_such(stored: Stored) -> None:
    """The keyring slot travels in the backup, and is told apart from those that work."""
    keys = read_backup(make_backup(stored).path).keys

    assert [slot.usable for slot in slots_here(keys, stored.ring)] == [None, None, None, True]
    assert [slot.usable for slot in slots_here(keys, memory_keyring())] == [None, None, None, False]


def test_a_backup_writes_over_nothing(stored: Stored) -> None:
    """A file of the name stays as it is."""
    (stored.place / "one.backup").write_bytes(b"precious")

    with pytest.raises(UsageError, match="already there"):
        make_backup(stored)
    assert (stored.place / "one.backup").read_bytes() == b"precious"


@needs_posix
@pytest.mark.parametrize("target", ["there.txt", "gone.txt"])
def test_a_backup_follows_no_link(stored: Stored, target: str) -> None:
    """A planted link, dangling or not, is a file that is there."""
    (stored.place / "there.txt").write_bytes(b"precious")
    (stored.place / "one.backup").symlink_to(stored.place / target)

    with pytest.raises(UsageError):
        make_backup(stored)
    assert (stored.place / "there.txt").read_bytes() == b"precious"
    assert not (stored.place / "gone.txt").exists()


def no_links(*_: object) -> None:
    """A disk without hard links."""
    raise PermissionError(1, "Operation not permitted")


def test_a_backup_fits_on_a_stick_without_links(stored: Stored, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where a file cannot have two names, it still gets its own only when it is whole, and over nothing."""
    monkeypatch.setattr(os, "link", no_links)
    info = make_backup(stored)

    assert read_backup(info.path).keys == stored.keys
    with pytest.raises(UsageError):
        make_backup(stored)


def test_a_folder_that_is_not_there_is_told(stored: Stored) -> None:
    """No folder, no backup, one error; and nothing is left in the store's folder."""
    with pytest.raises(StoreError) as caught:
        make_backup(stored, "gone/one.backup")

    assert caught.value.remedy
    assert files_in(stored.folder) == ["keys.json", "store.db", "store.head"]


def test_a_backup_that_is_not_whole_gets_no_name(stored: Stored, monkeypatch: pytest.MonkeyPatch) -> None:
    """When the copy does not verify, there is no backup and the store says so."""
    with stored.open() as store:
        store.connection.run("DROP TRIGGER keep_2")
        with pytest.raises(StoreError, match="not whole"):
            back_up(store, stored.keys, stored.data_key, stored.place / "one.backup", actor=ACTOR, now=now)

        assert store.backups() == []
    assert not (stored.place / "one.backup").exists()


def test_the_store_knows_its_backups(stored: Stored) -> None:
    """Each backup is written down with its folder and how far it reaches, so that an erasure can name it."""
    info = make_backup(stored)

    with stored.open() as store:
        assert [(made.file_name, made.place, made.events, made.head) for made in store.backups()] == [
            ("one.backup", str(info.path), 4, info.head)
        ]
        store.connection.run("INSERT INTO backup_made VALUES (9, 'then', 'old.backup', 4, 'head')")  # as once
        assert store.backups()[-1].place == "old.backup"


def test_nobody_holds_an_interview_in_a_backup(stored: Stored, tmp_path: Path) -> None:
    """An interview that was open during the backup can be opened from the restored store."""
    with stored.open() as store:
        store.hold(INTERVIEW)
        info = back_up(store, stored.keys, stored.data_key, tmp_path / "one.backup", actor=ACTOR, now=now)
    _, key = restore_with(info.path, tmp_path / "other", "passphrase", PASSPHRASE)

    with stored.open(key=key.key, folder=tmp_path / "other") as store:
        assert store.connection.run("SELECT * FROM hold") == []


WRITER = """
import sys
from pathlib import Path
from tests.store.made_stores import start_program
from tests.store.stored import ACTOR, INTERVIEW, answer, now
from relapse_cli.store.whole.store import Store

with Store.open(Path(sys.argv[1]), bytes.fromhex(sys.stdin.readline()), actor=ACTOR, now=now) as store:
    for number in range(3, 1_000_000):
        store.append(INTERVIEW, [answer(number)] * 2)
        print(number, flush=True)
"""


def test_a_backup_is_consistent_while_others_write(
    stored: Stored, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """While another process adds answers, two at a time, a backup holds whole steps up to some moment."""
    with stored.open() as store, start_program(WRITER, stored.folder) as writer:
        assert writer.stdin is not None
        assert writer.stdout is not None
        lines = writer.stdout

        def write_later(*given: Any) -> None:
            there = len(answers_in(store))
            while len(answers_in(store)) == there:
                assert lines.readline()
            write_backup_file(*given)

        monkeypatch.setattr(backup, "write_backup_file", write_later)  # the copy is made by then
        try:
            writer.stdin.write(f"{stored.data_key.key.hex()}\n")
            writer.stdin.flush()
            written = [int(writer.stdout.readline()) for _ in range(5)]
            info = back_up(store, stored.keys, stored.data_key, tmp_path / "one.backup", actor=ACTOR, now=now)
            later = len(answers_in(store))
        finally:
            writer.kill()
            writer.communicate()

    _, key = restore_with(info.path, tmp_path / "other", "passphrase", PASSPHRASE)
    with stored.open(key=key.key, folder=tmp_path / "other") as store:
        found = answers_in(store)[3:]
    last = int(found[-1].rpartition(" ")[2])
    assert found == [f"{CANARY} {number}" for number in range(3, last + 1) for _ in range(2)]
    assert later > len(found) + 3
    assert last >= written[-1]


def test_a_key_of_another_generation_backs_nothing_up(stored: Stored) -> None:
    """Keys that were read before the data key changed are not put beside a database they do not open."""
    other = DataKey(bytes(32), 1, "file")
    with stored.open() as store, pytest.raises(LockedError, match="changed meanwhile"):
        back_up(store, stored.keys, other, stored.place / "one.backup", actor=ACTOR, now=now)


def test_restoring_keeps_the_store_that_was_there(stored: Stored) -> None:
    """What was stored after the backup is set aside whole, and opens as before."""
    info = make_backup(stored)
    with stored.open() as store:
        store.append(INTERVIEW, [answer(3)])
    before_keys = stored.keys
    restored, key = restore_with(info.path, stored.folder, "file", FILE_SECRET)

    with stored.open(key=key.key) as store:
        assert answers_in(store) == ANSWERS
    assert restored.before is not None
    assert restored.before.name.startswith("before-restore-20250304100000-")
    assert read_keys(restored.before) == before_keys
    with stored.open(folder=restored.before) as store:
        assert (answers_in(store), store.verify()) == ([*ANSWERS, f"{CANARY} 3"], ())


def test_an_open_store_is_not_replaced(stored: Stored) -> None:
    """A store that is open is not taken away from under its user."""
    info = make_backup(stored)
    backup = read_backup(info.path)
    with stored.open(), pytest.raises(StoreError, match="open"):
        restore(backup, stored.folder, stored.data_key, actor=ACTOR, now=now, wait=0)

    assert files_in(stored.folder) == ["keys.json", "store.db", "store.head"]


def test_another_key_restores_nothing(stored: Stored, tmp_path: Path) -> None:
    """A data key of another store is refused before anything is unpacked."""
    backup = read_backup(make_backup(stored).path)

    with pytest.raises(LockedError):
        restore(backup, tmp_path / "other", DataKey(bytes(32), 1, "file"), actor=ACTOR, now=now)
    assert not (tmp_path / "other").exists()


class StoppedError(Exception):
    """What a test raises in the middle."""


@pytest.mark.parametrize("moment", ["unpacked", "ready", "restored"])
@pytest.mark.parametrize("there", [True, False], ids=["over a store", "on a new machine"])
def test_an_interrupted_restore_is_done_or_undone(
    stored: Stored, tmp_path: Path, moment: str, there: bool
) -> None:
    """Whenever it stops, the next opening finds the old store or the restored one, and nothing half."""
    info = make_backup(stored)
    with stored.open() as store:
        store.append(INTERVIEW, [answer(3)])
    folder = stored.folder if there else tmp_path / "other"

    def stop(step: str) -> None:
        if step == moment:
            raise StoppedError

    with pytest.raises(StoppedError):
        restore(read_backup(info.path), folder, stored.data_key, actor=ACTOR, now=now, step=stop)

    if moment == "unpacked" and not there:
        with pytest.raises(StoreError, match="There is no store"):
            recover(folder)
        return
    recovered = recover(folder)
    with stored.open(folder=folder) as store:
        assert answers_in(store) == (ANSWERS if moment != "unpacked" else [*ANSWERS, f"{CANARY} 3"])
    assert bool(recovered.notices) == (moment == "ready")
    assert recover(folder).notices == ()
    names = files_in(folder)
    inside = [name for name in names if not name.startswith("before-restore-")]
    assert inside == ["keys.json", "store.db", "store.head"]
    assert (len(names) == 4) == (there and moment != "unpacked")


@pytest.mark.parametrize("moved", range(5))
def test_moving_in_goes_on_from_any_file(stored: Stored, monkeypatch: pytest.MonkeyPatch, moved: int) -> None:
    """Between any two files that are moved, a restore can stop and be brought to its end, journal and all."""
    info = make_backup(stored)
    (stored.folder / "store.db-wal").touch(0o600)
    renames = iter(range(100))
    rename = Path.rename

    def rename_or_stop(path: Path, target: Path) -> Path:
        if path.name.startswith(("store.db", "keys.json")) and next(renames) == moved:
            raise StoppedError
        return rename(path, target)

    backup = read_backup(info.path)
    monkeypatch.setattr(Path, "rename", rename_or_stop)
    with pytest.raises(StoppedError):
        restore(backup, stored.folder, stored.data_key, actor=ACTOR, now=now)

    monkeypatch.setattr(Path, "rename", rename)
    assert recover(stored.folder).notices != ()
    with stored.open() as store:
        assert answers_in(store) == ANSWERS
    [aside] = stored.folder.glob("before-restore-*")
    assert files_in(aside) == ["keys.json", "store.db", "store.db-wal", "store.head"]


def rewrite(path: Path, members: list[tuple[str, bytes]], compression: int = zipfile.ZIP_STORED) -> None:
    """Put another zip in the place of a backup."""
    with zipfile.ZipFile(path, "w", compression) as archive:
        for name, data in members:
            archive.writestr(name, data)


def flip(data: bytes, place: int) -> bytes:
    """Change one bit of a byte."""
    return data[:place] + bytes([data[place] ^ 1]) + data[place + 1 :]


Damage = Callable[[Path, bytes, bytes, bytes], object]

DAMAGES: dict[str, Damage] = {
    "empty": lambda path, *_: path.write_bytes(b""),
    "text": lambda path, *_: path.write_bytes(b"not a zip at all, but long enough to be looked at"),
    "cut": lambda path, data, *_: path.write_bytes(data[: len(data) // 2]),
    "one byte short": lambda path, data, *_: path.write_bytes(data[:-1]),
    "something added": lambda path, data, *_: path.write_bytes(data + b"x"),
    "something before": lambda path, data, *_: path.write_bytes(b"x" * 64 + data),
    "no store": lambda path, _data, keys, _store: rewrite(path, [("keys.json", keys)]),
    "no keys": lambda path, _data, _keys, store: rewrite(path, [("store.db", store)]),
    "a third member": lambda path, _data, keys, store: rewrite(
        path, [("keys.json", keys), ("store.db", store), ("x", b"")]
    ),
    "a name that climbs": lambda path, _data, keys, store: rewrite(
        path, [("keys.json", keys), ("../store.db", store)]
    ),
    "an absolute name": lambda path, _data, keys, store: rewrite(
        path, [("keys.json", keys), ("/store.db", store)]
    ),
    "a folder": lambda path, _data, keys, _store: rewrite(path, [("keys.json", keys), ("store.db/", b"")]),
    "compressed": lambda path, _data, keys, _store: rewrite(
        path, [("keys.json", keys), ("store.db", bytes(1 << 20))], zipfile.ZIP_DEFLATED
    ),
    "keys too large": lambda path, _data, keys, store: rewrite(
        path, [("keys.json", keys + b" " * (1 << 17)), ("store.db", store)]
    ),
    "keys damaged": lambda path, _data, keys, store: rewrite(
        path, [("keys.json", keys[:-20]), ("store.db", store)]
    ),
    "keys of another format": lambda path, _data, _keys, store: rewrite(
        path, [("keys.json", b'{"format": "relapse-keys/9"}'), ("store.db", store)]
    ),
}


@pytest.mark.parametrize("damage", DAMAGES)
def test_what_is_no_backup_is_refused(stored: Stored, damage: str) -> None:
    """Cut, packed in another way, or with other members: one error that says what to do."""
    info = make_backup(stored)
    with zipfile.ZipFile(info.path) as archive:
        keys, database = archive.read("keys.json"), archive.read("store.db")
    with info.path.open("r+b") as stream:
        data = stream.read()
    DAMAGES[damage](info.path, data, keys, database)

    with pytest.raises(StoreError) as caught:
        read_backup(info.path)
    assert caught.value.remedy


@needs_posix
def test_what_is_not_a_file_is_no_backup(tmp_path: Path) -> None:
    """A folder, a pipe, a name that is not there: told at once."""
    os.mkfifo(tmp_path / "pipe")
    for name in (".", "pipe", "gone"):
        with pytest.raises(StoreError):
            read_backup(tmp_path / name)


def test_a_flipped_bit_is_noticed(stored: Stored, tmp_path: Path) -> None:
    """Wherever one bit is flipped, the backup is refused or restores to the very same store."""
    info = make_backup(stored)
    data = info.path.read_bytes()
    with zipfile.ZipFile(info.path) as archive:
        database = archive.getinfo("store.db").header_offset
    places = [
        *range(0, 60, 6),
        *range(database, database + 60, 6),
        *range(database + 60, len(data), len(data) // 25),
    ]
    outcomes = []
    for number, place in enumerate([*places, *range(len(data) - 130, len(data), 9)]):
        info.path.write_bytes(flip(data, place))
        folder = tmp_path / f"other-{number}"
        try:
            backup = read_backup(info.path)
            restored = restore(backup, folder, stored.data_key, actor=ACTOR, now=now)
            outcomes.append((place, restored.head == info.head and backup.keys == stored.keys))
        except RelapseError:
            outcomes.append((place, not (folder / "store.db").exists()))
        shutil.rmtree(folder, ignore_errors=True)

    assert [place for place, good in outcomes if not good] == []


def test_a_damaged_store_in_a_backup_is_not_restored(stored: Stored, tmp_path: Path) -> None:
    """A backup whose zip is sound and whose database is not changes nothing."""
    info = make_backup(stored)
    with zipfile.ZipFile(info.path) as archive:
        database = archive.read("store.db")
    rewrite(
        info.path, [("keys.json", keys_bytes(stored.keys)), ("store.db", flip(database, len(database) // 2))]
    )

    with pytest.raises(StoreError, match="damaged"):
        restore(read_backup(info.path), stored.folder, stored.data_key, actor=ACTOR, now=now)
    with stored.open() as store:
        assert answers_in(store) == ANSWERS
    assert files_in(stored.folder) == ["keys.json", "store.db", "store.head"]


@needs_posix
def test_a_backup_is_not_restored_into_a_link(stored: Stored, tmp_path: Path) -> None:
    """A folder that is a link is refused."""
    backup = read_backup(make_backup(stored).path)
    (tmp_path / "elsewhere").mkdir(0o700)
    (tmp_path / "link").symlink_to(tmp_path / "elsewhere")

    with pytest.raises(StoreError, match="link"):
        restore(backup, tmp_path / "link", stored.data_key, actor=ACTOR, now=now)
    assert list((tmp_path / "elsewhere").iterdir()) == []


def test_a_backup_restores_from_a_store_s_own_folder(stored: Stored) -> None:
    """A backup that lies in the store's folder is not lost when the store is replaced from it."""
    with stored.open() as store:
        target = stored.folder / "one.backup"
        back_up(store, stored.keys, stored.data_key, target, actor=ACTOR, now=now)
    restore_with(target, stored.folder, "recovery", stored.recovery_key)

    assert target.exists()
    with Store.open(stored.folder, stored.data_key.key, actor=ACTOR, now=now) as store:
        assert answers_in(store) == ANSWERS


def test_a_store_of_any_size_can_be_backed_up(
    stored: Stored, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Beyond 2 GB, here beyond 20 KB, a backup takes the long form of a zip; it restores like any other."""
    monkeypatch.setattr(zipfile, "ZIP64_LIMIT", 20_000)
    info = make_backup(stored)
    data = info.path.read_bytes()
    assert b"PK\6\6" in data[-200:]

    restored, _ = restore_with(info.path, tmp_path / "other", "recovery", stored.recovery_key)
    assert restored.head == info.head
    end = len(data) - 98  # where the long form begins
    for place in range(end, len(data)):
        info.path.write_bytes(flip(data, place))
        with suppress(RelapseError):
            assert read_backup(info.path).keys == stored.keys
