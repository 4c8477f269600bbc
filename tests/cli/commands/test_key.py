"""`relapse key`: the ways to unlock the store, from a command line."""

from __future__ import annotations

import json
import stat
from pathlib import Path

import pytest

from tests.cli.program import Program
from tests.cli.stored import StoreUnderTest, make_store


@pytest.fixture
def stored(relapse: Program, tmp_path: Path) -> StoreUnderTest:
    """A store with one key file."""
    return make_store(relapse, tmp_path)


def test_a_new_key_file_is_for_its_owner_and_never_written_over(relapse: Program, tmp_path: Path) -> None:
    """32 bytes, mode 0600, nothing on standard output; the key itself is nowhere to be read."""
    path = tmp_path / "new.key"
    done = relapse.run("key", "new-file", path)
    assert (done.code, done.out) == (0, b"")
    secret = path.read_bytes()
    assert len(secret) == 32
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    again = relapse.run("key", "new-file", path)
    assert again.code == 2
    assert "never written over" in again.err
    assert path.read_bytes() == secret


def test_the_list_needs_no_key_and_is_data(stored: StoreUnderTest) -> None:
    """Kind, since when, and whether it works here; warnings go to standard error."""
    with_key = stored.run("key", "list", "--format", "json")
    assert json.loads(with_key.text)["slots"][0]["usable_here"] is True
    assert "relapse key recovery" in with_key.err
    without = stored.run("key", "list", "--format", "json", env={})
    data = json.loads(without.text)
    assert (without.code, data["format"]) == (0, "relapse-keys-list/1")
    assert data["slots"][0]["usable_here"] is None
    assert stored.run("key", "list").text.startswith("file ")


def test_a_second_key_file_takes_over(stored: StoreUnderTest, tmp_path: Path) -> None:
    """Only where that was said: a free name becomes one, and only that one opens the store."""
    new = tmp_path / "second.key"
    unsaid = stored.run("key", "add", "file", new)
    assert (unsaid.code, unsaid.out, new.exists()) == (4, b"", False)
    assert "It is the only way to unlock the store" in unsaid.err
    assert "--yes" in unsaid.err
    assert stored.run("store", "status").code == 0
    assert stored.run("key", "add", "file", new, "--yes").code == 0
    assert new.exists()
    refused = stored.run("store", "status")
    assert (refused.code, refused.out) == (5, b"")
    assert "RELAPSE_KEY_FILE" in refused.err
    assert stored.run("store", "status", env={"RELAPSE_KEY_FILE": str(new)}).code == 0


def test_what_needs_a_person_says_so_at_once(stored: StoreUnderTest, tmp_path: Path) -> None:
    """With the key but without a terminal: exit 4; without the key: exit 5 with the remedy."""
    before = (stored.folder / "keys.json").read_bytes()
    asked = (("add", "passphrase"), ("recovery",), ("rotate",))
    assert [stored.run("key", *words).code for words in asked] == [4, 4, 4]
    locked = stored.run("key", "add", "passphrase", env={})
    assert locked.code == 5
    assert "RELAPSE_KEY_FILE" in locked.err
    assert (stored.folder / "keys.json").read_bytes() == before


def test_a_data_key_is_changed_in_a_script(stored: StoreUnderTest, tmp_path: Path) -> None:
    """With a name for the backup nothing is asked; the store opens with the same key file."""
    target = tmp_path / "before.zip"
    done = stored.run("key", "rotate", "--backup", target)
    assert (done.code, done.out) == (0, b"")
    assert str(target) in done.err
    assert stored.run("store", "verify").code == 0
    assert stored.run("key", "rotate", "--backup", target).code == 2
    assert stored.run("key", "rotate", "--backup", tmp_path / "x.zip", "--drop", "fil").code == 2


def test_what_cannot_be_done_changes_nothing(stored: StoreUnderTest) -> None:
    """The last way stays, and what does not go together is a usage error."""
    before = (stored.folder / "keys.json").read_bytes()
    for words, code in (
        (("add", "file"), 2),
        (("add", "passphrase", "x.key"), 2),
        (("add", "keyrng"), 2),
        (("remove", "file"), 5),
        (("remove", "recovery"), 5),
    ):
        done = stored.run("key", *words)
        assert (done.code, done.out) == (code, b""), words
    assert (stored.folder / "keys.json").read_bytes() == before
