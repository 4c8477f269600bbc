"""What comes in faster than anybody types: keys pressed before a prompt was there to see, and pasted text."""

from __future__ import annotations

import select
import sys

from prompt_toolkit.input import Input
from prompt_toolkit.input.typeahead import clear_typeahead
from prompt_toolkit.key_binding.key_processor import KeyPressEvent

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
