"""Records out of streams and files: each with its line, and what is none by its name, wherever it stands."""

from __future__ import annotations

import io
import json
import os
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from relapse_cli.batch.inputs.item import RECORD_LIMIT, Item
from relapse_cli.batch.inputs.lines import read_lines
from relapse_cli.batch.inputs.read import read_items
from relapse_cli.batch.inputs.streams import read_stream
from relapse_cli.records.json_guard import LIMIT, json_lines
from tests.examples import examples

A, B = b'{"id":"a","answers":{"q":[1]}}', b'{"id":"b"}'
PRETTY = json.dumps({"id": "a", "answers": {"q": [1, {"x": "} {"}]}}, indent=1).encode()


def told(data: bytes, name: str = "-") -> list[tuple[int, bytes | str]]:
    """What a stream gives: line and bytes of each record, line and code of each fault."""
    found = read_stream(io.BytesIO(data), name)
    return [(each.line, each.data if isinstance(each, Item) else each.code) for each in found]


@pytest.mark.parametrize("name", ["-", "x.jsonl", "x.json", "x.ndjson", "x"])
@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
def test_each_line_is_a_record_with_its_number(name: str, mark: bytes) -> None:
    """Blank lines count and give nothing; a byte order mark and line ends of Windows are no part of it."""
    assert told(mark + b"\n" + A + b"\n  \n" + B, name) == [(2, A), (4, B)]
    found = told(mark + A + b"\r\n\r\n" + B + b"\r\n", name)
    assert [(line, json.loads(data)["id"]) for line, data in found] == [(1, "a"), (3, "b")]


@pytest.mark.parametrize("data", [b"", b"\n\r\n  \n", b"\xef\xbb\xbf", b"\xef\xbb\xbf\n"])
def test_a_stream_without_a_record_says_so(data: bytes) -> None:
    """An empty file is told and not passed over."""
    assert [what for _, what in told(data)] == ["INPUT_002"]


@pytest.mark.parametrize("cut", range(1, len(A)))
def test_a_last_line_that_is_cut_off_is_told_wherever_it_was_cut(cut: int) -> None:
    """What came before it counts; a last line that only lacks its end is a record."""
    assert told(A + b"\n" + A[:cut]) == [(1, A), (2, "INPUT_003")]
    assert told(A + b"\n" + A) == [(1, A), (2, A)]


@pytest.mark.parametrize("name", ["-", "x.jsonl", "x.json"])
@pytest.mark.parametrize("bad", [b'{"id":"x","answers":{', b"{", b"nothing of ours", b'{"a":"b}'])
def test_a_bad_first_line_takes_no_other_with_it(name: str, bad: bytes) -> None:
    """It is handed on for somebody to say what is wrong with it, and so are all the others."""
    assert told(bad + b"\n" + A + b"\n" + B + b"\n", name) == [(1, bad), (2, A), (3, B)]


@pytest.mark.parametrize("name", ["-", "x.jsonl", "x.json"])
def test_one_record_on_many_lines_is_a_record(name: str) -> None:
    """Its line is the first, and brackets in what somebody said are none."""
    assert told(b"\n" + PRETTY + b"\n", name) == [(2, PRETTY + b"\n")]


@pytest.mark.parametrize("name", ["-", "x.jsonl", "x.json"])
@pytest.mark.parametrize("between", [b"", b"\n", b"\n\n"])
def test_records_on_many_lines_one_after_another_are_told_with_how_to_make_lines(
    name: str, between: bytes
) -> None:
    """Once, at the second of them, and not once for each of their lines."""
    first = PRETTY.count(b"\n") + 1
    assert told(PRETTY + between + PRETTY, name) == [(first + len(between), "INPUT_005")]
    [problem] = read_stream(io.BytesIO(PRETTY + between + PRETTY), name)
    assert not isinstance(problem, Item)
    assert "jq -c ." in problem.remedy


@pytest.mark.parametrize("name", ["-", "x.json"])
def test_records_in_a_list_are_told_with_how_to_make_lines(name: str) -> None:
    """A list can be of any length, so it is not read."""
    assert told(b"[\n" + PRETTY + b",\n" + PRETTY + b"]", name) == [(1, "INPUT_006")]


LONG = b'{"id":"' + b"x" * RECORD_LIMIT + b'"}'


@pytest.mark.parametrize("name", ["-", "x.jsonl"])
@pytest.mark.parametrize("end", [b"", b"\n"])
def test_a_line_beyond_the_limit_is_passed_over_wherever_it_stands(name: str, end: bytes) -> None:
    """As the first of a pipe too; the lines around it count, and so does one of just that length."""
    assert told(LONG + b"\n" + A + b"\n" + LONG + end, name) == [(1, "INPUT_004"), (2, A), (3, "INPUT_004")]
    just = LONG[: RECORD_LIMIT - 2] + b'"}'
    assert told(A + b"\n" + just + end, name) == [(1, A), (2, just)]


def test_a_record_on_many_lines_beyond_the_limit_is_told() -> None:
    """No more of it is read than it takes to know."""
    stream = io.BytesIO(b'{\n"id":"' + b"x" * 2 * RECORD_LIMIT + b'"}')
    assert [each.line for each in read_stream(stream, "x.json")] == [1]
    assert stream.tell() < 1.1 * RECORD_LIMIT


def test_the_limit_is_that_of_the_reader_of_single_files() -> None:
    """A record is not refused here and taken there."""
    assert RECORD_LIMIT == LIMIT


YAML = b"""# of March
id: a

answers:
  event.meaning: |
    two
    lines
  event.list:
  - 1
  - {x: "y"}
"""


@pytest.mark.parametrize(("name", "blank"), [("-", b""), ("x.yaml", b""), ("x.yml", b"\n\n"), ("-", b"\n")])
def test_yaml_comes_as_json_whose_lines_are_those_of_the_yaml(name: str, blank: bytes) -> None:
    """So a fault in it can be told with the line where it stands."""
    [item] = read_stream(io.BytesIO(blank + YAML), name)
    assert isinstance(item, Item)
    value = {"id": "a", "answers": {"event.meaning": "two\nlines\n", "event.list": [1, {"x": "y"}]}}
    assert json.loads(item.data) == value
    lines = {path: line + item.line - 1 for path, line in json_lines(item.data.decode()).items()}
    first = 1 + len(blank)
    assert lines["id",] == first + 1
    assert lines["answers", "event.meaning"] == first + 4
    assert lines["answers", "event.list", 1] == first + 9


def test_yaml_that_is_none_is_told_as_everywhere() -> None:
    """With the code and the line of the YAML reader."""
    assert told(b"\nid: a\nid: b\n", "x.yaml") == [(3, "YAML_006")]


def test_a_file_that_holds_something_else_is_handed_on_to_be_judged() -> None:
    """What is wrong with it is for the reader of records to say."""
    assert told(b"GIF89a\x00", "x.json") == [(1, b"GIF89a\x00")]


@given(
    st.lists(st.sampled_from([b"", b" ", b"\r", A, B, b"{", b"x" * 30])),
    st.lists(st.integers(1, 40), min_size=1),
    st.booleans(),
)
@examples(200)
def test_the_size_of_the_pieces_changes_nothing(lines: list[bytes], sizes: list[int], ended: bool) -> None:
    """Lines come out as they were written, however a pipe hands them over."""
    data = b"\n".join(lines) + b"\n" * (ended or not lines)
    pieces, at = [], 0
    for size in sizes * (len(data) // sum(sizes) + 1):
        pieces.append(data[at : at + size])
        at += size
    assert list(read_lines(filter(None, pieces), "-")) == list(read_lines([data] if data else [], "-"))
    if ended:
        wanted = [(number, line) for number, line in enumerate(lines, 1) if line.strip()]
        assert [(each[1], each[2]) for each in read_lines([data], "-") if isinstance(each, Item)] == wanted


def test_files_and_standard_input_come_in_the_order_in_which_they_are_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each record says where it stands."""
    monkeypatch.chdir(tmp_path)
    Path("one.jsonl").write_bytes(A + b"\n" + B)
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(B)))
    assert list(read_items(["-", "one.jsonl"])) == [
        Item("-", 1, B), Item("one.jsonl", 1, A), Item("one.jsonl", 2, B)
    ]  # fmt: skip


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such things in folders")
def test_what_is_no_ordinary_file_is_told_and_never_waited_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A pipe, a device, a name that is none, one that is not there and one that must not be read."""
    monkeypatch.chdir(tmp_path)
    os.mkfifo("pipe.jsonl")
    Path("device.jsonl").symlink_to("/dev/zero")
    names = ["pipe.jsonl", "device.jsonl", "not-there.jsonl", "nul\0.jsonl"]
    Path("good.jsonl").write_bytes(A)
    found = list(read_items([*names, "good.jsonl"]))
    assert [each.file for each in found] == [*names, "good.jsonl"]
    assert [each.code for each in found if not isinstance(each, Item)] == ["INPUT_001"] * 4
