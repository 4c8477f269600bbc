"""`--quiet`: the result, and what is wrong; nothing that is only worth knowing."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.program import VIGNETTES, Program, record, write
from tests.cli.stored import make_store

OPEN = VIGNETTES / "PR-102.json"


def test_remarks_stay_away_and_the_plan_is_the_same(relapse: Program, tmp_path: Path) -> None:
    """To standard output and to a file."""
    loud, quiet = relapse.run("plan", OPEN), relapse.run("plan", OPEN, "--quiet")
    assert loud.err
    assert (quiet.err, quiet.out) == ("", loud.out)
    written = relapse.run("plan", OPEN, "-q", "-o", tmp_path / "plan.md")
    assert (written.code, written.out, written.err) == (0, b"", "")
    assert (tmp_path / "plan.md").stat().st_size


def test_what_is_wrong_is_told_all_the_same(relapse: Program, tmp_path: Path) -> None:
    """Faults of a record, and failures, are no remarks."""
    faulty = write(tmp_path / "faulty.json", record({"event.now": "no such option"}))
    done = relapse.run("plan", faulty, "--quiet")
    assert "event.now" in done.err
    gone = relapse.run("plan", tmp_path / "nothing.json", "--quiet")
    assert gone.code == 5
    assert gone.err


def test_an_export_can_be_quiet(relapse: Program, tmp_path: Path) -> None:
    """The records alone; the notice that goes with them stands in its file."""
    store = make_store(relapse, tmp_path)
    done = store.run("store", "export", "-q", "-o", tmp_path / "all.jsonl")
    assert (done.code, done.out, done.err) == (0, b"", "")
    assert (tmp_path / "all.jsonl").exists()
    assert (tmp_path / "all.jsonl.notice.txt").exists()


def test_the_status_of_a_store_is_there_all_the_same(relapse: Program, tmp_path: Path) -> None:
    """What was asked for is no remark, and a way out of a trouble is told."""
    store = make_store(relapse, tmp_path)
    done = store.run("store", "status", "--quiet")
    assert (done.code, done.err) == (0, "")
    assert done.text.startswith("Folder")
    assert relapse.run("store", "status", "-q", "--data-dir", tmp_path / "none").err


@pytest.mark.parametrize("check", [("bank", "check"), ("config", "check"), ("store", "verify")], ids=" ".join)
def test_a_check_that_finds_nothing_says_nothing(
    relapse: Program, tmp_path: Path, check: tuple[str, ...]
) -> None:
    """The exit code says it; as data it says so all the same."""
    run = make_store(relapse, tmp_path).run if check[0] == "store" else relapse.run
    assert run(*check).out
    done = run(*check, "--quiet")
    assert (done.code, done.out, done.err) == (0, b"", "")
    assert b'"sound":true' in run(*check, "-q", "--format", "json").out


def test_a_check_that_finds_a_fault_tells_it_all_the_same(relapse: Program, tmp_path: Path) -> None:
    """What is wrong with a bank, the settings or a store is no remark."""
    (tmp_path / "mine.yaml").write_text("relapse_bank: 1\nid: mine\n")
    (tmp_path / "config.yaml").write_text("banc: x\n")
    store, here = make_store(relapse, tmp_path), {"RELAPSE_CONFIG": str(tmp_path / "config.yaml")}
    bank = [relapse.run("bank", "check", tmp_path / "mine.yaml", *more) for more in ((), ("-q",))]
    assert (bank[1].code, bank[1]) == (5, bank[0])
    settings = [relapse.run("config", "check", *more, env=here) for more in ((), ("-q",))]
    assert (settings[1].code, settings[1]) == (5, settings[0])
    head = ("--head", "99:0123456789abcdef")
    verified = [store.run("store", "verify", *head, *more) for more in ((), ("-q",))]
    assert (verified[1].code, verified[1]) == (5, verified[0])


def test_lists_leave_their_remarks_out(relapse: Program, tmp_path: Path) -> None:
    """The advice on having one way to unlock only, and the head of the settings; the rows are the same."""
    store = make_store(relapse, tmp_path)
    loud, quiet = store.run("key", "list"), store.run("key", "list", "-q")
    assert loud.err
    assert (quiet.code, quiet.out, quiet.err) == (0, loud.out, "")
    loud, quiet = relapse.run("config", "show"), relapse.run("config", "show", "-q")
    assert loud.text.splitlines()[1:] == quiet.text.splitlines()
    assert loud.text.startswith("# ")
    assert relapse.run("profiles", "--quiet") == relapse.run("profiles")


def test_a_backup_can_be_quiet(relapse: Program, tmp_path: Path) -> None:
    """Such as one each night: only what is wrong with it is told."""
    store = make_store(relapse, tmp_path)
    assert store.run("store", "backup", tmp_path / "loud.zip").err
    done = store.run("store", "backup", tmp_path / "quiet.zip", "--quiet")
    assert (done.code, done.out, done.err) == (0, b"", "")
    assert (tmp_path / "quiet.zip").stat().st_size
    again = store.run("store", "backup", tmp_path / "quiet.zip", "--quiet")
    assert (again.code, "quiet.zip" in again.err) == (2, True)
