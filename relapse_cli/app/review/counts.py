"""What a review has counted so far."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from relapse_cli.batch.inputs.messages import REPEATED, REPLACED
from relapse_cli.model.record import BankPin
from relapse_cli.model.review import Review, ReviewedRecords

if TYPE_CHECKING:
    from relapse_cli.app.review.asked import Asked
    from relapse_cli.app.review.judge import Judged
    from relapse_cli.problems import Problem

_AGAIN = frozenset({REPEATED.code, REPLACED.code})


@dataclass(slots=True)
class Counts:
    """The counts, record by record.

    Attributes:
        stopped: it was stopped before the end.
    """

    read: int = 0
    refused: int = 0
    other_version: int = 0
    migrated: int = 0
    repeated: int = 0
    left_out: int = 0
    stopped: bool = False
    interviews: int = 0
    followups: int = 0
    cases: set[str] = field(default_factory=set)
    days: set[str] = field(default_factory=set)

    def take(self, judged: Judged) -> None:
        """Count a record."""
        self.read += 1
        self.refused += judged.refused
        self.other_version += judged.other_version
        if judged.row is None:
            self.left_out += not judged.refused
            return
        self.migrated += judged.migrated
        self.followups += judged.row.followup
        self.interviews += not judged.row.followup
        self.cases.add(judged.row.case)
        self.days.add(judged.row.day)

    def take_problem(self, problem: Problem) -> None:
        """Count what stands in the place of a record; a fault of a whole file is none."""
        if problem.code in _AGAIN:
            self.read += 1
            self.repeated += 1
        elif problem.severity == "error" and problem.line:
            self.read += 1
            self.refused += 1


def review_of(counts: Counts, asked: Asked) -> Review:
    """Return what was counted as a review."""
    bank = asked.bank
    return Review(
        bank=BankPin(id=bank.id, version=bank.version, digest=bank.digest),
        records=ReviewedRecords(
            read=counts.read,
            counted=counts.interviews + counts.followups,
            interviews=counts.interviews,
            followups=counts.followups,
            refused=counts.refused,
            other_version=counts.other_version,
            migrated=counts.migrated,
            repeated=counts.repeated,
            left_out=counts.left_out,
            cases=len(counts.cases),
            first_day=min(counts.days, default=None),
            last_day=max(counts.days, default=None),
        ),
        where=asked.written,
        by=asked.by,
        min_cell=asked.min_cell,
        partial=counts.stopped,
        findings=(),
        tables=(),
    )
