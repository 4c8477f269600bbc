"""Inputs shared out: all parts together give what one reading gives, with the same line numbers, in order."""

from __future__ import annotations

import gzip
import io
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from relapse_cli.batch.inputs import split as splitting
from relapse_cli.batch.inputs.find import Source
from relapse_cli.batch.inputs.read import read_items, read_sources
from relapse_cli.batch.inputs.split import split
from tests.examples import examples

LINES = st.lists(
    st.sampled_from([b"", b"\r", b'{"id":"a"}', b'{"id":"' + b"b" * 60 + b'"}', b"{", b"nothing", b'{"a":']),
    max_size=40,
)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder for the files of all examples."""
    return tmp_path_factory.mktemp("inputs")


@given(st.lists(st.tuples(LINES, st.booleans(), st.booleans()), min_size=1, max_size=4), st.integers(1, 9))
@examples(150)
def test_all_parts_together_give_what_one_reading_gives(
    folder: Path, files: list[tuple[list[bytes], bool, bool]], parts: int
) -> None:
    """Records, faults, lines and their order: few lines or many, with a mark, cut off, beside each other."""
    names = []
    for number, (lines, mark, ended) in enumerate(files):
        name = folder / f"{number}.jsonl"
        name.write_bytes(b"\xef\xbb\xbf" * mark + b"\n".join(lines) + b"\n" * ended)
        names.append(str(name))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(splitting, "_LEAST", 0)
        shared = split([*names, "not-there.json"], parts)
    assert len(shared) == parts
    together = [found for part in shared for found in read_sources(part)]
    assert together == list(read_items([*names, "not-there.json"]))


def test_a_large_file_is_cut_into_parts_of_one_size(tmp_path: Path) -> None:
    """Every part but the last ends at a line end that is near to its share."""
    big = tmp_path / "big.jsonl"
    big.write_bytes(b'{"id":"' + b"x" * 90 + b'"}\n')
    big.write_bytes(big.read_bytes() * 20_000)
    shared = split([str(big)], 4)
    sources = [source for part in shared for source in part if isinstance(source, Source)]
    assert [len(part) for part in shared] == [1, 1, 1, 1]
    assert [source.line for source in sources] == [1, 5001, 10001, 15001]


@pytest.mark.parametrize("pack", [gzip.compress, lambda data: b"# yaml\n" + data, lambda data: b"[" + data])
def test_what_cannot_be_cut_stays_whole(tmp_path: Path, pack: object) -> None:
    """Packed files and documents are read by one process from their beginning."""
    assert callable(pack)
    big = tmp_path / "big"
    big.write_bytes(pack(bytes(range(32, 127)) * 20_000))
    assert [source for part in split([str(big)], 3) for source in part] == [Source(str(big))]


def test_standard_input_is_one_part(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody else can read it."""
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b'{"id":"a"}\n')))
    shared = split(["-"], 3)
    assert [source for part in shared for source in part] == [Source("-")]
    assert [found.line for part in shared for found in read_sources(part)] == [1]
