"""Shares and differences have the intervals that are published for them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from relapse_cli.batch.intervals import difference, share
from tests.examples import examples


@pytest.mark.parametrize(
    ("seen", "of", "low", "high"),
    [(81, 263, 0.2553, 0.3662), (15, 148, 0.0624, 0.1605), (0, 20, 0.0, 0.1611), (1, 29, 0.0061, 0.1718)],
)
def test_a_share_has_the_published_interval(seen: int, of: int, low: float, high: float) -> None:
    """Newcombe, Statistics in Medicine 17 (1998), 857-872, table I, method 3 (Wilson)."""
    found = share(seen, of)
    assert (round(found.low, 4), round(found.high, 4)) == (low, high)


@pytest.mark.parametrize(
    ("one", "other", "low", "high"),
    [
        ((56, 70), (48, 80), 0.0524, 0.3339),
        ((9, 10), (3, 10), 0.1705, 0.8090),
        ((6, 7), (2, 7), 0.0582, 0.8062),
        ((5, 56), (0, 29), -0.0381, 0.1926),
        ((0, 10), (0, 20), -0.1611, 0.2775),
        ((0, 10), (0, 10), -0.2775, 0.2775),
        ((10, 10), (0, 20), 0.6791, 1.0),
        ((10, 10), (0, 10), 0.6075, 1.0),
    ],
)
def test_a_difference_has_the_published_interval(
    one: tuple[int, int], other: tuple[int, int], low: float, high: float
) -> None:
    """Newcombe, Statistics in Medicine 17 (1998), 873-890, table II, method 10."""
    found = difference(one, other)
    assert (round(found.low, 4), round(found.high, 4)) == (low, high)


PARTS = st.integers(0, 60).flatmap(lambda of: st.tuples(st.integers(0, of), st.just(of)))


@examples(200)
@given(one=PARTS, other=PARTS)
def test_an_interval_holds_its_share(one: tuple[int, int], other: tuple[int, int]) -> None:
    """Low, value and high are in order and in range; the other way round it is the opposite."""
    a, b = difference(one, other), difference(other, one)
    assert -1 - 1e-12 <= a.low <= a.value <= a.high <= 1 + 1e-12
    assert (a.low, a.value, a.high) == pytest.approx((-b.high, -b.value, -b.low))
    assert 0 <= share(*one).low <= share(*one).high <= 1


@examples(100)
@given(part=PARTS)
def test_to_be_surer_takes_a_wider_interval(part: tuple[int, int]) -> None:
    """99.9 % holds 95 %."""
    wide, usual = share(*part, sure=0.999), share(*part)
    assert wide.low <= usual.low <= usual.high <= wide.high


def test_nothing_to_count_says_nothing() -> None:
    """Of none any share may be true."""
    assert share(0, 0) == (0.0, 0.0, 1.0)
