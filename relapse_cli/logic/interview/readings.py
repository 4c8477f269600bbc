"""The answers of an interview under the rules, each state read once however many of its moves ask for it."""

from __future__ import annotations

from relapse_cli.logic.rules.evaluation import Evaluation
from relapse_cli.model.bank import Bank
from relapse_cli.model.record import Record

_KEPT = 4
"""A move looks at the state before and after it, at a change to be weighed, and at all answers as a file."""


class Readings:
    """The readings that were made last; states that follow from each other share them."""

    def __init__(self) -> None:
        self._known: tuple[Evaluation, ...] = ()

    def of(self, bank: Bank, record: Record, put: frozenset[str] | None) -> Evaluation:
        """Read a record where some questions have been put; ``None`` = all, as in a file."""
        for known in self._known:
            if known.record is record and known.put == put and known.bank is bank:
                return known
        made = Evaluation(bank, record, reached=put)
        self._known = (made, *self._known)[:_KEPT]
        return made
