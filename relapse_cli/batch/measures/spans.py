"""Spans of time in whole hours: their classes, and their middle and quarters where only counts are known."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping

HOUR = 3600.0
EARLY = 72
"""Hours: the time within which a contact is sought."""
LONGEST = 24 * 366
"""Hours: whatever took longer counts as this."""

BOUNDS = (24, EARLY, 7 * 24, 14 * 24, 30 * 24)
"""Hours: the ends of the classes."""
_SECONDS = tuple(bound * HOUR for bound in BOUNDS)
CLASSES = ("h24", "h72", "d7", "d14", "d30", "longer")
CLASS_WORDS = {
    "h24": "up to 24 hours",
    "h72": "24 to 72 hours",
    "d7": "3 to 7 days",
    "d14": "7 to 14 days",
    "d30": "14 to 30 days",
    "longer": "more than 30 days",
}


def hours(seconds: float) -> int:
    """Whole hours of a span that is not negative, up to the longest that is told apart."""
    return min(int(seconds / HOUR), LONGEST)


def class_of(seconds: float) -> str:
    """The class of a span; one that ends at a bound belongs under it."""
    return CLASSES[bisect_left(_SECONDS, seconds)]


def quantile(counts: Mapping[int, int], part: float) -> int | None:
    """The smallest value that at least this part of all values do not exceed."""
    whole = sum(counts.values())
    seen = 0
    for value, count in sorted(counts.items()):
        seen += count
        if seen >= part * whole:
            return value
    return None


def mean(counts: Mapping[int, int]) -> float:
    """The mean of values that were counted."""
    return sum(value * count for value, count in counts.items()) / sum(counts.values())


def median(counts: Mapping[int, int]) -> float:
    """The middle value, or halfway between the two in the middle."""
    whole = sum(counts.values())
    lower, upper = _at(counts, (whole - 1) // 2), _at(counts, whole // 2)
    return (lower + upper) / 2


def _at(counts: Mapping[int, int], place: int) -> int:
    """The value at a place of all values in their order."""
    for value, count in sorted(counts.items()):
        place -= count
        if place < 0:
            return value
    raise IndexError(place)
