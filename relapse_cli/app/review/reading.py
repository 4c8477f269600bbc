"""One record after another: judged, counted, passed on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from relapse_cli.app.review.counts import SeenSoFar
from relapse_cli.batch.inputs.item import Item

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from relapse_cli.app.review.judge import Judge
    from relapse_cli.batch.row import Row
    from relapse_cli.problems import Problem


class Reading:
    """Reads what comes.

    Attributes:
        seen: how many records came, and what became of them.
        size: how many bytes they had.
    """

    def __init__(
        self,
        judge: Judge,
        keep: Callable[[Row], None],
        tell: Callable[[Iterable[Problem], str], None],
        seen: SeenSoFar | None = None,
    ) -> None:
        self.seen = seen or SeenSoFar()
        self.size = 0
        self._judge = judge
        self._keep = keep
        self._tell = tell

    def take(self, found: Item | Problem) -> None:
        """Take one record, or what stands in the place of one."""
        if not isinstance(found, Item):
            self.seen.take_problem(found)
            self._tell((found,), "")
            return
        judged = self._judge.judge(found)
        self.seen.take(judged)
        self.size += len(found.data) + 1
        if judged.problems:
            self._tell(judged.problems, judged.id)
        if judged.row is not None:
            self._keep(judged.row)
