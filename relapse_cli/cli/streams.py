"""What goes out: data to standard output, everything else to standard error; nothing unsafe."""

from __future__ import annotations

import os
import re
import sys
from collections import Counter
from collections.abc import Callable, Iterable
from contextlib import suppress
from typing import TYPE_CHECKING, TextIO

from relapse_cli.errors import UsageError
from relapse_cli.prompters.arrow_keys.stage.own_page import turn_back
from relapse_cli.text.shell import readable

if TYPE_CHECKING:
    from relapse_cli.problems import Problem

_LONGEST = 4000
"""How much of one note is shown; a name in a faulty file can be megabytes long."""

_NARROWEST = 20
_WIDEST = 1000
"""Columns; a variable can say anything."""

_MOST_PROBLEMS = 20
"""How many errors, and warnings, are told at once; nobody mends more before looking again."""


CLOSED: set[str] = set()
"""The standard streams that the caller had closed; what is written to them goes nowhere."""


_QUIET: set[str] = set()
"""Holds the option with which notes were asked to stay away, in this run of the program."""


WIPES: list[Callable[[], None]] = []
"""Take away the line that is written over on the terminal, while there is one: nothing is told behind it."""


def be_quiet(option: str) -> None:
    """Leave notes out from here on."""
    _QUIET.add(option)


def is_quiet() -> bool:
    """Whether notes were asked to stay away."""
    return bool(_QUIET)


def speak_again() -> None:
    """Begin a run of the program: notes are told until one asks for quiet."""
    _QUIET.clear()


def require_place(format: str, *, to_file: bool) -> None:
    """Return when a document of this format can be written, and not onto a terminal if it is no text.

    Raises:
        UsageError: an extra is missing, or the format is for a file and standard output is a terminal.
    """
    from relapse_cli.formats.base import BINARY_FORMATS
    from relapse_cli.formats.extras import require_extra

    require_extra(format)
    if format in BINARY_FORMATS and not to_file and sys.stdout.isatty():
        raise UsageError(
            f"The format {format} is for a file, and this is a terminal.", remedy="Name a file with -o."
        )


def write_data(text: str | bytes) -> None:
    """Write to standard output as UTF-8 where it is no terminal, so that bytes do not depend on the place.

    What is no UTF-8 in a name is escaped as JSON escapes it, so that a program can still read the name.

    Raises:
        SystemExit: nobody reads any more; there is nothing left to do, and typer would call it a fault.
    """
    out = sys.stdout
    turn_back()
    try:
        if isinstance(text, str) and out.isatty():
            out.write(readable(text))
            out.flush()
            return
        out.flush()
        out.buffer.write(text if isinstance(text, bytes) else text.encode("utf-8", "backslashreplace"))
        out.buffer.flush()
    except BrokenPipeError:
        silence(out)
        raise SystemExit(0) from None


def tell(*sentences: str) -> None:
    """Write sentences to standard error, one a line.

    Where they cannot be written, such as into a file on a full disk, what was done is done all the same: the
    exit code says so, and nothing else can.
    """
    _say(sentences, _between_words)


def tell_command(said: str, command: str) -> None:
    """Write what a command is for and the command, which only the terminal may break: so it can be copied."""
    _say((f"{said} {command}",), str)


def _say(sentences: Iterable[str], folded: Callable[[str], str]) -> None:
    from relapse_cli.text.sanitize import sanitize

    turn_back()
    try:
        for wipe in WIPES:
            wipe()
        for sentence in sentences:
            short = sentence if len(sentence) <= _LONGEST else f"{sentence[:_LONGEST]} …"
            sys.stderr.write(f"{folded(sanitize(readable(short)))}\n")
        sys.stderr.flush()
    except OSError:
        silence(sys.stderr)


def _between_words(sentence: str) -> str:
    """A sentence for a terminal: rows end between words; a longer word, such as a path, stays whole."""
    if not sys.stderr.isatty():
        return sentence
    from textwrap import wrap

    room = max(_NARROWEST, columns(sys.stderr) - 1)
    rows = (
        [line]
        if len(line) <= room
        else wrap(line, room, break_long_words=False, break_on_hyphens=False, replace_whitespace=False)
        for line in sentence.split("\n")
    )
    return "\n".join(row for part in rows for row in part)


def note(*sentences: str) -> None:
    """Tell what was done or is worth knowing, unless quiet was asked for; what is wrong goes to `tell`."""
    if not _QUIET:
        tell(*sentences)


def tell_problems(problems: Iterable[Problem]) -> None:
    """Write problems to standard error: the first errors and the first warnings, and how many follow."""
    telling = ProblemsTold()
    telling.add(problems)
    telling.tell_rest()


class ProblemsTold:
    """The problems of many records, told as they come; of very many the first errors and warnings."""

    def __init__(self) -> None:
        self._found = Counter[str]()

    def add(self, problems: Iterable[Problem]) -> None:
        """Write problems to standard error, one a line: file, line, place, code, what, remedy."""
        kept = []
        for problem in problems:
            self._found[problem.severity] += 1
            if self._found[problem.severity] <= _MOST_PROBLEMS:
                kept.append(" ".join(str(problem).splitlines()))
        tell(*kept)

    def tell_rest(self) -> None:
        """Say how many there were beyond those that were told."""
        if more := sum(max(0, number - _MOST_PROBLEMS) for number in self._found.values()):
            tell(f"And at least {more:,} more. Mend these first, then look again.")


def may_colour(stream: TextIO, *, no_color: bool) -> bool:
    """Whether colour may be used on a stream."""
    dumb = os.environ.get("TERM", "") == "dumb"
    return stream.isatty() and not no_color and not os.environ.get("NO_COLOR") and not dumb


def columns(stream: TextIO) -> int:
    """The width of a stream: ``COLUMNS``, else the terminal's, else 80."""
    asked = os.environ.get("COLUMNS", "")
    if re.fullmatch("[1-9][0-9]{0,8}", asked):
        return min(int(asked), _WIDEST)
    if stream.isatty():
        with suppress(OSError, ValueError):  # a stream of another kind
            return os.get_terminal_size(stream.fileno()).columns or 80
    return 80


def open_closed_streams() -> None:
    """Put the null device where a caller closed a standard stream, so that no file takes its number."""
    for number, name in enumerate(("stdin", "stdout", "stderr")):
        if getattr(sys, name) is None:
            handle = os.open(os.devnull, os.O_RDWR)
            if handle != number:
                os.dup2(handle, number)
                os.close(handle)
            CLOSED.add(name)
            setattr(sys, name, open(number, "r" if number == 0 else "w", encoding="utf-8"))  # noqa: SIM115, PTH123


def silence(stream: TextIO) -> None:
    """Send a stream nowhere, so that nothing complains at the end that the reader has gone."""
    devnull = os.open(os.devnull, os.O_WRONLY)
    os.dup2(devnull, stream.fileno())
    os.close(devnull)
