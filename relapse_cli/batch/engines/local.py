"""Work in processes of this machine, or in this very process where one is enough."""

from __future__ import annotations

import signal
from collections import deque
from concurrent.futures import Future, ProcessPoolExecutor
from multiprocessing import get_context
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from relapse_cli.batch.engines.engine import Work

_AHEAD = 2
"""So many parts a process are handed out beyond the one that is waited for: results never pile up."""


class LocalEngine:
    """Does work in processes.

    Args:
        jobs: how many; 1 is this process.
    """

    def __init__(self, jobs: int = 1) -> None:
        self._jobs = jobs

    def run(self, work: Work, parts: Sequence[bytes]) -> Iterator[bytes]:
        """Yield what the work gives for each part, in order."""
        if self._jobs == 1:
            yield from map(work, parts)
            return
        pool = ProcessPoolExecutor(self._jobs, mp_context=get_context("spawn"), initializer=_leave_to_parent)
        waiting: deque[Future[bytes]] = deque()
        try:
            for part in parts:
                waiting.append(pool.submit(work, part))
                if len(waiting) > self._jobs * _AHEAD:
                    yield waiting.popleft().result()
            while waiting:
                yield waiting.popleft().result()
        finally:
            pool.shutdown(wait=True, cancel_futures=True)


def _leave_to_parent() -> None:
    """Let Ctrl-C end the one process that knows what was done so far."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
