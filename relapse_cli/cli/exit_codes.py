"""The exit codes of the program, each once."""

from __future__ import annotations

_DONE = 0
BUG = 1
USAGE = 2
_PAUSED = 3
BAD_INPUT = 5
LEVEL = 10
"""Added to a plan's level with ``--exit-code``."""
INTERRUPTED = 130
TERMINATED = 143


def left_code(*, interrupted: bool) -> int:
    """The exit code of what was left by a pause: with Ctrl-C, or not."""
    return INTERRUPTED if interrupted else _PAUSED
