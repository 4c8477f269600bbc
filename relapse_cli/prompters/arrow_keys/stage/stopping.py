"""A prompt that is stopped from outside hides what it shows, and is there again when the program goes on."""

from __future__ import annotations

import os
import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType
from typing import Any

from prompt_toolkit.application import Application

from relapse_cli.prompters.arrow_keys.stage.own_page import turn_back

_STOP: int | None = getattr(signal, "SIGTSTP", None)
_GO_ON: int | None = getattr(signal, "SIGCONT", None)
"""Windows knows neither."""

_Handler = Callable[[int, FrameType | None], None]


@contextmanager
def come_back_after_stops(application: Application[Any], forget_screen: Callable[[], None]) -> Iterator[None]:
    """While a prompt runs, let it be stopped in order, and drawn anew after every stop.

    A stop that cannot be caught leaves the screen as it is; what comes after it is the same.

    Args:
        application: what is drawn.
        forget_screen: takes nothing for drawn any more.
    """
    main = threading.current_thread() is threading.main_thread()
    if _STOP is None or _GO_ON is None or not main or signal.getsignal(_STOP) is not signal.SIG_DFL:
        yield
        return

    def soon(act: Callable[[], None]) -> _Handler:
        def handle(_: int, __: FrameType | None) -> None:
            if application.loop is not None and application.is_running:
                application.loop.call_soon_threadsafe(act)

        return handle

    def stop() -> None:
        if not application.is_done:
            _stop(application, number)

    def come_back() -> None:
        if not application.is_done:
            application.input.raw_mode().__enter__()
            forget_screen()
            application.invalidate()

    number, on_stop = _STOP, soon(stop)
    previous = {_STOP: signal.signal(_STOP, on_stop), _GO_ON: signal.signal(_GO_ON, soon(come_back))}
    try:
        yield
    finally:
        for each, handler in previous.items():
            signal.signal(each, handler)


def _stop(application: Application[Any], number: int) -> None:
    """Give the terminal back as it was, and stop here until the program goes on."""
    application.renderer.erase()
    turn_back()
    ours = signal.signal(number, signal.SIG_DFL)
    try:
        with application.input.cooked_mode():
            os.kill(os.getpid(), number)
    finally:
        signal.signal(number, ours)
