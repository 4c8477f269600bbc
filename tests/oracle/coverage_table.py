"""How often each flag, action and line fires over generated records; run by hand.

From the project's root: ``python -m tests.oracle.coverage_table [records]``.
"""

from __future__ import annotations

import sys
from collections import Counter

from . import actions, answer_lines, flags, generate
from .answer import Outcome, evaluate

EXPECTED = sorted(
    {*flags.INTERVIEW, *flags.FOLLOWUP, *actions.INTERVIEW, *actions.FOLLOWUP, *actions.ROW_DOMAINS}
    | {"T-SUPPORT", "A-NOTES", *answer_lines.SECTION}
    | {"GAP-CONTACT", "GAP-SAFETY", "GAP-TRIGGER", "GAP-REVISION", "GAP-STEPS", "GAP-OTHER"}
    | {"F-1", "F-2", "F-3", "F-4", "F-ALL", "level 1", "level 2", "level 3", "level 4", "family sheet"}
    | {"edition plan", "edition emergency_card", "edition private_card"}
    | {"extra today", "extra days 1", "extra hours 48", "extra None"}
)


def ids_of(outcome: Outcome) -> set[str]:
    """Everything worth counting in one outcome."""
    found = {*outcome.flags, *outcome.actions, *outcome.answer_lines, *outcome.gaps}
    found |= {f"level {outcome.level}", f"variant {outcome.nostop_variant}"}
    found |= {f"edition {outcome.patient_edition}", f"extra {outcome.extra_contact}"}
    found |= {f"{lower} under {upper}" for lower, upper in outcome.under.items()}
    return found | ({"family sheet"} if outcome.family_sheet else set())


def main() -> None:
    """Print the table, the rare ones marked."""
    total = int(sys.argv[1]) if len(sys.argv) > 1 else 5_000
    counts: Counter[str] = Counter()
    for seed in range(total):
        counts.update(ids_of(evaluate(generate.record(seed))))
    for each in sorted({*EXPECTED, *counts}):
        rare = "  rare" if counts[each] < total / 250 else ""
        sys.stdout.write(f"{each:32}{counts[each]:8}{rare}\n")


if __name__ == "__main__":
    main()
