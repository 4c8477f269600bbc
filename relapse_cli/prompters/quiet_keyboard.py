"""A keyboard that shows nothing while no prompt is up: what is typed too early may be a passphrase.

A terminal shows what is typed by itself, whoever reads it later, so it is told not to from the start of a
command that may ask for something until its end. A prompt that draws shows what it wants; a plain line is
shown while it is read. Windows shows nothing before it is read.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import TextIO

if sys.platform != "win32":
    import termios

_ECHO_AT = 3
_silenced: dict[int, int] = {}
"""The terminals that were told to show nothing, each with the modes that it had."""


def fall_silent(source: TextIO, out: TextIO) -> None:
    """Let a terminal show nothing of what is typed, where that is also where prompts are shown."""
    if sys.platform == "win32" or not (source.isatty() and out.isatty()):
        return
    with suppress(OSError, ValueError, termios.error):  # the terminal may be gone
        handle = source.fileno()
        modes = termios.tcgetattr(handle)
        if modes[_ECHO_AT] & termios.ECHO:
            _silenced[handle] = modes[_ECHO_AT]
            _set(handle, modes[_ECHO_AT] & ~termios.ECHO)


def speak_up() -> None:
    """Let every terminal show what is typed again, as it did before."""
    while _silenced:
        handle, modes = _silenced.popitem()
        _set(handle, modes)


@contextmanager
def shown(source: TextIO) -> Iterator[None]:
    """While a plain line is read, let the terminal show it."""
    handle = source.fileno() if _silenced and source.isatty() else -1
    modes = _silenced.get(handle)
    if modes is None:
        yield
        return
    _set(handle, modes)
    try:
        yield
    finally:
        if handle in _silenced and sys.platform != "win32":
            _set(handle, modes & ~termios.ECHO)


def _set(handle: int, local_modes: int) -> None:
    """Change what a terminal does with what is typed, and nothing else."""
    if sys.platform == "win32":
        return
    with suppress(OSError, termios.error):
        modes = termios.tcgetattr(handle)
        modes[_ECHO_AT] = local_modes
        termios.tcsetattr(handle, termios.TCSANOW, modes)
