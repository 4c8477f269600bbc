"""A small bank, and cases of it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from relapse_cli.logic.rules.evaluation import Evaluation
from relapse_cli.model.bank import Bank
from relapse_cli.model.bank_case import Case
from tests.small_bank import check_bank, write_bank

_SAYS = "text: T, plain: P, basis: [seed], source: [seed]"
_NEW_LINE = chr(10) + " " * 4
RULES = f"""
facts:
  - {{name: short_nights, phrase: nights are short, when: {{answer: safety.sleep.hours, at_most: 4}}}}
flags:
  - id: U-01
    when: {{all: [{{fact: short_nights}}, {{not: {{answer: safety.alone, is: false}}}}]}}
    level: 2
    {_SAYS.replace(", ", _NEW_LINE)}
  - {{id: E-01, level: 4, {_SAYS}, when: {{answer: safety.now, has: [seizure]}}}}
"""

SHORT: dict[str, Any] = {
    "id": "short",
    "path": "core",
    "today": "2026-11-20",
    "answers": {"safety.sleep": {"hours": 4}, "safety.now": ["none"]},
    "expect": {"level": 2, "flags": ["U-01"], "lines": [], "disabled": []},
}
SEIZURE: dict[str, Any] = {
    "id": "seizure",
    "path": "core",
    "today": "2026-11-20T09:00:00+01:00",
    "answers": {"safety.alone": False, "safety.sleep": {"hours": 4}, "safety.now": ["seizure"]},
    "expect": {"level": 4, "flags": {"with": ["E-01"], "without": ["U-01"]}},
}


def small_bank(folder: Path, rules: str = RULES) -> Bank:
    """Write the bank and read it."""
    bank, problems = check_bank(write_bank(folder, rules=rules))
    assert bank is not None, problems
    return bank


def case_of(data: dict[str, Any], **more: Any) -> Case:
    """A case."""
    return Case.model_validate(data | more)


def read(bank: Bank, case: Case) -> Evaluation:
    """A case as its bank reads it."""
    return Evaluation(bank, case.record, case.earlier_record)
