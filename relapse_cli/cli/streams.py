"""What goes out: data to standard output, everything else to standard error; nothing unsafe for a terminal."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable
from typing import TYPE_CHECKING, TextIO

if TYPE_CHECKING:
    from relapse_cli.problems import Problem


def write_data(text: str) -> None:
    """Write to standard output as UTF-8 where it is no terminal, so that bytes do not depend on the place."""
    out = sys.stdout
    if out.isatty():
        out.write(text)
        out.flush()
        return
    out.flush()
    out.buffer.write(text.encode("utf-8", "replace"))
    out.buffer.flush()


def tell(*sentences: str) -> None:
    """Write sentences to standard error, one a line."""
    from relapse_cli.renderers.sanitizer import sanitize

    for sentence in sentences:
        sys.stderr.write(f"{sanitize(sentence)}\n")
    sys.stderr.flush()


def tell_problems(problems: Iterable[Problem]) -> None:
    """Write problems to standard error, one a line: file, line, place, code, what, remedy."""
    tell(*(str(problem) for problem in problems))


def may_colour(stream: TextIO, *, no_color: bool) -> bool:
    """Whether colour may be used on a stream."""
    dumb = os.environ.get("TERM", "") == "dumb"
    return stream.isatty() and not no_color and not os.environ.get("NO_COLOR") and not dumb


def columns(stream: TextIO) -> int:
    """The width of a stream: ``COLUMNS``, else the terminal's, else 80."""
    import shutil

    asked = os.environ.get("COLUMNS", "")
    if asked.isdigit() and int(asked) > 0:
        return int(asked)
    return shutil.get_terminal_size((80, 24)).columns if stream.isatty() else 80


def silence_broken_pipe() -> None:
    """Keep the interpreter from complaining at its end that the reader has gone."""
    devnull = os.open(os.devnull, os.O_WRONLY)
    os.dup2(devnull, sys.stdout.fileno())
