"""A write that may wait: at most once a second, by a timer while nobody presses a key."""

from __future__ import annotations

import threading
import time
import weakref
from collections.abc import Callable

SECONDS = 1.0


class Waiting:
    """Has what is half given written a little later, and never while something else is written.

    Args:
        write: a method that writes it; called from a thread of its own, with the lock. Whoever it belongs to
            is not kept alive by it.
        clock: seconds that only grow.

    Attributes:
        lock: held while anything is written.
    """

    def __init__(self, write: Callable[[], None], clock: Callable[[], float] = time.monotonic) -> None:
        self.lock = threading.RLock()
        self._write = weakref.WeakMethod(write)
        self._clock = clock
        self._timer: threading.Timer | None = None
        self._written = -SECONDS

    def begin(self) -> None:
        """Write within a second from the last time; where that is due already, nothing more."""
        if self._timer is None:
            rest = max(0.0, SECONDS - (self._clock() - self._written))
            self._timer = threading.Timer(rest, self._go_off)
            self._timer.daemon = True
            self._timer.start()

    def stop(self) -> None:
        """Write nothing later."""
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None

    def note_written(self) -> None:
        """Count the second from here."""
        self._written = self._clock()

    def _go_off(self) -> None:
        with self.lock:
            self._timer = None
            write = self._write()
            if write is not None:
                write()
