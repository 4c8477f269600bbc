"""Counts by two things of which the totals are shown: by month or group, and by what was found."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Generic, TypeVar

from relapse_cli.batch.measures.view import count_cell, share_cells
from relapse_cli.batch.suppression import in_table
from relapse_cli.batch.tally import Count
from relapse_cli.model.review import Cell

What = TypeVar("What", bound=Hashable)
Where = TypeVar("Where", bound=Hashable)


@dataclass(frozen=True)
class Split(Generic[Where, What]):
    """Counts of what was found, by where.

    Attributes:
        whole: by where, the sessions; in the order of the table.
        what: what was found, in order; each session has one of it.
        cells: the counts by where and what.
        closed_where: where the number of sessions is withheld; ``closed_what``, of what.
    """

    whole: Mapping[Where, Count]
    what: tuple[What, ...]
    cells: Mapping[tuple[Where, What], Count]
    min_cell: int
    closed_where: frozenset[Where]
    closed_what: frozenset[What]

    @cached_property
    def held(self) -> frozenset[tuple[Where, What]]:
        """What is withheld."""
        return in_table(
            self.cells,
            list(self.whole),
            list(self.what),
            self.min_cell,
            closed_rows=self.closed_where,
            closed_columns=self.closed_what,
        )

    def of(self, where: Where) -> Cell:
        """The sessions in one place."""
        return count_cell(self.whole[where], held=where in self.closed_where)

    def count(self, where: Where, what: What) -> Cell:
        """How often something was found there."""
        return count_cell(self.cells[where, what], held=(where, what) in self.held)

    def share(self, where: Where, what: What) -> tuple[Cell, Cell, Cell]:
        """Its share of the sessions there."""
        known = self.known(where, what)
        return share_cells(*(known or (0, 0)), held=known is None)

    def known(self, where: Where, what: What) -> tuple[int, int] | None:
        """How many, of how many; ``None`` where either is withheld."""
        if (where, what) in self.held or where in self.closed_where:
            return None
        return self.cells[where, what].records, self.whole[where].records


def yes_or_no(
    whole: Mapping[Where, Count],
    yes: Mapping[Where, Count],
    min_cell: int,
    *,
    closed_where: frozenset[Where],
    closed: bool,
) -> Split[Where, bool]:
    """Counts of something that a session has or has not.

    Args:
        whole: by where, the sessions.
        yes: those that have it.
        min_cell: the smallest count that is shown.
        closed_where: where the number of sessions is withheld.
        closed: it is withheld how many have it altogether.
    """
    cells: dict[tuple[Where, bool], Count] = {}
    for where, of in whole.items():
        rest = of.records - yes[where].records
        cells[where, True], cells[where, False] = yes[where], Count(rest, rest)
    both = (True, False)
    return Split(whole, both, cells, min_cell, closed_where, frozenset(both if closed else ()))
