"""How every test of this folder counts, and how it is run by hand with a count of one's own."""

from __future__ import annotations

import argparse
import random
import sys
import tempfile
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path


@dataclass
class Tally:
    """What was tried, and what came of it.

    Attributes:
        name: of the test.
        counts: everything that was counted, in order.
        losses: each loss in words; there must be none.
        control: each loss of the control in words; there must be some.
    """

    name: str
    counts: Counter[str] = field(default_factory=Counter)
    losses: list[str] = field(default_factory=list)
    control: list[str] = field(default_factory=list)

    def __str__(self) -> str:
        counted = ", ".join(f"{number} {what}" for what, number in self.counts.items())
        return f"{self.name}: {counted}; {len(self.losses)} lost; the control lost {len(self.control)}"

    def check(self) -> None:
        """Print the counts; nothing may be lost, and the control must have lost something."""
        sys.stdout.write(f"{self}\n")
        sys.stdout.writelines(f"LOST: {each}\n" for each in self.losses[:20])
        sys.stdout.writelines(f"control: {each}\n" for each in self.control[:3])
        assert self.losses == []
        assert self.control, "the control lost nothing, so this test would notice nothing"


Run = Callable[[int, Path, random.Random], Tally]


def run_by_hand(run: Run, usual: int) -> None:
    """Run a test with the count given on the command line."""
    parser = argparse.ArgumentParser(
        description="Print the counts; nothing may be lost, and the control must lose."
    )
    parser.add_argument("count", nargs="?", type=int, default=usual)
    parser.add_argument("--seed", type=int, default=None, help="the same seed chooses the same moments")
    given = parser.parse_args()
    seed = given.seed if given.seed is not None else random.SystemRandom().randrange(10**6)
    sys.stdout.write(f"seed {seed}\n")
    with tempfile.TemporaryDirectory(prefix="faults-") as folder:
        tally = run(given.count, Path(folder), random.Random(seed))
    tally.check()
