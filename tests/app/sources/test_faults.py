"""The faults of many records: told, kept for a program, counted, and never a reason to stop."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path

import pytest

from relapse_cli.app.sources.faults import Faults, open_faults
from relapse_cli.errors import UsageError
from relapse_cli.problems import Message, Problem

WRONG = Message("TEST_001", "It is wrong: {what}.", "Mend it.")
ODD = Message("TEST_002", "It is odd.", "", severity="warning")


class Told:
    """Remembers what was told."""

    def __init__(self) -> None:
        self.lines: list[str] = []
        self.rest = 0

    def add(self, problems: Iterable[Problem]) -> None:
        """Remember them."""
        self.lines += map(str, problems)

    def tell_rest(self) -> None:
        """Remember that it was asked for."""
        self.rest += 1


def test_each_fault_is_told_with_file_line_id_path_and_reason() -> None:
    """On one line; an id that is none is left out, for it could be anything."""
    told = Told()
    faults = Faults(told)
    faults.add([WRONG.problem("answers.x", "a.jsonl", 3, what="so")], "r-1")
    faults.add([WRONG.problem("", "a.jsonl", 4, what="so")], "not\nan id")
    assert told.lines == [
        "a.jsonl:3: r-1: answers.x: TEST_001 It is wrong: so. Mend it.",
        "a.jsonl:4: TEST_001 It is wrong: so. Mend it.",
    ]


def test_each_fault_is_a_line_for_a_program(tmp_path: Path) -> None:
    """All of them, in order, as they come."""
    path = tmp_path / "faults.jsonl"
    with open_faults(path) as kept:
        faults = Faults(None, kept)
        faults.add([WRONG.problem("answers.x", "ä.jsonl", 3, what="so"), ODD.problem()], "r-1")
        faults.add([WRONG.problem("", "b.json", what="so")])
    rows = [json.loads(line) for line in path.read_text("ascii").splitlines()]
    first = {
        "code": "TEST_001", "file": "ä.jsonl", "id": "r-1", "line": 3, "path": "answers.x",
        "reason": "It is wrong: so.", "remedy": "Mend it.", "severity": "error",
    }  # fmt: skip
    assert rows[0] == first
    assert [(row["file"], row["id"], row["line"], row["path"], row["severity"]) for row in rows[1:]] == [
        ("", "r-1", None, None, "warning"),
        ("b.json", None, None, None, "error"),
    ]
    with pytest.raises(UsageError), open_faults(path):
        pass
    with open_faults(path, force=True):
        assert path.read_bytes() == b""


def test_records_and_kinds_are_counted() -> None:
    """A record is refused once, however many faults it has; warnings refuse none."""
    told = Told()
    faults = Faults(told)
    faults.add([])
    assert (faults.closing(), faults.exit_code()) == ((), 0)
    faults.add([ODD.problem()])
    assert (faults.closing(), faults.exit_code()) == (("Warnings by kind: TEST_002 1.",), 0)
    faults.add([WRONG.problem(what=1), WRONG.problem(what=2), ODD.problem()])
    assert (faults.refused, dict(faults.kinds)) == (1, {"TEST_001": 2, "TEST_002": 2})
    assert told.rest == 2


def test_the_end_says_what_was_left_out_and_with_what_the_command_leaves() -> None:
    """Five, unless somebody asked to go on all the same."""
    faults = Faults(None)
    for _ in range(2):
        faults.add([WRONG.problem(what=1)])
    first, second = faults.closing()
    assert first == "2 records were not used. By kind: TEST_001 2."
    assert ("5" in second, "--keep-going" in second, faults.exit_code()) == (True, True, 5)
    assert faults.closing(keep_going=True) == (first,)
    assert faults.exit_code(keep_going=True) == 0
