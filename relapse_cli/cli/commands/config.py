"""`relapse config`: the settings of the program and of the service."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from relapse_cli.cli.exit_codes import BAD_INPUT
from relapse_cli.cli.options import Accessible, ListFormat, Quiet

if TYPE_CHECKING:
    from pathlib import Path

    from relapse_cli.app.upkeep.config.edit import Wants
    from relapse_cli.app.upkeep.config.show import InForce, Setting, Shown
    from relapse_cli.problems import Problem

_FORMAT = "relapse-config/1"
_CHECK_FORMAT = "relapse-config-check/1"

_config = typer.Typer(
    help="Show, set and check the settings, and what the service says.",
    rich_markup_mode=None,
    no_args_is_help=False,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 80},
)


def add_to(program: typer.Typer) -> None:
    """Add the commands to the command line."""
    program.add_typer(_config, name="config")


@_config.callback(invoke_without_command=True)
def main(ctx: typer.Context) -> None:
    """Show, set and check the settings, and what the service says."""
    if ctx.invoked_subcommand is None:
        from relapse_cli.cli.streams import write_data

        write_data(f"{ctx.get_help()}\n")


@_config.command("path")
def path() -> None:
    """Say where the configuration file is, or would be."""
    from relapse_cli.cli.streams import write_data

    write_data(f"{_path()}\n")


@_config.command("show")
def show(format: ListFormat = "text", quiet: Quiet = False) -> None:
    """Show every setting in force with where it comes from.

    A flag of a command stands before all of them. With --quiet the line that
    names the file is left out.
    """
    from relapse_cli.app.upkeep.config.show import settings_in_force
    from relapse_cli.cli.defaults import configuration, environment
    from relapse_cli.cli.streams import write_data

    known = environment()
    reading = configuration()
    found = settings_in_force(reading, known)
    if format == "json":
        write_data(_as_json(found, reading.path, there=reading.there))
        return
    there = "" if reading.there else " (not there yet)"
    head = () if quiet else (f"# {reading.path}{there}",)
    rows = (*head, *(_row(each, reading.path) for each in found.settings), *map(_unused, found.elsewhere))
    mend = ("# How each fault is mended: relapse config check",) if found.faults and not quiet else ()
    write_data("".join(f"{row}\n" for row in (*rows, *mend)))


@_config.command("set")
def set_setting(
    key: Annotated[str, typer.Argument(metavar="KEY", help="Such as profile or service.phone.")],
    value: Annotated[
        list[str], typer.Argument(metavar="VALUE", help="The value; an address may have several lines.")
    ],
) -> None:
    """Change one setting; it is looked at before it is written.

    Everything else in the file stays as it is, comments too. An empty value
    takes back what the service says.

    \b
    relapse config set profile ie
    relapse config set service.name "Riverside Clinic"
    relapse config set service.address "1 River Street" "Dublin 1"
    """  # noqa: D301 - typer keeps the lines after \b as they are
    from relapse_cli.app.upkeep.config.change import set_value
    from relapse_cli.cli.defaults import today
    from relapse_cli.cli.streams import tell

    where = _path()
    set_value(where, key, tuple(value), today())
    tell(f"{key} is set in {where}.")


@_config.command("edit")
def edit(accessible: Accessible = False) -> int:
    """Open the file in VISUAL or EDITOR, and check it afterwards.

    It is taken over once it has no fault. Until then what you wrote is kept
    beside it as a draft, and the old file stays in force.
    """
    import os

    from relapse_cli.app.upkeep.config.edit import edit_config, editor_of
    from relapse_cli.cli.defaults import today
    from relapse_cli.cli.streams import tell, tell_problems

    where = _path()

    def ask(problems: tuple[Problem, ...]) -> Wants:
        tell_problems(problems)
        return _ask_again(accessible=accessible)

    done = edit_config(where, editor_of(os.environ, where), today(), ask)
    if done.came == "draft":
        tell(
            f"{where} is as it was. What you wrote is in {done.draft}.",
            "To go on with it: relapse config edit",
        )
        return BAD_INPUT
    tell_problems(done.problems)
    tell(f"{where} was changed." if done.came == "saved" else "Nothing was changed.")
    return 0


@_config.command("check")
def check(format: ListFormat = "text", quiet: Quiet = False) -> int:
    """Name every fault of the settings, with its line and remedy.

    The service's own profiles and those beside the bank are checked too.
    Exit code 5 when there is a fault; warnings alone are 0. With --quiet
    nothing is said where there is none.
    """
    from relapse_cli.app.upkeep.config.check import check_config
    from relapse_cli.cli.defaults import environment, today
    from relapse_cli.cli.streams import tell, tell_problems, write_data
    from relapse_cli.problems import errors_only
    from relapse_cli.text.nouns import counted

    where = _path()
    known = environment()
    problems = check_config(where, today(), has_profile=known.profile is not None)
    if format == "json":
        write_data(_checked_json(where, problems))
        return BAD_INPUT if errors_only(problems) else 0
    tell_problems(problems)
    if faults := errors_only(problems):
        tell(f"relapse: the settings have {counted(len(faults), 'fault')}{_by_file(faults)}.")
        return BAD_INPUT
    if quiet:
        return 0
    write_data(f"{where} has no fault.\n" if where.exists() else f"{where} is not there; nothing is set.\n")
    return 0


def _by_file(faults: list[Problem]) -> str:
    """How many are in which file, where they are in more than one."""
    from collections import Counter

    files = Counter(each.file for each in faults)
    return ": " + ", ".join(f"{count} in {file}" for file, count in files.items()) if len(files) > 1 else ""


def _checked_json(where: Path, problems: tuple[Problem, ...]) -> str:
    """What was found, as one object on one line."""
    from relapse_cli.cli.says.problems import problem_rows
    from relapse_cli.formats.data.json_line import json_line
    from relapse_cli.problems import errors_only

    return json_line(
        {
            "format": _CHECK_FORMAT,
            "file": str(where),
            "there": where.exists(),
            "sound": not errors_only(problems),
            "problems": problem_rows(problems),
        }
    )


def _path() -> Path:
    from relapse_cli.cli.defaults import environment
    from relapse_cli.settings.config_file import config_path

    return config_path(environment())


def _ask_again(*, accessible: bool) -> Wants:
    """Whether the editor is opened again; where nobody can be asked the draft is kept."""
    import os
    import sys

    from relapse_cli.app.asking.choose import choose_asker
    from relapse_cli.errors import NeedsAnswersError
    from relapse_cli.model.bank_questions import Option
    from relapse_cli.model.reply import Answered
    from relapse_cli.model.screen import OWN
    from relapse_cli.screens.interview.question import own_screen

    options = (
        Option(id="again", label="Open the editor again"),
        Option(id="leave", label="Leave it; what I wrote is kept, and the old settings stay"),
    )
    try:
        person = choose_asker(os.environ, sys.stdin, sys.stderr, accessible=accessible)
    except NeedsAnswersError:
        return "leave"
    reply = person.ask(own_screen(f"{OWN}config.again", "The settings have faults. What now?", options))
    return "again" if reply == Answered("again") else "leave"


def _row(setting: Setting, path: Path) -> str:
    """One setting on a line, with where it comes from."""
    from relapse_cli.text.sanitize import sanitize_line

    only = f"; only {setting.variable} in the environment changes it" if setting.variable else ""
    sources = {
        "environment": setting.variable,
        "file": f"{path.name}:{setting.line}",
        "default": f"default{only}",
    }
    value = "-" if setting.value is None else sanitize_line(_words(setting.value))
    fault = setting.fault
    unused = f"; line {fault.line} has a fault and is not used: {fault.code}" if fault else ""
    return f"{sanitize_line(setting.key)} = {value}  [{sources[setting.comes_from]}{unused}]"


def _unused(fault: Problem) -> str:
    """What stands in the file and is no setting, or keeps all of it from being read."""
    from relapse_cli.text.sanitize import sanitize_line

    place = f"line {fault.line}" if fault.line else "the file"
    return f"# {place} is not used: {sanitize_line(fault.message)} ({fault.code})"


def _words(value: Shown) -> str:
    match value:
        case bool():
            return "yes" if value else "no"
        case float():
            return f"{value:g}"
        case tuple():
            return ", ".join(value)
        case _:
            return str(value)


def _as_json(found: InForce, path: Path, *, there: bool) -> str:
    """The settings as one object on one line."""
    import json

    from relapse_cli.cli.says.problems import problem_rows

    rows = {
        each.key: {
            "value": each.value,
            "source": each.comes_from,
            **({"variable": each.variable} if each.variable else {}),
            **({"line": each.line} if each.line else {}),
            **({"not_used": {"line": each.fault.line, "code": each.fault.code}} if each.fault else {}),
        }
        for each in found.settings
    }
    data = {
        "format": _FORMAT,
        "file": str(path),
        "there": there,
        "settings": rows,
        "problems": problem_rows(found.faults),
    }
    return json.dumps(data, sort_keys=True, ensure_ascii=False) + "\n"
