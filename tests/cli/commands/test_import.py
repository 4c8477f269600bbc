"""`relapse import`: records into the store, from a command line."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import pytest

from tests.cli.program import Program, as_bytes, record
from tests.cli.stored import StoreUnderTest, make_store

AGREED = {"frame.consent": True, "event.now": "unsure"}


@pytest.fixture
def stored(relapse: Program, tmp_path: Path) -> StoreUnderTest:
    """A store with one interview."""
    return make_store(relapse, tmp_path)


def test_an_import_says_what_was_taken_in_and_changes_nothing_the_second_time(
    stored: StoreUnderTest, tmp_path: Path
) -> None:
    """From folders with packed files and others; standard output stays empty."""
    folder = tmp_path / "in"
    folder.mkdir()
    lines = as_bytes(record(AGREED, id="one")) + as_bytes(record(AGREED, id="two"))
    (folder / "all.jsonl.gz").write_bytes(gzip.compress(lines))
    (folder / "letter.docx").write_bytes(b"")
    first = stored.run("import", folder)
    assert (first.code, first.out) == (0, b"")
    assert first.notes[-1] == "Taken in: 2. There already: 0. Not used: 0."
    assert "1 of the files" in first.err
    again = stored.run("import", folder)
    assert (again.code, again.notes[-1]) == (0, "Taken in: 0. There already: 2. Not used: 0.")
    ids = [json.loads(line)["id"] for line in stored.run("store", "export").text.splitlines()]
    assert ids[1:] == ["one", "two"]


def test_bad_records_are_named_and_counted_and_the_others_are_taken_in(
    stored: StoreUnderTest, tmp_path: Path
) -> None:
    """With file, line, id, path and reason on standard error, each a line of JSON in the file of --errors."""
    path = tmp_path / "in.jsonl"
    bad = record({**AGREED, "event.now": "no such option"}, id="bad")
    path.write_bytes(as_bytes(record(AGREED, id="one")) + as_bytes(bad) + b'{"id": "cut')
    errors = tmp_path / "faults.jsonl"
    done = stored.run("import", path, "--errors", errors)
    assert (done.code, done.out) == (5, b"")
    assert done.notes[0].startswith(f"{path}:2: bad: answers.event.now: ")
    assert done.notes[1].startswith(f"{path}:3: INPUT_003 ")
    assert done.notes[-1] == "Taken in: 1. There already: 0. Not used: 2."
    rows = [json.loads(line) for line in errors.read_text().splitlines()]
    assert [(row["line"], row["id"], row["path"]) for row in rows] == [
        (2, "bad", "answers.event.now"), (3, None, None)
    ]  # fmt: skip
    assert errors.stat().st_mode & 0o777 == 0o600
    assert stored.run("import", path, "--errors", errors).code == 2
    quiet = stored.run("import", path, "--errors", errors, "--force", "--keep-going", "--quiet")
    assert (quiet.code, len(quiet.notes)) == (0, 1)
    assert quiet.notes[0].startswith("2 records were not used. By kind: ")


def test_without_a_store_there_is_nothing_to_import_into(relapse: Program, tmp_path: Path) -> None:
    """It is said how to come to one, and nothing is made."""
    done = relapse.run("import", tmp_path, "--data-dir", tmp_path / "none")
    assert (done.code, "relapse interview" in done.err) == (5, True)
    assert not (tmp_path / "none").exists()
