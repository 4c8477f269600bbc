"""File names as people can read them, and as they can be pasted into a shell.

A file name is bytes, and need not be UTF-8: Python holds such a byte as half of a surrogate pair, which goes
into no database, no file and onto no screen.
"""

from __future__ import annotations

import shlex
from pathlib import PurePath

from relapse_cli.text.sanitize import HALF_PAIR

_BYTE = range(0xDC80, 0xDD00)
"""The halves that stand for a byte of a name."""


def readable(text: str) -> str:
    r"""Return text that can be written anywhere: a byte that is no UTF-8 as ``\xff``."""
    return HALF_PAIR.sub(lambda found: _escape(ord(found[0])), text)


def shell_word(word: str | PurePath) -> str:
    """Return a word of a command line, quoted where a shell would read it otherwise."""
    text = str(word)
    if not HALF_PAIR.search(text):
        return shlex.quote(text)
    return "$'" + readable(text.replace("\\", "\\\\").replace("'", "\\'")) + "'"


def _escape(code: int) -> str:
    return f"\\x{code - 0xDC00:02x}" if code in _BYTE else f"\\u{code:04x}"
