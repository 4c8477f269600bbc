"""A review from beginning to end: records read here or by others, rows kept by case, and counted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from relapse_cli.app.review.counts import SeenSoFar, asked_of
from relapse_cli.app.review.judge import Judge
from relapse_cli.app.review.read import is_read_once, items_of, size_of
from relapse_cli.app.review.reading import Reading
from relapse_cli.app.review.shared import parts_done
from relapse_cli.batch import counting
from relapse_cli.batch.case_rows import CaseRows
from relapse_cli.batch.packed_rows import unpacked
from relapse_cli.batch.partial import Partial

if TYPE_CHECKING:
    from relapse_cli.app.review.job import Hearing, Job
    from relapse_cli.batch.engines.engine import Engine
    from relapse_cli.batch.row import Row


def run_review(job: Job, hearing: Hearing, engine: Engine | None = None) -> Partial:
    """Return what was counted; Ctrl-C leaves what was counted so far.

    Args:
        job: what is reviewed.
        hearing: who hears what happens on the way.
        engine: who reads the files; ``None`` for this process. What can be read once only (standard input,
            the store) this process reads in any case.
    """
    with CaseRows(job.spill, spills=job.door is None) as rows:
        seen, stopped = SeenSoFar(), False
        keep = _Keeping(rows if job.counts else None, hearing)
        try:
            if engine is not None and not is_read_once(job):
                _run_shared(job, engine, keep, seen, hearing)
            else:
                _run_here(job, keep, seen, hearing)
        except KeyboardInterrupt:
            stopped = True
        asked = asked_of(job.asked)
        if engine is not None and job.door is None and not stopped and rows.size >= counting.WORTH_SHARING:
            return counting.counted_by(engine, job.asked.bank, asked, rows, seen.seen)
        return counting.counted(job.asked.bank, asked, rows, seen=seen.seen, stopped=stopped)


class _Keeping:
    """Keeps rows until all have come, and passes each on."""

    def __init__(self, rows: CaseRows | None, hearing: Hearing) -> None:
        self._rows = rows
        self._hearing = hearing
        self._place = 0

    def __call__(self, row: Row) -> None:
        """Take the next row."""
        self._place += 1
        if self._rows is not None:
            self._rows.add(row, self._place)
        self._hearing.counted(row)


def _run_here(job: Job, keep: _Keeping, seen: SeenSoFar, hearing: Hearing) -> None:
    """Read in this process; what was seen is counted record by record, for it can end at any of them."""
    reading = Reading(Judge(job.asked), keep, hearing.told, seen)
    size = size_of(job)
    for found in items_of(job):
        reading.take(found)
        hearing.went_on(seen.read, reading.size, size)


def _run_shared(job: Job, engine: Engine, keep: _Keeping, seen: SeenSoFar, hearing: Hearing) -> None:
    """Let other processes read; what they found is taken in the order of the input."""
    size, done = size_of(job), 0
    for part in parts_done(job, engine):
        seen.add(part.seen)
        for record, problems in part.told:
            hearing.told(problems, record)
        for row in unpacked(part.rows):
            keep(row)
        done += part.size
        hearing.went_on(seen.read, done, size)
