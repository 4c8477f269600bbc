"""Shares and their differences with honest uncertainty.

Wilson's interval for a share: E. B. Wilson, "Probable inference, the law of succession, and statistical
inference", Journal of the American Statistical Association 22 (1927), 209-212. With p = x/n and z the normal
deviate,

    (p + z²/2n ± z √(p(1-p)/n + z²/4n²)) / (1 + z²/n)

The difference of two independent shares: R. G. Newcombe, "Interval estimation for the difference between
independent proportions: comparison of eleven methods", Statistics in Medicine 17 (1998), 873-890, method 10.
With (l, u) the intervals above,

    lower = d - √((p1-l1)² + (u2-p2)²)      upper = d + √((u1-p1)² + (p2-l2)²)      d = p1 - p2

Both are for independent observations. Sessions of one case are alike, so where cases come more than once the
true uncertainty is larger than these intervals say.
"""

from __future__ import annotations

from math import sqrt
from statistics import NormalDist
from typing import NamedTuple

USUAL = 0.95
"""How often an interval of this kind holds the true value, where nothing else is said."""


class Interval(NamedTuple):
    """A share or a difference of shares, and the interval around it."""

    value: float
    low: float
    high: float

    @property
    def excludes_none(self) -> bool:
        """Whether a difference is told apart from none at all."""
        return self.low > 0 or self.high < 0


def share(seen: int, of: int, sure: float = USUAL) -> Interval:
    """The share of a count, with Wilson's interval; the whole range where there is nothing to count.

    More than there are, as a file of counts that was changed by hand may say, is all of them.
    """
    if of == 0:
        return Interval(0.0, 0.0, 1.0)
    z = NormalDist().inv_cdf((1 + sure) / 2)
    p = min(seen / of, 1.0)
    middle, half = p + z * z / (2 * of), z * sqrt(p * (1 - p) / of + z * z / (4 * of * of))
    low = 0.0 if seen == 0 else (middle - half) / (1 + z * z / of)
    high = 1.0 if seen >= of else (middle + half) / (1 + z * z / of)
    return Interval(p, low, high)


def difference(one: tuple[int, int], other: tuple[int, int], sure: float = USUAL) -> Interval:
    """The first share less the second, with Newcombe's interval.

    Args:
        one: how many, of how many.
        other: the same to compare it with.
        sure: how often the interval is to hold the true value.
    """
    a, b = share(*one, sure), share(*other, sure)
    between = a.value - b.value
    low = between - sqrt((a.value - a.low) ** 2 + (b.high - b.value) ** 2)
    high = between + sqrt((a.high - a.value) ** 2 + (b.value - b.low) ** 2)
    return Interval(between, low, high)
