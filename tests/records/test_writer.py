"""Record files out: what is written is read back as it was."""

from __future__ import annotations

import json
from io import BytesIO
from typing import Any, Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from relapse_cli.model.record import Record
from relapse_cli.records.reader import read_stream
from relapse_cli.records.writer import record_text
from tests.examples import examples

KINDS: tuple[Literal["json", "yaml", "jsonl"], ...] = ("json", "yaml", "jsonl")


def make_record(answers: dict[str, Any]) -> Record:
    """Return a record with these answers."""
    return Record(
        id="r-1", case="PR-101", path="core", started_at="2026-11-20T09:00:00+01:00", answers=answers
    )


def read_back(record: Record, kind: Literal["json", "yaml", "jsonl"]) -> Record | None:
    """Write a record and read it again."""
    [file] = read_stream(BytesIO(record_text(record, kind).encode()))
    assert file.problems == ()
    return file.record


scalars = (
    st.none()
    | st.booleans()
    | st.integers(-(10**17), 10**17)
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(st.characters(codec="utf-8"), max_size=30)
    | st.sampled_from(
        [
            "1e5",
            "1.",
            ".5",
            "0o7",
            "yes",
            "null",
            "~",
            "<<",
            "=",
            "010",
            "2026-11-20",
            "- a",
            "\x85",
            "\u2028",
        ]
    )
)
values = st.recursive(
    scalars,
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.text(st.characters(codec="utf-8"), max_size=8), inner, max_size=3)
    ),
    max_leaves=8,
)


@examples(100)
@given(answers=st.dictionaries(st.sampled_from(["a.b", "c", "d.e.f"]), values, max_size=3))
def test_every_record_comes_back_as_it_was(answers: dict[str, Any]) -> None:
    """In each format, whatever the answers hold."""
    record = make_record(answers)

    for kind in KINDS:
        assert read_back(record, kind) == record


def test_json_is_written_in_the_order_of_the_model() -> None:
    """Keys stand where the format shows them, and what is not given is left out."""
    text = record_text(make_record({"b.x": "ü", "a.x": None}))

    assert list(json.loads(text)) == ["format", "id", "case", "path", "started_at", "answers", "decisions"]
    assert '\n  "b.x": "ü",\n  "a.x": null\n' in text
    assert text.endswith("}\n")


def test_one_line_a_record_in_json_lines() -> None:
    """A record is one line, whatever line ends its answers hold."""
    assert record_text(make_record({"a.b": "x\ny\u2028z"}), "jsonl").count("\n") == 1


@pytest.mark.parametrize("kind", KINDS)
def test_lone_surrogates_never_reach_a_file(kind: Literal["json", "yaml", "jsonl"]) -> None:
    """Text that a terminal let through half is written with a replacement character."""
    assert read_back(make_record({"a.b": "x\ud800"}), kind) == make_record({"a.b": "x\ufffd"})
