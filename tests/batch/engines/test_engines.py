"""An engine does the same work on all parts and gives the results in their order.

Dask is tried from end to end (``tests/cli/commands/test_review_engines.py``), Spark by hand
(``python -m benchmarks.engines 5000 --spark``).
"""

from __future__ import annotations

from collections.abc import Callable
from itertools import islice

import pytest

from relapse_cli.batch.engines.engine import Engine
from relapse_cli.batch.engines.local import LocalEngine
from tests.batch.engines.work import backwards, refuse

PARTS = [str(number).encode() for number in range(25)]
TURNED = [b">" + part[::-1] for part in PARTS]

ENGINES: dict[str, Callable[[], Engine]] = {
    "one process": lambda: LocalEngine(1),
    "two processes": lambda: LocalEngine(2),
}


@pytest.mark.parametrize("make", ENGINES.values(), ids=ENGINES)
def test_results_come_in_the_order_of_the_parts(make: Callable[[], Engine]) -> None:
    """Whoever is done first."""
    assert list(make().run(backwards, b">", PARTS)) == TURNED
    assert list(make().run(backwards, b">", [])) == []


@pytest.mark.parametrize("make", ENGINES.values(), ids=ENGINES)
def test_what_is_not_fetched_is_given_up(make: Callable[[], Engine]) -> None:
    """The first results stand when the rest is not wanted any more, and nothing hangs."""
    results = make().run(backwards, b">", iter(PARTS))
    assert list(islice(results, 3)) == TURNED[:3]
    results.close()  # type: ignore[attr-defined] # all of them are generators


@pytest.mark.parametrize("make", ENGINES.values(), ids=ENGINES)
def test_a_fault_in_the_work_is_raised_here(make: Callable[[], Engine]) -> None:
    """What came before it was given; it is not passed over."""
    results, given = make().run(refuse, b"7", PARTS), []
    with pytest.raises(ValueError, match="not this one"):
        given.extend(results)
    assert given == PARTS[:7]
