"""Work in processes of this machine."""

from __future__ import annotations

import signal
from collections import deque
from concurrent.futures import Future, ProcessPoolExecutor
from itertools import islice
from multiprocessing import active_children, get_context
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from relapse_cli.batch.engines.engine import Work

_AHEAD = 3
"""So many parts for each process are given out before the first of them is taken back."""


class LocalEngine:
    """Does work in processes of this machine.

    Args:
        workers: how many processes.
    """

    def __init__(self, workers: int) -> None:
        self.workers = workers

    def run(self, work: Work, shared: bytes, parts: Iterable[bytes]) -> Iterator[bytes]:
        """Yield what the work gives for each part, in order."""
        left, before = iter(parts), set(active_children())
        pool = ProcessPoolExecutor(
            self.workers, mp_context=get_context("spawn"), initializer=_begin, initargs=(work, shared)
        )
        try:
            waiting: deque[Future[bytes]] = deque()
            waiting.extend(pool.submit(_do, part) for part in islice(left, self.workers * _AHEAD))
            while waiting:
                yield waiting.popleft().result()
                waiting.extend(pool.submit(_do, part) for part in islice(left, 1))
        except BaseException:
            for process in set(active_children()) - before:  # a packed file can take one of them minutes
                process.terminate()
            raise
        finally:  # without waiting, Python and the pool end in each other's way
            pool.shutdown(wait=True, cancel_futures=True)


_GIVEN: list[tuple[Work, bytes]] = []
"""What this process was begun with."""


def _begin(work: Work, shared: bytes) -> None:
    """Begin a process: Ctrl-C is heard by the one that began it."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _GIVEN[:] = [(work, shared)]


def _do(part: bytes) -> bytes:
    work, shared = _GIVEN[0]
    return work(shared, part)
