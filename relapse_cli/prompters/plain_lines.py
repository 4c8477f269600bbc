"""Two streams, one line after the other."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TextIO

WIDTH = 78


class Closed(Exception):  # noqa: N818 - the end of the input is no error
    """The input has ended."""


class Lines:
    """Reads and writes whole lines.

    Args:
        source: where answers come from.
        out: where questions go; standard error on the command line.
    """

    def __init__(self, source: TextIO, out: TextIO) -> None:
        self.source = source
        self.out = out

    def say(self, lines: Iterable[str]) -> None:
        """Write lines."""
        self.out.write("".join(f"{line.rstrip()}\n" for line in lines))
        self.out.flush()

    def ask(self, prompt: str) -> str:
        """Read a line behind a prompt.

        Raises:
            Closed: the input has ended.
        """
        self.out.write(prompt)
        self.out.flush()
        line = self.source.readline()
        if not line:
            raise Closed
        return line.rstrip("\r\n")

    def read_more(self, first: str) -> str:
        """Read on until an empty line; the end of the input ends the text as well."""
        lines = [first]
        try:
            while (line := self.ask("  ")).strip():
                lines.append(line)
        except Closed:
            pass
        return "\n".join(lines)
