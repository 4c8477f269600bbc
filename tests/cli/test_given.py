"""What is given to an option: an empty value, a ``~`` as it was typed, a ``-`` where a file is needed."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from typer.main import get_group

from relapse_cli.cli.program import program
from relapse_cli.errors import UsageError
from tests.cli.program import VIGNETTES, Program, Result
from tests.cli.stored import StoreUnderTest, make_store

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
        (("interview", "--resume", ""), "--resume"),
        (("interview", "--resume="), "--resume"),
        (("followup", PR_101, "--resume", ""), "--resume"),
        (("why", PR_101, "--not", ""), "--not"),
        (("store", "export", "--case", ""), "--case"),
        (("review", PR_101, "--where", ""), "--where"),
        (("review", PR_101, "--by", "level", "--by", ""), "--by"),
        (("due", "--until", ""), "--until"),
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


def every_option(command: Any, *words: str) -> Iterator[tuple[tuple[str, ...], Any]]:
    """Each option of the program that takes a value, with the command that it belongs to."""
    for parameter in command.params:
        if words and parameter.param_type_name == "option" and not parameter.is_flag:
            yield words, parameter
    for name in command.list_commands(None) if hasattr(command, "list_commands") else ():
        yield from every_option(command.get_command(None, name), *words, name)


def test_no_option_of_any_command_takes_an_empty_value() -> None:
    """Each refuses it by its name; a few are looked at where it is known what else can be given."""
    found = list(every_option(get_group(program)))
    assert len(found) > 60
    elsewhere = set()
    for _, option in found:
        if option.name in {"output", "data_dir"}:
            elsewhere.add(option.name)
            continue
        with pytest.raises(UsageError, match="has no value"):
            option.callback(SimpleNamespace(meta={}), option, ["", "x"] if option.multiple else "")
    assert elsewhere == {"output", "data_dir"}


WITH_OUTPUT: dict[str, tuple[str | Path, ...]] = {
    "plan": ("plan", PR_101),
    "answers": ("answers", PR_101),
    "why": ("why", PR_101),
    "history": ("history", PR_101),
    "sheets": ("sheets", "--for", "patient", "--format", "markdown"),
    "export": ("store", "export"),
    "interview": (*HELD, "--no-store"),
    "followup": ("followup", PR_101, "--no-input", "--no-store"),
    "review": ("review", PR_101),
    "due": ("due",),
    "sheet": ("bank", "sheet"),
    "graph": ("bank", "graph"),
    "texts": ("bank", "texts", "--language", "de"),
}
"""Every command that writes into a file which it is given with -o."""


def run_with_output(
    relapse: Program, place: Path, command: str, *output: str | Path, cwd: Path | None = None
) -> Result:
    """Run a command that writes, at a store of its own where it knows one."""
    folder = place / "there"
    stored = StoreUnderTest(relapse, folder / "store", folder / "relapse.key")
    if not folder.exists():
        folder.mkdir()
        make_store(relapse, folder)
    given = () if command in {"sheets", "sheet", "graph", "texts"} else ("--data-dir", stored.folder)
    return relapse.run(*WITH_OUTPUT[command], *given, *output, env=stored.environment, cwd=cwd)


def test_every_command_with_an_output_is_tried() -> None:
    """A new one is found here."""
    found = {words[-1] for words, option in every_option(get_group(program)) if option.name == "output"}
    assert found == set(WITH_OUTPUT)


@pytest.mark.parametrize("command", WITH_OUTPUT)
def test_an_empty_output_is_refused(relapse: Program, tmp_path: Path, command: str) -> None:
    """Nothing is written and nothing is lost for an unset variable."""
    work = tmp_path / "work"
    work.mkdir()
    done = run_with_output(relapse, tmp_path, command, "-o", "", cwd=work)
    assert (done.code, done.out) == (2, b"")
    assert list(work.iterdir()) == []


@pytest.mark.parametrize("command", WITH_OUTPUT)
def test_a_dash_is_standard_output_or_refused(relapse: Program, tmp_path: Path, command: str) -> None:
    """A document goes there; a record, which is read again later, does not; no file is called ``-``."""
    work = tmp_path / "work"
    work.mkdir()
    done = run_with_output(relapse, tmp_path, command, "-o", "-", cwd=work)
    records = command in {"interview", "followup"}
    assert (done.code, bool(done.out)) == ((2, False) if records else (0, True))
    assert list(work.iterdir()) == []


@pytest.mark.skipif(os.name == "nt", reason="Windows has no named pipes in folders")
@pytest.mark.parametrize("command", WITH_OUTPUT)
def test_force_takes_the_place_of_nothing_but_a_plain_file(
    relapse: Program, tmp_path: Path, command: str
) -> None:
    """A pipe, a folder and a link stay what they are."""
    ending = ".md" if command not in {"export", "interview", "followup"} else ".json"
    pipe, folder, link, kept = (tmp_path / f"{name}{ending}" for name in ("pipe", "folder", "link", "kept"))
    os.mkfifo(pipe)
    folder.mkdir()
    kept.write_text("kept")
    link.symlink_to(kept)
    force = () if command == "texts" else ("--force",)  # it goes on with what is there, and takes no place
    for target in (pipe, folder, link):
        done = run_with_output(relapse, tmp_path, command, "-o", target, *force)
        assert done.code in {2, 5}
        assert str(target) in done.err
        assert "wrong inside" not in done.err
    assert stat.S_ISFIFO(pipe.stat().st_mode)
    assert (folder.is_dir(), link.is_symlink(), kept.read_text()) == (True, True, "kept")


@pytest.mark.parametrize("line", ["bank: {}", "service: {{logo: {}}}"])
def test_a_home_that_nobody_knows_in_the_settings_is_only_not_there(
    relapse: Program, tmp_path: Path, line: str
) -> None:
    """The plan comes all the same, and what is wrong is one sentence."""
    config = tmp_path / "config.yaml"
    config.write_text(line.format("~nobody-of-this-name/x.png"), "utf-8")
    assert relapse.run("--config", config, "plan", PR_101, "--format", "html").code == 0
    checked = relapse.run("--config", config, "config", "check")
    assert (checked.code, "wrong inside" in checked.err) == (5, False)


@pytest.mark.parametrize("columns", ["²", "9" * 5000, "99999999", "-1", "0", "x", "1e9"])
def test_a_width_that_is_none_changes_nothing(relapse: Program, columns: str) -> None:
    """Whatever ``COLUMNS`` says, the plan is written, no wider than anybody reads."""
    done = relapse.run("plan", PR_101, env={"COLUMNS": columns})
    assert done.code == 0
    assert max(map(len, done.text.splitlines())) <= 1000
