"""What is given to an option: an empty value, a ``~`` as it was typed, a ``-`` where a file is needed."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.program import VIGNETTES, Program

PR_101 = VIGNETTES / "PR-101.json"
HELD = ("interview", "--no-input", "--answers", PR_101)


@pytest.mark.parametrize(
    ("args", "option"),
    [
        ((*HELD, "--started-at", ""), "--started-at"),
        ((*HELD, "--case", ""), "--case"),
        ((*HELD, "--profile="), "--profile"),
        ((*HELD, "--bank", ""), "--bank"),
        ((*HELD, "--earlier", ""), "--earlier"),
        (("interview", "--no-input", "--answers", ""), "--answers"),
        (("followup", PR_101, "--started-at", ""), "--started-at"),
        (("why", PR_101, "--not", ""), "--not"),
        (("store", "export", "--case", ""), "--case"),
        (("store", "verify", "--head", ""), "--head"),
        (("--config", "", "config", "path"), "--config"),
    ],
)
def test_an_empty_value_is_refused_by_its_name(
    relapse: Program, tmp_path: Path, args: tuple[str | Path, ...], option: str
) -> None:
    """An unset variable of a shell is never read as if the option had been left out."""
    done = relapse.run(*args, cwd=tmp_path)
    assert (done.code, done.out) == (2, b"")
    assert done.notes[0] == f"relapse: {option} has no value."
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("name", ["", "-"])
@pytest.mark.parametrize(
    "args",
    [
        (*HELD, "--no-store", "-o"),
        ("followup", PR_101, "--no-input", "--no-store", "-o"),
        ("store", "backup"),
        ("key", "new-file"),
        ("key", "add", "file"),
        ("key", "rotate", "--backup"),
    ],
    ids=lambda args: " ".join(word for word in args if isinstance(word, str)),
)
def test_what_is_read_again_later_needs_a_file(
    relapse: Program, tmp_path: Path, args: tuple[str | Path, ...], name: str
) -> None:
    """No record, backup or key goes into a file called ``-``, and none is lost for an empty name."""
    done = relapse.run(*args, name, cwd=tmp_path)
    assert (done.code, done.out) == (2, b"")
    assert "file" in done.notes[0].lower() or "has no value" in done.notes[0]
    assert list(tmp_path.iterdir()) == []


def test_a_file_may_be_called_dash_when_it_is_meant(relapse: Program, tmp_path: Path) -> None:
    """With its folder before it the name is a name."""
    assert relapse.run(*HELD, "--no-store", "-o", "./-", cwd=tmp_path).code == 0
    assert [path.name for path in tmp_path.iterdir()] == ["-"]


def test_the_home_folder_is_meant_by_its_sign(tmp_path: Path) -> None:
    """Where no shell has replaced ``~`` the folder of the store is in the home folder all the same."""
    me, work = tmp_path / "me", tmp_path / "work"
    me.mkdir(mode=0o700)
    work.mkdir()
    program = Program(me)
    key = me / "key"
    env = {"HOME": str(me), "USERPROFILE": str(me), "RELAPSE_KEY_FILE": "~/key", "RELAPSE_HOME": "~/all"}
    assert program.run("key", "new-file", key).code == 0
    assert program.run(*HELD, "--data-dir=~/here", env=env, cwd=work).code == 0
    assert program.run(*HELD, env=env, cwd=work).code == 0
    assert (me / "here" / "store.db").is_file()
    assert (me / "all" / "store" / "store.db").is_file()
    assert list(work.iterdir()) == []


@pytest.mark.parametrize("home", ["relative", "~nobody-of-this-name/x"])
def test_a_home_that_is_another_one_in_every_folder_is_refused(
    relapse: Program, tmp_path: Path, home: str
) -> None:
    """A store is never made in whatever folder one happens to be in."""
    done = relapse.run(*HELD, env={"RELAPSE_HOME": home}, cwd=tmp_path)
    assert (done.code, done.out) == (2, b"")
    assert "RELAPSE_HOME" in done.err
    assert list(tmp_path.iterdir()) == []
