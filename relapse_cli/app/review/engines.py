"""Who reads the files of a review: this process, several of this machine, Dask or Spark."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, get_args

from relapse_cli.errors import UsageError
from relapse_cli.formats.extras import is_installed
from relapse_cli.problems import did_you_mean

if TYPE_CHECKING:
    from relapse_cli.batch.engines.engine import Engine

EngineName = Literal["local", "dask", "spark"]
ENGINES: tuple[EngineName, ...] = get_args(EngineName)
_LIBRARIES = {"local": (), "dask": ("distributed",), "spark": ("pyspark", "pyarrow")}
_FEWEST = 2
"""So many processes a cluster of this machine has where nobody said how many."""


def engine_named(name: str, jobs: int | None, address: str = "") -> Engine | None:
    """Return an engine by its name; ``None`` for this process.

    Args:
        name: one of `ENGINES`.
        jobs: how many processes of this machine; ``None`` where nobody said.
        address: of a cluster that is there already; empty for processes of this machine.

    Raises:
        UsageError: there is no such engine, what it takes is not installed, or it has no clusters.
    """
    if name not in ENGINES:
        near = did_you_mean(name, ENGINES)
        raise UsageError(f"There is no engine {name}.", remedy=near or f"Choose from {', '.join(ENGINES)}.")
    if not all(map(is_installed, _LIBRARIES[name])):
        raise UsageError(f"The engine {name} needs an extra: pip install 'relapse-cli[{name}]'")
    if name == "dask":
        from relapse_cli.batch.engines.dask_engine import DaskEngine

        return DaskEngine(jobs or _FEWEST, address)
    if name == "spark":
        from relapse_cli.batch.engines.spark_engine import SparkEngine

        return SparkEngine(jobs or _FEWEST, address)
    if address:
        raise UsageError(
            "--cluster belongs to --engine dask or spark.", remedy="Name one of them, or leave it out."
        )
    from relapse_cli.batch.engines.local import LocalEngine

    return LocalEngine(jobs) if jobs is not None and jobs > 1 else None
