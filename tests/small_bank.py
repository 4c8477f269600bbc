"""Small banks written inside a test; what the test does not speak about is filled in here."""

from __future__ import annotations

from pathlib import Path
from textwrap import dedent

from relapse_cli.banks.bank_files import find_bank_files
from relapse_cli.banks.loader import read_bank
from relapse_cli.checks.structure.check import check_structure
from relapse_cli.model.bank import Bank
from relapse_cli.problems import Problem

HEAD = """\
bank: {id: small, version: "1", title: Small}
files: [section.yaml, rules.yaml, rest.yaml]
roles: {substance: event.substance}
"""

SECTION = """\
section:
  id: safety
  title: Safety
  plan_section: safety
  session: interview
  questions:
"""

QUESTIONS = """\
- {id: safety.alone, type: yes_no, label: Alone?, paths: [core]}
- id: safety.sleep
  type: group
  label: Sleep
  paths: [core]
  fields: [{id: hours, type: number, label: Hours, min: 0, max: 24}]
- id: safety.now
  type: multi
  label: Now
  paths: [core]
  options: [{id: seizure, label: A seizure}, {id: none, label: Nothing}]
- id: safety.mood
  type: choice
  label: Mood
  paths: [core]
  options: [{id: low, label: Low}, {id: even, label: Even}]
"""

SUBSTANCE = """\
- id: event.substance
  type: event
  label: What
  paths: [core]
  fields:
    - id: class
      type: choice
      label: Class
      options: [{id: opioid, label: Opioid}, {id: unknown, label: Not known}]
    - {id: last_use, type: date, label: Last use}
"""

REST = """\
sources: [{id: seed, title: A source, year: "2020", looked_at: 2026-01-01, review_by: 2027-01-01}]
family_sheet: {when: always, waits_for_recheck: never, title: T, opening: O, headings: {}, lines: []}
wording:
  {title: T, fixed: {head: H, close: C}, footer: F, not_reviewed: N, draft: D, levels: {}, sections: {},
   validators: {}, banned: [], not_recorded: not recorded}
"""

BASIS = "basis: [seed], source: [seed]"


def write_bank(
    folder: Path,
    *,
    questions: str = QUESTIONS,
    rules: str = "facts: []\n",
    head: str = HEAD,
    rest: str = REST,
) -> Path:
    """Write a bank of one section into a folder and return its composing file."""
    section = "".join(f"    {line}\n" for line in dedent(questions).splitlines())
    files = {
        "bank.yaml": head,
        "section.yaml": SECTION + section,
        "rules.yaml": dedent(rules),
        "rest.yaml": rest,
    }
    for name, text in files.items():
        (folder / name).write_text(text, encoding="utf-8")
    return folder / "bank.yaml"


def check_bank(path: Path) -> tuple[Bank | None, list[Problem]]:
    """Read a bank and judge its meaning, as the program does."""
    files, problems = find_bank_files(path)
    assert files is not None, problems
    reading = read_bank(files, problems)
    if reading.bank is None:
        return None, reading.problems
    return reading.bank, check_structure(reading.bank, reading.places)


def codes(problems: list[Problem]) -> list[str]:
    """Return the codes of problems, in order."""
    return [problem.code for problem in problems]
