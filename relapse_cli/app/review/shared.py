"""A review that others read for: each reads parts of the input; what they found comes back in its order."""

from __future__ import annotations

import pickle
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, cast

from relapse_cli.app.review.judge import Judge
from relapse_cli.app.review.read import size_of
from relapse_cli.app.review.reading import Reading
from relapse_cli.batch.inputs.read import read_items, read_sources
from relapse_cli.batch.inputs.repeats import find_repeats, without_repeats
from relapse_cli.batch.inputs.split import split
from relapse_cli.batch.packed_rows import packed

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from relapse_cli.app.review.asked import Asked
    from relapse_cli.app.review.job import Job
    from relapse_cli.batch.engines.engine import Engine
    from relapse_cli.batch.inputs.repeats import Where
    from relapse_cli.batch.inputs.split import Part
    from relapse_cli.batch.partial import Seen
    from relapse_cli.batch.row import Row
    from relapse_cli.problems import Problem

    _Shared = tuple[Asked, Mapping[str, Where]]

_PART = 8 << 20
"""Bytes of a part: a few thousand records, so that little waits and little is lost."""


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


def parts_done(job: Job, engine: Engine) -> Iterator[PartDone]:
    """Yield what others found in each part of the files, in order; all of them have to reach the files."""
    repeats = find_repeats(lambda: read_items(job.paths))
    parts = split(job.paths, max(engine.workers, size_of(job) // _PART))
    shared = pickle.dumps((job.asked, repeats))
    for done in engine.run(read_part, shared, map(pickle.dumps, parts)):
        yield cast("PartDone", pickle.loads(done))  # noqa: S301 - it comes from those who were given the work


def read_part(shared: bytes, part: bytes) -> bytes:
    """Read a part, as the work of an engine."""
    (_, repeats), judge = begun(shared)
    rows: list[Row] = []
    told: list[tuple[str, tuple[Problem, ...]]] = []

    def tell(problems: Iterable[Problem], record: str) -> None:
        told.append((record, tuple(problems)))

    reading = Reading(judge, rows.append, tell)
    sources = cast("Part", pickle.loads(part))  # noqa: S301 - it comes from the one who gives the work
    for found in without_repeats(read_sources(sources), repeats):
        reading.take(found)
    return pickle.dumps(PartDone(reading.seen.seen, packed(rows), tuple(told), reading.size))


@lru_cache(maxsize=1)
def begun(shared: bytes) -> tuple[_Shared, Judge]:
    """What is the same for all parts, with the bank compiled once."""
    given = cast("_Shared", pickle.loads(shared))  # noqa: S301 - as above
    return given, Judge(given[0])
