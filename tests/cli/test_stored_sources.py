"""Stored interviews on the command line: `plan`, `why`, `followup` and `history` take an id or a case."""

from __future__ import annotations

import json
import os
import shlex
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from relapse_cli.text.shell import shell_word
from tests.cli.program import COMMAND, ROOT, Program, Result, vignette, write

PLACE = "17 Hidden Lane"


@dataclass
class Office:
    """A program with a store of its own, and the key to it in a file."""

    folder: Path

    @property
    def program(self) -> Program:
        """The program."""
        return Program(self.folder / "home")

    @property
    def store(self) -> Path:
        """The folder of the store."""
        return self.folder / "home" / "store"

    def run(self, *args: str | Path, **more: Any) -> Result:
        """Run a command with the key at hand."""
        env = {"RELAPSE_KEY_FILE": str(self.folder / "key"), **more.pop("env", {})}
        return self.program.run(*args, env=env, cwd=self.folder, **more)

    def answers(self, name: str = "PR-203", **answers: Any) -> Path:
        """A file of answers."""
        data = vignette(name)
        given = {"frame.consent": True, "frame.mode": "video", "frame.location": PLACE}
        data["answers"] |= {**given, **{key.replace("__", "."): value for key, value in answers.items()}}
        return write(self.folder / f"{name}.json", data)

    def hold(self, name: str = "PR-203", *more: str | Path) -> Result:
        """Hold an interview from a file of answers."""
        done = self.run("interview", "--no-input", "--answers", self.answers(name), *more)
        assert done.code == 0, done.err
        return done

    def listed(self) -> list[dict[str, Any]]:
        """What is in the store."""
        return json.loads(self.run("interviews", "--format", "json").text)


def new_office(folder: Path, relapse: Program) -> Office:
    """An office in which nothing has been held yet; it has the bank from the cache of all tests."""
    (folder / "key").write_bytes(bytes(range(32)))
    relapse.run("bank", "list")
    shutil.copytree(relapse.home / "cache", folder / "home" / "cache", dirs_exist_ok=True)
    return Office(folder)


@pytest.fixture
def office(tmp_path: Path, relapse: Program) -> Office:
    """An office of its own."""
    return new_office(tmp_path, relapse)


@pytest.fixture(scope="module")
def held(tmp_path_factory: pytest.TempPathFactory, relapse: Program) -> Office:
    """An office with one interview, for tests that only look."""
    office = new_office(tmp_path_factory.mktemp("held"), relapse)
    location = {"value": PLACE, "note": f"the key is at {PLACE}"}
    source = office.answers("PR-203", frame__location=location)
    done = office.run("interview", "--no-input", "--answers", source, "-o", "record.json")
    assert done.code == 0, done.err
    (office.folder / "told.txt").write_text(done.text + done.err, "utf-8")
    return office


def test_an_interview_is_stored_and_told_with_commands_that_work(office: Office, tmp_path: Path) -> None:
    """What is said at the end can be pasted: the plan again, and why; also with another folder."""
    elsewhere = tmp_path / "else where"
    done = office.hold("PR-203", "--data-dir", elsewhere)
    assert not office.store.exists()
    plan, why = done.notes[-2:]
    for note in (plan, why):
        words = shlex.split(note.partition(": ")[2])
        assert words[0] == "relapse"
        again = office.run(*words[1:])
        assert again.code == 0, again.err
        assert note is why or again.out == done.out


def test_the_place_of_the_patient_is_in_no_output(held: Office) -> None:
    """Not in a plan for anybody, a reason, a history, a list or a file of -o; the note beside it neither."""
    (one,) = held.listed()
    texts = [(held.folder / name).read_text("utf-8") for name in ("told.txt", "record.json")]
    for args in (
        ("plan", one["id"], "--format", "json"),
        ("why", one["id"]),
        ("history", one["case"]),
        ("interviews",),
    ):
        found = held.run(*args)
        assert found.code == 0, (args, found.err)
        texts += [found.text, found.err]
    assert all("Hidden" not in text for text in texts)


def test_no_file_in_the_store_holds_a_readable_word(office: Office) -> None:
    """Neither an answer, a case code nor an id; files are the owner's alone even with an open umask."""
    before = os.umask(0)
    try:
        office.hold("PR-101")
    finally:
        os.umask(before)
    (one,) = office.listed()
    for path in office.store.iterdir():
        held = path.read_bytes()
        for word in ("PR-101", PLACE, one["id"], "frame.consent", "SQLite format"):
            assert word.encode() not in held, path
        if sys.platform != "win32":
            assert path.stat().st_mode & 0o077 == 0, path
    if sys.platform != "win32":
        assert office.store.stat().st_mode & 0o777 == 0o700


def test_no_store_keeps_nothing_there(office: Office) -> None:
    """Not even the folder; the file is the only place."""
    office.hold("PR-203", "--no-store", "-o", "record.json")
    assert not office.store.exists()
    assert (office.folder / "record.json").exists()


def test_no_input_without_a_key_keeps_only_the_file(held: Office) -> None:
    """Also where there is a store that it cannot open, and a case that it knows."""
    before = {path.name: path.read_bytes() for path in held.store.iterdir()}
    args = ("interview", "--no-input", "--case", "PR-203", "--answers", held.answers(), "-o", "kept.json")
    done = held.run(*args, env={"RELAPSE_KEY_FILE": ""})
    assert done.code == 0, done.err
    assert done.notes[0] == "The record is in kept.json."
    assert before == {path.name: path.read_bytes() for path in held.store.iterdir()}


def test_a_wrong_key_stops_a_script_before_it_begins(held: Office) -> None:
    """Exit 5, the variable is named, and no file is written."""
    (held.folder / "other").write_bytes(b"x" * 32)
    done = held.run(
        "interview", "--no-input", "--answers", held.answers(), "-o", "wrong.json",
        env={"RELAPSE_KEY_FILE": str(held.folder / "other")},
    )  # fmt: skip
    assert (done.code, done.out) == (5, b"")
    assert "RELAPSE_KEY_FILE" in done.err
    assert not (held.folder / "wrong.json").exists()


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no file modes")
def test_an_open_folder_is_refused_with_the_command_that_closes_it(held: Office) -> None:
    """The remedy works as it is said."""
    held.store.chmod(0o755)
    refused = held.run("interviews")
    remedy = refused.notes[-1].partition(": ")[2]
    assert subprocess.run(shlex.split(remedy), check=False).returncode == 0
    assert (refused.code, remedy) == (5, f"chmod 700 {shell_word(held.store)}")
    assert held.run("interviews").code == 0


def test_a_follow_up_of_a_stored_interview_is_stored_too(office: Office) -> None:
    """By its id; history shows both, and the follow-up's plan is compared with its interview."""
    office.hold("PR-203")
    (one,) = office.listed()
    answers = write(office.folder / "check.json", {"followup.use_since": False})
    done = office.run("followup", one["id"][:8], "--no-input", "--answers", answers)
    assert done.code == 0, done.err
    first, second = office.listed()
    assert (first["id"], second["path"], second["case"]) == (one["id"], "followup", one["case"])
    history = json.loads(office.run("history", one["case"], "--format", "json").text)
    assert [session["id"] for session in history["sessions"]] == [first["id"], second["id"]]
    assert office.run("plan", second["id"]).code == 0


def test_an_earlier_interview_is_pinned_for_a_known_case(office: Office) -> None:
    """A second interview with --case names the first, and its plan says that the sequence is known."""
    office.hold("PR-101")
    second = office.run("interview", "--no-input", "--case", "PR-101", "--answers", office.answers("PR-101"))
    assert second.code == 0, second.err
    assert "R-SAME" in second.text
    first, last = office.listed()
    assert "R-SAME" in office.run("plan", last["id"]).text
    assert "R-SAME" not in office.run("plan", first["id"]).text


def test_unknown_ids_and_cases_are_input_errors(office: Office, held: Office) -> None:
    """Exit 5 with a way to look, never a traceback."""
    assert office.run("plan", "abcd1234").code == 5
    for args in (("plan", "abcd1234"), ("followup", "abcd1234"), ("history", "PR-9")):
        done = held.run(*args)
        assert (done.code, done.out) == (5, b""), args
        assert "relapse interviews" in done.err, args


def test_two_interviews_at_once_both_finish(office: Office) -> None:
    """Also when both set the store up; afterwards it holds both, and is sound."""
    sources = [office.answers("PR-101"), office.answers("PR-203")]
    env = {**office.program.environment(), "RELAPSE_KEY_FILE": str(office.folder / "key")}
    running = [
        subprocess.Popen(
            [*COMMAND, "interview", "--no-input", "--answers", str(source)],
            env=env,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
        )
        for source in sources
    ]
    for process in running:
        _, err = process.communicate(timeout=300)
        assert process.returncode == 0, err.decode()
    assert sorted(one["case"] for one in office.listed()) == ["PR-101", "PR-203"]
    assert {one["state"] for one in office.listed()} == {"finished"}
    assert [path.name for path in office.store.parent.iterdir() if path.name.startswith("store")] == ["store"]


def test_resume_without_a_terminal_says_what_it_needs(held: Office) -> None:
    """Exit 4, whatever is to be gone on with."""
    for args in (("--resume",), ("--resume", "--no-store")):
        done = held.run("interview", *args)
        assert (done.code, done.out) == (4, b""), args


def test_a_changed_bank_is_told_with_what_it_leaves_out(office: Office) -> None:
    """An interview of a bank of one's own, looked at with the shipped one: the lost answer is a warning."""
    bank = office.folder / "own.yaml"
    shipped = (ROOT / "question_banks" / "post_relapse.yaml").read_text("utf-8")
    parts = office.folder / "post_relapse"
    parts.mkdir()
    for path in (ROOT / "question_banks" / "post_relapse").glob("*.yaml"):
        (parts / path.name).write_bytes(path.read_bytes())
    closing = parts / "closing.yaml"
    closing.write_text(f"{closing.read_text('utf-8').rstrip()}\n{EXTRA}", "utf-8")
    bank.write_text(shipped, "utf-8")
    source = office.answers("PR-203", close__song="a private song")
    done = office.run("interview", "--no-input", "--bank", bank, "--answers", source)
    assert done.code == 0, done.err
    (one,) = office.listed()
    looked = office.run("plan", one["id"])
    assert looked.code == 0
    assert "close.song: JRN_006" in looked.err
    assert "private song" not in looked.err + looked.text
    assert "JRN_006" not in office.run("plan", one["id"], "--bank", bank).err


EXTRA = """
    - id: close.song
      type: text
      label: Which song helps?
      short: A song
      why: It helps some.
      paths: [brief, core, deep]
"""
