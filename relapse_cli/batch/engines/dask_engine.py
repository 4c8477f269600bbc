"""Work on a Dask cluster: one whose address is given, or one of this machine."""

from __future__ import annotations

from collections import deque
from contextlib import ExitStack
from typing import TYPE_CHECKING

from distributed import Client, LocalCluster

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from distributed import Future

    from relapse_cli.batch.engines.engine import Work

_AHEAD = 4
_HERE = "127.0.0.1"


class DaskEngine:
    """Does work on Dask.

    Args:
        workers: how many processes, where there is no cluster yet.
        address: the scheduler's, such as ``tcp://10.0.0.1:8786``; empty for a cluster of this machine, which
            nobody else can reach and which writes nothing beside what it works on.
    """

    def __init__(self, workers: int = 2, address: str = "") -> None:
        self._workers = workers
        self._address = address

    def run(self, work: Work, parts: Sequence[bytes]) -> Iterator[bytes]:
        """Yield what the work gives for each part, in order."""
        with ExitStack() as stack:
            client = stack.enter_context(Client(self._address or stack.enter_context(self._cluster())))
            ahead = max(sum(client.nthreads().values()), 1) * _AHEAD
            waiting: deque[Future] = deque()
            for part in parts:
                waiting.append(client.submit(work, part, pure=False))
                if len(waiting) > ahead:
                    yield waiting.popleft().result()
            while waiting:
                yield waiting.popleft().result()

    def _cluster(self) -> LocalCluster:
        return LocalCluster(
            n_workers=self._workers,
            threads_per_worker=1,
            processes=True,
            host=_HERE,
            dashboard_address=None,
            silence_logs=True,
        )
