"""`relapse help`, the man page and completion: one source, and never a word of anybody."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
from typer.main import get_command

from relapse_cli.cli.man_page import man_page
from relapse_cli.cli.program import program
from relapse_cli.cli.spoken_of import DescribedCommand, DescribedOption, described
from relapse_cli.settings.environment import VARIABLES, read_environment
from tests.cli.program import ROOT, Program
from tests.cli.stored import make_store

PAGE = ROOT / "packaging" / "relapse.1"


def test_a_command_is_explained_by_its_name(relapse: Program) -> None:
    """The same as its own help; without a word it is the help of the program."""
    assert relapse.run("help", "store", "backup").out == relapse.run("store", "backup", "--help").out
    assert relapse.run("help").out == relapse.run("--help").out


def test_a_word_finds_what_speaks_of_it(relapse: Program) -> None:
    """Commands and options, as they are typed, each with what it says; also for a program."""
    found = relapse.run("help", "recovery").text
    assert "relapse key recovery\n    Show a new recovery key once" in found
    assert "relapse key rotate\n" in found
    rows = json.loads(relapse.run("help", "recovery", "--format", "json").text)
    shown_once = "Show a new recovery key once, in the place of the one before."
    assert {"written": "relapse key recovery", "help": shown_once} in rows


def test_a_word_that_nothing_speaks_of_is_told(relapse: Program) -> None:
    """With the command that was probably meant, or where all of them stand."""
    near, far = relapse.run("help", "bakup"), relapse.run("help", "xyzzy")
    assert (near.code, near.out, far.code, far.out) == (2, b"", 2, b"")
    assert near.notes == ["relapse: Nothing here speaks of bakup.", "Did you mean 'backup'?"]
    assert "relapse --help" in far.notes[-1]


def test_a_word_of_the_questions_is_shown_where_they_stand(relapse: Program) -> None:
    """The help is not about medication; what is asked and advised can be read all the same."""
    done = relapse.run("help", "naloxone")
    assert done.code == 2
    assert "relapse bank show" in done.notes[-1]
    assert "naloxone" in relapse.run("bank", "show").text


@pytest.mark.parametrize("name", sorted(VARIABLES))
def test_a_variable_is_found_by_its_name(relapse: Program, name: str) -> None:
    """With what it says, whatever the case of its letters."""
    for word in (name, name.lower()):
        assert f"{name}\n    {VARIABLES[name]}\n" in relapse.run("help", word).text


def test_the_man_page_is_the_one_that_is_shipped(relapse: Program) -> None:
    """Made anew it is the same: `relapse help --man > packaging/relapse.1`."""
    assert relapse.run("help", "--man").text == PAGE.read_text("utf-8")


def test_the_man_page_names_every_command_option_and_variable() -> None:
    """Nothing of the help is left out."""
    text = PAGE.read_text("utf-8").replace("\\-", "-")
    for command in described(get_command(program)):
        assert command.name in text
        assert command.summary in text
        assert command.group or all(option.written in text for option in command.options)
    assert all(f".B {name}" in text for name in VARIABLES)


def test_the_man_page_does_nothing_but_be_read() -> None:
    """A word of a help text is never an instruction to the formatter."""
    hostile = DescribedCommand(
        "relapse", ".so /etc/passwd", "'x", (("\\fBbold\\fP",), (".rm PP", "relapse x")),
        (DescribedOption('.de "x"', "\\*(xx"),),
    )  # fmt: skip
    rows = man_page([hostile, hostile]).splitlines()
    assert not [row for row in rows if row.startswith(("'", ".so", ".rm", ".de"))]
    assert not [row for row in rows if "\\f" in row or "\\*" in row]


@pytest.mark.skipif(shutil.which("groff") is None, reason="needs groff")
def test_a_formatter_takes_the_man_page_without_a_warning() -> None:
    """What `man` uses finds nothing to complain of."""
    done = subprocess.run(["groff", "-man", "-ww", "-z", str(PAGE)], capture_output=True, check=False)
    assert (done.returncode, done.stderr) == (0, b"")


def test_every_variable_that_is_read_is_told_of() -> None:
    """The table is what the man page says; what is read and what is told are the same."""

    class Watched(dict[str, str]):
        def get(self, name: str, default: Any = None) -> Any:
            asked.add(name)
            return default

    asked: set[str] = set()
    read_environment(Watched())
    assert asked == set(VARIABLES)


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_completion_offers_commands_and_never_a_word_of_anybody(
    relapse: Program, tmp_path: Path, shell: str
) -> None:
    """In a folder with records, and with a store that could be opened, no case, id or file is offered."""
    store = make_store(relapse, tmp_path)
    secret = {"RELAPSE_HOME": str(tmp_path), **store.environment}

    def complete(*words: str) -> str:
        line = " ".join(("relapse", *words))
        asked = {
            "bash": {"COMP_WORDS": line, "COMP_CWORD": str(len(words))},
            "zsh": {"_TYPER_COMPLETE_ARGS": line},
            "fish": {"_TYPER_COMPLETE_ARGS": line, "_TYPER_COMPLETE_FISH_ACTION": "get-args"},
        }[shell]
        done = relapse.run(env={"_RELAPSE_COMPLETE": f"complete_{shell}", **asked, **secret}, cwd=tmp_path)
        assert done.err == ""
        return done.text

    assert "plan" in complete("pl")
    assert "handover" in complete("plan", "--for", "")
    for words in (("plan", ""), ("history", ""), ("interview", "--resume", ""), ("interviews", "--case", "")):
        offered = complete(*words)
        assert "PR-101" not in offered
        assert "11111111" not in offered


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_completion_is_installed_where_the_shell_looks(relapse: Program, tmp_path: Path, shell: str) -> None:
    """One command, and it says where; what was in the file of the shell stays there."""
    rc = tmp_path / ".bashrc"
    rc.write_text("mine=1\n", "utf-8")
    env = {"HOME": str(tmp_path), "_TYPER_COMPLETE_TEST_DISABLE_SHELL_DETECTION": "1"}
    done = relapse.run("--install-completion", shell, env=env)
    assert done.code == 0
    files = [path for path in tmp_path.rglob("*") if path.is_file()]
    written = [path for path in files if "_RELAPSE_COMPLETE" in path.read_text("utf-8")]
    assert written
    assert rc.read_text("utf-8").startswith("mine=1\n")
    assert str(written[0]) in done.err


@pytest.mark.parametrize("option", ["--install-completion", "--show-completion"])
@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("nosuch",), "There is no completion for nosuch."),
        (("BASH",), "There is no completion for BASH."),
        (("bash", "zsh"), "takes one shell and nothing else"),
    ],
)
def test_a_shell_that_is_not_known_is_refused(
    relapse: Program, tmp_path: Path, option: str, words: tuple[str, ...], said: str
) -> None:
    """It is not taken for the shell that happens to run; the ones there are stand in the sentence."""
    env = {"HOME": str(tmp_path)}
    for given in ((option, *words), (f"{option}={words[0]}", *words[1:]), ("--config", "a", option, *words)):
        done = relapse.run(*given, env=env)
        assert (done.code, done.out) == (2, b"")
        assert said in done.err
        assert "bash, zsh, fish" in done.err
    assert list(tmp_path.iterdir()) == []


def test_the_shell_that_is_named_is_the_one_that_is_shown(relapse: Program) -> None:
    """Whichever shell runs; nothing else stands on standard output."""
    shown = {shell: relapse.run("--show-completion", shell).text for shell in ("bash", "zsh", "fish")}
    assert shown["bash"].lstrip().startswith("_relapse_completion()")
    assert shown["zsh"].lstrip().startswith("#compdef relapse")
    assert shown["fish"].startswith("complete --command relapse")
