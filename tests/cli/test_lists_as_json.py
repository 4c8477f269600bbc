"""`--format json` of every command that lists: one line, sorted keys, and the exit code of the text."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.cli.program import Program, Result
from tests.cli.stored import make_store

FAULTY_BANK = "relapse_bank: 1\nid: mine\n"
FAULTY_SETTINGS = "profile: nowhere\nbanc: x\n"


def as_json(done: Result) -> Any:
    """The one line that a command wrote, which has its keys in order."""
    assert done.out.count(b"\n") == 1
    data = json.loads(done.out)
    assert list(data) == sorted(data) if isinstance(data, dict) else isinstance(data, list)
    return data


@pytest.mark.parametrize(
    "command",
    [
        ("bank", "list"), ("bank", "show"), ("bank", "check"), ("config", "show"), ("config", "check"),
        ("doctor",), ("help", "recovery"), ("interviews",), ("key", "list"), ("profiles",),
        ("store", "status"), ("store", "verify"),
    ],
    ids=" ".join,
)  # fmt: skip
def test_every_command_that_lists_has_it(relapse: Program, tmp_path: Path, command: tuple[str, ...]) -> None:
    """For programs there is data on standard output, of one shape each time; only advice stands beside it."""
    store = make_store(relapse, tmp_path)
    run = store.run if command[0] in {"doctor", "interviews", "key", "store"} else relapse.run
    first, again = (run(*command, "--format", "json") for _ in range(2))
    assert (first.code, again.code) == (0, 0)
    if command == ("store", "status"):  # that it was looked at is noted in it
        assert set(as_json(first)) == set(as_json(again))
    else:
        assert as_json(first) == as_json(again)
    assert "only one way to unlock" in first.err if command == ("key", "list") else first.err == ""


def test_the_faults_of_a_bank_are_data(relapse: Program, tmp_path: Path) -> None:
    """What the text says line by line, with the same exit code; nothing is said twice."""
    path = tmp_path / "mine.yaml"
    path.write_text(FAULTY_BANK)
    said, done = relapse.run("bank", "check", path), relapse.run("bank", "check", path, "--format", "json")
    found = as_json(done)
    assert (done.code, said.code, done.err) == (5, 5, "")
    assert (found["format"], found["sound"], found["bank"]) == ("relapse-bank-check/1", False, None)
    assert found["problems"]
    for each in found["problems"]:
        assert set(each) == {"code", "column", "file", "line", "message", "path", "remedy", "severity"}
        assert f"{each['code']} {each['message']}" in said.text


def test_a_sound_bank_says_what_it_has(relapse: Program) -> None:
    """The counts of the sentence, as numbers."""
    found = as_json(relapse.run("bank", "check", "--format", "json"))
    said = relapse.run("bank", "check").out.decode()
    bank = found["bank"]
    assert said.startswith(
        f"{bank['id']} {bank['version']} is sound: {bank['questions']} questions, {bank['flags']} flags, "
        f"{bank['lines']} lines."
    )


def test_the_faults_of_the_settings_are_data(relapse: Program, tmp_path: Path) -> None:
    """With the line and the column where they stand."""
    path = tmp_path / "config.yaml"
    path.write_text(FAULTY_SETTINGS)
    done = relapse.run("config", "check", "--format", "json", env={"RELAPSE_CONFIG": str(path)})
    found = as_json(done)
    assert (done.code, done.err) == (5, "")
    assert (found["format"], found["sound"], found["there"]) == ("relapse-config-check/1", False, True)
    assert found["file"] == str(path)
    assert {each["line"] for each in found["problems"]} >= {2}


def test_settings_that_are_not_there_have_no_fault(relapse: Program) -> None:
    """And that they are not there is said."""
    found = as_json(relapse.run("config", "check", "--format", "json"))
    assert (found["sound"], found["there"], found["problems"]) == (True, False, [])


def test_what_is_wrong_with_a_store_is_data(relapse: Program, tmp_path: Path) -> None:
    """The faults one by one; how many entries there are is not known then."""
    store = make_store(relapse, tmp_path)
    well = as_json(store.run("store", "verify", "--format", "json"))
    assert (well["format"], well["sound"], well["faults"], well["whole"]) == (
        "relapse-verify/1",
        True,
        [],
        True,
    )
    assert well["events"] > 0
    wrong = store.run(
        "store", "verify", "--format", "json", "--head", f"{well['events'] + 9}:0123456789abcdef"
    )
    found = as_json(wrong)
    assert wrong.code == 5
    assert (found["sound"], found["events"], found["head"]) == (False, None, None)
    assert found["faults"]


def test_a_bank_is_shown_as_data(relapse: Program) -> None:
    """Every question, flag and line that the text has, each rule as the same sentence."""
    found = as_json(relapse.run("bank", "show", "--format", "json"))
    said = " ".join(relapse.run("bank", "show", env={"COLUMNS": "900"}).text.split())
    assert found["format"] == "relapse-bank-show/1"
    checked = as_json(relapse.run("bank", "check", "--format", "json"))["bank"]
    assert {kind: len(found[kind]) for kind in ("questions", "flags", "lines")} == {
        kind: checked[kind] for kind in ("questions", "flags", "lines")
    }
    for each in found["questions"]:
        assert each["id"] in said
        assert each["asked_when"] is None or f"asked when {each['asked_when']}" in said
    for each in (*found["flags"], *found["lines"]):
        assert each["id"] in said
        assert each["when"] is None or f"interview: {each['when']}" in said
        assert each["followup"] is None or f"follow-up: {each['followup']}" in said
        assert f"sources: {', '.join(each['sources'])}" in said


def test_the_doctor_says_sound_as_the_checks_do(relapse: Program, tmp_path: Path) -> None:
    """The other way round than what it calls to be repaired."""
    found = as_json(make_store(relapse, tmp_path).run("doctor", "--format", "json"))
    assert (found["sound"], found["repair"]) == (True, False)
