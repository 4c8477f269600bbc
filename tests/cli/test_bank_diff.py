"""`relapse bank diff`: two banks, and what both make of the same records."""

from __future__ import annotations

import json
import shutil
from collections import Counter
from pathlib import Path

import pytest

from relapse_cli.app.reports.bank_changes import BankChanges, changes_between, replay_records
from relapse_cli.logic.plan.build import plan
from relapse_cli.model.bank import Bank
from relapse_cli.model.record import Record
from tests.cli.program import ROOT, VIGNETTES, Program

RECORDS = sorted(path for path in VIGNETTES.glob("*.json") if ".expected" not in path.name)
_DISTRESS = "{answer: safety.anxiety.peak, at_least: 8}"


@pytest.fixture(scope="module")
def newer(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the shipped bank with an earlier border, a flag the less, and another number of a country."""
    banks = tmp_path_factory.mktemp("newer") / "banks"
    shutil.copytree(ROOT / "question_banks", banks)
    _edit(banks / "post_relapse" / "flags_emergency.yaml", "id: E-04", "any:", "all:")
    _edit(banks / "post_relapse" / "flags_soon.yaml", "id: U-09", "when: {fact: continuing}", "when: never")
    _edit(banks / "post_relapse" / "actions_safety.yaml", "id: P-CONTACT", "n: 72", "n: 48")
    _edit(banks / "profiles.yaml", "id: de", 'number: "112"', 'number: "113"')
    return banks / "post_relapse.yaml"


def _edit(file: Path, after: str, old: str, new: str) -> None:
    text = file.read_text("utf-8")
    at = text.index(old, text.index(after))
    file.write_text(text[:at] + new + text[at + len(old) :], "utf-8")


@pytest.fixture(scope="module")
def found(newer: Path) -> BankChanges:
    """The shipped bank beside the copy."""
    return changes_between("post_relapse", str(newer))


def outcome(bank: Bank, path: Path) -> tuple[int, set[str], set[str]]:
    """Level, flags and lines of the plan of a record."""
    made = plan(bank, Record.model_validate_json(path.read_text("utf-8")))
    family = {line.id for line in made.family_lines}
    own = {line.id for line in made.lines if line.role != "own"}
    return made.level, {flag.id for flag in made.flags}, own | family


def test_each_record_is_told_as_both_plans_say(found: BankChanges) -> None:
    """Level, flags and lines of every worked case, one by one and in total."""
    replayed = replay_records(found, map(str, RECORDS), lambda *_: None, lambda _: None)
    told = {each.id: each for each in replayed.differing}
    levels: Counter[tuple[int, int]] = Counter()
    flags: dict[str, list[int]] = {}
    for path in RECORDS:
        old, new = outcome(found.old.bank, path), outcome(found.new.bank, path)
        name = json.loads(path.read_text("utf-8"))["id"]
        assert (name in told) == (old != new)
        if old == new:
            continue
        for side, of in ((told[name].old, old), (told[name].new, new)):
            assert (side.level, set(side.flags), set(side.lines)) == of
        levels[old[0], new[0]] += old[0] != new[0]
        for flag in old[1] ^ new[1]:
            flags.setdefault(flag, [0, 0])[flag in old[1]] += 1
    assert replayed.compared == len(RECORDS)
    assert replayed.differing
    assert replayed.levels == {pair: count for pair, count in levels.items() if count}
    assert replayed.flags == {name: tuple(counts) for name, counts in flags.items()}
    assert replayed.lowered == sum(count for (old, new), count in levels.items() if new < old)


def test_the_change_of_a_number_is_seen(found: BankChanges, newer: Path) -> None:
    """An emergency number is care: what stands in the profiles beside a bank belongs to it."""
    [told] = [each for each in found.changes if each.about == "profile"]
    assert (told.id, told.part, told.old, told.new) == ("de", "numbers.emergency.number", "112", "113")
    assert (told.weight, told.file) == ("care", str(newer.parent / "profiles.yaml"))
    line = (newer.parent / "profiles.yaml").read_text("utf-8").splitlines()[told.line - 1]
    assert 'number: "113"' in line


def test_the_command_says_it_in_text_and_as_data(relapse: Program, newer: Path, tmp_path: Path) -> None:
    """One line a change and a record; the same as JSON; exit 0 though there are differences."""
    records = tmp_path / "records"
    records.mkdir()
    for path in RECORDS:
        shutil.copy(path, records)
    args = ("bank", "diff", "post_relapse", newer, "--replay", records)
    text, data = relapse.run(*args), relapse.run(*args, "--format", "json")
    assert (text.code, text.err, data.code, data.err) == (0, "", 0, "")
    made = json.loads(data.out)
    assert made["format"] == "relapse-bank-diff/1"
    assert not made["same"]
    assert made["records"]["compared"] == len(RECORDS)
    assert f"{made['records']['differ']} of {len(RECORDS)} get another level, flag or line." in text.text
    for each in made["records"]["differing"]:
        assert f"{each['file']}:{each['line']}: {each['id']}: " in text.text
    for each in made["changes"]:
        assert f"{each['file']}:{each['line']}: {each['about']} {each['id']}".strip() in text.text


def test_records_that_cannot_be_read_are_named_and_counted(
    relapse: Program, newer: Path, tmp_path: Path
) -> None:
    """A damaged one, and one of a version that nobody knows; then the command ends with 5."""
    good = json.loads(RECORDS[0].read_text("utf-8"))
    other = {**good, "id": "other", "bank": {"id": "post_relapse", "version": "99.0", "digest": "sha256:0"}}
    file = tmp_path / "records.jsonl"
    file.write_text(f"{json.dumps(good)}\n{{no record\n{json.dumps(other)}\n", "utf-8")
    done = relapse.run("bank", "diff", "post_relapse", newer, "--replay", file, "--format", "json")
    records = json.loads(done.out)["records"]
    assert (done.code, records["compared"]) == (5, 1)
    assert [(each["line"], each["id"], each["by"]) for each in records["not_compared"]] == [
        (2, "", "both"),
        (3, "other", "both"),
    ]
    text = relapse.run("bank", "diff", "post_relapse", newer, "--replay", file).text
    assert f"{file}:3: other: neither bank can read it." in text
    assert "2 could not be compared, as named above." in text


def test_a_record_that_one_of_the_banks_reads_is_a_difference(
    relapse: Program, newer: Path, tmp_path: Path
) -> None:
    """A version that says nothing of the records before it: named, and no fault of the input."""
    banks = Path(shutil.copytree(newer.parent, tmp_path / "next"))
    _edit(banks / "post_relapse.yaml", "version", "1.1.0", "2.0.0")
    migrations = banks / "post_relapse" / "migrations.yaml"
    migrations.write_text(migrations.read_text("utf-8").replace('to: "1.1.0"', 'to: "2.0.0"'), "utf-8")
    record = json.loads(RECORDS[0].read_text("utf-8"))
    record["bank"] = {"id": "post_relapse", "version": "1.1.0", "digest": "sha256:0"}
    file = tmp_path / "record.json"
    file.write_text(json.dumps(record), "utf-8")
    args = ("bank", "diff", "post_relapse", banks / "post_relapse.yaml", "--replay", file)
    done = relapse.run(*args, "--format", "json")
    [told] = json.loads(done.out)["records"]["not_compared"]
    assert (done.code, told["by"], told["id"]) == (0, "new", record["id"])


def test_a_record_that_stands_twice_counts_once(relapse: Program, tmp_path: Path) -> None:
    """The later one, as in a review; of a pipe the first one. The other is told."""
    record = json.loads(RECORDS[0].read_text("utf-8"))
    lines = f"{json.dumps(record)}\n{json.dumps(record)}\n".encode()
    file = tmp_path / "records.jsonl"
    file.write_bytes(lines)
    args = ("bank", "diff", "post_relapse", "post_relapse", "--replay")
    for done in (relapse.run(*args, file), relapse.run(*args, "-", stdin=lines)):
        assert (done.code, "0 of 1 get another level, flag or line." in done.text) == (0, True)
        assert len(done.notes) == 1


def test_without_records_interviews_are_made_up(relapse: Program, newer: Path) -> None:
    """The same seed gives the same bytes; the text says which it was."""
    args = ("bank", "diff", "post_relapse", newer, "--generate", "15", "--seed", "7")
    done = relapse.run(*args)
    assert done.code == 0
    assert "15 records made up by chance (seed 7) under both banks:" in done.text
    assert relapse.run(*args) == done


def test_the_same_bank_means_the_same(relapse: Program) -> None:
    """Said in a sentence, and nothing differs."""
    done = relapse.run("bank", "diff", "post_relapse", "post_relapse", "--generate", "5")
    assert (done.code, "They mean the same." in done.text) == (0, True)
    assert "0 of 5 get another level, flag or line." in done.text


def test_the_newer_bank_is_the_one_in_use_where_none_is_named(relapse: Program, newer: Path) -> None:
    """As for every command on a bank."""
    named = relapse.run("bank", "diff", "post_relapse", newer, "--generate", "0")
    used = relapse.run("bank", "diff", "post_relapse", "--generate", "0", env={"RELAPSE_BANK": str(newer)})
    assert used == named
    assert "112" in used.text


def test_a_bank_that_cannot_be_used_is_compared_all_the_same(relapse: Program, tmp_path: Path) -> None:
    """Without records, and a word on why; where records are named that is an error with every fault."""
    banks = Path(shutil.copytree(ROOT / "question_banks", tmp_path / "banks"))
    _edit(banks / "post_relapse" / "flags_soon.yaml", "id: U-09", "{fact: continuing}", "{fact: continued}")
    new = banks / "post_relapse.yaml"
    done = relapse.run("bank", "diff", "post_relapse", new)
    assert (done.code, "flag U-09, in an interview:" in done.text) == (0, True)
    assert "cannot be used as it is" in done.err
    done = relapse.run("bank", "diff", "post_relapse", new, "--generate", "3")
    assert (done.code, "flags_soon.yaml" in done.err) == (5, True)


def test_what_does_not_go_together_is_refused(relapse: Program) -> None:
    """Records and made-up interviews; a bank that is not there."""
    args = ("bank", "diff", "post_relapse", "post_relapse")
    assert relapse.run(*args, "--replay", VIGNETTES, "--generate", "3").code == 2
    assert relapse.run("bank", "diff", "post_relapse", "not-there.yaml").code == 5
