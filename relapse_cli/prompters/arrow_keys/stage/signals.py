"""A prompt that is told to end leaves the terminal as it found it."""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType
from typing import Any

from prompt_toolkit.application import Application

from relapse_cli.errors import ended_by

_NAMES = ("SIGTERM", "SIGHUP")
"""Windows knows no SIGHUP; a closed window ends the process there without a word."""


@contextmanager
def leave_on_signals(application: Application[Any]) -> Iterator[None]:
    """While a prompt runs, let SIGTERM and SIGHUP end it in order, and then the program.

    Raises:
        SystemExit: with 128 and the number of the signal that came.
    """
    received: list[int] = []

    def leave(number: int, _: FrameType | None) -> None:
        received.append(number)
        if application.loop is not None and application.is_running:
            application.erase_when_done = True
            application.loop.call_soon_threadsafe(_end, application)

    previous = {}
    if threading.current_thread() is threading.main_thread():
        numbers = [getattr(signal, name) for name in _NAMES if hasattr(signal, name)]
        previous = {number: signal.signal(number, leave) for number in numbers}
    try:
        yield
    finally:
        for number, handler in previous.items():
            signal.signal(number, handler)
    if received:
        raise SystemExit(ended_by(received[0]))


def _end(application: Application[Any]) -> None:
    """End a prompt, unless a key has just ended it."""
    if not application.is_done:
        application.exit()
