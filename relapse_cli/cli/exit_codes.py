"""The exit codes of the program, each once."""

from __future__ import annotations

import signal

from relapse_cli.errors import InputError, UsageError, ended_by

_DONE = 0
BUG = 1
USAGE = UsageError.exit_code
_PAUSED = 3
BAD_INPUT = InputError.exit_code
LEVEL = 10
"""Added to a plan's level with ``--exit-code``."""
INTERRUPTED = ended_by(signal.SIGINT)
TERMINATED = ended_by(signal.SIGTERM)


def left_code(*, interrupted: bool) -> int:
    """The exit code of what was left by a pause: with Ctrl-C, or not."""
    return INTERRUPTED if interrupted else _PAUSED
