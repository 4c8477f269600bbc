"""`relapse bank check`: formats, strictness, an older version, mending, and what counts for it."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path

import pytest

from tests.cli.program import Program

BANKS = Path(__file__).parents[3] / "question_banks"
CHOKING = "        - {id: choking, label: Choking}\n        - {id: none, label: None of these}\n"
NONE = "        - {id: none, label: None of these}\n"


@pytest.fixture
def bank(tmp_path: Path) -> Path:
    """A copy of the shipped bank."""
    shutil.copytree(BANKS, tmp_path / "banks")
    return tmp_path / "banks" / "post_relapse.yaml"


def edit(bank: Path, file: str, old: str, new: str) -> Path:
    """Change the first place of a text in a file of the bank."""
    path = bank.parent / "post_relapse" / file
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8")
    return path


def codes(text: str) -> set[str]:
    """The codes that were told."""
    return set(re.findall(r"BANK_\d{3}", text))


def test_a_finding_has_file_line_and_column(relapse: Program, bank: Path) -> None:
    """Where an editor jumps to it, on standard output."""
    path = edit(bank, "safety.yaml", NONE, CHOKING)
    done = relapse.run("bank", "check", bank)
    lines = path.read_text("utf-8").splitlines()
    place = re.match(rf"{re.escape(str(path))}:(\d+):(\d+): safety\.now\.choking: BANK_204 ", done.text)
    assert (done.code, done.err) == (5, "")
    assert place is not None
    assert lines[int(place[1]) - 1][int(place[2]) - 1 :].startswith("id: choking")


def test_warnings_are_told_and_stop_nothing_unless_asked(relapse: Program, bank: Path) -> None:
    """Exit 0 with warnings only, 5 with --strict; what is found is the same."""
    edit(bank, "sources.yaml", "review_by: 2028-11-20", "review_by: 2020-11-20")
    done, strict = relapse.run("bank", "check", bank), relapse.run("bank", "check", bank, "--strict")
    assert (done.code, strict.code) == (0, 5)
    assert codes(done.text) == codes(strict.text) == {"BANK_110"}
    assert "is sound" in done.text
    assert "is sound" not in strict.text


def test_a_log_for_editors_has_the_shape_of_sarif(relapse: Program, bank: Path) -> None:
    """Version 2.1.0: a tool with its rules, results that point at them, places that can be opened."""
    edit(bank, "safety.yaml", NONE, CHOKING)
    edit(bank, "sources.yaml", "review_by: 2028-11-20", "review_by: 2020-11-20")
    done = relapse.run("bank", "check", bank, "--format", "sarif")
    log = json.loads(done.text)
    (run,) = log["runs"]
    rules = [rule["id"] for rule in run["tool"]["driver"]["rules"]]
    assert (done.code, log["version"], run["tool"]["driver"]["name"]) == (5, "2.1.0", "relapse")
    assert {result["ruleId"] for result in run["results"]} == set(rules) == {"BANK_110", "BANK_204"}
    for result in run["results"]:
        place = result["locations"][0]["physicalLocation"]
        assert rules[result["ruleIndex"]] == result["ruleId"]
        assert result["level"] in {"error", "warning"}
        assert result["message"]["text"]
        assert place["artifactLocation"]["uri"].endswith((".yaml",))
        assert min(place["region"].values()) >= 1


def test_a_repository_is_told_in_commands(relapse: Program, bank: Path) -> None:
    """One command a finding, on one line, with nothing that would end it."""
    path = edit(bank, "safety.yaml", NONE, CHOKING)
    done = relapse.run("bank", "check", bank, "--format", "github")
    (line,) = done.text.splitlines()
    assert line.startswith(f"::error file={path},line=")
    assert ",title=BANK_204::safety.now.choking: " in line


def test_the_environment_names_the_bank(relapse: Program, bank: Path) -> None:
    """For every command on banks that names none itself."""
    edit(bank, "safety.yaml", NONE, CHOKING)
    here = {"RELAPSE_BANK": str(bank)}
    assert "BANK_204" in relapse.run("bank", "check", env=here).text
    assert relapse.run("bank", "check", "post_relapse", env=here).code == 0
    assert "Choking" in relapse.run("bank", "show", "--format", "json", env=here).text


def test_faults_behind_a_fault_are_told_with_it(relapse: Program, bank: Path) -> None:
    """A misspelt key here hides no option there, nor a word, nor a name."""
    edit(bank, "flags_soon.yaml", "    plain: You are still", "    plane: You are still")
    edit(bank, "safety.yaml", NONE, CHOKING)
    edit(bank, "actions_stance.yaml", "nothing has worked.", "this is a disaster.")
    edit(bank, "flags_emergency.yaml", "has: [seizure]", "has: [seizures]")
    found = codes(relapse.run("bank", "check", bank).text)
    assert {"BANK_010", "BANK_011", "BANK_204", "BANK_304", "BANK_056"} <= found


def test_a_file_that_is_not_listed_is_told(relapse: Program, bank: Path) -> None:
    """What somebody wrote into it would count for nothing; other banks and profiles stand there rightly."""
    assert relapse.run("bank", "check", bank).code == 0
    (bank.parent / "post_relapse" / "flags_own.yaml").write_text("flags: []\n", "utf-8")
    done = relapse.run("bank", "check", bank)
    assert (done.code, codes(done.text)) == (5, {"BANK_250"})
    assert "flags_own.yaml" in done.text


@pytest.mark.parametrize(
    "row",
    [
        ("closing.yaml", "id: close.missed", "id: close.left_out", {"BANK_255", "BANK_256"}),
        ("first_contact.yaml", "{id: do_not_know,", "{id: not_known,", {"BANK_255", "BANK_256"}),
        ("safety.yaml", "quiet: [no_thoughts]", "quiet: [no_thoughts, wish_not_here]", {"BANK_252"}),
        ("flags_soon.yaml", "id: U-24", "id: U-34", {"BANK_258"}),
    ],
)
def test_ids_that_are_gone_are_told_against_an_older_version(
    relapse: Program, bank: Path, row: tuple[str, str, str, set[str]]
) -> None:
    """A question, an option, a rule; and an option that has become quiet."""
    *words, found = row
    edit(bank, *map(str, words))
    assert set(found) <= codes(relapse.run("bank", "check", bank, "--against", "post_relapse").text)
    assert not codes(relapse.run("bank", "check", "post_relapse", "--against", "post_relapse").text)


def test_a_migration_says_what_became_of_an_id(relapse: Program, bank: Path) -> None:
    """Renamed with a new version and a migration, nothing is gone; without one, that is said."""
    bank.write_text(bank.read_text("utf-8").replace('version: "1.1.0"', 'version: "1.2.0"'), "utf-8")
    for path in (bank.parent / "post_relapse").glob("*.yaml"):
        path.write_text(path.read_text("utf-8").replace("close.missed", "close.left_out"), "utf-8")
    edit(bank, "migrations.yaml", 'to: "1.1.0"', 'to: "1.2.0"')
    lacking = relapse.run("bank", "check", bank, "--against", "post_relapse")
    assert {"BANK_254", "BANK_256"} <= codes(lacking.text)
    path = bank.parent / "post_relapse" / "migrations.yaml"
    step = '  - {from: "1.1.0", to: "1.2.0", rename: {close.missed: close.left_out}}\n'
    path.write_text(path.read_text("utf-8") + step, "utf-8")
    assert not codes(relapse.run("bank", "check", bank, "--against", "post_relapse").text)


def test_mending_says_what_it_did_and_looks_again(relapse: Program, bank: Path) -> None:
    """What is mended on standard error, what is left on standard output; a second run has nothing to do."""
    edit(bank, "actions_stance.yaml", "owner: therapist", "owner: therapst")
    done = relapse.run("bank", "check", bank, "--fix")
    assert done.code == 0
    assert "BANK_114 is mended" in done.err
    assert "is sound" in done.text
    assert relapse.run("bank", "check", bank, "--fix").err == ""
