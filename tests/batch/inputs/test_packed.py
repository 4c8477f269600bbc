"""Packed files: the same records, damage told, and never more memory than a record takes."""

from __future__ import annotations

import gzip
import io
import sys
import tracemalloc
from pathlib import Path

import pytest

from relapse_cli.batch.inputs.item import RECORD_LIMIT, Item
from relapse_cli.batch.inputs.streams import read_stream

LINES = b"".join(b'{"id":"%d","answers":{"q":"%s"}}\n' % (i, b"x" * (i % 50)) for i in range(5000))


def zstd(data: bytes, **options: int) -> bytes:
    """Data packed with zstd."""
    from backports import zstd as library

    chosen = {getattr(library.CompressionParameter, name): value for name, value in options.items()}
    packer = library.ZstdCompressor(options=chosen)
    return packer.compress(data[:1000]) + packer.compress(data[1000:]) + packer.flush()


PACKERS = [gzip.compress, zstd]


def read(data: bytes, name: str = "-") -> list[Item | str]:
    """The records of a stream, and codes of what is told."""
    return [each if isinstance(each, Item) else each.code for each in read_stream(io.BytesIO(data), name)]


@pytest.mark.parametrize("pack", PACKERS)
@pytest.mark.parametrize("name", ["-", "x.jsonl", "x.jsonl.gz"])
def test_what_is_packed_gives_the_same_records(pack: object, name: str) -> None:
    """Told by the bytes and not by the name; several packed streams in one, with zeros at the end, too."""
    assert callable(pack)
    plain = read(LINES, name)
    assert len(plain) == 5000
    assert read(pack(LINES), name) == plain
    assert read(pack(LINES[:40]) + pack(b"") + pack(LINES[40:]), name) == plain
    assert read(pack(LINES) + b"\0" * 100, name) == plain


@pytest.mark.parametrize("pack", PACKERS)
def test_one_packed_document_is_read_by_its_inner_name(pack: object) -> None:
    """YAML and indented JSON too."""
    assert callable(pack)
    assert [type(each) for each in read(pack(b"id: a\n"), "x.yaml.gz")] == [Item]
    assert read(pack(b'{\n"id": "a"}'), "x.json.zst") == [Item("x.json.zst", 1, b'{\n"id": "a"}')]


@pytest.mark.parametrize("pack", PACKERS)
@pytest.mark.parametrize("lost", [1, 5, 9, 300])
def test_a_packed_file_that_was_cut_off_says_so_behind_what_is_whole(pack: object, lost: int) -> None:
    """No record is lost silently, not even where the loss falls on the end of a line."""
    assert callable(pack)
    found = read(pack(LINES)[:-lost])
    assert found[-1] == "INPUT_010"
    assert [each for each in found if isinstance(each, Item)] == read(LINES)[
        : len(found) - found.count("INPUT_003") - 1
    ]


@pytest.mark.parametrize("pack", PACKERS)
def test_damage_in_a_packed_file_is_told(pack: object) -> None:
    """A flipped bit in the middle, and something else behind the end."""
    assert callable(pack)
    packed = bytearray(pack(LINES))
    packed[len(packed) // 2] ^= 0x10
    assert "INPUT_010" in read(bytes(packed)) or read(bytes(packed)) != read(LINES)
    assert read(pack(LINES) + b"garbage")[-1] == "INPUT_010"


@pytest.mark.parametrize("pack", PACKERS)
@pytest.mark.parametrize("fill", [b" ", b"\n", b"x"])
def test_a_small_file_that_grows_without_end_takes_no_more_memory_than_a_record(
    pack: object, fill: bytes
) -> None:
    """Whatever its head says: one long line, nothing but blanks, nothing but line ends."""
    assert callable(pack)
    start = b'{"id":"' if fill == b"x" else b""
    bomb = pack(start + fill * (4 * RECORD_LIMIT))
    assert len(bomb) < RECORD_LIMIT / 100
    tracemalloc.start()
    try:
        found = read(bomb)
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert found == ["INPUT_004" if fill == b"x" else "INPUT_002"]
    assert peak < 2.5 * RECORD_LIMIT


def test_a_head_that_asks_for_much_memory_is_refused() -> None:
    """It would be set aside before a single byte comes."""
    assert read(zstd(LINES, window_log=27, content_size_flag=0)) == ["INPUT_010"]
    assert read(zstd(LINES, window_log=23, content_size_flag=0)) == read(LINES)


def test_without_the_extra_zstd_is_told_with_its_name(monkeypatch: pytest.MonkeyPatch) -> None:
    """And everything else is read all the same."""
    packed = zstd(LINES)
    for name in ("compression.zstd", "backports.zstd", "backports"):
        monkeypatch.setitem(sys.modules, name, None)
    assert read(packed) == ["INPUT_011"]
    assert read(gzip.compress(LINES)) == read(LINES)


def test_the_door_is_the_only_one() -> None:
    """Python's own module and the extra are known to one file."""
    top = Path(__file__).parents[3] / "relapse_cli"
    assert [path.name for path in top.rglob("*.py") if "backports.zstd" in path.read_text("utf-8")] == [
        "zstd.py"
    ]
