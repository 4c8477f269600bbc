"""Several processes that read parts of the input; what they found comes back in its order."""

from __future__ import annotations

import signal
from collections import deque
from collections.abc import Iterator, Mapping
from concurrent.futures import Future, ProcessPoolExecutor
from dataclasses import dataclass
from itertools import islice
from multiprocessing import get_context
from typing import TYPE_CHECKING

from relapse_cli.app.review.read import size_of
from relapse_cli.app.review.reading import Reading
from relapse_cli.batch.inputs.read import read_items, read_sources
from relapse_cli.batch.inputs.repeats import Where, find_repeats, without_repeats
from relapse_cli.batch.inputs.split import Part, split
from relapse_cli.batch.packed_rows import packed

if TYPE_CHECKING:
    from collections.abc import Iterable

    from relapse_cli.app.review.asked import Asked
    from relapse_cli.app.review.job import Job
    from relapse_cli.batch.partial import Seen
    from relapse_cli.batch.row import Row
    from relapse_cli.problems import Problem

_PART = 8 << 20
"""Bytes of a part: a few thousand records, so that little waits and little is lost."""

_AHEAD = 3
"""So many parts for each process are given out before the first of them is taken back."""


@dataclass(frozen=True, slots=True)
class PartDone:
    """What was found in a part.

    Attributes:
        rows: the rows that count, packed.
        told: faults and warnings, each with the id of its record.
        size: the bytes of its records.
    """

    seen: Seen
    rows: bytes
    told: tuple[tuple[str, tuple[Problem, ...]], ...]
    size: int


def parts_done(job: Job) -> Iterator[PartDone]:
    """Yield what other processes found in each part of the files, in order."""
    repeats = find_repeats(lambda: read_items(job.paths))
    parts = iter(split(job.paths, max(job.jobs, size_of(job) // _PART)))
    with ProcessPoolExecutor(
        job.jobs, mp_context=get_context("spawn"), initializer=_begin, initargs=(job.asked, repeats)
    ) as pool:
        try:
            yield from _in_order(pool, parts, job.jobs * _AHEAD)
        except BaseException:
            pool.shutdown(wait=False, cancel_futures=True)
            raise


def _in_order(pool: ProcessPoolExecutor, parts: Iterator[Part], ahead: int) -> Iterator[PartDone]:
    waiting: deque[Future[PartDone]] = deque(pool.submit(_read_part, part) for part in islice(parts, ahead))
    while waiting:
        yield waiting.popleft().result()
        waiting.extend(pool.submit(_read_part, part) for part in islice(parts, 1))


@dataclass(slots=True)
class _Worker:
    """What a process of the pool knows."""

    asked: Asked
    repeats: Mapping[str, Where]


_WORKERS: list[_Worker] = []
"""The one of this process, once it has begun."""


def _begin(asked: Asked, repeats: Mapping[str, Where]) -> None:
    """Begin a process: Ctrl-C is heard by the one that began it."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _WORKERS[:] = [_Worker(asked, repeats)]


def _read_part(part: Part) -> PartDone:
    worker = _WORKERS[0]
    rows: list[Row] = []
    told: list[tuple[str, tuple[Problem, ...]]] = []

    def tell(problems: Iterable[Problem], record: str) -> None:
        told.append((record, tuple(problems)))

    reading = Reading(worker.asked, rows.append, tell)
    for found in without_repeats(read_sources(part), worker.repeats):
        reading.take(found)
    return PartDone(reading.seen.seen, packed(rows), tuple(told), reading.size)
