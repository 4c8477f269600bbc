"""The engine of this machine."""

from __future__ import annotations

from typing import TYPE_CHECKING

from relapse_cli.app.review.counts import Counts
from relapse_cli.app.review.judge import Judge
from relapse_cli.app.review.read import items_of, size_of
from relapse_cli.batch.inputs.item import Item

if TYPE_CHECKING:
    from relapse_cli.app.review.job import Hearing, Job


class LocalEngine:
    """Reads and counts in this process."""

    def run(self, job: Job, hearing: Hearing) -> Counts:
        """Return what was counted; Ctrl-C leaves what was counted so far."""
        counts, judge, done = Counts(), Judge(job.asked), 0
        try:
            size = size_of(job)
            for found in items_of(job):
                if isinstance(found, Item):
                    judged = judge.judge(found)
                    counts.take(judged)
                    hearing.told(judged.problems, judged.id)
                    if judged.row is not None:
                        hearing.counted(judged.row)
                    done += len(found.data) + 1
                else:
                    counts.take_problem(found)
                    hearing.told((found,))
                hearing.went_on(counts.read, done, size)
        except KeyboardInterrupt:
            counts.stopped = True
        return counts
