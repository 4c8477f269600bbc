"""A real terminal for tests: start the program in it, wait for what it shows, press keys."""

from __future__ import annotations

import os
import re
import shlex
import signal
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import pexpect
import pyte

from relapse_cli.prompters.arrow_keys.stage.stage import BEGIN_PAINTING, END_PAINTING

PATIENCE = 120.0
"""Seconds to wait for a screen; only a broken program ever uses them up, however busy the machine is."""

OPENING, CLOSING = BEGIN_PAINTING.encode(), END_PAINTING.encode()

STARTED_AT = "2026-11-20T10:00:00+01:00"

HOME, END = "\x1b[H", "\x1b[F"
NOTHING = "\x1bOP"
"""F1, which no prompt takes for anything."""

_READS_A_LINE = re.compile(r"^Esc menu|>$")
"""The line of keys below a text that is drawn, or the sign behind which a plain line is typed."""

UP, DOWN, ENTER, ESCAPE, NEW_LINE = "\x1b[A", "\x1b[B", "\r", "\x1b", "\n"


def control(letter: str) -> str:
    """What a terminal sends for Ctrl and a letter."""
    return chr(ord(letter.upper()) - 64)


def interview_command(path: str, record: Path, *more: str) -> list[str]:
    """The command line that holds an interview and keeps its record in a file."""
    program = [sys.executable, "-m", "relapse_cli", "interview", "--case", "PR-1", "--path", path]
    return [*program, "--started-at", STARTED_AT, "--no-store", "--profile", "none", "-o", str(record), *more]


class Terminal:
    """A program in a terminal of a fixed size; its standard output goes to a file, as with ``> plan.txt``.

    Args:
        command: what to run.
        out: where its standard output goes.
        rows: rows of the terminal.
        columns: columns of the terminal.
    """

    def __init__(self, command: Sequence[str], out: Path, *, rows: int = 24, columns: int = 80) -> None:
        self.screen = pyte.Screen(columns, rows)
        self._stream = pyte.ByteStream(self.screen)
        line = f"exec {shlex.join(command)} > {shlex.quote(str(out))}"
        self._child = pexpect.spawn(
            "/bin/sh",
            ["-c", line],
            dimensions=(rows, columns),
            env={**os.environ, "TERM": "xterm-256color"},
            timeout=PATIENCE,
        )
        self._child.delaybeforesend = None
        self.raw = b""
        self._unfinished = b""

    @property
    def lines(self) -> list[str]:
        """The lines on screen, without the blanks at their ends."""
        return [line.rstrip() for line in self.screen.display]

    @property
    def last_line(self) -> str:
        """The last line on screen that is not empty."""
        return next((line for line in reversed(self.lines) if line), "")

    @property
    def text(self) -> str:
        """Everything on screen, with its line breaks and repeated blanks collapsed."""
        return " ".join(" ".join(self.lines).split())

    @property
    def pointed(self) -> str:
        """The row the pointer stands on; empty when there is none, and while it moves from one to another."""
        rows = [line.lstrip(" »").lstrip("○● ") for line in self.lines if line.startswith(" »")]
        return rows[0] if len(rows) == 1 else ""

    def press(self, *keys: str) -> None:
        """Press keys, all at once."""
        self._child.send("".join(keys))

    def wait(self, until: Callable[[Terminal], bool], what: str) -> None:
        """Read what the program draws until the screen is as wanted.

        Raises:
            AssertionError: it never was; the screen is quoted.
        """
        end = time.monotonic() + PATIENCE
        while not until(self):
            if time.monotonic() > end or not self._read():
                shown = "\n".join(self.lines)
                raise AssertionError(f"waited for {what}; the screen is\n{shown}")

    def wait_for(self, words: str) -> None:
        """Wait for words on screen."""
        self.wait(lambda terminal: words in terminal.text, words)

    def wait_for_end(self) -> int:
        """Wait until the program has ended, and return its exit code; a signal counts as 128 and more.

        Raises:
            AssertionError: it goes on; the screen is quoted.
        """
        end = time.monotonic() + PATIENCE
        while self._read():
            if time.monotonic() > end:
                shown = "\n".join(self.lines)
                raise AssertionError(f"waited for the program to end; the screen is\n{shown}")
        self._child.wait()
        status, ended_by = self._child.exitstatus, self._child.signalstatus
        return status if status is not None else 128 + ended_by

    def wait_for_all(self) -> None:
        """Wait until everything that was pressed so far is on screen, where a prompt with arrow keys stands.

        A key that does nothing has the prompt painted once more. The first painting may still be one for
        something before that key; the second one is not.
        """
        for _ in range(2):
            painted = self.raw.count(CLOSING)
            self.press(NOTHING)
            self.wait(lambda t, painted=painted: t.raw.count(CLOSING) > painted, "a painting")  # type: ignore[misc]

    def wait_for_line(self, words: str) -> None:
        """Wait for words and, as the last thing on screen, for the end of the prompt that reads a line."""
        self.wait(lambda t: words in t.text and _READS_A_LINE.search(t.last_line) is not None, words)

    def resize(self, rows: int, columns: int) -> None:
        """Give the window another size."""
        self.screen.resize(rows, columns)
        self._child.setwinsize(rows, columns)

    def signal(self, number: int) -> None:
        """Send the program a signal."""
        self._child.kill(number)

    def close(self) -> None:
        """End the program, if it still runs; it is waited for, as pexpect does not on a busy machine."""
        if self._child.isalive():
            self._child.kill(signal.SIGKILL)
            self._child.wait()
        self._child.close()

    def _read(self) -> bool:
        """Read what is there; ``False`` when the program has ended."""
        try:
            drawn = self._child.read_nonblocking(65536, timeout=1)
        except pexpect.TIMEOUT:
            return True
        except pexpect.EOF:
            self._stream.feed(self._unfinished)
            self._unfinished = b""
            return False
        self._draw(drawn)
        return True

    def _draw(self, drawn: bytes) -> None:
        """Put on screen what a terminal would show: a screen that is being painted only once it is whole."""
        self.raw += drawn
        waiting = self._unfinished + drawn
        begun, ended = waiting.rfind(OPENING), waiting.rfind(CLOSING)
        whole = begun if begun > ended else len(waiting)
        cut = waiting.rfind(b"\x1b")
        if cut >= 0 and OPENING.startswith(waiting[cut:]):
            whole = min(whole, cut)
        self._stream.feed(waiting[:whole])
        self._unfinished = waiting[whole:]
