"""What an engine is: it does the same work on many parts, and gives the results in the order of the parts."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Protocol

Work = Callable[[bytes], bytes]
"""A function that other processes can import by its name; what it takes and gives is bytes."""


class Engine(Protocol):
    """Does work on parts."""

    def run(self, work: Work, parts: Sequence[bytes]) -> Iterator[bytes]:
        """Yield what the work gives for each part, in the order of the parts.

        What is not fetched is given up when the iterator is closed.
        """
