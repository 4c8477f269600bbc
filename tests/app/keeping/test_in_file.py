"""A record file that another program writes too: told, and never written over."""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path

import pytest

from relapse_cli.app.keeping import held_file
from relapse_cli.app.keeping.in_file import InFile
from relapse_cli.app.keeping.place import Answers
from relapse_cli.errors import InputError
from relapse_cli.logic.interview.moves import Interview
from tests.app.held import Desk, Person
from tests.app.keeping.test_keep import FIRST
from tests.banks_under_test import shipped_bank
from tests.logic.interview.test_moves import QUIET_FRAME, begin
from tests.store.made_stores import start_program

has_locks = pytest.mark.skipif(sys.platform == "win32", reason="Windows compares only")
tells_who = pytest.mark.skipif(not Path("/proc/locks").exists(), reason="the system does not tell who")

HOLDER = """
import sys
from pathlib import Path
from relapse_cli.app.keeping.held_file import HeldFile
held = HeldFile(Path(sys.argv[1]))
print("held", flush=True)
sys.stdin.readline()
"""


def state(words: str = "") -> Interview:
    """An interview with an answer."""
    return begin("deep", **QUIET_FRAME).jump("prior.kept").answer(words or "first")


def kept(path: Path) -> InFile:
    """A file with the first answer in it."""
    file = InFile(shipped_bank(), path)
    file.save(Answers(state()))
    return file


def test_what_another_program_wrote_is_not_written_over(tmp_path: Path) -> None:
    """It stays as it is; once it is moved elsewhere, the record is written whole."""
    path = tmp_path / "record.json"
    file = kept(path)
    path.write_text("theirs")
    with pytest.raises(InputError, match="changed by another program") as caught:
        file.save(Answers(state("second")))
    assert "move that file elsewhere" in caught.value.remedy
    assert path.read_text() == "theirs"
    with pytest.raises(InputError):
        file.undo()
    assert path.read_text() == "theirs"
    path.rename(tmp_path / "theirs.json")
    file.save(Answers(state("second")))
    assert "second" in path.read_text()


def test_a_file_that_went_is_there_again_after_a_pause(tmp_path: Path) -> None:
    """Nothing was answered since; what the window holds is written anew."""
    path = tmp_path / "record.json"
    file = kept(path)
    path.unlink()
    file.save(Answers(state("first")))
    assert path.exists()


def test_a_file_that_was_touched_or_taken_away_is_written(tmp_path: Path) -> None:
    """Nothing of somebody else is lost by that."""
    path = tmp_path / "record.json"
    file = kept(path)
    os.utime(path, (1, 1))
    file.save(Answers(state("second")))
    path.unlink()
    file.save(Answers(state("third")))
    assert "third" in path.read_text()


def test_a_file_that_changed_before_its_first_write_is_not_written_over(tmp_path: Path) -> None:
    """``--force`` was said of the one that was there."""
    path = tmp_path / "record.json"
    path.write_text("there")
    file = InFile(shipped_bank(), path, force=True)
    path.write_text("theirs")
    with pytest.raises(InputError, match="changed by another program"):
        file.save(Answers(state()))


@has_locks
@tells_who
def test_the_second_program_hears_who_holds_the_file(tmp_path: Path) -> None:
    """Before its first question, with what to do; afterwards the file can be used."""
    path = tmp_path / "record.json"
    kept(path)
    with start_program(HOLDER, path) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == "held\n"
        with pytest.raises(InputError, match=rf"open in another window \(process {other.pid}\)") as caught:
            InFile(shipped_bank(), path, force=True)
        assert "-o FILE" in caught.value.remedy
        other.communicate("\n")
    InFile(shipped_bank(), path, force=True).save(Answers(state("second")))


@has_locks
def test_a_program_holds_the_file_that_it_wrote_last(tmp_path: Path) -> None:
    """Each write puts a new file in the place of the old one."""
    path = tmp_path / "record.json"
    file = kept(path)
    file.save(Answers(state("second")))
    with start_program(HOLDER, path) as other:
        other.communicate()
        assert other.returncode != 0
    del file
    with start_program(HOLDER, path) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == "held\n"
        other.communicate("\n")


def test_without_locks_the_comparison_is_left(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A network disk that knows none keeps nobody from working."""
    monkeypatch.setattr(held_file, "_LOCKS", tmp_path / "nowhere")
    if sys.platform != "win32":
        import fcntl

        def refuse(*_: object) -> None:
            raise OSError(37, "No locks available")

        monkeypatch.setattr(fcntl, "flock", refuse)
    path = tmp_path / "record.json"
    file = kept(path)
    file.save(Answers(state("second")))
    path.write_text("theirs")
    with pytest.raises(InputError, match="changed by another program"):
        file.save(Answers(state("third")))


def test_the_person_is_asked_and_both_records_are_kept(desk: Desk) -> None:
    """The interview that finds its file changed goes on, and is written to a file of its own at the end."""
    path = desk.folder / "record.json"

    def overwrite(_: object, __: object) -> str:
        path.write_text("theirs")
        return "self"

    person = Person({**FIRST, "event.disclosed": overwrite, "keep.trouble": "go_on", "keep": "write"})
    result = desk.interview(person, output=path, stored=False)
    assert "changed by another program" in person.screen("keep.trouble").body[0]
    assert path.read_text() == "theirs"
    assert result.kept is not None
    assert result.kept != path
    assert json.loads(result.kept.read_text())["answers"]["event.disclosed"] == "self"
