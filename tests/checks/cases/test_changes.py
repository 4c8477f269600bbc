"""A bank changed one thing at a time: what its cases notice, and cases for the rest."""

from __future__ import annotations

from pathlib import Path

import pytest

from relapse_cli.app.reports import bank_mutants
from relapse_cli.app.reports.bank_cases import CasesRun, RunCase
from relapse_cli.app.reports.bank_mutants import Lookout
from relapse_cli.banks.cases import PlacedCase, read_cases
from relapse_cli.checks.cases.coverage import cover
from relapse_cli.checks.cases.mutants import mutants_of
from relapse_cli.checks.cases.noticed import Noticing, ReadCase
from relapse_cli.checks.cases.outcome import differences
from relapse_cli.cli.says.bank_mutants import change_data, change_lines
from relapse_cli.errors import UsageError
from relapse_cli.model.bank import Bank
from relapse_cli.places import Places
from tests.checks.cases.small import RULES, SEIZURE, SHORT, case_of, read, small_bank
from tests.small_bank import BASIS

MORE = f"""{RULES}  - id: U-02
    level: 2
    text: T
    plain: P
    {BASIS.replace(", ", chr(10) + "    ")}
    when:
      any:
        - {{answer: safety.sleep.hours, less_than: 1}}
        - {{all: [{{answer: safety.mood, is: low}}, {{answer: safety.mood, is: low}}]}}
        - {{at_least: 2, of_flags: [U-01, E-01]}}
"""


def no_step(done: int, of: int) -> None:
    """Nobody looks."""


def run_of(bank: Bank, folder: Path) -> CasesRun:
    """The cases of a folder, run."""
    placed = read_cases(folder).cases
    runs = tuple(
        RunCase(each, reading, tuple(differences(each.case.expect, reading)))
        for each in placed
        for reading in [read(bank, each.case)]
    )
    coverage = cover(bank, [each.reading for each in runs], Places())
    return CasesRun(bank, folder, Places(), runs, 1, coverage)


def test_each_threshold_operator_and_connective_is_changed_alone(tmp_path: Path) -> None:
    """One thing at a time, and everything that can be changed."""
    bank = small_bank(tmp_path)
    mutants = list(mutants_of(bank))
    assert [each.told for each in mutants] == [
        "short_nights.when: at_most -> less_than",
        "short_nights.when: at_most 4 -> 3",
        "short_nights.when: at_most 4 -> 5",
        "U-01.when: all -> any",
        "U-01.when: is -> is_not",
        "U-01.when: not -> left out",
        "U-01.when: is -> is_not",
        "U-01.when: is -> is_or_unresolved",
        "E-01.when: has -> not has",
    ]
    changed = mutants[0].bank(bank)
    assert changed.facts != bank.facts
    assert changed.flags == bank.flags
    assert changed.fact_by_name["short_nights"] == changed.facts[0]


def test_a_change_is_noticed_where_something_else_comes_of_a_case(tmp_path: Path) -> None:
    """Only what is expected counts, and only where the changed condition is looked at."""
    bank = small_bank(tmp_path)
    noticing = Noticing(bank)
    both = [ReadCase(read(bank, case), case.expect) for case in (case_of(SHORT), case_of(SEIZURE))]
    left = [each.told for each in mutants_of(bank) if noticing.first(each, both) is None]
    assert left == ["short_nights.when: at_most 4 -> 5"]
    vague = [ReadCase(both[0].reading, case_of(SHORT, expect={"level": 2}).expect)]
    seizure = next(each for each in mutants_of(bank) if each.spot.owner.name == "E-01")
    assert noticing.first(seizure, vague) is vague[0]
    unread = [ReadCase(both[0].reading, case_of(SHORT, expect={"lines": []}).expect)]
    assert noticing.first(seizure, unread) is None


def test_what_is_left_is_told_with_its_place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without the solver nothing is said of whether a case could notice it, and none can be looked for."""
    bank = small_bank(tmp_path)
    monkeypatch.setattr(bank_mutants, "is_installed", lambda _: False)
    cases = tuple(
        RunCase(PlacedCase(case, (), Places()), read(bank, case), ())
        for case in (case_of(SHORT), case_of(SEIZURE))
    )
    covered = cover(bank, [each.reading for each in cases], Places())
    lookout = Lookout(CasesRun(bank, tmp_path, Places(), cases, 1, covered), no_step)
    changes, places = lookout.changes(), Places(file="bank.yaml")
    assert list(change_lines(changes, places)) == [
        "8 of 9 changes of one thing are noticed by a case.",
        "No case notices (with the extra 'prove' it is said whether one could): 1",
        "  bank.yaml:0: short_nights.when: at_most 4 -> 5",
    ]
    row = {
        "place": "short_nights.when",
        "change": "at_most 4 -> 5",
        "file": "bank.yaml",
        "line": 0,
        "state": None,
    }
    assert change_data(changes, places) == {"changes": {"total": 9, "survivors": [row]}}
    with pytest.raises(UsageError, match=r"pip install 'relapse-cli\[prove\]'"):
        lookout.write_missing(None)


def test_cases_are_written_until_nothing_is_left(tmp_path: Path) -> None:
    """Each goes through the rules; what no interview reaches or tells is named; nothing is written over."""
    pytest.importorskip("z3")
    bank, folder = small_bank(tmp_path, MORE), tmp_path / "cases"
    folder.mkdir()
    (folder / "found.yaml").write_text("format: relapse-case/1\ncases: []\n", "utf-8")
    kept = (folder / "found.yaml").read_bytes()
    lookout = Lookout(CasesRun(bank, folder, Places(), (), 1, cover(bank, [], Places())), no_step)
    changes = lookout.changes()
    assert len(changes.survivors) == changes.total
    written = lookout.write_missing(changes)
    assert (folder / "found.yaml").read_bytes() == kept
    assert written.file == folder / "found-2.yaml"
    assert (written.never, written.unlike) == ((), ())
    (folder / "found.yaml").unlink()

    run = run_of(bank, folder)
    assert run.failed == ()
    assert len(run.runs) == written.cases
    assert all(each.placed.case.to_review for each in run.runs)
    open_parts = [part for part in run.coverage.parts if not part.is_covered]
    assert {(part.words, part.seen) for part in open_parts} == set()
    assert {each.kind: each.missing for each in run.coverage.reached if each.missing} == {}
    again = Lookout(run, no_step).changes()
    assert {(each.mutant.told, each.state) for each in again.survivors} == {
        ("U-02.when: all -> any", "no interview tells"),
        ("U-02.when: is -> is_or_unresolved", "no interview tells"),
    }
    assert Lookout(run, no_step).write_missing(again).file is None
