"""What comes in faster than anybody types: keys pressed before a prompt was there to see, and pasted text."""

from __future__ import annotations

import select
import sys
import time

from prompt_toolkit.input import Input
from prompt_toolkit.input.typeahead import get_typeahead
from prompt_toolkit.key_binding.key_processor import KeyPressEvent

if sys.platform != "win32":
    import termios

QUIET = 0.15
"""Seconds without a key after which what was typed ahead has come to its end."""

LONGEST_BURST = 2.0
"""Seconds after which keys count again, whatever comes in: one may be held down."""


def flush_type_ahead(source: Input) -> None:
    """Forget keys pressed early, so that no stray key answers what has not been read.

    Where there were any, those that follow at once are forgotten too: half of what was typed in one go would
    answer other questions than it was meant for. Windows has no queue to flush that is not read already.
    """
    early = bool(get_typeahead(source))
    if sys.platform == "win32":
        return
    try:
        number = source.fileno()
        with source.raw_mode():  # else the system shows whole lines only
            early = bool(select.select([number], [], [], 0)[0]) or early
            termios.tcflush(number, termios.TCIFLUSH)
            until = time.monotonic() + LONGEST_BURST
            while early and time.monotonic() < until:
                early = bool(select.select([number], [], [], QUIET)[0])
                termios.tcflush(number, termios.TCIFLUSH)
    except (OSError, ValueError, termios.error, NotImplementedError):  # a pipe has no terminal queue
        return


def text_follows(event: KeyPressEvent) -> bool:
    """Whether text has come in behind an Enter or a blank: it is pasted, and the terminal does not say so."""
    for press in event.key_processor.input_queue:
        if press.key not in {"c-m", "c-j", " ", "?"}:
            return len(press.key) == 1 and press.key.isprintable()
    return False


def is_more_waiting(source: Input) -> bool:
    """Whether the terminal holds more than has been read, as with a long paste that comes in pieces."""
    if sys.platform == "win32":
        return False
    try:
        return bool(select.select([source.fileno()], [], [], 0)[0])
    except (OSError, ValueError, NotImplementedError):
        return False
