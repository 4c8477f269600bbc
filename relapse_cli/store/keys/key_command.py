"""What a command prints that is asked for a key: no more than a key can be, and not for ever."""

from __future__ import annotations

import os
import subprocess
import threading
import time
from collections.abc import Sequence

_LARGEST = 64 * 1024
"""Bytes: a key is far shorter, and a command that prints its notes behind it as well."""


class CommandFault(Exception):  # noqa: N818 - how a sentence about the command ends
    """What is wrong with a command, as the end of a sentence; never a word of what it printed."""


def output_of(words: Sequence[str], *, limit: float) -> bytes:
    """Return what a command prints; it runs without a shell and is not given the terminal.

    Args:
        words: the command.
        limit: seconds.

    Raises:
        CommandFault: it takes too long, prints too much, or ends with an error.
        OSError: it cannot be run.
    """
    process = subprocess.Popen(  # noqa: S603 - the user's own command
        words, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, bufsize=0
    )
    end = time.monotonic() + limit
    try:
        printed = _first_bytes(process, limit)
        code = process.wait(max(0.0, end - time.monotonic()))
    except subprocess.TimeoutExpired:
        raise CommandFault(f"took longer than {limit:g} s") from None
    finally:
        process.kill()
        process.wait()
    if code:
        raise CommandFault(f"ended with exit code {code}")
    return printed


def _first_bytes(process: subprocess.Popen[bytes], limit: float) -> bytes:
    """Read until all is printed, or too much; a child of the command may hold the pipe open for longer."""
    assert process.stdout is not None  # noqa: S101 - it was asked for
    pipe, parts = process.stdout, list[bytes]()

    def read() -> None:
        with pipe:
            while sum(map(len, parts)) <= _LARGEST and (part := os.read(pipe.fileno(), _LARGEST)):
                parts.append(part)

    reader = threading.Thread(target=read, daemon=True)
    reader.start()
    reader.join(limit)
    if reader.is_alive():
        raise subprocess.TimeoutExpired(process.args, limit)
    if sum(map(len, parts)) > _LARGEST:
        raise CommandFault("prints far more than a key")
    return b"".join(parts)
