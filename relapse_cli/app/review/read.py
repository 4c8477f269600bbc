"""The records of a job, one after another, and how much of all of them was read."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from relapse_cli.app.sources.every_stored import stored_items
from relapse_cli.batch.inputs.find import Source, find_sources
from relapse_cli.batch.inputs.item import STDIN, Item
from relapse_cli.batch.inputs.read import read_items
from relapse_cli.batch.inputs.repeats import SeenIds, find_repeats, first_of_each, without_repeats

if TYPE_CHECKING:
    from relapse_cli.app.review.job import Job
    from relapse_cli.problems import Problem

_PACKED = frozenset({".gz", ".zst"})


def items_of(job: Job) -> Iterator[Item | Problem]:
    """Yield the records of files, then of the store; of those with one id the one that counts.

    In files that is the later one. What comes through a pipe or out of the store is read once only, and the
    first one counts.
    """
    if not is_read_once(job):
        repeats = find_repeats(lambda: read_items(job.paths))
        yield from without_repeats(read_items(job.paths), repeats)
    else:
        yield from first_of_each(_once(job), SeenIds())


def is_read_once(job: Job) -> bool:
    """Whether something of it can be read once only, and by this process only."""
    return STDIN in job.paths or job.door is not None


def size_of(job: Job) -> int:
    """How many bytes are to be read; 0 where nobody can know it."""
    if is_read_once(job):
        return 0
    files = [Path(found.file) for found in find_sources(job.paths) if isinstance(found, Source)]
    if any(path.suffix.lower() in _PACKED for path in files):
        return 0
    return sum(map(_size, files))


def _once(job: Job) -> Iterator[Item | Problem]:
    yield from read_items(job.paths)
    if job.door is not None:
        yield from stored_items(job.asked.bank, job.door)


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except (OSError, ValueError):  # what is wrong with it is told when it is read
        return 0
