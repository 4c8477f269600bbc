"""README, help and program say the same."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from typer.main import get_command

from relapse_cli.app.sources.bank import require_bank
from relapse_cli.cli import exit_codes
from relapse_cli.cli.program import COMMANDS as SENTENCES
from relapse_cli.cli.program import program
from relapse_cli.errors import InputError, NeedsAnswersError, UsageError

ROOT = Path(__file__).parents[1]
PAGES = (
    "README.md",
    *(f"docs/{name}.md" for name in ("therapist", "clinical-lead", "analyst", "administrator", "service")),
)
README = "\n".join((ROOT / page).read_text("utf-8") for page in PAGES)
"""The README, and the pages that it leads to by task."""

BLOCKS = re.findall(r"^```sh\n(.*?)^```", README, re.MULTILINE | re.DOTALL)
EVERYWHERE = {"--help", "-h"}


def commands(command: Any = None, name: str = "relapse") -> Iterator[tuple[str, Any]]:
    """Every command of the program with its name, the program itself first."""
    command = command or get_command(program)
    yield name, command
    if hasattr(command, "list_commands"):
        context = command.make_context(name, [], resilient_parsing=True)
        for word in command.list_commands(context):
            yield from commands(command.get_command(context, word), f"{name} {word}")


COMMANDS = dict(commands())
OPTIONS = sorted(
    {
        (name, *parameter.opts)
        for name, command in COMMANDS.items()
        for parameter in command.params
        if parameter.opts[0].startswith("-") and not EVERYWHERE & set(parameter.opts)
    }
)


def readme_lines() -> Iterator[str]:
    """The command lines of the README that begin with ``relapse``, without comments."""
    for block in BLOCKS:
        for line in block.splitlines():
            for part in re.split(r"&&|\|", line):
                words = shlex.split(part, comments=True)
                if words and words[0].rsplit("/", 1)[-1] == "relapse":
                    yield shlex.join(["relapse", *words[1:]])


LINES = sorted(set(readme_lines()))


@pytest.mark.parametrize("name", [name for name in COMMANDS if name != "relapse"])
def test_every_command_is_in_the_readme(name: str) -> None:
    """A command that nobody can read about does not exist."""
    assert re.search(rf"\b{name}\b", README), f"the README does not name '{name}'"


@pytest.mark.parametrize("option", OPTIONS, ids=" ".join)
def test_every_option_is_in_the_readme(option: tuple[str, ...]) -> None:
    """Each option is named, long or short, whichever commands have it."""
    names = option[1:]
    assert any(re.search(rf"(?<![\w-]){name}(?![\w-])", README) for name in names), (
        "the README does not name it"
    )


def test_every_option_of_the_readme_is_the_program_s() -> None:
    """No option is promised that is not there, but for those of pip and the project's own scripts."""
    known = {name for _, *names in OPTIONS for name in names} | EVERYWHERE
    foreign = {"--quiet", "--constraint", "--editable"}
    assert set(re.findall(r"(?<![\w-])--[a-z][a-z-]*", README)) <= known | foreign


@pytest.mark.parametrize("line", LINES)
def test_every_command_line_of_the_readme_parses(line: str) -> None:
    """The words of each example are taken by the command that they name."""
    words = shlex.split(line)[1:]
    command, context = COMMANDS["relapse"], None
    while words and words[0] in getattr(command, "commands", {}):
        command = command.commands[words.pop(0)]
    to_file = words.index(">") if ">" in words else len(words)
    context = command.make_context(line, words[:to_file])
    context.close()


def test_the_readme_has_examples_of_most_commands() -> None:
    """The parsing above is not empty."""
    assert len(LINES) > 12
    assert {line.split()[1] for line in LINES} == {name.split()[1] for name in COMMANDS if name != "relapse"}


def test_exit_codes_are_those_of_the_code() -> None:
    """The README's table holds the codes of the program, and no other."""
    table = README.split("| exit code | meaning |")[1].split("\n\n")[0]
    stated = set(map(int, re.findall(r"\d+", " ".join(row.split("|")[1] for row in table.splitlines()[2:]))))
    in_code = {
        *(value for name, value in vars(exit_codes).items() if name.isupper()),
        129,  # a closed terminal: what a prompt makes of it, and a shell of a program without one
        UsageError.exit_code,
        NeedsAnswersError.exit_code,
        InputError.exit_code,
    }
    assert stated == in_code


def test_the_exit_codes_of_the_help_are_among_them() -> None:
    """The short help names no other code than the README."""
    epilog = get_command(program).epilog or ""
    assert {int(code) for code in re.findall(r"\d+", epilog)} <= {0, 1, 2, 3, 4, 5, 10, 130, 143}


def test_variables_of_the_readme_are_those_that_are_read() -> None:
    """Every `RELAPSE_` name of the code is in the README, and the other way round."""
    code = "".join(path.read_text("utf-8") for path in (ROOT / "relapse_cli").rglob("*.py"))
    pattern = r"RELAPSE_[A-Z]+"
    assert set(re.findall(pattern, README)) == set(re.findall(pattern, code))


@pytest.mark.parametrize("name", SENTENCES)
def test_the_list_of_commands_says_what_each_help_says(name: str) -> None:
    """The short help has its sentences from a table; each is the first of the command's own help."""
    assert (COMMANDS[f"relapse {name}"].help or "").splitlines()[0] == SENTENCES[name]


def test_the_readme_can_be_read_at_once_and_leads_to_every_page() -> None:
    """It is short, names each page by task, and no link of any page leads nowhere."""
    first = (ROOT / "README.md").read_text("utf-8")
    assert len(first.split()) < 450
    assert all(page in first for page in PAGES[1:])
    for page in PAGES:
        for target in re.findall(r"\]\(([^)#]+)\)", (ROOT / page).read_text("utf-8")):
            assert ((ROOT / page).parent / target).exists(), (page, target)


def test_there_is_one_test_command() -> None:
    """Exactly one mark, right above its block."""
    assert README.count("<!-- test command -->") == 1
    assert re.search(r"<!-- test command -->\n```sh\n[^\n]+\n```", README)


def test_the_words_are_calm() -> None:
    """No exclamation mark and no banned word in README and help texts."""
    texts = {"README.md": re.sub(r"<!--.*?-->|!\[", "", README)}
    for name, command in COMMANDS.items():
        with command.make_context(name, [], resilient_parsing=True) as context:
            texts[name] = command.get_help(context)
    banned = require_bank("post_relapse").wording.banned
    assert banned
    for name, text in texts.items():
        assert "!" not in text, name
        for word in banned:
            assert not re.search(rf"\b{re.escape(word)}\b", text, re.IGNORECASE), f"{name}: {word}"


def test_the_picture_of_the_house_names_rooms_that_are_there() -> None:
    """Every path in CONTRIBUTING.md leads somewhere, and every room of the program has its line."""
    house = (ROOT / "CONTRIBUTING.md").read_text("utf-8")
    rows = [line for line in house.splitlines() if line.startswith("| ")]
    rooms = {path.name for path in (ROOT / "relapse_cli").iterdir() if (path / "__init__.py").exists()}
    assert rooms <= {room for row in rows for room in re.findall(r"`(\w+)/`", row.split(" | ")[1])}
    named = re.findall(r"`(\w[\w/]*(?:/|\.py|\.md|\.toml))`", house)
    parents = [
        ROOT / "relapse_cli",
        ROOT,
        *(path for path in (ROOT / "relapse_cli").rglob("*") if path.is_dir()),
    ]
    lost = [path for path in named if not any((parent / path).exists() for parent in parents)]
    assert (len(named) > 40, lost) == (True, [])
