"""Lines of the input: one after the other, and none without an end."""

from __future__ import annotations

import fcntl
import os
import struct
import termios
from io import StringIO

import pytest

from relapse_cli.errors import InputError
from relapse_cli.prompters.plain.streams import Closed, Lines


def test_a_line_is_read_whole_and_the_end_is_told() -> None:
    """The longest that is taken, then a last one without its end, then nothing."""
    lines = Lines(StringIO("x" * 999_999 + "\ny"), StringIO())
    assert lines.ask("? ") == "x" * 999_999
    assert lines.ask("? ") == "y"
    with pytest.raises(Closed):
        lines.ask("? ")


def test_a_line_without_end_is_refused() -> None:
    """No more than a million letters of it are held in memory."""
    source = StringIO("x" * 3_000_000)
    with pytest.raises(InputError, match="longer than anybody types"):
        Lines(source, StringIO()).ask("? ")
    assert source.tell() <= 1_000_001


@pytest.mark.parametrize("columns", [60, 80, 200])
def test_lines_fit_the_terminal_that_is_written_to(monkeypatch: pytest.MonkeyPatch, columns: int) -> None:
    """The questions go to another stream than the data: it is the one that is measured."""
    monkeypatch.delenv("COLUMNS", raising=False)
    ours, theirs = os.openpty()
    with os.fdopen(theirs, "w") as out:
        fcntl.ioctl(out, termios.TIOCSWINSZ, struct.pack("HHHH", 24, columns, 0, 0))
        assert Lines(StringIO(), out).width == min(100, columns - 1)
    os.close(ours)
    assert Lines(StringIO(), StringIO()).width == 79
