"""A new data key: every way to unlock is carried over or named, and no interruption loses the store."""

from __future__ import annotations

import json
import os
import shutil
from pathlib import Path

import pytest

from relapse_cli.errors import LockedError, StoreError, UsageError
from relapse_cli.store.folder.folder import STORE_FILE
from relapse_cli.store.keys.key_file import write_keys
from relapse_cli.store.keys.rewrap import not_carried
from relapse_cli.store.keys.slots import DataKey, SlotKind
from relapse_cli.store.keys.unlock import open_with, unlock_from_keyring
from relapse_cli.store.whole.backup_file import read_backup
from relapse_cli.store.whole.finish_interrupted import CHANGED, NOT_CHANGED
from relapse_cli.store.whole.restore import restore
from relapse_cli.store.whole.rotate import STEPS, recover, rotate
from tests.store.interrupted_rotation import (
    KILLED,
    SHOWN,
    check_backup,
    check_nothing_lost,
    start_rotation,
)
from tests.store.key_stubs import PASSPHRASE, memory_keyring
from tests.store.stored import ACTOR, CANARY, FILE_SECRET, Stored, answers_in, files_in, make_stored, now

needs_kill = pytest.mark.skipif(os.name == "nt", reason="Windows has no signal that cannot be caught")

ANSWERS = [f"{CANARY} {number}" for number in range(3)]
DECIDED = STEPS.index("replaced")


class StoppedError(Exception):
    """What a test raises in the middle."""


@pytest.fixture
def stored(tmp_path: Path) -> Stored:
    """A store with three answers and four ways to unlock it."""
    return make_stored(tmp_path)


def test_the_store_is_under_a_new_key(stored: Stored) -> None:
    """The old data key opens nothing any more, the new one everything, and the chain goes on as it was."""
    with stored.open() as store:
        head = store.head()
    old = (stored.folder / STORE_FILE).read_bytes()
    rotated = rotate(stored.folder, stored.data_key, stored.rotation())

    assert rotated.data_key.key != stored.data_key.key
    assert not set(chunks(old)) & set(chunks((stored.folder / STORE_FILE).read_bytes()))
    with stored.open(key=rotated.data_key.key) as store:
        assert (answers_in(store), store.verify(head), store.head()) == (ANSWERS, (), head)
        assert "rotate" in [row.what for row in store.audit_rows()]
        assert [made.file_name for made in store.backups()] == ["before.backup"]
    with pytest.raises(LockedError):
        stored.open()
    assert files_in(stored.folder) == ["keys.json", "store.db", "store.head"]
    assert stored.keys == rotated.keys


def chunks(data: bytes) -> list[bytes]:
    """A file in blocks; two files under different keys share none."""
    return [data[start : start + 16] for start in range(0, len(data), 16)]


def test_every_way_to_unlock_is_carried_over(stored: Stored) -> None:
    """Passphrase and key file stay, the keyring gets a new secret, and there is a new recovery key."""
    old_names = stored.backend.names()
    old_keys = stored.keys
    rotated = rotate(stored.folder, stored.data_key, stored.rotation())
    keys, [recovery_key] = stored.keys, stored.shown

    opened = [
        open_with(keys, "passphrase", PASSPHRASE),
        open_with(keys, "file", FILE_SECRET),
        open_with(keys, "recovery", recovery_key),
        unlock_from_keyring(keys, stored.ring),
    ]
    assert [(key.key, key.generation) for key in opened if key] == [(rotated.data_key.key, 2)] * 4
    assert open_with(keys, "recovery", stored.recovery_key) is None
    assert unlock_from_keyring(old_keys, stored.ring) is None
    assert len(stored.backend.names()) == len(old_names) == 1
    assert stored.backend.names() != old_names


def test_the_backup_holds_the_store_as_it_was(stored: Stored, tmp_path: Path) -> None:
    """It is made first, and opens with the old recovery key."""
    info = rotate(stored.folder, stored.data_key, stored.rotation()).backup
    backup = read_backup(info.path)
    key = open_with(backup.keys, "recovery", stored.recovery_key)

    assert key is not None
    restore(backup, tmp_path / "other", key, actor=ACTOR, now=now)
    with stored.open(key=key.key, folder=tmp_path / "other") as store:
        assert answers_in(store) == ANSWERS


def test_a_way_to_unlock_is_not_lost_quietly(stored: Stored) -> None:
    """Slots whose secrets are not at hand are named, and nothing happens until each is given or dropped."""
    with pytest.raises(StoreError) as caught:
        rotate(stored.folder, stored.data_key, stored.rotation(given={}, ring=None))
    assert caught.value.message.endswith("the passphrase, the key file, the keyring of this computer.")
    assert (stored.shown, (stored.place / "before.backup").exists()) == ([], False)

    dropped: frozenset[SlotKind] = frozenset({"keyring", "file"})
    rotate(
        stored.folder,
        stored.data_key,
        stored.rotation(given={"passphrase": PASSPHRASE}, ring=None, drop=dropped),
    )
    assert [slot.kind for slot in stored.keys.current.slots] == ["passphrase", "recovery"]


def test_what_is_not_carried_is_known_beforehand(stored: Stored) -> None:
    """A keyring that works, what is given, and the recovery key can be carried over; the rest is named."""
    assert not_carried(stored.keys, {"passphrase"}, stored.ring) == ("file",)
    assert not_carried(stored.keys, {"passphrase", "file"}, None) == ("keyring",)


def test_one_way_to_unlock_stays(stored: Stored) -> None:
    """Everything cannot be dropped."""
    everything: frozenset[SlotKind] = frozenset({"passphrase", "recovery", "file", "keyring"})

    with pytest.raises(StoreError, match="Nothing would open"):
        rotate(stored.folder, stored.data_key, stored.rotation(drop=everything))
    assert check_nothing_lost(stored, ANSWERS) == 1


@pytest.mark.parametrize("given", [{"passphrase": "blue kettle"}, {"file": bytes(32)}, {"file": "no key"}])
def test_a_mistyped_secret_is_not_taken_for_a_new_one(
    stored: Stored, given: dict[SlotKind, bytes | str]
) -> None:
    """What is given must open the store now; a typing slip does not become the passphrase."""
    with pytest.raises(LockedError, match="does not open"):
        rotate(stored.folder, stored.data_key, stored.rotation(given=given))
    assert check_nothing_lost(stored, ANSWERS) == 1


def test_a_recovery_key_that_was_not_written_down_changes_nothing(stored: Stored) -> None:
    """Leaving the screen with the new recovery key ends the change, and the old secrets stay valid."""

    def leave(_: str) -> None:
        raise StoppedError

    with pytest.raises(StoppedError):
        rotate(stored.folder, stored.data_key, stored.rotation(show=leave))
    assert check_nothing_lost(stored, ANSWERS) == 1
    assert len(stored.backend.names()) == 1


def test_a_backup_name_that_is_taken_changes_nothing(stored: Stored) -> None:
    """Without a backup there is no change."""
    (stored.place / "before.backup").write_bytes(b"precious")

    with pytest.raises(UsageError):
        rotate(stored.folder, stored.data_key, stored.rotation())
    assert (stored.place / "before.backup").read_bytes() == b"precious"
    assert check_nothing_lost(stored, ANSWERS) == 1


def test_an_open_store_keeps_its_key(stored: Stored) -> None:
    """While somebody works with the store its key is not changed."""
    with stored.open(), pytest.raises(StoreError, match="open in another window"):
        rotate(stored.folder, stored.data_key, stored.rotation(wait=0))
    assert check_nothing_lost(stored, ANSWERS) == 1


def test_an_old_data_key_changes_nothing(stored: Stored) -> None:
    """Somebody else may have changed it since it was unlocked."""
    with pytest.raises(LockedError, match="changed meanwhile"):
        rotate(stored.folder, DataKey(bytes(32), 1, "file"), stored.rotation())
    assert check_nothing_lost(stored, ANSWERS) == 1


def test_it_can_be_changed_again(stored: Stored) -> None:
    """The generations are counted on."""
    first = rotate(stored.folder, stored.data_key, stored.rotation())
    second = rotate(stored.folder, first.data_key, stored.rotation(backup=stored.place / "second.backup"))

    assert (first.data_key.generation, second.data_key.generation) == (2, 3)
    with stored.open(key=second.data_key.key) as store:
        assert answers_in(store) == ANSWERS


@pytest.mark.parametrize("moment", STEPS)
def test_an_error_after_any_step_loses_nothing(stored: Stored, moment: str) -> None:
    """Up to the moment that decides the change has no effect, from then on it is complete."""

    def stop(done: str) -> None:
        if done == moment:
            raise StoppedError

    with pytest.raises(StoppedError):
        rotate(stored.folder, stored.data_key, stored.rotation(step=stop))
    notices = {"two keys": (NOT_CHANGED,), "replaced": (CHANGED,)}.get(moment, ())
    assert notices == recover(stored.folder, stored.ring).notices

    assert check_nothing_lost(stored, ANSWERS) == (2 if STEPS.index(moment) >= DECIDED else 1)
    assert len(stored.backend.names()) == 1
    check_backup(stored)


@needs_kill
@pytest.mark.parametrize("moment", STEPS)
def test_a_kill_after_any_step_loses_nothing(stored: Stored, moment: str) -> None:
    """The same when the process dies at once, with nobody left to tidy up."""
    assert start_rotation(stored, moment).wait() == KILLED
    shown = stored.place / SHOWN
    stored.shown.extend([shown.read_text()] if shown.exists() else [])

    assert check_nothing_lost(stored, ANSWERS) == (2 if STEPS.index(moment) >= DECIDED else 1)
    check_backup(stored)


@needs_kill
def test_a_change_that_nobody_kills_takes_effect(stored: Stored) -> None:
    """The control for the kills: the same process, left alone, ends well and in the new generation."""
    assert start_rotation(stored).wait() == 0
    stored.shown.append((stored.place / SHOWN).read_text())

    assert check_nothing_lost(stored, ANSWERS) == 2


def test_without_the_two_generations_a_kill_would_lose_the_store(stored: Stored) -> None:
    """The control for the design: new keys beside the old database open nothing, and the check notices."""

    def write_too_early(done: str) -> None:
        if done == "two keys":
            keys = stored.keys
            write_keys(
                stored.folder, keys.with_generations(keys.current.model_copy(update={"database": None}))
            )
            raise StoppedError

    with pytest.raises(StoppedError):
        rotate(stored.folder, stored.data_key, stored.rotation(step=write_too_early))
    with pytest.raises(LockedError):
        check_nothing_lost(stored, ANSWERS)


def test_a_database_that_belongs_to_neither_keeps_both_keys(stored: Stored) -> None:
    """When the file is missing or another one, no key is thrown away."""

    def stop(done: str) -> None:
        if done == "two keys":
            raise StoppedError

    with pytest.raises(StoppedError):
        rotate(stored.folder, stored.data_key, stored.rotation(step=stop))
    database = stored.folder / STORE_FILE
    good = database.read_bytes()
    database.write_bytes(bytes(16) + good[16:])
    assert len(recover(stored.folder, stored.ring).keys.generations) == 2

    database.write_bytes(good)
    assert recover(stored.folder, stored.ring).notices == (NOT_CHANGED,)
    assert check_nothing_lost(stored, ANSWERS) == 1


def test_leftovers_are_removed_when_nobody_is_at_work(stored: Stored) -> None:
    """Folders and files of an interrupted step go at the next opening, but never while a store is open."""
    (stored.folder / ".work-0123").mkdir(0o700)
    (stored.folder / ".work-0123" / "store.db").write_bytes(b"half")
    (stored.folder / ".keys.json.0123.tmp").write_bytes(b"half")
    with stored.open():
        assert recover(stored.folder, stored.ring).keys == stored.keys
        assert (stored.folder / ".work-0123").exists()

    assert recover(stored.folder, stored.ring).keys == stored.keys
    assert files_in(stored.folder) == ["keys.json", "store.db", "store.head"]


def test_a_store_at_rest_is_only_read(stored: Stored) -> None:
    """Nothing is locked or written where nothing is left over, so that a read-only folder can be opened."""
    (stored.folder / "store.lock").unlink()
    recover(stored.folder, memory_keyring())

    assert sorted(path.name for path in stored.folder.iterdir()) == ["keys.json", "store.db", "store.head"]


def test_secrets_are_in_no_file_and_no_log(stored: Stored, caplog: pytest.LogCaptureFixture) -> None:
    """Neither a data key nor a secret is in what the change leaves on the disk, logs or prints."""
    caplog.set_level(0)
    rotation = stored.rotation()
    rotated = rotate(stored.folder, stored.data_key, rotation)
    shutil.copytree(stored.folder, stored.place / "copy")
    secrets = [
        stored.data_key.key,
        rotated.data_key.key,
        FILE_SECRET,
        PASSPHRASE.encode(),
        stored.shown[0].encode(),
    ]
    found = [path for path in stored.place.rglob("*") if path.is_file() and path.name != "keyring.json"]
    written = [path.read_bytes() for path in found] + [
        caplog.text.encode(),
        repr(rotation).encode(),
        repr(rotated).encode(),
    ]

    assert len(found) >= 5
    assert [s for s in secrets for data in written if s in data or s.hex().encode() in data] == []
    assert json.loads((stored.folder / "keys.json").read_text())["store"] == stored.keys.store
