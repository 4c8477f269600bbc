"""Help, version and what is said to a mistyped command line."""

from __future__ import annotations

import re
import subprocess
import sys

import pytest

from tests.cli.program import ROOT, Program

COMMANDS = ((), ("interview",), ("plan",), ("answers",), ("why",), ("sheets",), ("demo",), ("bank",),
            ("bank", "list"), ("bank", "show"), ("bank", "check"), ("key",), ("key", "rotate"), ("store",),
            ("store", "export"), ("doctor",), ("profiles",), ("config",), ("config", "path"),
            ("config", "show"), ("config", "set"), ("config", "edit"), ("config", "check"))  # fmt: skip


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_help_is_narrow_plain_and_the_same_by_both_names(relapse: Program, command: tuple[str, ...]) -> None:
    """`-h` equals `--help`: exit 0, at most 80 columns, on standard output alone, nothing cut short."""
    short, long = relapse.run(*command, "-h"), relapse.run(*command, "--help")
    assert short == long
    assert (long.code, long.err) == (0, "")
    assert long.text.startswith(f"Usage: {' '.join(('relapse', *command))}")
    assert max(map(len, long.text.splitlines())) <= 80
    several = r"(\[ARGS\]|\{(VALUE|SOURCE|SOURCE\|LINE)\})\.\.\."
    assert "..." not in re.sub(several, "", long.text)


@pytest.mark.parametrize("command", [(), ("bank",)], ids=" ".join)
def test_no_arguments_show_the_help(relapse: Program, command: tuple[str, ...]) -> None:
    """Without arguments the short help comes, and exit 0."""
    assert relapse.run(*command) == relapse.run(*command, "--help")


def test_help_comes_in_a_narrow_terminal(relapse: Program) -> None:
    """COLUMNS=40 breaks nothing: the same options are listed."""
    narrow = relapse.run("plan", "--help", env={"COLUMNS": "40"})
    assert narrow.code == 0
    assert all(option in narrow.text for option in ("--for", "--format", "--earlier", "--exit-code"))
    assert max(map(len, narrow.text.splitlines())) < 80


def test_version_needs_nothing_heavy(relapse: Program) -> None:
    """`--version` answers before typer, pydantic or anything of the program beyond its entry is imported."""
    watch = (
        "import sys; sys.argv = ['relapse', '--version']\n"
        "from relapse_cli.__main__ import main; main()\n"
        "heavy = {'typer', 'click', 'pydantic', 'rich', 'yaml', 'questionary', 'prompt_toolkit', 'jinja2'}\n"
        "print(sorted(heavy & sys.modules.keys()), sorted(m for m in sys.modules if m.startswith('relapse')))"
    )
    done = subprocess.run(
        [sys.executable, "-c", watch], env=relapse.environment(), capture_output=True, text=True, check=True
    )
    version, seen = done.stdout.splitlines()
    assert version.startswith("relapse ")
    assert seen == "[] ['relapse_cli', 'relapse_cli.__main__']"
    assert relapse.run("--version") == relapse.run("-V")
    assert relapse.run("--version").text.strip() == version


def test_help_needs_neither_screens_nor_models(relapse: Program) -> None:
    """Help is built from typer alone: no model, renderer, prompt or bank is imported for it."""
    watch = (
        "import sys; sys.argv = ['relapse', '--help']\n"
        "from relapse_cli.cli.boundary import run; run(['--help'])\n"
        "heavy = {'pydantic', 'rich', 'yaml', 'questionary', 'prompt_toolkit', 'jinja2', 'platformdirs'}\n"
        "print(sorted(heavy & sys.modules.keys()), file=sys.stderr)"
    )
    done = subprocess.run(
        [sys.executable, "-c", watch], env=relapse.environment(), capture_output=True, text=True, check=True
    )
    assert done.stderr == "[]\n"


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (("pln",), "plan"),
        (("interviw",), "interview"),
        (("bank", "lst"), "list"),
        (("plan", "--formt", "json"), "--format"),
        (("interview", "--anwsers", "x"), "--answers"),
        (("--versoin",), "--version"),
        (("bank", "show", "--no-colour"), "--no-color"),
        (("plan", "--format", "markdwn", "x"), "markdown"),
        (("plan", "--for", "patients", "x"), "patient"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, tuple) else value,
)
def test_a_typing_slip_is_answered_with_a_suggestion(
    relapse: Program, args: tuple[str, ...], said: str
) -> None:
    """A mistyped command, option or choice: exit 2, the nearest right one, and where help is."""
    done = relapse.run(*args)
    assert (done.code, done.out) == (2, b"")
    assert f"Did you mean '{said}'" in done.notes[0]
    assert done.notes[-1].startswith("Help: relapse")


@pytest.mark.parametrize(
    "args",
    [
        ("plan",),
        ("why",),
        ("plan", "--profile"),
        ("plan", "a", "b"),
        ("plan", "--qqq"),
        ("demo", "x"),
        ("zzz",),
    ],
    ids=" ".join,
)
def test_a_command_line_that_does_not_go_together_is_exit_2(relapse: Program, args: tuple[str, ...]) -> None:
    """Two lines on standard error: what is wrong, and where help is."""
    done = relapse.run(*args)
    assert (done.code, done.out) == (2, b"")
    assert len(done.notes) == 2
    assert done.notes[0].startswith("relapse: ")


def test_the_module_and_the_script_are_one(relapse: Program) -> None:
    """The console script's entry point gives what `python -m` gives."""
    script = "import sys; sys.argv[0] = 'relapse'; from relapse_cli.__main__ import main; main()"
    done = subprocess.run(
        [sys.executable, "-c", script, "plan", "--help"],
        env=relapse.environment(),
        cwd=ROOT,
        capture_output=True,
        check=True,
    )
    assert done.stdout == relapse.run("plan", "--help").out
