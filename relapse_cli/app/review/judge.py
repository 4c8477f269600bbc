"""One record of a review: its row, or why there is none; the quick way first, the slow one where in doubt."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from relapse_cli.app.sources.items import check_item
from relapse_cli.batch.compiled import Compiled, compile_bank
from relapse_cli.batch.generated.doubt import Doubtful, NotCompiledError
from relapse_cli.batch.own_groups import with_groups
from relapse_cli.batch.plain import plain_row
from relapse_cli.logic.rules.conditions import holds
from relapse_cli.logic.rules.evaluation import Evaluation

if TYPE_CHECKING:
    from relapse_cli.app.review.asked import Asked
    from relapse_cli.batch.inputs.item import Item
    from relapse_cli.batch.row import Row
    from relapse_cli.model.record import Record
    from relapse_cli.problems import Problem


class Judged(NamedTuple):
    """What became of one record.

    Attributes:
        row: what a review keeps of it; ``None`` where it cannot be used or is not what was asked for.
        refused: it cannot be used; ``problems`` say why.
        id: its id, as far as it could be read.
        migrated: it was brought from an older version of the bank.
        other_version: it was refused because of the version of its bank.
    """

    row: Row | None
    refused: bool = False
    problems: tuple[Problem, ...] = ()
    id: str = ""
    migrated: bool = False
    other_version: bool = False


class Judge:
    """Judges records for what was asked."""

    def __init__(self, asked: Asked) -> None:
        self._asked = asked
        compiled = _compiled(asked)
        self._read = None if compiled is None else compiled.trusted_row if asked.trusted else compiled.row

    def judge(self, item: Item) -> Judged:
        """Return what became of a record."""
        if self._read is not None:
            try:
                return Judged(self._asked_for(self._read(item.data)))
            except Doubtful:
                pass
        return self._judge_slowly(item)

    def _judge_slowly(self, item: Item) -> Judged:
        """Read a record the way that knows words."""
        checked = check_item(item, self._asked.bank)
        if checked.record is None:
            return Judged(
                None,
                refused=True,
                problems=checked.problems,
                id=checked.id,
                other_version=checked.refused_version,
            )
        row = self._asked_for(self._plain_row(checked.record))
        return Judged(row, problems=checked.problems, id=checked.id, migrated=checked.migrated)

    def _plain_row(self, record: Record) -> Row | None:
        """The row of a record; ``None`` where the condition does not hold."""
        asked = self._asked
        if asked.where is not None and not holds(asked.where, Evaluation(asked.bank, record)):
            return None
        return plain_row(asked.bank, record, asked.group)

    def _asked_for(self, row: Row | None) -> Row | None:
        """A row of the days that were asked for, with all that it is grouped by."""
        if row is None or row.day not in self._asked.days:
            return None
        return with_groups(row, self._asked.by) if self._asked.by else row


def _compiled(asked: Asked) -> Compiled | None:
    """The quick way; ``None`` where there is none for this bank or this condition."""
    try:
        return compile_bank(asked.bank, asked.where, asked.group)
    except NotCompiledError:
        return None
