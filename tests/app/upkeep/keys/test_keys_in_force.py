"""A change of the keys is whole or none and truly told, and an older key file that is put back is told."""

from __future__ import annotations

import itertools
import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from relapse_cli.app.upkeep.health.closed_store import store_findings
from relapse_cli.app.upkeep.keys.ways_to_unlock import add_file, add_keyring, add_passphrase, remove_key
from relapse_cli.app.upkeep.restore import restore_store
from relapse_cli.app.upkeep.whole_store import make_backup, repair_store, verify_store
from relapse_cli.errors import InputError, StoreError
from relapse_cli.settings.environment import Environment
from relapse_cli.store.keys.unlock import open_with, unlock_from_keyring
from tests.app.key_holder import KeyHolder, at_store, door_of, key_file
from tests.app.upkeep.health.test_doctor import TIME
from tests.store.key_stubs import PASSPHRASE
from tests.store.stored import CANARY, Stored, answers_in, make_stored

NEW = "seven green bottles"
Change = Callable[[Stored], object]


@pytest.fixture
def stored(tmp_path: Path) -> Stored:
    """A store with a slot of each kind, as the program has opened it before."""
    made = make_stored(tmp_path)
    with at_store(made) as door:
        door.open()
    return made


@pytest.fixture
def older(stored: Stored) -> bytes:
    """The key file of a store from before its passphrase was changed."""
    before = (stored.folder / "keys.json").read_bytes()
    change_passphrase(stored)
    return before


def change_passphrase(stored: Stored) -> None:
    """Give the store a new passphrase."""
    add_passphrase(door_of(stored, KeyHolder({"passphrase.new": [NEW], "passphrase.again": [NEW]})))


def put_back(stored: Stored, keys: bytes) -> None:
    """Put another key file in the place of the one that is there."""
    (stored.folder / "keys.json").write_bytes(keys)


def findings(stored: Stored) -> list[str]:
    """What the doctor calls a fault."""
    environment = Environment(key_file=str(key_file(stored)))
    found = store_findings(stored.folder, environment, TIME, stored.ring)
    return [each.message for each in found if each.level == "fault"]


def opened_answers(stored: Stored) -> list[str]:
    """The answers, as any command that opens the store finds them."""
    with at_store(stored) as door:
        return answers_in(door.open())


ANSWERS = [f"{CANARY} {number}" for number in range(3)]


def test_an_older_key_file_is_told_everywhere(stored: Stored, older: bytes) -> None:
    """Opening, verifying, changing and doctor refuse it alike, and the store is as it was."""
    put_back(stored, older)
    for act in (lambda: door_of(stored).open(), lambda: verify_store(door_of(stored)),
                lambda: remove_key(door_of(stored), "file")):  # fmt: skip
        with pytest.raises(StoreError, match="older than the store") as caught:
            act()
        assert "relapse store repair" in caught.value.remedy
    assert any("older than the store" in words for words in findings(stored))
    assert (stored.folder / "keys.json").read_bytes() == older


def test_putting_the_newest_key_file_back_is_enough(stored: Stored, older: bytes) -> None:
    """The first remedy."""
    newest = (stored.folder / "keys.json").read_bytes()
    put_back(stored, older)
    with pytest.raises(StoreError):
        door_of(stored).open()
    put_back(stored, newest)
    assert opened_answers(stored) == ANSWERS


def test_an_older_key_file_can_be_gone_on_with_knowingly(stored: Stored, older: bytes) -> None:
    """The second remedy: nobody is locked out for good, and the audit says what was done."""
    put_back(stored, older)
    assert repair_store(door_of(stored)).other_keys
    assert opened_answers(stored) == ANSWERS
    assert findings(stored) == []
    with at_store(stored) as door:
        assert [row.detail for row in door.open().audit_rows() if row.what == "repair"] == [{"keys": "other"}]


def test_a_backup_from_before_a_change_is_restored_with_its_keys(stored: Stored, tmp_path: Path) -> None:
    """A backup and its keys belong together; nothing in it is called older."""
    with at_store(stored) as door:
        make_backup(door, tmp_path / "stick.zip")
    change_passphrase(stored)
    with at_store(stored) as door:
        restore_store(door, tmp_path / "stick.zip", stored.ring)
    assert opened_answers(stored) == ANSWERS
    assert open_with(stored.keys, "passphrase", PASSPHRASE) is not None
    assert findings(stored) == []


def test_keys_from_before_the_store_knew_any_are_taken(tmp_path: Path) -> None:
    """A store of an earlier version opens with the keys that it has."""
    made = make_stored(tmp_path)
    change_passphrase(made)
    assert opened_answers(made) == ANSWERS


def test_a_change_that_was_broken_off_opens_with_either(
    stored: Stored, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Killed before or after the file was written; from the next opening on only the right one counts."""
    before = (stored.folder / "keys.json").read_bytes()
    with monkeypatch.context() as patch:
        patch.setattr("relapse_cli.store.whole.store.Store.confirm_keys", lambda _store: None)
        change_passphrase(stored)
    after = (stored.folder / "keys.json").read_bytes()
    shutil.copytree(stored.folder, stored.place / "kept")

    put_back(stored, before)
    assert opened_answers(stored) == ANSWERS
    put_back(stored, after)
    with pytest.raises(StoreError, match="older than the store"):
        door_of(stored).open()

    shutil.rmtree(stored.folder)
    (stored.place / "kept").rename(stored.folder)
    assert opened_answers(stored) == ANSWERS
    put_back(stored, before)
    with pytest.raises(StoreError, match="older than the store"):
        door_of(stored).open()


def fail_from(monkeypatch: pytest.MonkeyPatch, number: int, times: int) -> None:
    """Let the disk report a fault at the call of this number, of those that write a key file."""
    calls = itertools.count()

    def failing(call: Callable[..., object]) -> Callable[..., object]:
        def wrapped(*given: object, **named: object) -> object:
            if number <= next(calls) < number + times:
                raise OSError(5, "Input/output error")
            return call(*given, **named)

        return wrapped

    for name in ("fsync", "link"):
        monkeypatch.setattr(os, name, failing(getattr(os, name)))
    monkeypatch.setattr(Path, "replace", failing(Path.replace))


@pytest.mark.parametrize("times", [1, 2, 1000])
@pytest.mark.parametrize("number", range(7))
@pytest.mark.parametrize("what", ["passphrase", "keyring", "file"])
def test_what_is_said_after_a_fault_is_what_is_in_force(
    stored: Stored, monkeypatch: pytest.MonkeyPatch, what: str, number: int, times: int
) -> None:
    """Wherever the disk fails, the old keys or the new ones are in force, and the right ones are named."""
    old, secret_file = stored.keys, stored.place / "new.key"
    changes: dict[str, Change] = {
        "passphrase": change_passphrase,
        "keyring": lambda stored: add_keyring(door_of(stored), stored.ring),
        "file": lambda stored: add_file(door_of(stored), secret_file, yes=True),
    }
    if what == "file":
        key = door_of(stored)
        key.unlock()
    said = ""
    with monkeypatch.context() as patch:
        fail_from(patch, number, times)
        try:
            changes[what](stored)
        except InputError as error:
            said = f"{error.message} {error.remedy}"
    changed = stored.keys != old
    if said:
        assert ("in force all the same" in said) == changed
    else:
        assert changed
    keys, secret = stored.keys, secret_file if secret_file.exists() else key_file(stored)
    opened = {
        "passphrase": open_with(keys, "passphrase", NEW if changed else PASSPHRASE),
        "keyring": unlock_from_keyring(keys, stored.ring),
        "file": open_with(keys, "file", secret.read_bytes()),
    }
    assert opened[what] is not None
    assert secret_file.exists() == (what == "file" and changed)
    with stored.open() as store:
        assert answers_in(store) == ANSWERS
        store.check_keys(stored.keys.current)
