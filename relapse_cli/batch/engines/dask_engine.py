"""Work on a Dask cluster: one whose address is given, or one of this machine."""

from __future__ import annotations

import logging
from collections import deque
from contextlib import ExitStack
from itertools import islice
from typing import TYPE_CHECKING

from distributed import Client, LocalCluster

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from relapse_cli.batch.engines.engine import Work

_AHEAD = 3
"""So many parts for each process are given out before the first of them is taken back."""

_HERE = "127.0.0.1"


class DaskEngine:
    """Does work on Dask.

    Args:
        workers: how many processes, where there is no cluster yet.
        address: the scheduler's, such as ``tcp://10.0.0.1:8786``; empty for a cluster of this machine, which
            nobody else can reach and which writes nothing beside what it works on.
    """

    def __init__(self, workers: int = 2, address: str = "") -> None:
        self.workers = workers
        self._address = address

    def run(self, work: Work, shared: bytes, parts: Iterable[bytes]) -> Iterator[bytes]:
        """Yield what the work gives for each part, in order."""
        left = iter(parts)
        with ExitStack() as stack:
            client = stack.enter_context(Client(self._address or stack.enter_context(self._cluster())))
            everywhere = client.scatter(shared, broadcast=True)
            ahead = max(sum(client.nthreads().values()), 1) * _AHEAD
            waiting = deque(client.submit(work, everywhere, part, pure=False) for part in islice(left, ahead))
            while waiting:
                done: bytes = waiting.popleft().result()
                yield done
                waiting.extend(client.submit(work, everywhere, part, pure=False) for part in islice(left, 1))

    def _cluster(self) -> LocalCluster:
        return LocalCluster(
            n_workers=self.workers,
            threads_per_worker=1,
            processes=True,
            host=_HERE,
            dashboard_address=None,
            silence_logs=logging.ERROR,
        )
