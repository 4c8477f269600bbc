"""A terminal that is closed ends a plain prompt in order, so that what was entered is kept."""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType


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
    signal.signal(hangup, leave)
    try:
        yield
    finally:
        signal.signal(hangup, signal.SIG_DFL)


def leave(number: int, _: FrameType | None) -> None:
    """End the program from where it waits."""
    raise SystemExit(128 + number)
