"""What an engine is given, whom it tells on the way, and who tells what became of a record."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from relapse_cli.app.review.asked import Asked

if TYPE_CHECKING:
    from relapse_cli.app.access.door import StoreDoor
    from relapse_cli.batch.row import Row
    from relapse_cli.problems import Problem


@dataclass(frozen=True, slots=True)
class Job:
    """What is reviewed.

    Attributes:
        spill: a folder for rows that do not fit into memory.
        paths: files, folders, patterns and ``-``.
        door: the door to the store, where its records are reviewed too.
        counts: somebody wants to know what the records say together, and not only one by one.
    """

    asked: Asked
    spill: Path
    paths: tuple[str, ...] = ()
    door: StoreDoor | None = None
    counts: bool = True


class Hearing(Protocol):
    """Who hears what happens on the way."""

    def counted(self, row: Row) -> None:
        """Hear of a record that counts, in the order of the input."""

    def told(self, problems: Iterable[Problem], record: str = "") -> None:
        """Hear of the faults or warnings of one record, or of what stands in the place of one."""

    def went_on(self, records: int, done: int, of: int) -> None:
        """Hear how many records were read, and how much of how much that is; 0 where it is not known."""
