"""One record of a review: its row, or why there is none."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from relapse_cli.app.sources.items import check_item
from relapse_cli.batch.plain import plain_row
from relapse_cli.logic.rules.conditions import holds
from relapse_cli.logic.rules.evaluation import Evaluation

if TYPE_CHECKING:
    from relapse_cli.app.review.asked import Asked
    from relapse_cli.batch.inputs.item import Item
    from relapse_cli.batch.row import Row
    from relapse_cli.model.record import Record
    from relapse_cli.problems import Problem


@dataclass(frozen=True, slots=True)
class Judged:
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

    def judge(self, item: Item) -> Judged:
        """Return what became of a record."""
        checked = check_item(item, self._asked.bank)
        if checked.record is None:
            return Judged(
                None,
                refused=True,
                problems=checked.problems,
                id=checked.id,
                other_version=checked.refused_version,
            )
        row = self._row(checked.record)
        return Judged(row, problems=checked.problems, id=checked.id, migrated=checked.migrated)

    def _row(self, record: Record) -> Row | None:
        """The row of a record; ``None`` where it is not what was asked for."""
        asked = self._asked
        if record.started_at not in asked.days:
            return None
        if asked.where is not None and not holds(asked.where, Evaluation(asked.bank, record)):
            return None
        return plain_row(asked.bank, record, asked.group)
