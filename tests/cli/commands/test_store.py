"""`relapse store`: the store as a whole, from a command line."""

from __future__ import annotations

import json
import os
import re
import shlex
import stat
import subprocess
from pathlib import Path

import pytest

from relapse_cli.store.folder.lock import StoreLock
from tests.cli.program import COMMAND, Program, Result
from tests.cli.stored import CANARY, PLACE, StoreUnderTest, make_store


@pytest.fixture
def stored(relapse: Program, tmp_path: Path) -> StoreUnderTest:
    """A store with one interview."""
    return make_store(relapse, tmp_path)


def test_the_status_is_data_without_a_word_of_an_answer(stored: StoreUnderTest) -> None:
    """Counts, head and folder, as text and as JSON with sorted keys."""
    done = stored.run("store", "status", "--format", "json")
    data = json.loads(done.text)
    assert list(data) == sorted(data)
    assert (data["format"], data["cases"], data["interviews"]) == ("relapse-store/1", 1, 1)
    assert re.fullmatch(r"4:[0-9a-f]{16}", data["head"])
    text = stored.run("store", "status").text
    assert str(stored.folder) in text
    assert data["head"] in text
    assert CANARY not in text


@pytest.mark.parametrize(
    "words",
    [("status",), ("erase", "PR-101", "--yes"), ("backup", "{place}/b.zip")],
    ids=lambda words: words[0],
)
def test_without_a_key_and_a_terminal_it_is_locked_at_once(
    stored: StoreUnderTest, tmp_path: Path, words: tuple[str, ...]
) -> None:
    """Exit 5, what is locked and what to do; no prompt, no output."""
    done = stored.run("store", *(word.format(place=tmp_path) for word in words), env={})
    assert (done.code, done.out) == (5, b"")
    assert "locked" in done.notes[0]
    assert "RELAPSE_KEY_FILE" in done.notes[1]
    assert not (tmp_path / "b.zip").exists()


def test_no_store_yet_is_said_with_both_ways_to_one(relapse: Program, tmp_path: Path) -> None:
    """The first interview, or a backup; and no folder is made by asking."""
    done = relapse.run("store", "status", "--data-dir", tmp_path / "none")
    assert done.code == 5
    assert "relapse interview" in done.err
    assert "relapse store restore" in done.err
    assert not (tmp_path / "none").exists()


def test_a_backup_becomes_a_store_elsewhere(stored: StoreUnderTest, tmp_path: Path) -> None:
    """One file for its owner, no word in plain; restored, the same head; what was there is moved aside."""
    target = tmp_path / "stick.zip"
    made = stored.run("store", "backup", target)
    assert (made.code, made.out) == (0, b"")
    assert f"relapse store restore {target}" in made.err
    assert stat.S_IMODE(target.stat().st_mode) == 0o600
    assert CANARY.encode() not in target.read_bytes()
    assert stored.run("store", "backup", target).code == 2
    elsewhere = StoreUnderTest(stored.relapse, tmp_path / "other", stored.key)
    assert elsewhere.run("store", "restore", target).code == 0
    assert elsewhere.run("store", "verify").out == stored.run("store", "verify").out
    again = elsewhere.run("store", "restore", target)
    [aside] = elsewhere.folder.glob("before-restore-*")
    assert str(aside) in again.err
    assert (aside / "store.db").exists()
    assert "more than the backup" not in again.err


def test_a_backup_that_is_older_than_the_store_says_what_it_lacks(
    stored: StoreUnderTest, tmp_path: Path
) -> None:
    """How much, from when, and how to look into what was set aside; that command works."""
    target = tmp_path / "stick.zip"
    assert stored.run("store", "backup", target).code == 0
    answers = tmp_path / "answers.json"
    answers.write_text('{"frame.consent": true}')
    later = ("--case", "PR-2", "--no-input", "--started-at", "2026-11-21T10:00:00+01:00")
    assert stored.run("interview", *later, "--answers", answers).code == 0
    before = {path.name for path in stored.folder.iterdir()}
    refused = stored.run("store", "restore", target)
    assert refused.code == 4
    assert "more than the backup, written since 20" in refused.err
    assert "of the case PR-2 (begun on 2026-11-21, " in refused.err
    assert f"relapse store restore {target} --yes" in refused.err
    assert {path.name for path in stored.folder.iterdir()} == before
    assert "PR-2" in stored.run("interviews").text

    done = stored.run("store", "restore", target, "--yes")
    assert done.code == 0
    assert "more than the backup, and 1 interview (the last begun on 2026-11-21)" in done.err
    [aside] = stored.folder.glob("before-restore-*")
    assert f"relapse interviews --data-dir {aside}" in done.err
    looked = stored.relapse.run("interviews", "--data-dir", aside, env={"RELAPSE_KEY_FILE": str(stored.key)})
    assert "PR-2" in looked.text


def test_verifying_answers_with_the_head_or_with_faults(stored: StoreUnderTest) -> None:
    """Exit 0 and the head, or exit 5 and what is wrong on standard output; a mistyped head is exit 2."""
    fine = stored.run("store", "verify")
    head = re.search(r"4:[0-9a-f]{16}", fine.text)
    assert fine.code == 0
    assert head is not None
    assert stored.run("store", "verify", "--head", head.group()).code == 0
    wrong = stored.run("store", "verify", "--head", f"4:{'0' * 16}")
    assert wrong.code == 5
    assert wrong.text.strip()
    assert stored.run("store", "verify", "--head", "four").code == 2


def test_an_export_is_records_and_nothing_else(stored: StoreUnderTest, tmp_path: Path) -> None:
    """Standard output takes `relapse plan`; head and notice are on standard error; the location stays."""
    done = stored.run("store", "export")
    assert done.code == 0
    [line] = done.text.splitlines()
    answers = json.loads(line)["answers"]
    assert answers["frame.location"] == "withheld"
    assert answers["event.now"] == CANARY
    assert PLACE not in done.text + done.err
    assert "42 CFR part 2" in done.err
    assert "42 CFR" not in done.text
    assert re.search(r"relapse store verify --head 4:[0-9a-f]{16}", done.err)


def test_an_export_to_a_file_has_its_notice_beside_it(stored: StoreUnderTest, tmp_path: Path) -> None:
    """Both for their owner only, and neither over another file without --force."""
    target, notice = tmp_path / "all.jsonl", tmp_path / "all.jsonl.notice.txt"
    done = stored.run("store", "export", "-o", target)
    assert (done.code, done.out) == (0, b"")
    assert notice.read_text() == "42 CFR part 2 prohibits unauthorized use or disclosure of these records.\n"
    assert {stat.S_IMODE(path.stat().st_mode) for path in (target, notice)} == {0o600}
    assert stored.run("store", "export", "-o", target).code == 2
    assert stored.run("store", "export", "-o", target, "--force", "--notice", "long").code == 0
    assert len(notice.read_text()) > 500
    bare = tmp_path / "bare.jsonl"
    assert stored.run("store", "export", "-o", bare, "--notice", "none").code == 0
    assert not (tmp_path / "bare.jsonl.notice.txt").exists()


@pytest.mark.skipif(os.name != "posix", reason="there is no such shell")
def test_an_export_to_a_closed_output_is_an_error_and_not_an_export(stored: StoreUnderTest) -> None:
    """Records that go nowhere are not said to have been exported, and the audit has no export."""
    line = shlex.join([*COMMAND, "store", "export", "--data-dir", str(stored.folder)])
    done = subprocess.run(
        ["sh", "-c", f"{line} >&-"],
        env=stored.relapse.environment(stored.environment),
        stderr=subprocess.PIPE,
        timeout=300,
        check=False,
    )
    assert done.returncode == 5
    assert b"nothing was exported" in done.stderr


def test_a_folder_without_a_name_is_not_the_usual_folder(relapse: Program) -> None:
    """An empty variable in a script must not lead to another store."""
    done = relapse.run("store", "status", "--data-dir", "")
    assert (done.code, done.out) == (2, b"")


def test_an_erasure_says_at_once_that_the_store_is_open_elsewhere(stored: StoreUnderTest) -> None:
    """Before anything is asked, such as the passphrase or the code."""
    with StoreLock.shared(stored.folder):
        done = stored.run("store", "erase", "PR-101", env={})
    assert done.code == 5
    assert "open in another window" in done.err


def test_a_case_is_erased_in_a_script_only_with_yes(stored: StoreUnderTest, tmp_path: Path) -> None:
    """Exit 4 without it; then the words are gone and the backup that holds them is named."""
    stored.run("store", "backup", tmp_path / "stick.zip")
    assert stored.run("store", "erase", "PR-101").code == 4
    assert CANARY in stored.run("store", "export").text
    done = stored.run("store", "erase", "PR-101", "--yes")
    assert done.code == 0
    assert "stick.zip" in done.err
    assert stored.run("store", "export").out == b""
    assert stored.run("store", "verify").code == 0
    again = stored.run("store", "erase", "PR-101", "--yes")
    assert again.code == 5


def test_a_backup_is_named_with_its_folder_wherever_it_is_named(
    stored: StoreUnderTest, tmp_path: Path
) -> None:
    """Months later, in another folder, whoever reads the name finds the file."""
    place = tmp_path / "stick"
    place.mkdir()
    whole = str(place / "b.zip")

    def run(*args: str, cwd: Path = tmp_path) -> Result:
        return stored.relapse.run(*args, "--data-dir", stored.folder, env=stored.environment, cwd=cwd)

    assert f"Backed up and checked: {whole} " in run("store", "backup", "b.zip", cwd=place).err
    assert run("store", "backup", "b.zip", cwd=place).err.startswith(f"relapse: {whole} is already there")
    assert f"Last backup  {whole}, " in run("store", "status").text
    status = json.loads(run("store", "status", "--format", "json").text)
    assert (status["last_backup"]["file_name"], status["last_backup"]["folder"]) == ("b.zip", str(place))
    assert f"The last backup, {whole}, " in run("doctor").text
    assert run("store", "restore", "b.zip", cwd=place).code == 0
    rotated = run("key", "rotate", "--backup", "r.zip", cwd=place)
    assert f"The backup made before is {place / 'r.zip'}." in rotated.err
    assert f"{whole}, {place / 'r.zip'}" in run("store", "erase", "PR-101", "--yes").err
    (place / "b.zip").write_bytes(b"PK")
    assert whole in run("store", "restore", "b.zip", cwd=place).err
