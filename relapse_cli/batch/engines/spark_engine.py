"""Work on Spark, classic or Connect: parts are rows of a frame, and ``mapInArrow`` does the work on them."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import pyarrow as pa
    from pyspark.sql import SparkSession

    from relapse_cli.batch.engines.engine import Work

LineWork = Callable[[bytes, Iterable[str | None]], bytes]
"""Work on some lines of a frame, such as `Work` is on a part."""

_HERE = "127.0.0.1"
_SCHEMA = "place long, data binary"


class SparkEngine:
    """Does work on Spark.

    Args:
        workers: how many processes, where there is no cluster yet.
        address: of a cluster (``spark://…``), of a Connect server (``sc://…``), or empty for this machine.
    """

    def __init__(self, workers: int = 2, address: str = "") -> None:
        self.workers = workers
        self._address = address

    def run(self, work: Work, shared: bytes, parts: Iterable[bytes]) -> Iterator[bytes]:
        """Yield what the work gives for each part, in order."""
        session = self._session()
        try:
            yield from run_on(session, work, shared, parts)
        finally:
            session.stop()

    def _session(self) -> SparkSession:
        from pyspark.sql import SparkSession

        os.environ.setdefault("PYSPARK_PYTHON", sys.executable)  # workers take another python from the path
        if self._address.startswith("sc://"):
            return SparkSession.builder.remote(self._address).getOrCreate()
        builder = SparkSession.builder.master(self._address or f"local[{self.workers}]")
        if not self._address:
            os.environ.setdefault("SPARK_LOCAL_IP", _HERE)
            builder = builder.config("spark.driver.bindAddress", _HERE).config("spark.driver.host", _HERE)
            builder = builder.config("spark.ui.enabled", "false").config("spark.log.level", "ERROR")
        return builder.appName("relapse review").getOrCreate()


def run_on(session: SparkSession, work: Work, shared: bytes, parts: Iterable[bytes]) -> Iterator[bytes]:
    """Yield what the work gives for each part, in order, on a session that is there already."""
    import pyarrow as pa

    def on_batches(batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        for batch in batches:
            done = pa.array([work(shared, data.as_py()) for data in batch.column("data")], pa.binary())
            yield pa.RecordBatch.from_arrays([batch.column("place"), done], schema=batch.schema)

    rows = [(place, bytearray(part)) for place, part in enumerate(parts)]
    if not rows:
        return
    frame = session.createDataFrame(rows, _SCHEMA).repartition(len(rows), "place")
    found = {row.place: bytes(row.data) for row in frame.mapInArrow(on_batches, _SCHEMA).toLocalIterator()}
    for place in range(len(rows)):
        yield found[place]


def run_on_lines(frame: Any, column: str, work: LineWork, shared: bytes) -> Iterator[bytes]:  # noqa: ANN401 - a frame
    """Yield what the work gives for some lines of a frame at a time, in no order.

    Args:
        frame: a frame of Spark, classic or Connect.
        column: its column of texts.
        work: a function that the workers can import by its name.
        shared: what it takes beside the lines.
    """

    def on_batches(batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        import pyarrow as pa

        for batch in batches:
            done = pa.array([work(shared, batch.column(0).to_pylist())], pa.binary())
            yield pa.RecordBatch.from_arrays([done], names=["data"])

    for row in frame.select(column).mapInArrow(on_batches, "data binary").toLocalIterator():
        yield bytes(row.data)
