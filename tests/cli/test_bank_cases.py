"""`relapse bank test`: what it says, what it writes, how it ends."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from relapse_cli.app.reports.bank_mutants import Changes, Lookout, Written
from relapse_cli.checks.cases.witnesses import Reach
from relapse_cli.cli.commands import bank_cases
from tests.cli.program import ROOT, Program

OWN = """format: relapse-case/1
cases:
- id: quiet
  path: core
  today: 2026-11-20
  answers: {safety.now: [none]}
  expect: {flags: {without: [E-01]}}
- id: loss-of-control
  path: core
  today: 2026-11-20
  answers: {event.control: could_not_stop}
  to_review: true
  expect:
    level: 3
    flags: {without: [U-06]}
"""


@pytest.fixture
def bank(tmp_path: Path) -> Path:
    """A copy of the shipped bank with cases of its own."""
    shutil.copytree(ROOT / "question_banks", tmp_path / "banks")
    cases = tmp_path / "banks" / "post_relapse" / "cases"
    shutil.rmtree(cases)
    cases.mkdir()
    (cases / "own.yaml").write_text(OWN, "utf-8")
    return tmp_path / "banks" / "post_relapse.yaml"


def test_what_comes_otherwise_is_told_with_file_and_line(relapse: Program, bank: Path) -> None:
    """The exit code is 5, and what is covered is told all the same."""
    done = relapse.run("bank", "test", bank)
    assert done.code == 5
    own = bank.with_suffix("") / "cases" / "own.yaml"
    lines = done.text.splitlines()
    assert lines[0].startswith(f"{own}:15:5: loss-of-control: CASE_010 flags: expected not U-06; got ")
    assert "Not expected: U-06." in lines[0]
    assert lines[1].endswith(": 2 cases in 1 file, 1 otherwise than expected; 1 to be reviewed.")
    assert any(line.startswith("  parts of conditions, both true and false: ") for line in lines)
    assert "No case reaches:" in lines


def test_the_page_marks_what_the_numbers_count(relapse: Program, bank: Path) -> None:
    """So many parts are marked as covered as the percentage says; no page takes the place of a file."""
    page = bank.parent / "cases.html"
    done = relapse.run("bank", "test", bank, "--format", "json", "--page", page)
    data = json.loads(done.out)
    parts = [part for condition in data["conditions"] for part in condition["parts"]]
    covered = [part for part in parts if part["true"] and part["false"]]
    assert data["format"] == "relapse-bank-test/1"
    assert [case["passed"] for case in data["cases"]] == [True, False]
    assert data["parts"] == {"total": len(parts), "covered": len(covered)}
    text = page.read_text("utf-8")
    assert text.count('<span class="quiet"> [true and false]</span>') == len(covered) > 0
    assert f"{len(covered)} of {len(parts)} (" in text
    assert relapse.run("bank", "test", bank, "--page", page).code == 2
    assert relapse.run("bank", "test", bank, "--page", "-").code == 2


def test_all_faults_of_all_files_are_told_at_once(relapse: Program, bank: Path) -> None:
    """Shape, answers, names, an id that is there twice: each with its file and line."""
    cases = bank.with_suffix("") / "cases"
    (cases / "shape.yaml").write_text(OWN.replace("path: core", "path: cor", 1), "utf-8")
    wrong = OWN.replace("[none]", "[nobody]").replace("[E-01]", "[E-99]")
    (cases / "own.yaml").write_text(wrong, "utf-8")
    (cases / "twice.yaml").write_text(OWN, "utf-8")
    done = relapse.run("bank", "test", bank)
    assert (done.code, done.out) == (5, b"")
    assert "own.yaml:6: cases[0].answers.safety.now" in done.err
    assert "own.yaml:7:30: quiet: CASE_003 'E-99' is not a flag of the bank. Did you mean" in done.err
    assert "twice.yaml:3:3: quiet: CASE_002 The case 'quiet' stands already in" in done.err
    assert "shape.yaml:4:3: cases.quiet.path: BANK_012 'cor' is not one of: brief, core" in done.err


def test_cases_are_no_part_of_the_bank(relapse: Program, bank: Path) -> None:
    """They change neither what it is nor what is found in it; JSON is read like YAML."""
    more = {"id": "more", "path": "core", "today": "2026-11-20", "answers": {}, "expect": {"level": 3}}
    beside = bank.with_suffix("") / "cases" / "more.json"
    beside.write_text(json.dumps({"format": "relapse-case/1", "cases": [more]}), "utf-8")
    checked = relapse.run("bank", "check", bank)
    assert checked.code == 0
    assert "is sound" in checked.text
    shown = json.loads(relapse.run("bank", "test", bank, "--format", "json").out)
    shipped = json.loads(relapse.run("bank", "test", "--format", "json").out)
    assert shown["bank"] == shipped["bank"]
    assert {"id": "more", "file": str(beside), "line": 1, "passed": True, "to_review": False} in shown[
        "cases"
    ]
    assert shipped["sound"] is True


def test_changes_and_new_cases_are_told_behind_the_cases(
    bank: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    """What no case notices on standard output, what was written beside it; a case that fails still counts."""
    written = Written(bank.with_suffix("") / "cases" / "found.yaml", 3, (Reach("flag", "E-06"),), ())
    monkeypatch.setattr(Lookout, "changes", lambda _: Changes(7, (), None))
    monkeypatch.setattr(Lookout, "write_missing", lambda _, changes: written if changes else None)
    assert bank_cases.run(str(bank), mutate=True, write_missing=True) == 5
    told = capfd.readouterr()
    assert told.out.splitlines()[-1] == "7 of 7 changes of one thing are noticed by a case."
    assert told.err.splitlines() == [
        f"3 cases to be reviewed written to {written.file}.",
        "No interview reaches: flag E-06",
    ]


def test_a_bank_without_cases_says_so(relapse: Program, bank: Path) -> None:
    """Nothing is claimed of it."""
    shutil.rmtree(bank.with_suffix("") / "cases")
    done = relapse.run("bank", "test", bank)
    assert done.code == 0
    assert "there are no cases in" in done.text
    assert "parts of conditions, both true and false: 0 of" in done.text
