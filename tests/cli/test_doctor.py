"""`relapse doctor`: what it finds and what its exit code says."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from relapse_cli.text.shell import shell_word
from tests.cli.program import Program, Result
from tests.cli.stored import StoreUnderTest, make_store


@pytest.fixture
def stored(relapse: Program, tmp_path: Path) -> StoreUnderTest:
    """A store with one key file and no backup."""
    return make_store(relapse, tmp_path)


def test_warnings_alone_are_exit_0(stored: StoreUnderTest) -> None:
    """One way to unlock it and no backup: both with their commands, on standard output."""
    done = stored.run("doctor")
    assert done.code == 0
    assert done.err == ""
    assert "relapse key recovery" in done.text
    assert "relapse store backup" in done.text


def test_findings_as_json_have_sorted_keys_and_stable_codes(stored: StoreUnderTest) -> None:
    """The same store gives the same findings."""
    done = stored.run("doctor", "--format", "json")
    data = json.loads(done.text)
    assert list(data) == sorted(data)
    assert (data["format"], data["repair"]) == ("relapse-doctor/1", False)
    levels = {each["code"]: each["level"] for each in data["findings"]}
    assert (levels["store.whole"], levels["keys"], levels["store.folder"]) == ("ok", "warning", "ok")
    assert stored.run("doctor", "--format", "json").out == done.out


def test_something_to_repair_is_exit_5(stored: StoreUnderTest) -> None:
    """A folder that others can read, found without a key."""
    stored.folder.chmod(0o755)
    done = stored.run("doctor", env={})
    assert done.code == 5
    assert "\nREPAIR  " in done.text
    assert f"chmod 700 {shell_word(stored.folder)}" in done.text


def test_quiet_shows_only_what_needs_somebody(stored: StoreUnderTest) -> None:
    """What is well stays away, what is to be looked at or repaired does not; the data is all of it."""
    loud, quiet = stored.run("doctor"), stored.run("doctor", "--quiet")
    kept = {line for line in quiet.text.splitlines() if not line.startswith(" ")}
    assert {line.split()[0] for line in kept} == {"look"}
    assert kept == {line for line in loud.text.splitlines() if line.startswith("look")}
    stored.folder.chmod(0o755)
    assert "REPAIR" in stored.run("doctor", "-q").text
    both = (stored.run("doctor", *more, "--format", "json") for more in ((), ("-q",)))
    assert len({done.out for done in both}) == 1


def test_a_new_computer_has_nothing_to_repair(relapse: Program, tmp_path: Path) -> None:
    """No store and no profile: exit 0, and nothing is made by looking."""
    done = relapse.run("doctor", "--data-dir", tmp_path / "none")
    assert done.code == 0
    assert not (tmp_path / "none").exists()


def test_what_a_killed_program_left_is_named_and_the_next_command_removes_it(
    stored: StoreUnderTest, tmp_path: Path
) -> None:
    """Doctor changes nothing; any command that looks for the store takes the file and the note away."""
    out = tmp_path / "out"
    out.mkdir()
    spare = out / ".record.json.0123456789abcdef.tmp"
    spare.write_text("plain words")
    notes = stored.relapse.home / "unfinished"
    notes.mkdir(parents=True, exist_ok=True)
    note = notes / "0123456789abcdef.folders"
    note.write_bytes(f"{out}\0".encode())
    for _ in range(2):
        assert f"A program that was killed left {spare}" in stored.run("doctor").text
    assert stored.run("interviews").code == 0
    assert list(out.iterdir()) == []
    assert not note.exists()
    assert "was killed left" not in stored.run("doctor").text


def test_what_an_older_version_left_is_named_where_somebody_works_and_goes_once_a_file_is_replaced_there(
    stored: StoreUnderTest, tmp_path: Path
) -> None:
    """No older version noted where it wrote; an erasure names it too. What only looks alike is left alone."""
    out = tmp_path / "out"
    out.mkdir()
    spare, other = out / ".record.json.0123456789abcdef.tmp", out / ".notes.tmp"
    for path in (spare, other):
        path.write_text("plain words")

    def run(*args: str | Path, cwd: Path) -> Result:
        return stored.relapse.run(*args, env=stored.environment, cwd=cwd)

    at_store = ("--data-dir", stored.folder)
    looked = run("doctor", *at_store, cwd=out)
    assert f"{spare} looks like what a killed program left" in looked.text
    assert f"rm -r {shell_word(spare)}" in looked.text
    assert str(other) not in looked.text
    assert str(spare) not in run("doctor", *at_store, cwd=tmp_path).text
    assert str(spare) in run("store", "erase", "PR-101", "--yes", *at_store, cwd=out).err
    (out / "all.jsonl").write_text("")
    assert run("store", "export", "-o", out / "all.jsonl", "--force", *at_store, cwd=tmp_path).code == 0
    assert run("interviews", *at_store, cwd=tmp_path).code == 0
    assert sorted(path.name for path in out.iterdir()) == [".notes.tmp", "all.jsonl"]


@pytest.mark.skipif(os.name != "posix", reason="there are no pipes of this kind")
@pytest.mark.parametrize("name", ["store.lock", "store.head"])
def test_what_keeps_the_store_from_opening_is_told_once(stored: StoreUnderTest, name: str) -> None:
    """Though it is met in looking at the folder and again in opening it."""
    (stored.folder / name).unlink()
    os.mkfifo(stored.folder / name, 0o600)
    done = stored.run("doctor")
    assert done.code == 5
    assert done.text.count("is not a file: it is a pipe") == 1
    assert done.text.index("REPAIR") < done.text.index("only one way")


def test_a_draft_beside_a_record_file_is_good_to_know(stored: StoreUnderTest, tmp_path: Path) -> None:
    """It waits on purpose, so it is no fault; it is named with what takes it away, and not to the quiet."""
    from relapse_cli import spares
    from relapse_cli.app.keeping.draft_file import draft_path, write_drafts
    from relapse_cli.model.step import Step

    record = tmp_path / "rec ord.json"
    spares.keep_notes_in(lambda: stored.relapse.home / "unfinished")
    try:
        write_drafts(record, "held-1", {Step("safety.now"): "half a word"})
    finally:
        spares._end_note(os.getpid())
        spares._MINE.place = None
    done = stored.run("doctor")
    assert done.code == 0
    assert f"note    {draft_path(record, 'held-1')} holds what was half given" in done.text
    assert f"rm {shell_word(draft_path(record, 'held-1'))}" in done.text
    assert "half a word" not in done.text
    assert "half given" not in stored.run("doctor", "-q").text
    draft_path(record, "held-1").unlink()
    assert "half given" not in stored.run("doctor").text
