"""The shipped bank and small ways to read records with it, shared by tests of the rules."""

from __future__ import annotations

import copy
import json
from functools import cache
from pathlib import Path
from typing import Any

from relapse_cli.banks.loader import load_bank
from relapse_cli.banks.shipped import find_bank
from relapse_cli.logic.plan.build import plan
from relapse_cli.logic.rules.evaluation import Evaluation
from relapse_cli.model.bank import Bank
from relapse_cli.model.plan import Line, Plan
from relapse_cli.model.record import Record

VIGNETTES = Path(__file__).parent / "vignettes"
UNKNOWN = {"status": "unknown"}
DECLINED = {"status": "declined"}


@cache
def shipped_bank() -> Bank:
    """The bank that comes with the program."""
    bank, problems = load_bank(find_bank("post_relapse"))
    assert bank is not None, problems
    return bank


def vignette(case: str) -> dict[str, Any]:
    """One vignette as plain data, fresh each time."""
    data: dict[str, Any] = json.loads((VIGNETTES / f"{case}.json").read_text(encoding="utf-8"))
    return data


def changed(base: dict[str, Any], *, path: str | None = None, **answers: Any) -> dict[str, Any]:
    """A record with answers replaced: ``safety__now=["seizure"]``; ``None`` takes an answer away."""
    record = copy.deepcopy(base)
    record["path"] = path or record["path"]
    for name, value in answers.items():
        question = name.replace("__", ".", 1)
        if value is None:
            record["answers"].pop(question, None)
        else:
            record["answers"][question] = value
    return record


def record_of(data: dict[str, Any]) -> Record:
    """Plain data as a record."""
    return Record.model_validate(data)


def reading_of(data: dict[str, Any], earlier: dict[str, Any] | None = None) -> Evaluation:
    """A record read through the shipped bank."""
    return Evaluation(shipped_bank(), record_of(data), record_of(earlier) if earlier else None)


def plan_of(data: dict[str, Any], earlier: dict[str, Any] | None = None) -> Plan:
    """The plan of a record."""
    return plan(shipped_bank(), record_of(data), record_of(earlier) if earlier else None)


def line_of(made: Plan, line_id: str) -> Line | None:
    """One line of a plan by its id."""
    return next((line for line in made.lines if line.id == line_id), None)
