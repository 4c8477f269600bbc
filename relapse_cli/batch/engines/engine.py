"""What an engine is: it does the same work on many parts, and gives the results in the order of the parts."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Protocol

Work = Callable[[bytes, bytes], bytes]
"""A function that other processes can import by its name.

It takes what is the same for all parts, and a part; a process that does several parts is given the first of
the two each time and had better remember what it made of it.
"""


class Engine(Protocol):
    """Does work on parts."""

    @property
    def workers(self) -> int:
        """How many parts are worked on at a time."""

    def run(self, work: Work, shared: bytes, parts: Iterable[bytes]) -> Iterator[bytes]:
        """Yield what the work gives for each part, in the order of the parts.

        What is not fetched is given up when the iterator is closed.
        """
