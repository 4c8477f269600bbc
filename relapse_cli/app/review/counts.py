"""What was counted so far: how many records came, and the rows of those that count."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from relapse_cli.batch import partial
from relapse_cli.batch.inputs.messages import REPEATED, REPLACED
from relapse_cli.model.record import BankPin

if TYPE_CHECKING:
    from relapse_cli.app.review.asked import Asked
    from relapse_cli.app.review.judge import Judged
    from relapse_cli.problems import Problem

_AGAIN = frozenset({REPEATED.code, REPLACED.code})


class SeenSoFar:
    """How many records came, and what became of those that do not count."""

    def __init__(self) -> None:
        self._numbers = Counter[str]()

    @property
    def read(self) -> int:
        """How many records came."""
        return self._numbers["read"]

    @property
    def seen(self) -> partial.Seen:
        """All of them as they are kept."""
        return partial.Seen(**self._numbers)

    def take(self, judged: Judged) -> None:
        """Count a record."""
        numbers = self._numbers
        numbers["read"] += 1
        if judged.refused:
            numbers["refused"] += 1
            numbers["other_version"] += judged.other_version
        elif judged.row is None:
            numbers["left_out"] += 1
        else:
            numbers["migrated"] += judged.migrated

    def take_problem(self, problem: Problem) -> None:
        """Count what stands in the place of a record; a fault of a whole file stands in the place of none."""
        if problem.code in _AGAIN:
            self._numbers.update(("read", "repeated"))
        elif problem.severity == "error" and problem.line:
            self._numbers.update(("read", "refused"))

    def add(self, seen: partial.Seen) -> None:
        """Add what somebody else has seen."""
        for name in ("read", "refused", "other_version", "migrated", "repeated", "left_out"):
            self._numbers[name] += getattr(seen, name)


def asked_of(asked: Asked) -> partial.Asked:
    """What was asked, as it stands beside counts that can be put together."""
    bank = asked.bank
    return partial.Asked(
        BankPin(id=bank.id, version=bank.version, digest=bank.digest),
        where=asked.written,
        by=asked.by,
        since=asked.days.since or "",
        until=asked.days.until or "",
    )
