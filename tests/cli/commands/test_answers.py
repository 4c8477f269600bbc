"""`relapse answers`: a conversation on the terminal, as Markdown, as JSON, in a file."""

from __future__ import annotations

import json
from pathlib import Path

from tests.cli.program import VIGNETTES, Program

PR_101 = VIGNETTES / "PR-101.json"


def test_the_conversation_comes_in_each_format(relapse: Program) -> None:
    """The same record, for a reader, for a page and for a program."""
    assert relapse.run("answers", PR_101).text.startswith("What was asked, and what was said\n")
    assert relapse.run("answers", PR_101, "--format", "markdown").text.startswith("# What was asked")
    assert json.loads(relapse.run("answers", PR_101, "--format", "json").text)["case"] == "PR-101"


def test_it_is_written_to_a_file_and_never_over_the_record(relapse: Program, tmp_path: Path) -> None:
    """With -o, over another file only with --force, and over the record never."""
    target, record = tmp_path / "answers.md", tmp_path / "record.json"
    record.write_bytes(PR_101.read_bytes())
    done = relapse.run("answers", record, "--format", "markdown", "-o", target)
    assert (done.code, done.out) == (0, b"")
    assert target.stat().st_mode & 0o777 == 0o600
    assert relapse.run("answers", record, "-o", target).code == 2
    assert relapse.run("answers", record, "-o", record, "--force").code == 2
    assert record.read_bytes() == PR_101.read_bytes()


def test_a_record_that_cannot_be_used_is_named(relapse: Program) -> None:
    """Exit 5 and nothing on standard output."""
    done = relapse.run("answers", "nowhere.json")
    assert (done.code, done.out) == (5, b"")
