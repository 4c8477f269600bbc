"""The product against the oracle on many records, by hand: ``python -m tests.oracle.compare 20000``.

It reads nothing of the product but its plan JSON, the fixed interchange format.
"""

from __future__ import annotations

import json
import random
import sys
from collections import Counter
from collections.abc import Iterator
from datetime import datetime
from typing import Any

from relapse_cli.formats.data.plan_json import render
from tests.banks_under_test import plan_of, shipped_bank
from tests.record_strategies import busy_pair, busy_record, random_record

from . import generate
from .answer import Outcome, evaluate

Data = dict[str, Any]
PATHS = ("brief", "core", "deep", "followup")
JUDGED = {"V-REQ", "V-CONSENT", "V-4PARTS", "V-PROFILE"}
"""The validators that a record alone shows, whatever the bank's texts are."""


def differences(data: Data, earlier: Data | None = None) -> Iterator[tuple[str, object, object]]:
    """Yield what the product and the oracle say differently: the point, the product, the oracle."""
    made = json.loads(render(plan_of(data, earlier), shipped_bank(), "clinician"))
    for name, ours, theirs in points(made, evaluate(data, earlier)):
        if ours != theirs:
            yield name, ours, theirs


def points(plan: Data, wanted: Outcome) -> Iterator[tuple[str, object, object]]:
    """Yield every point of comparison: its name, the product's side, the oracle's side."""
    yield "level", plan["level"], wanted.level
    yield "level decided", plan["level_decided"], wanted.level_decided
    yield "flags", sorted(each["id"] for each in plan["flags"]), wanted.flags
    yield "unresolved", sorted(plan["unresolved"]), wanted.unresolved
    yield "unmet", JUDGED & set(plan["unmet"]), JUDGED & set(wanted.unmet)
    yield "family sheet", plan["family_sheet"], wanted.family_sheet
    yield "patient edition", plan["patient_edition"], wanted.patient_edition
    yield "extra contact", plan["extra_contact"], wanted.extra_contact
    yield "next contact", moment(plan["next_contact"]), moment(wanted.next_contact)
    yield "sequence", plan["sequence"], wanted.sequence
    ours = {each["rule"] or each["id"]: each for each in plan["lines"]}
    theirs = {each["rule"]: each for each in wanted.lines}
    yield "lines", set(ours) - set(theirs), set(theirs) - set(ours)
    yield "gaps", {each["rule"] for each in plan["lines"] if each["gap"]}, set(wanted.gaps)
    for rule in sorted(ours.keys() & theirs.keys() - {"A-NOTES"}):
        yield from line_points(ours[rule], theirs[rule], wanted)


def line_points(ours: Data, theirs: Data, wanted: Outcome) -> Iterator[tuple[str, object, object]]:
    """Yield the points of one line."""
    rule = theirs["rule"]
    for name in ("section", "kind", "under", "later"):
        yield f"{name} of {rule}", ours[name], theirs[name]
    yield f"slots of {rule}", sorted(x["id"] for x in ours["slots"]), sorted(x["id"] for x in theirs["slots"])
    if rule == "P-NOSTOP":
        yield "variant", ours["variant"], wanted.nostop_variant
    if rule in wanted.options:
        yield f"options of {rule}", [each["id"] for each in ours["options"]], wanted.options[rule]
    if rule[:2] in {"P-", "S-", "Q-", "R-", "D-", "T-"}:
        yield f"due of {rule}", moment(ours["due"]), moment(theirs["due"])


def moment(due: str | None) -> object:
    """A date as it is, an instant as one, however its offset is written."""
    return due if due is None or len(due) == len("2026-11-20") else datetime.fromisoformat(due)


def cases(number: int) -> Iterator[tuple[Data, Data | None]]:
    """Yield records of every kind, some of them with an earlier record."""
    for seed in range(number):
        rng = random.Random(seed)
        match seed % 4:
            case 0:
                yield random_record(rng, rng.choice(PATHS)), None
            case 1:
                yield busy_record(rng, rng.choice(PATHS)), None
            case 2:
                yield generate.record(seed), None
            case _:
                earlier, data = busy_pair(rng)
                yield data, earlier


def main() -> int:
    """Compare and print the points that differ, each with its first case."""
    number = int(sys.argv[1]) if len(sys.argv) > 1 else 2000
    counts: Counter[str] = Counter()
    for seed, (data, earlier) in enumerate(cases(number)):
        for name, ours, theirs in differences(data, earlier):
            counts[name] += 1
            if counts[name] == 1:
                sys.stdout.write(f"{name} (seed {seed}): product {ours!r}, oracle {theirs!r}\n")
    sys.stdout.write(f"{number} records, {counts.total()} differences {dict(counts) or ''}\n")
    return int(bool(counts))


if __name__ == "__main__":
    sys.exit(main())
