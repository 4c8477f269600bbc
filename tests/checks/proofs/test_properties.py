"""The properties beside a bank: read with their places, and refused where the bank does not know a name."""

from __future__ import annotations

from pathlib import Path

import pytest

from relapse_cli.app.reports.proofs import require_properties
from relapse_cli.banks.properties import properties_path
from relapse_cli.errors import InputError
from relapse_cli.model.bank import Bank
from relapse_cli.model.bank_properties import Properties
from relapse_cli.problems import Problem

NO_SUCH_OPTION = """positive_never_lower:
  id: a
  says: s
  spared:
    - {question: event.over_max, options: [maybe], why: w}
"""


def _problems(text: str, bank: Bank, folder: Path) -> tuple[Problem, ...]:
    path = folder / "properties.yaml"
    path.write_text(text, "utf-8")
    with pytest.raises(InputError) as refused:
        require_properties(bank, path)
    return refused.value.problems


def test_properties_stand_in_the_folder_named_like_the_bank() -> None:
    """So a copied bank takes its properties along."""
    assert properties_path(Path("a/own.yaml")) == Path("a/own/properties.yaml")


def test_a_bank_without_properties_promises_nothing_of_its_own(bank: Bank, tmp_path: Path) -> None:
    """What is reached is proved all the same."""
    assert require_properties(bank, tmp_path / "properties.yaml") == Properties()


@pytest.mark.parametrize(
    ("text", "code", "line"),
    [
        ("properties:\n  - {id: a, says: s, never: {flag: U-99}}\n", "BANK_053", 2),
        ("properties:\n  - id: a\n    says: s\n    never: {answer: safety.nw, has: [none]}\n", "BANK_050", 4),
        (
            "properties:\n  - id: a\n    says: s\n    never: {answer: safety.now, has: [seizur]}\n",
            "BANK_056",
            4,
        ),
        ("properties:\n  - {id: a, says: s, if: {action: P-XX}, then: {level: 4}}\n", "BANK_054", 2),
        ("properties:\n  - {id: a, says: s, never: {fact: not_cleer}}\n", "BANK_052", 2),
        ("properties:\n  - {id: a, says: s, never: {flagg: U-01}}\n", "BANK_020", 2),
        ("properties:\n  - {id: a, says: s, nevr: {flag: U-01}}\n", "BANK_011", 2),
        ("properties:\n  - {id: a, says: s, if: {flag: U-01}}\n", "PROVE_001", 2),
        ("properties:\n  - {id: a, says: s, never: {family_sheet: maybe}}\n", "BANK_025", 2),
        ("every_option:\n  - {id: a, says: s, of: [safety.nw], then: {level: 4}}\n", "BANK_050", 2),
        ("missing_never_lower: {id: a, says: s, fields: [clas]}\n", "BANK_051", 1),
        (
            NO_SUCH_OPTION,
            "BANK_056",
            5,
        ),
        ("suppressions: {id: a, says: s, facts: {small_excess: [M-99]}}\n", "BANK_053", 1),
        ("- a list\n", "BANK_002", 1),
    ],
)
def test_one_slip_is_one_fault_at_its_line(
    text: str, code: str, line: int, bank: Bank, tmp_path: Path
) -> None:
    """A misspelt id is named where it stands, and once."""
    (problem,) = _problems(text, bank, tmp_path)
    assert (problem.code, problem.line) == (code, line)
    assert problem.file == str(tmp_path / "properties.yaml")


def test_two_properties_of_one_id_are_told(bank: Bank, tmp_path: Path) -> None:
    """A verdict is known by its id."""
    row = "  - {id: a, says: s, never: {flag: U-01}}\n"
    (problem,) = _problems(f"properties:\n{row}{row}", bank, tmp_path)
    assert (problem.code, problem.line) == ("PROVE_002", 3)
