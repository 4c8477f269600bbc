"""What a review says on its way: what is wrong with records, how far it has come, that it was stopped."""

from __future__ import annotations

from typing import TYPE_CHECKING

from relapse_cli.cli.streams import tell

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from relapse_cli.app.review.per_record import RowWriter
    from relapse_cli.app.sources.faults import Faults
    from relapse_cli.batch.row import Row
    from relapse_cli.problems import Problem


class Hearer:
    """Passes on what an engine says: faults to those who tell them, rows to where they are written."""

    def __init__(
        self, faults: Faults, went_on: Callable[[int, int, int], None], rows: RowWriter | None
    ) -> None:
        self._faults = faults
        self._went_on = went_on
        self._rows = rows

    def counted(self, row: Row) -> None:
        """Hear of a record that counts."""
        if self._rows is not None:
            self._rows.add(row)

    def told(self, problems: Iterable[Problem], record: str = "") -> None:
        """Hear of faults or warnings."""
        self._faults.add(problems, record)

    def went_on(self, records: int, done: int, of: int) -> None:
        """Hear how many records were read."""
        self._went_on(records, done, of)


def tell_end(faults: Faults, *, stopped: bool, keep_going: bool) -> None:
    """Say what was not used, and that it was stopped."""
    tell(*faults.closing(keep_going=keep_going))
    if stopped:
        tell("Stopped. What was counted so far is marked as partial.")
