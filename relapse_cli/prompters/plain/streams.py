"""Two streams, one line after the other; a terminal that is closed ends a prompt in order."""

from __future__ import annotations

import os
import select
import signal
import sys
import threading
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from getpass import getpass
from types import FrameType
from typing import TextIO

from relapse_cli.errors import InputError, ended_by
from relapse_cli.prompters.plain.stopping import asked_again_after_stops
from relapse_cli.prompters.quiet_keyboard import shown
from relapse_cli.text.width import wrap

_WIDEST, _NARROWEST, _USUAL = 100, 20, 80
_HIDDEN = "The question waits as it was; the word show brings it back."
_LONGEST_LINE = 1_000_000
_SCREENFUL = 60
"""So many empty lines push a question out of sight."""


class Closed(Exception):  # noqa: N818 - the end of the input is no error
    """The input has ended."""


class LeftAlone(Closed):
    """Nobody has typed anything for long."""


class Lines:
    """Reads and writes whole lines.

    Args:
        source: where answers come from.
        out: where questions go; standard error on the command line.

    Attributes:
        patience: seconds to wait for a line on a terminal; 0 = for ever.
    """

    def __init__(self, source: TextIO, out: TextIO) -> None:
        self.source = source
        self.out = out
        self.patience = 0.0

    @property
    def width(self) -> int:
        """How wide lines are: as wide as the terminal, and no wider than is read with ease."""
        return max(_NARROWEST, min(_WIDEST, _columns_of(self.out) - 1))

    def say(self, lines: Iterable[str]) -> None:
        """Write lines."""
        self.out.write("".join(f"{line.rstrip()}\n" for line in lines))
        self.out.flush()

    def wrap(self, text: str, indent: str = "", hanging: str | None = None) -> list[str]:
        """Text in lines as wide as they may be."""
        return wrap(text, self.width, indent, hanging)

    def ask_with_help(self, prompt: str, help_words: str) -> str:
        """Read a line behind a prompt; a lone ``?`` says what is wanted, and asks again.

        Raises:
            Closed: the input has ended.
        """
        while (typed := self.ask(prompt)).strip() == "?":
            self.say(self.wrap(help_words))
        return typed

    def ask(self, prompt: str) -> str:
        """Read a line behind a prompt.

        Raises:
            Closed: the input has ended.
            LeftAlone: nobody has typed a line for as long as is waited for one.
            InputError: the line has no end.
        """
        self.out.write(prompt)
        self.out.flush()
        with shown(self.source), asked_again_after_stops(self.out, prompt):
            self._wait()
            line = self.source.readline(_LONGEST_LINE + 1)
        if not line:
            raise Closed
        if len(line) > _LONGEST_LINE:
            raise InputError(
                "A line of the input is longer than anybody types.",
                remedy="Look at what is sent to the program.",
            )
        return line.rstrip("\r\n")

    def _wait(self) -> None:
        """Wait until somebody has typed a line; Windows cannot wait for a terminal in this way.

        A terminal hands over one line at a time, so none of them waits in a buffer of ours.

        Raises:
            LeftAlone: nobody has, for so long.
        """
        if not self.patience or sys.platform == "win32" or not self.source.isatty():
            return
        if not select.select([self.source], [], [], self.patience)[0]:
            self.say([""])
            raise LeftAlone

    def ask_hidden(self, prompt: str) -> str:
        """Read a line that does not show on a terminal.

        Raises:
            Closed: the input has ended.
        """
        if not self.source.isatty():
            return self.ask(prompt)
        try:
            with asked_again_after_stops(self.out, prompt, hidden=self.source):
                return getpass(prompt, stream=self.out)
        except EOFError as error:
            raise Closed from error

    def ask_or_end(self, prompt: str) -> str:
        """Read a line behind a prompt; the end of the input is an empty one."""
        try:
            return self.ask(prompt)
        except Closed:
            return ""


def _columns_of(out: TextIO) -> int:
    """The columns of the terminal that is written to, whatever standard output is; ``COLUMNS`` goes first."""
    if not os.environ.get("COLUMNS"):
        with suppress(OSError, ValueError):  # no terminal, or no file at all
            return os.get_terminal_size(out.fileno()).columns or _USUAL
    asked = os.environ.get("COLUMNS", "")
    return int(asked) if asked.isascii() and asked.isdecimal() and len(asked) < 5 else _USUAL


def hide(lines: Lines) -> None:
    """Push everything out of sight until it is wanted again.

    Raises:
        Closed: the input has ended.
    """
    lines.say([""] * _SCREENFUL)
    asked = "The screen is hidden. Type show to go on: "
    while lines.ask_with_help(asked, _HIDDEN).strip().lower() not in {"show", "/show"}:
        pass


@contextmanager
def leave_on_hangup() -> Iterator[None]:
    """While a prompt waits, let SIGHUP end the program as SIGTERM does; one that is ignored stays ignored.

    Raises:
        SystemExit: with 128 and the number of the signal.
    """
    hangup = getattr(signal, "SIGHUP", None)  # Windows knows none
    main = threading.current_thread() is threading.main_thread()
    if hangup is None or not main or signal.getsignal(hangup) is not signal.SIG_DFL:
        yield
        return
    signal.signal(hangup, _leave)
    try:
        yield
    finally:
        signal.signal(hangup, signal.SIG_DFL)


def _leave(number: int, _: FrameType | None) -> None:
    """End the program from where it waits."""
    raise SystemExit(ended_by(number))
