"""A line that waits while the program is stopped from outside: its prompt comes again when it goes on."""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType
from typing import TextIO

_GO_ON: int | None = getattr(signal, "SIGCONT", None)
"""Windows knows none."""


@contextmanager
def asked_again_after_stops(out: TextIO, prompt: str, *, hidden: TextIO | None = None) -> Iterator[None]:
    """While a line is read, write its prompt again after every stop.

    Args:
        out: where the prompt is written.
        prompt: what stands before the line.
        hidden: the terminal on which the line is typed, when it is not to show there: a shell gives it back
            with everything shown.
    """
    if _GO_ON is None or threading.current_thread() is not threading.main_thread():
        yield
        return

    def ask_again(_: int, __: FrameType | None) -> None:
        if hidden is not None:
            _show_nothing(hidden)
        out.write(prompt)
        out.flush()

    previous = signal.signal(_GO_ON, ask_again)
    try:
        yield
    finally:
        signal.signal(_GO_ON, previous)


def _show_nothing(terminal: TextIO) -> None:
    """Have what is typed not shown."""
    import termios

    modes = termios.tcgetattr(terminal.fileno())
    modes[3] &= ~termios.ECHO
    termios.tcsetattr(terminal.fileno(), termios.TCSANOW, modes)
