"""One line on a terminal, while something takes longer than a moment."""

from __future__ import annotations

import os
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress

from relapse_cli.cli.streams import WIPES, is_quiet

_MOMENT = 1.0
_BETWEEN = 0.5
"""Seconds."""

_EVERY = 64
"""To look at the clock for each of a million records would take time of its own."""


@contextmanager
def waiting(words: str) -> Iterator[Callable[[int, int], None]]:
    """Say what is being done once it has taken a second, and then how far it has come.

    Only on a terminal, and not where quiet was asked for.
    """
    with _shown(words) as line:
        yield line.tick


@contextmanager
def _shown(words: str) -> Iterator[_Line]:
    """A line that appears once something has taken a moment, where it is to be seen."""
    line = _Line(words)
    timer = threading.Timer(_MOMENT, line.show)
    timer.daemon = True
    if line.is_seen:
        timer.start()
    WIPES.append(line.wipe)
    try:
        yield line
    finally:
        WIPES.remove(line.wipe)
        timer.cancel()
        line.clear()


@contextmanager
def counting(words: str) -> Iterator[Callable[[int, int, int], None]]:
    """Say how many records were read, how fast, and how long it still takes where that is known.

    What it yields is told the number of records, and how much of how much they are.
    """
    with _shown(words) as line:
        yield line.count


def how_far(records: int, seconds: float, done: int, of: int) -> str:
    """How many records were read in so many seconds, how fast, and how long the rest will take."""
    rate = records / seconds if seconds > 0 else 0
    parts = [f"{records:,} records", f"{rate:,.0f} a second" if rate >= 1 else ""]
    if 0 < done < of:
        parts.append(f"{_span(seconds * (of - done) / done)} left")
    return ", ".join(filter(None, parts))


def _span(seconds: float) -> str:
    """About how long something takes."""
    if seconds < 60:
        return f"about {max(1, round(seconds))} s"
    minutes = round(seconds / 60)
    return f"about {minutes} min" if minutes < 120 else f"about {round(minutes / 60)} h"


class _Line:
    """The line, which is written over where it stands, and wiped away at the end."""

    def __init__(self, words: str) -> None:
        self.words = words
        self.is_seen = sys.stderr.isatty() and not is_quiet()
        self._begun = time.monotonic()
        self._shown = 0.0
        self._counted = 0
        self._length = 0
        self._over = False
        self._guard = threading.Lock()

    def tick(self, done: int, of: int) -> None:
        """Hear how much of how much is done; 0 where nobody knows of how much."""
        if self._is_time():
            self.show(f" {100 * done // of} %" if of else f" {done:,}" if done else "")

    def count(self, records: int, done: int, of: int) -> None:
        """Hear how many records were read, and how much of how much that is."""
        if records - self._counted < _EVERY:
            return
        self._counted = records
        if self._is_time():
            percent = f" {100 * done // of} %," if of else ""
            self.show(f"{percent} {how_far(records, time.monotonic() - self._begun, done, of)}")

    def _is_time(self) -> bool:
        """Whether it has taken a moment, and a while since the line was written last."""
        now = time.monotonic()
        return self.is_seen and now - self._begun >= _MOMENT and now - self._shown >= _BETWEEN

    def show(self, more: str = "") -> None:
        """Write the line; a terminal that went away stops nothing of what is being done."""
        with self._guard, suppress(OSError):
            if not self._over:
                self._write(f"{self.words} …{more}")
                self._shown = time.monotonic()

    def clear(self) -> None:
        """Wipe the line away, and write none any more."""
        with self._guard:
            self._over = True
        self.wipe()

    def wipe(self) -> None:
        """Wipe the line away until it is written again."""
        with self._guard, suppress(OSError):
            if self._length and os.environ.get("TERM") != "dumb":
                self._write("")
                self._length = 0
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
