"""`relapse due`: what is due, as a page, as JSON and as a calendar."""

from __future__ import annotations

import csv
import json
import shutil
from pathlib import Path

import pytest

from relapse_cli.formats.data import due_csv
from relapse_cli.model.due import DueItem
from tests.cli.program import Program, vignette, write

RANGE = ("--since", "2026-11-20", "--until", "2026-12-20")


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory, relapse: Program) -> tuple[Program, dict[str, str]]:
    """A program with a store of its own that holds two interviews, and the environment that opens it."""
    folder = tmp_path_factory.mktemp("due")
    (folder / "key").write_bytes(bytes(range(32)))
    environment = {"RELAPSE_KEY_FILE": str(folder / "key")}
    relapse.run("bank", "list")
    shutil.copytree(relapse.home / "cache", folder / "home" / "cache")
    program = Program(folder / "home")
    for name in ("PR-101", "PR-103"):
        data = vignette(name)
        data["answers"] |= {"frame.consent": True, "frame.mode": "video", "frame.location": "17 Hidden Lane"}
        done = program.run(
            "interview", "--no-input", "--answers", write(folder / f"{name}.json", data), env=environment
        )
        assert done.code == 0, done.err
    return program, environment


def test_the_page_says_what_is_due_day_by_day(kept: tuple[Program, dict[str, str]]) -> None:
    """Overdue first; every case by its code, what is to be done, and by whom."""
    program, environment = kept
    done = program.run("due", *RANGE, env=environment)
    assert (done.code, done.err) == (0, "")
    assert "PR-101" in done.text
    assert "Contact, agreed, 10:00" in done.text
    assert max(map(len, done.text.splitlines())) <= 80


def test_the_json_is_the_same_each_time(kept: tuple[Program, dict[str, str]]) -> None:
    """One object with its version; every item with its day and whether it is overdue."""
    program, environment = kept
    done = program.run("due", *RANGE, "--format", "json", env=environment)
    found = json.loads(done.text)
    assert found["format"] == "relapse-due/1"
    assert {item["case"] for item in found["items"]} == {"PR-101", "PR-103"}
    assert all(item["overdue"] == (item["day"] < found["today"]) for item in found["items"])
    assert b"Hidden" not in done.out
    only = program.run("due", *RANGE, "--format", "json", "--case", "PR-103", env=environment)
    assert {item["case"] for item in json.loads(only.text)["items"]} == {"PR-103"}


def test_the_calendar_says_nothing_of_whose_it_is(
    kept: tuple[Program, dict[str, str]], tmp_path: Path
) -> None:
    """Contacts and check-ins with neutral titles, under the ids that they have in the plan's own calendar."""
    program, environment = kept
    done = program.run("due", *RANGE, "-o", tmp_path / "due.ics", env=environment)
    assert done.code == 0, done.err
    text = (tmp_path / "due.ics").read_text()
    assert "PR-1" not in text
    assert set(_of(text, "SUMMARY")) <= {"Appointment", "Appointment (time to be agreed)"}
    listed = json.loads(program.run("interviews", "--format", "json", env=environment).text)
    own = program.run("plan", listed[0]["id"], "--format", "ics", env=environment).text
    assert set(_of(own, "UID")) & set(_of(text, "UID"))


def _of(calendar: str, name: str) -> list[str]:
    return [row.partition(":")[2] for row in calendar.splitlines() if row.startswith(f"{name}:")]


def test_nothing_due_is_said(kept: tuple[Program, dict[str, str]]) -> None:
    """In one sentence, and an inverted range is told."""
    program, environment = kept
    done = program.run("due", "--since", "2031-01-01", "--until", "2031-01-02", env=environment)
    assert (done.code, "Nothing is due." in done.text) == (0, True)
    wrong = program.run("due", "--since", "2026-12-02", "--until", "2026-12-01", env=environment)
    assert wrong.code == 2
    assert "before" in wrong.err


def test_the_table_holds_everything_and_no_text_of_it_is_a_formula(
    kept: tuple[Program, dict[str, str]], tmp_path: Path
) -> None:
    """One line an item of the JSON; the ending of a file chooses it as well."""
    program, environment = kept
    target = tmp_path / "due.csv"
    done = program.run("due", *RANGE, "-o", target, env=environment)
    assert done.code == 0
    assert program.run("due", *RANGE, "--format", "csv", env=environment).out == target.read_bytes()
    lines = list(csv.DictReader(target.read_text("utf-8").splitlines()))
    found = json.loads(program.run("due", *RANGE, "--format", "json", env=environment).text)["items"]
    assert [(line["at"], line["case"], line["words"]) for line in lines] == [
        (item["at"], item["case"], item["words"]) for item in found
    ]
    assert [line["overdue"] for line in lines] == [str(int(item["overdue"])) for item in found]


@pytest.mark.parametrize("words", ["=1+1", "+1", "-1", "@x", "＝1", "a\n=1", '"\n=1', "\t=1"])
def test_a_line_of_a_plan_is_never_a_formula(words: str) -> None:
    """What stands on a plan is somebody's words, and a spreadsheet runs none of them."""
    item = DueItem("=A", "s", "2026-11-20", "line", "2026-11-21", agreed=True, words=words, who="=B")
    (_, line) = csv.reader(due_csv.render([item], "2026-11-20").splitlines())
    assert not [text for text in line if text.startswith(("=", "+", "-", "@", "＝", "\t"))]
    assert len(due_csv.render([item], "2026-11-20").splitlines()) == 2
