"""A word to whoever waits while a slow disk keeps an answer: nobody is left before a still screen."""

from __future__ import annotations

import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress

PATIENCE = 1.0
"""Seconds after which something is said."""

WORDS = "Keeping what was answered … the disk is slow."


@contextmanager
def told_when_slow() -> Iterator[None]:
    """Say on a line of the terminal that the disk is slow, once what is done meanwhile takes long.

    It is not for a moment at which somebody is asked: it would be written across the prompt.
    """
    if not sys.stderr.isatty():
        yield
        return
    timer = threading.Timer(PATIENCE, _tell)
    timer.daemon = True
    timer.start()
    try:
        yield
    finally:
        timer.cancel()


def _tell() -> None:
    with suppress(OSError, ValueError):  # nobody reads any more
        sys.stderr.write(f"\r\n{WORDS}\r\n")
        sys.stderr.flush()
