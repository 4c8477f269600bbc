"""How long and how often: the facts of one entry at their borders (rules 2.1, decisions 4 and 6)."""

from __future__ import annotations

from typing import NamedTuple

import pytest

from tests.banks_under_test import DECLINED, UNKNOWN, reading_of
from tests.logic.bases import Z_DRUG, Data, day_before, entry, interview, lasting


class Use(NamedTuple):
    """What the facts of one entry say."""

    short_run: bool
    regular: bool
    exposed: bool


RARE = {"days_per_week": 3}
OFTEN = {"days_per_week": 4}
HOW_OFTEN_OPEN = {"days_per_week": None}


def dated(days: int) -> Data:
    """A run of so many days that is known by its dates alone."""
    return {"run_length": None, "first_use": day_before(4 + days), "last_use": day_before(5)}


def stated(value: float, unit: str = "day") -> Data:
    """A run that is known by its stated length alone."""
    return {"run_length": lasting(value, unit)}


def use_of(fields: Data) -> Use:
    """What the facts of an entry with these fields say."""
    reading = reading_of(interview(entry(Z_DRUG, **fields)))
    (only,) = reading.entries
    said = (reading.entry_fact(name, only) for name in Use._fields)
    return Use(*(answer is True for answer in said))


USES = {
    "stated 2 days, rare": (RARE | stated(2), Use(True, False, False)),
    "stated 2 days, often": (OFTEN | stated(2), Use(True, False, False)),
    "stated 71 hours, often": (OFTEN | stated(71, "hour"), Use(True, False, False)),
    "stated 3 days, rare": (RARE | stated(3), Use(True, False, True)),
    "stated 3 days, often": (OFTEN | stated(3), Use(True, False, True)),
    "stated 3 days, how often open": (HOW_OFTEN_OPEN | stated(3), Use(True, False, True)),
    "stated 72 hours, often": (OFTEN | stated(72, "hour"), Use(True, False, True)),
    "stated 73 hours, often": (OFTEN | stated(73, "hour"), Use(False, True, True)),
    "stated 73 hours, how often open": (HOW_OFTEN_OPEN | stated(73, "hour"), Use(False, True, True)),
    "stated 4 days, rare": (RARE | stated(4), Use(False, False, True)),
    "stated 4 days, often": (OFTEN | stated(4), Use(False, True, True)),
    "stated 1 week, often": (OFTEN | stated(1, "week"), Use(False, True, True)),
    "dated 2 days, rare": (RARE | dated(2), Use(False, False, True)),
    "dated 3 days, often": (OFTEN | dated(3), Use(False, True, True)),
    "dated 3 days, how often open": (HOW_OFTEN_OPEN | dated(3), Use(False, True, True)),
    "dated 4 days, often": (OFTEN | dated(4), Use(False, True, True)),
    "stated 2 days, dated 4, often": (OFTEN | dated(4) | stated(2), Use(False, True, True)),
    "stated 3 days, dated 3, often": (OFTEN | dated(3) | stated(3), Use(True, False, True)),
    "stated 4 days, dated 2, often": (OFTEN | dated(2) | stated(4), Use(False, True, True)),
    "stated 2 days, dated 3, rare": (RARE | dated(3) | stated(2), Use(True, False, True)),
    "stated 2 days, dated 2, rare": (RARE | dated(2) | stated(2), Use(True, False, False)),
    "not known for how long, rare": (RARE | {"run_length": UNKNOWN}, Use(False, False, True)),
    "not known for how long, often": (OFTEN | {"run_length": UNKNOWN}, Use(False, True, True)),
    "a length without a unit, often": (OFTEN | {"run_length": {"value": 2}}, Use(False, True, True)),
    "nothing known": (HOW_OFTEN_OPEN | {"run_length": DECLINED}, Use(False, True, True)),
    "never in a week, 30 days": ({"days_per_week": 0} | stated(30), Use(False, False, True)),
}


@pytest.mark.parametrize(("fields", "expected"), USES.values(), ids=USES)
def test_short_regular_and_exposed(fields: Data, expected: Use) -> None:
    """Only a stated run of three days at most is short; three days expose, and so does an unstated run."""
    assert use_of(fields) == expected


RUNS = {
    "stated": (stated(3), 3.0),
    "stated in weeks": (stated(2, "week"), 14.0),
    "stated in hours": (stated(73, "hour"), 73 / 24),
    "dated, both days counted": (dated(4), 4.0),
    "dated, the days the wrong way round": (
        {"run_length": None, "first_use": day_before(5), "last_use": day_before(8)},
        4.0,
    ),
    "stated longer than dated": (dated(4) | stated(9), 9.0),
    "dated longer than stated": (dated(9) | stated(4), 9.0),
    "one date alone": ({"run_length": None, "first_use": day_before(9), "last_use": None}, None),
    "neither": ({"run_length": None}, None),
}


@pytest.mark.parametrize(("fields", "expected"), RUNS.values(), ids=RUNS)
def test_run_is_the_larger_of_the_stated_and_the_dated(fields: Data, expected: float | None) -> None:
    """What is known of the two counts, and the larger one where both are."""
    reading = reading_of(interview(entry(Z_DRUG, **fields)))
    (only,) = reading.entries
    assert reading.entry_fact("run_days", only) == pytest.approx(expected)
