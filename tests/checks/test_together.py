"""The table of lines that print together is judged like every other part of a bank."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.checks.test_structure import ACTION, found
from tests.small_bank import check_bank, codes, write_bank

TWO = ACTION + ACTION.replace("actions:\n", "").replace("P-1", "P-2")


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ("{line: P-2, under: P-1}", []),
        ("{line: P-9, under: P-1}", ["BANK_128"]),
        ("{line: P-2, under: P-9}", ["BANK_128"]),
        ("{line: P-2, under: P-1}, {line: P-1, under: P-2}", ["BANK_129", "BANK_129"]),
        ("{line: P-2, under: P-1, when: {fact: gone}}", ["BANK_052"]),
        ("{line: P-2, under: P-1, when: {action: P-1}}", []),
        ("{line: P-2, under: P-1, adds: {clinician: ['{nothing}']}}", ["BANK_100"]),
    ],
)
def test_rows_of_lines_that_print_together(tmp_path: Path, rows: str, expected: list[str]) -> None:
    """Both names are lines, no upper line is under another, and texts and conditions hold together."""
    assert found(tmp_path, rules=f"{TWO}together: [{rows}]\n") == expected


def test_a_suggested_option_is_an_option(tmp_path: Path) -> None:
    """What a subject suggests is one of the options of its field."""
    question = """\
    - id: sequence.event
      type: event
      label: Steps
      paths: [core]
      fields:
        - id: domain
          type: choice
          label: Subject
          options: [{id: sleep, label: Sleep}]
        - id: stage
          type: choice
          label: Stage
          options: [{id: mental, label: Mental}]
          suggested: {sleep: physical}
    """
    assert found(tmp_path, questions=question) == ["BANK_056"]


def test_what_is_read_back_are_lines(tmp_path: Path) -> None:
    """A section can read back only lines that the bank has."""
    composing = write_bank(tmp_path, rules=ACTION)
    section = tmp_path / "section.yaml"
    head = "  session: interview\n"
    section.write_text(section.read_text().replace(head, f"{head}  reads_back: [P-1, P-9]\n"))
    bank, problems = check_bank(composing)
    assert bank is not None
    assert codes(problems) == ["BANK_128"]
