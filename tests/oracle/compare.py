"""The product against the oracle on many records, by hand: ``python -m tests.oracle.compare 20000``."""

from __future__ import annotations

import random
import sys
from collections import Counter
from collections.abc import Iterator
from typing import Any

from relapse_cli.logic.plan.build import build_plan
from relapse_cli.logic.rules.evaluation import Evaluation
from tests.banks_under_test import reading_of
from tests.oracle.answer import evaluate
from tests.record_strategies import busy_pair, busy_record, random_record

Data = dict[str, Any]
PATHS = ("brief", "core", "deep", "followup")


def differences(data: Data, earlier: Data | None = None) -> Iterator[tuple[str, object, object]]:
    """Yield what the product and the oracle say differently: the point, the product, the oracle."""
    reading, wanted = reading_of(data, earlier), evaluate(data, earlier)
    for name, ours, theirs in points(reading, wanted):
        if ours != theirs:
            yield name, ours, theirs


def points(reading: Evaluation, wanted: Any) -> Iterator[tuple[str, object, object]]:
    """Yield every point of comparison."""
    made = build_plan(reading)
    yield "flags", sorted(reading.flags), list(wanted.flags)
    yield "level", made.level, wanted.level
    yield "enabled", {q for q in reading.bank.questions if reading.enabled(q)}, set(wanted.enabled)
    yield "unresolved", sorted(reading.open_critical()), sorted(wanted.unresolved)
    yield "actions", {x.rule for x in made.lines if x.role == "action"}, set(wanted.actions)
    yield "answer lines", {x.rule for x in made.lines if x.role == "answer"}, set(wanted.answer_lines)
    yield "gaps", {x.id for x in made.lines if x.role == "gap"}, set(wanted.gaps)
    yield "family sheet", made.family_sheet, wanted.family_sheet
    yield "timeline", [e.what for e in made.timeline], [" ".join(what.split()) for what in wanted.timeline]
    for line in made.lines:
        if line.rule == "P-NOSTOP":
            yield "variant", line.variant, wanted.nostop_variant
        if line.options:
            yield f"options of {line.rule}", [o.id for o in line.options], list(wanted.options[line.rule])
        if line.role == "action" and not str(line.rule).startswith("F-"):
            yield f"due of {line.rule}", line.due.at if line.due else None, wanted.due.get(line.rule)


def pairs(number: int) -> Iterator[tuple[Data, Data | None]]:
    """Yield records of every kind, each third one with an earlier record."""
    for seed in range(number):
        rng = random.Random(seed)
        match seed % 3:
            case 0:
                yield random_record(rng, rng.choice(PATHS)), None
            case 1:
                yield busy_record(rng, rng.choice(PATHS)), None
            case _:
                earlier, data = busy_pair(rng)
                yield data, earlier


def main() -> int:
    """Compare and print the points that differ, each with its first case."""
    number = int(sys.argv[1]) if len(sys.argv) > 1 else 2000
    counts: Counter[str] = Counter()
    for seed, (data, earlier) in enumerate(pairs(number)):
        for name, ours, theirs in differences(data, earlier):
            counts[name] += 1
            if counts[name] == 1:
                sys.stdout.write(f"{name} (seed {seed}): product {ours!r}, oracle {theirs!r}\n")
    sys.stdout.write(f"{number} records, {counts.total()} differences {dict(counts) or ''}\n")
    return int(bool(counts))


if __name__ == "__main__":
    sys.exit(main())
