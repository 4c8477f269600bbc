"""Who does the work of a review: one interface, a few engines, the same result from each."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from relapse_cli.app.review.local import LocalEngine
from relapse_cli.errors import UsageError
from relapse_cli.formats.extras import is_installed
from relapse_cli.problems import did_you_mean

if TYPE_CHECKING:
    from relapse_cli.app.review.job import Hearing, Job
    from relapse_cli.batch.partial import Partial

ENGINES = ("local", "dask", "spark")
_LIBRARY = {"dask": "dask", "spark": "pyspark"}


class Engine(Protocol):
    """Reads the records of a job and counts them."""

    def run(self, job: Job, hearing: Hearing) -> Partial:
        """Return what was counted; where it is stopped, what was counted so far."""


def engine_named(name: str) -> Engine:
    """Return an engine by its name.

    Raises:
        UsageError: there is no such engine, or what it takes is not installed.
    """
    if name == "local":
        return LocalEngine()
    if name not in ENGINES:
        near = did_you_mean(name, ENGINES)
        raise UsageError(f"There is no engine {name}.", remedy=near or f"Choose from {', '.join(ENGINES)}.")
    if not is_installed(_LIBRARY[name]):
        raise UsageError(f"The engine {name} needs an extra: pip install 'relapse-cli[{name}]'")
    raise UsageError(f"The engine {name} is not part of this version.", remedy="Use --engine local.")
