"""Throw away what was typed before a prompt was there to see."""

from __future__ import annotations

import sys

from prompt_toolkit.input import Input
from prompt_toolkit.input.typeahead import clear_typeahead

if sys.platform != "win32":
    import termios


def flush_type_ahead(source: Input) -> None:
    """Forget keys pressed early, so that no stray key answers what has not been read.

    Windows has no queue to flush that is not read already.
    """
    clear_typeahead(source)
    if sys.platform == "win32":
        return
    try:
        termios.tcflush(source.fileno(), termios.TCIFLUSH)
    except (OSError, termios.error, NotImplementedError):  # a pipe has no terminal queue
        return
