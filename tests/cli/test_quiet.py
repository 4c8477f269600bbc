"""`--quiet`: the result, and what is wrong; nothing that is only worth knowing."""

from __future__ import annotations

from pathlib import Path

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
