"""`relapse desk` where nobody can sit at it."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from tests.cli.program import COMMAND, Program


def test_a_desk_needs_a_terminal(relapse: Program, tmp_path: Path) -> None:
    """In a script it ends at once with code 4, and names the command that gives the same list."""
    (tmp_path / "key").write_bytes(bytes(range(32)))
    environment = {"RELAPSE_KEY_FILE": str(tmp_path / "key")}
    folder = tmp_path / "store"
    known = b'{"frame.consent": true, "frame.state": "clear"}'
    begin = ("interview", "--no-input", "--answers", "-", "--data-dir", folder)
    assert relapse.run(*begin, env=environment, stdin=known).code == 0
    done = relapse.run("desk", "--data-dir", folder, env=environment)
    assert (done.code, done.out) == (4, b"")
    assert "relapse due --format json" in done.err


def test_without_a_store_it_says_what_makes_one(relapse: Program, tmp_path: Path) -> None:
    """There is nothing to lay on a desk yet, so the way to a store is named."""
    done = relapse.run("desk", "--data-dir", tmp_path / "nowhere")
    assert done.code == 5
    assert "There is no store yet" in done.err


@pytest.mark.skipif(sys.platform == "win32", reason="needs a pseudo terminal")
def test_on_a_terminal_the_short_help_offers_the_desk(relapse: Program) -> None:
    """One line more than what a pipe gets, which is what it always was."""
    import pexpect

    child = pexpect.spawn(COMMAND[0], list(COMMAND[1:]), env=relapse.environment(), dimensions=(60, 100))
    shown = child.read().decode()
    child.close()
    assert "relapse desk" in shown.splitlines()[-1]
    piped = relapse.run()
    assert piped.err == ""
    assert piped.text.split() == shown.split()[: len(piped.text.split())]
