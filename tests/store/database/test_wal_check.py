"""A log that was left behind: whole, torn at its end, or damaged, and never silently shortened."""

from __future__ import annotations

import os
import random
import shutil
import struct
from io import BytesIO
from pathlib import Path

import pytest

from relapse_cli.store.database.errors import DamagedError
from relapse_cli.store.database.wal_check import (
    FRAME,
    HEADER,
    _checksum,
    find_damage,
    keep_log,
    set_aside_damage,
)
from relapse_cli.store.whole.store import Store
from tests.store.bit_flips import what_a_flip_shows
from tests.store.made_stores import KEY, answer, counting_clock, open_store, store_with

SIZE = FRAME + 4096
STEPS = 6
BEFORE_LAST = "head-before-the-last-step"


@pytest.fixture
def left(tmp_path: Path) -> Path:
    """The folder of a store as a killed process leaves it: six answers, all in the log."""
    store = store_with(tmp_path / "store", "0")
    store.close()
    store = open_store(tmp_path / "store")
    for number in range(1, STEPS):
        shutil.copy(tmp_path / "store" / "store.head", tmp_path / BEFORE_LAST)
        store.append("interview-1", [answer(str(number))])
    shutil.copytree(tmp_path / "store", tmp_path / "left")
    store.close()
    return tmp_path / "left"


def log_of(folder: Path) -> Path:
    """Return the log of a store."""
    return folder / "store.db-wal"


def ends_of_steps(data: bytes) -> list[int]:
    """Return where the steps in a log end."""
    frames = range(HEADER, len(data) - SIZE + 1, SIZE)
    return [start + SIZE for start in frames if data[start + 4 : start + 8] != bytes(4)]


def numbers(folder: Path) -> list[object]:
    """Open a store and return its answers."""
    store = open_store(folder)
    try:
        assert store.verify() == ()
        return [int(str(entry.body["value"])) for entry in store.entries("interview-1")]
    finally:
        store.close()


def not_told(folder: Path) -> None:
    """Let the last step be one that was under way, of which nobody was told that it is saved."""
    shutil.copy(folder.parent / BEFORE_LAST, folder / "store.head")


def test_a_whole_log_is_taken_in(left: Path) -> None:
    """What a killed process had saved is there."""
    assert find_damage(BytesIO(log_of(left).read_bytes())) is None
    assert numbers(left) == list(range(STEPS))


def test_a_log_that_was_cut_off_within_a_step_loses_that_step_only(left: Path, tmp_path: Path) -> None:
    """Wherever a kill or a power cut ends the log, all steps before it are there."""
    data = log_of(left).read_bytes()
    ends = ends_of_steps(data)
    for length in [*ends, *(end - 1 for end in ends), *(end - SIZE for end in ends)]:
        assert find_damage(BytesIO(data[:length])) is None
    shutil.copytree(left, tmp_path / "torn")
    log_of(tmp_path / "torn").write_bytes(data[: ends[-1] - 1])
    not_told(tmp_path / "torn")
    assert numbers(tmp_path / "torn") == list(range(STEPS - 1))


def test_a_last_step_that_a_power_cut_wrote_in_part_is_torn_not_damaged(left: Path) -> None:
    """The disk may keep the later pages of a step and not the earlier ones; nobody was told it is saved."""
    data = log_of(left).read_bytes()
    *_, before, last = ends_of_steps(data)
    assert last - before > SIZE, "the last step has more than one page"
    log_of(left).write_bytes(data[:before] + bytes(SIZE) + data[before + SIZE :])
    not_told(left)
    assert numbers(left) == list(range(STEPS - 1))


def test_a_flipped_bit_before_the_last_step_is_refused(left: Path, tmp_path: Path) -> None:
    """Saved answers stand behind it, so the log is damaged; nothing is dropped silently."""
    data = log_of(left).read_bytes()
    bits = 8 * ends_of_steps(data)[-2]
    places = [0, 8 * 30, bits - 1, *(random.Random(2).randrange(bits) for _ in range(15))]
    told = {bit: what_a_flip_shows(left, tmp_path / "spare", KEY, bit, name="store.db-wal") for bit in places}
    assert [bit for bit in places if "is damaged: the last session" not in told[bit]] == []


def test_without_the_check_the_database_drops_what_follows(
    left: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The control: left to itself, the database takes a damaged log for a torn one."""
    data = bytearray(log_of(left).read_bytes())
    data[ends_of_steps(bytes(data))[2] + 500] ^= 1
    log_of(left).write_bytes(data)
    monkeypatch.setattr("relapse_cli.store.whole.open.check_log", lambda _path: None)
    monkeypatch.setattr("relapse_cli.store.whole.open.check_witness", lambda *_given: None)
    assert len(numbers(left)) < STEPS


def test_a_damaged_log_can_be_set_aside(left: Path) -> None:
    """A copy is kept, what stands before the damage is read, and the store is whole again."""
    data = bytearray(log_of(left).read_bytes())
    damaged_step = len(ends_of_steps(bytes(data))) - 3
    data[ends_of_steps(bytes(data))[damaged_step] + 500] ^= 1
    log_of(left).write_bytes(data)
    with pytest.raises(DamagedError) as caught:
        open_store(left)
    assert "Keep a copy" in caught.value.remedy
    copy = set_aside_damage(left / "store.db")
    assert copy == left / "store.db-wal.damaged-1"
    assert copy.read_bytes() == data
    Store.open(left, KEY, actor="ada", now=counting_clock(), proven=True, accept_missing=True).close()
    assert numbers(left) == list(range(STEPS - 2))
    assert set_aside_damage(left / "store.db") is None


def test_what_an_older_log_left_at_the_end_is_no_damage(tmp_path: Path) -> None:
    """A log that is begun again is written over the old one, whose end is still there."""
    store = store_with(tmp_path / "store", "0")
    for number in range(1, 8):
        store.append("interview-1", [answer(str(number))])
    store.connection.run("PRAGMA wal_checkpoint(RESTART)")
    store.append("interview-1", [answer("8")])
    shutil.copytree(tmp_path / "store", tmp_path / "left")
    store.close()
    data = log_of(tmp_path / "left").read_bytes()
    assert len(ends_of_steps(data)) > 5, "most of the old log is still there"
    assert numbers(tmp_path / "left") == list(range(9))


@pytest.mark.parametrize("size", [0, 1, 3, 511, 4097, 1 << 17, 0xFFFFFFFF])
def test_a_size_of_pages_that_no_database_has_is_a_damage(left: Path, size: int) -> None:
    """The sums of a log are no secret, so its header can be made up; what it says is not believed."""
    data = bytearray(log_of(left).read_bytes())
    data[8:12] = size.to_bytes(4)
    big = data[:4] == bytes.fromhex("377f0683")
    data[24:HEADER] = struct.pack(">2I", *_checksum(bytes(data[:24]), (0, 0), big=big))
    assert find_damage(BytesIO(data)) == 0


def test_a_log_is_kept_as_it_is(left: Path) -> None:
    """The copy of a log that is set aside is the same, byte for byte, and for its owner alone."""
    copy = keep_log(left / "store.db")
    assert copy is not None
    assert copy.read_bytes() == log_of(left).read_bytes()
    assert os.name == "nt" or copy.stat().st_mode & 0o777 == 0o600
