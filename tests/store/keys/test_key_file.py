"""``keys.json``: whole or not at all, closed to others, and one clear error for whatever is wrong with it."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from relapse_cli.errors import InputError, StoreError, UsageError
from relapse_cli.store.keys.key_file import LARGEST_KEYS, new_key_file, read_keys, write_keys
from tests.store.key_stubs import PASSPHRASE, keys_of, random_secret, slot_for

needs_posix = pytest.mark.skipif(os.name == "nt", reason="Windows has neither these modes nor plain links")

KEYS = keys_of(slot_for("passphrase", PASSPHRASE), slot_for("file", random_secret()))


def test_what_is_written_is_read(tmp_path: Path) -> None:
    """The keys come back as they were, and writing again puts the new ones in their place."""
    write_keys(tmp_path, KEYS)
    assert read_keys(tmp_path) == KEYS

    write_keys(tmp_path, KEYS.without("file"))
    assert read_keys(tmp_path) == KEYS.without("file")
    assert [path.name for path in tmp_path.iterdir()] == ["keys.json"]


@needs_posix
def test_only_the_owner_may_read_the_keys(tmp_path: Path) -> None:
    """Mode 0600 under any umask."""
    before = os.umask(0)
    try:
        write_keys(tmp_path, KEYS)
    finally:
        os.umask(before)

    assert (tmp_path / "keys.json").stat().st_mode & 0o777 == 0o600


@needs_posix
def test_a_link_is_neither_read_nor_written(tmp_path: Path) -> None:
    """A planted link in the place of keys.json is refused both ways, and its target stays as it is."""
    folder = tmp_path / "store"
    folder.mkdir()
    write_keys(tmp_path, KEYS)
    before = (tmp_path / "keys.json").read_bytes()
    (folder / "keys.json").symlink_to(tmp_path / "keys.json")

    with pytest.raises(StoreError, match="link"):
        read_keys(folder)
    with pytest.raises(StoreError, match="link"):
        write_keys(folder, KEYS.without("file"))
    assert (tmp_path / "keys.json").read_bytes() == before


@needs_posix
def test_a_pipe_in_the_place_of_the_keys_does_not_hang(tmp_path: Path) -> None:
    """Whatever is not a plain file is refused at once."""
    os.mkfifo(tmp_path / "keys.json")

    with pytest.raises(StoreError, match="it is a pipe"):
        read_keys(tmp_path)


Change = Callable[[dict[str, Any]], object]


def slots_in(raw: dict[str, Any]) -> list[dict[str, Any]]:
    """The slots in the file as it is written."""
    slots: list[dict[str, Any]] = raw["generations"][0]["slots"]
    return slots


DAMAGES: dict[str, Change] = {
    "two of a kind": lambda raw: slots_in(raw).append(slots_in(raw)[1] | {"id": "k9"}),
    "an unknown kind": lambda raw: slots_in(raw)[1].update(kind="fingerprint"),
    "an unknown field": lambda raw: slots_in(raw)[1].update(hint="kettle"),
    "no slots": lambda raw: slots_in(raw).clear(),
    "no generations": lambda raw: raw["generations"].clear(),
    "a short salt": lambda raw: slots_in(raw)[0].update(salt="AAAA"),
    "not base64": lambda raw: slots_in(raw)[0].update(wrapped="%" * 80),
    "a cost beyond reason": lambda raw: slots_in(raw)[0]["argon2"].update(m=1 << 40),
    "no cost": lambda raw: slots_in(raw)[0].update(argon2=None),
    "no format": lambda raw: raw.pop("format"),
    "another format": lambda raw: raw.update(format="something"),
    "three generations": lambda raw: raw["generations"].extend([raw["generations"][0]] * 2),
}


@pytest.mark.parametrize("damage", DAMAGES)
def test_damaged_keys_are_one_error(tmp_path: Path, damage: str) -> None:
    """Every kind of damage is told once, with where the good keys are: in a backup."""
    write_keys(tmp_path, KEYS)
    raw = json.loads((tmp_path / "keys.json").read_text())
    DAMAGES[damage](raw)
    (tmp_path / "keys.json").write_text(json.dumps(raw))

    with pytest.raises(StoreError, match=r"keys\.json is damaged") as caught:
        read_keys(tmp_path)
    assert "backup" in caught.value.remedy


@pytest.mark.parametrize(
    "data",
    [b"", b"\0" * 500, b"[" * 60_000, b"{}", b"null", b"\xff\xfe", b" " * (LARGEST_KEYS + 1)],
    ids=["empty", "zeros", "nested", "bare", "null", "not text", "large"],
)
def test_a_file_that_is_no_keys_is_one_error(tmp_path: Path, data: bytes) -> None:
    """Empty, cut, nested without end or too large: the same error."""
    (tmp_path / "keys.json").write_bytes(data)

    with pytest.raises(StoreError, match="damaged"):
        read_keys(tmp_path)


def test_a_cut_file_is_one_error(tmp_path: Path) -> None:
    """Wherever the file was cut, it is not taken for whole."""
    write_keys(tmp_path, KEYS)
    data = (tmp_path / "keys.json").read_bytes().rstrip()
    for length in range(0, len(data), 7):
        (tmp_path / "keys.json").write_bytes(data[:length])
        with pytest.raises(StoreError, match="damaged"):
            read_keys(tmp_path)


def test_newer_keys_ask_for_a_newer_relapse(tmp_path: Path) -> None:
    """A later format is not called damage."""
    (tmp_path / "keys.json").write_text(json.dumps({"format": "relapse-keys/2", "anything": 1}))

    with pytest.raises(StoreError, match="newer relapse") as caught:
        read_keys(tmp_path)
    assert "Update relapse" in caught.value.remedy


def test_missing_keys_are_told_as_what_they_are(tmp_path: Path) -> None:
    """A folder without a store is one thing; a store without its keys is another, and far worse."""
    with pytest.raises(StoreError, match="There is no store"):
        read_keys(tmp_path)

    (tmp_path / "store.db").write_bytes(b"x")
    with pytest.raises(StoreError, match=r"the store in .* are gone") as caught:
        read_keys(tmp_path)
    assert "nobody can read the store" in caught.value.remedy


@needs_posix
def test_keys_that_cannot_be_written_are_told(tmp_path: Path) -> None:
    """A folder that is gone is an error with a remedy, not a traceback."""
    with pytest.raises(StoreError, match="cannot be written") as caught:
        write_keys(tmp_path / "gone", KEYS)
    assert caught.value.remedy


def test_a_new_key_file_is_random_and_private(tmp_path: Path) -> None:
    """32 bytes, 0600, and never in the place of a file that is there."""
    secret = new_key_file(tmp_path / "relapse.key")

    assert ((tmp_path / "relapse.key").read_bytes(), len(secret)) == (secret, 32)
    assert os.name == "nt" or (tmp_path / "relapse.key").stat().st_mode & 0o777 == 0o600
    assert new_key_file(tmp_path / "other.key") != secret
    with pytest.raises(UsageError):
        new_key_file(tmp_path / "relapse.key")


@needs_posix
def test_a_new_key_file_follows_no_link(tmp_path: Path) -> None:
    """A planted link does not send the secret elsewhere."""
    (tmp_path / "relapse.key").symlink_to(tmp_path / "elsewhere")

    with pytest.raises(InputError):
        new_key_file(tmp_path / "relapse.key")
    assert not (tmp_path / "elsewhere").exists()
