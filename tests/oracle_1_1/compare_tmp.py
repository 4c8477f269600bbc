"""The product against the oracle on many records, by hand: ``python -m tests.oracle_1_1.compare 2000``.

It reads nothing of the product but its plan JSON, the fixed interchange format.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from . import generate
from .answer import Outcome, evaluate

Data = dict[str, Any]


def plans(records: list[Data]) -> list[Data]:
    """The product's plans of these records, in their order."""
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "records.jsonl"
        source.write_text("".join(json.dumps(each) + "\n" for each in records), encoding="utf-8")
        command = [sys.executable, "-m", "relapse_cli", "plan", str(source), "--format", "json"]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
    if len(done.stdout.splitlines()) != len(records):
        raise SystemExit(done.stderr or "the product gave another number of plans than there are records")
    return [json.loads(line) for line in done.stdout.splitlines()]


def points(plan: Data, wanted: Outcome) -> Iterator[tuple[str, object, object]]:
    """Yield every point of comparison: its name, the product's side, the oracle's side."""
    yield "level", plan["level"], wanted.level
    yield "flags", sorted(each["id"] for each in plan["flags"]), wanted.flags
    yield "unresolved", sorted(plan["unresolved"]), wanted.unresolved
    yield "family sheet", plan["family_sheet"], wanted.family_sheet
    yield "patient edition", plan.get("patient_edition"), wanted.patient_edition
    yield "extra contact", plan["extra_contact"], wanted.extra_contact
    yield "next contact", plan["next_contact"], wanted.next_contact
    yield "sequence", plan["sequence"], wanted.sequence
    ours = {each["rule"] or each["id"]: each for each in plan["lines"]}
    theirs = {each["rule"]: each for each in wanted.lines}
    f=lambda d:{k for k in d if not k.startswith("A-")}
    yield "lines", f(ours)-f(theirs), f(theirs)-f(ours)
    for rule in sorted(ours.keys() & theirs.keys() - {"A-NOTES"}):
        yield from line_points(ours[rule], theirs[rule], wanted)


def line_points(ours: Data, theirs: Data, wanted: Outcome) -> Iterator[tuple[str, object, object]]:
    """Yield the points of one line."""
    rule = theirs["rule"]
    for name in ("section", "kind", "later"):
        yield f"{name} of {rule}", ours.get(name), theirs[name]
    # {rule}", [each["id"] for each in ours.get("slots",[])], [each["id"] for each in theirs["slots"]]
    if rule == "P-NOSTOP":
        yield "variant", ours["variant"], wanted.nostop_variant
    if rule in wanted.options:
        yield f"options of {rule}", [each["id"] for each in ours["options"]], wanted.options[rule]
    if rule[:2] in {"P-", "S-", "Q-", "R-", "D-", "T-"}:
        yield f"due of {rule}", ours["due"], theirs["due"]


def main() -> int:
    """Compare and print the points that differ, each with its first case."""
    number = int(sys.argv[1]) if len(sys.argv) > 1 else 500
    records = [generate.record(seed) for seed in range(number)]
    counts: Counter[str] = Counter()
    for seed, (data, plan) in enumerate(zip(records, plans(records), strict=True)):
        for name, ours, theirs in points(plan, evaluate(data)):
            if ours != theirs:
                counts[name] += 1
                if counts[name] == 1:
                    sys.stdout.write(f"{name} (seed {seed}): product {ours!r}, oracle {theirs!r}\n")
    sys.stdout.write(f"{number} records, {counts.total()} differences {dict(counts) or ''}\n")
    return int(bool(counts))


if __name__ == "__main__":
    sys.exit(main())
