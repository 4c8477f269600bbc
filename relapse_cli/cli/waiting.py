"""One line on a terminal, while something takes longer than a moment."""

from __future__ import annotations

import os
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

_MOMENT = 1.0
_BETWEEN = 0.5
"""Seconds."""


@contextmanager
def waiting(words: str) -> Iterator[Callable[[int, int], None]]:
    """Say what is being done once it has taken a second, and then how far it has come; only on a terminal."""
    line = _Line(words)
    timer = threading.Timer(_MOMENT, line.show)
    timer.daemon = True
    if line.is_seen:
        timer.start()
    try:
        yield line.tick
    finally:
        timer.cancel()
        line.clear()


class _Line:
    """The line, which is written over where it stands, and wiped away at the end."""

    def __init__(self, words: str) -> None:
        self.words = words
        self.is_seen = sys.stderr.isatty()
        self._begun = time.monotonic()
        self._shown = 0.0
        self._length = 0
        self._over = False
        self._guard = threading.Lock()

    def tick(self, done: int, of: int) -> None:
        """Hear how much of how much is done; 0 where nobody knows of how much."""
        now = time.monotonic()
        if self.is_seen and now - self._begun >= _MOMENT and now - self._shown >= _BETWEEN:
            self.show(f" {100 * done // of} %" if of else f" {done:,}" if done else "")

    def show(self, more: str = "") -> None:
        """Write the line."""
        with self._guard:
            if not self._over:
                self._write(f"{self.words} …{more}")
                self._shown = time.monotonic()

    def clear(self) -> None:
        """Wipe the line away, and write none any more."""
        with self._guard:
            self._over = True
            if self._length:
                self._write("")
                sys.stderr.write("\r")
                sys.stderr.flush()

    def _write(self, text: str) -> None:
        """Write over what stands there; a terminal that cannot go back gets the words once."""
        if os.environ.get("TERM") == "dumb":
            if not self._length:
                sys.stderr.write(f"{text}\n")
                self._length = len(text)
            return
        sys.stderr.write(f"\r{text.ljust(self._length)}")
        self._length = max(self._length, len(text))
        sys.stderr.flush()
