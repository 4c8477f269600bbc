"""How often each flag, action and line fires over generated records; run by hand.

From the project's root: ``python -m tests.oracle.coverage_table [records]``.
"""

from __future__ import annotations

import random
import sys
from collections import Counter
from collections.abc import Iterable

from tests.record_strategies import busy_pair, busy_record, random_record

from . import actions, flags
from .answer import Outcome, evaluate

EXPECTED = sorted(
    {*flags.INTERVIEW, *flags.FOLLOWUP, *actions.INTERVIEW, *actions.FOLLOWUP, *actions.ROW_DOMAINS}
    | {"T-SUPPORT", "A-SAFETY", "A-TIMELINE", "A-BRANCH", "A-IFTHEN", "A-NOTES", *actions.ANSWER_LINES}
    | {"GAP-CONTACT", "GAP-SAFETY", "GAP-TRIGGER", "GAP-REVISION", "GAP-OTHER", "family sheet"}
    | {"F-1", "F-2", "F-3", "F-4", "F-ALL", "level 1", "level 2", "level 3", "level 4"}
)


def ids_of(outcome: Outcome) -> set[str]:
    """Everything worth counting in one outcome."""
    found = {*outcome.flags, *outcome.actions, *outcome.answer_lines, *outcome.gaps}
    found |= {f"level {outcome.level}", f"variant {outcome.nostop_variant}"}
    return found | ({"family sheet"} if outcome.family_sheet else set())


def outcomes(total: int) -> Iterable[tuple[str, Outcome]]:
    """A third random records, a third busy ones, a third busy ones with an earlier record."""
    rng = random.Random(20261120)
    for _ in range(total // 3):
        yield "random", evaluate(random_record(rng))
        yield "busy", evaluate(busy_record(rng))
        record, earlier = busy_pair(rng)
        yield "pair", evaluate(record, earlier)


def main() -> None:
    """Print the table, the rare ones marked."""
    total = int(sys.argv[1]) if len(sys.argv) > 1 else 20_000
    counts: Counter[tuple[str, str]] = Counter()
    for kind, outcome in outcomes(total):
        counts.update((kind, each) for each in ids_of(outcome))
    sys.stdout.write(f"{'id':32}{'random':>8}{'busy':>8}{'pair':>8}\n")
    for each in sorted({*EXPECTED, *(found for _, found in counts)}):
        row = [counts[kind, each] for kind in ("random", "busy", "pair")]
        rare = "  rare" if sum(row) < 20 else ""
        sys.stdout.write(f"{each:32}{row[0]:8}{row[1]:8}{row[2]:8}{rare}\n")


if __name__ == "__main__":
    main()
