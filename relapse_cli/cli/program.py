"""The command line as a whole: its commands, its help, its words."""

from __future__ import annotations

import sys
from importlib import import_module
from typing import Annotated, Any

import typer
from typer.core import TyperGroup
from typer.main import get_group

COMMANDS = {
    "setup": "Set up everything before the first patient comes.",
    "interview": "Hold an interview; at its end stands the plan.",
    "plan": "Show the plan that follows from a record.",
    "answers": "Show the conversation: every question, what was said, what was left open.",
    "why": "Explain a plan: the answers, rule and source behind each line.",
    "history": "Show a case over time: interviews, sequences, what became of the plans.",
    "review": "Say what many past interviews say together, as tables or a line a record.",
    "followup": "Hold the short check-in after a plan, line by line.",
    "desk": "Do everything of a week from one screen, after one unlock.",
    "due": "List what is due: agreed contacts, check-ins, lines of the plans.",
    "sheets": "Make blank sheets to hand out before anything has happened.",
    "interviews": "List what is in the store, in the order in which it was begun.",
    "import": "Take records into the store, each once.",
    "store": "Look at, back up, restore, check and export the store; erase a case.",
    "key": "List, add and remove the ways to unlock the store; change its key.",
    "doctor": "Check the program and its store; say what to do about what is found.",
    "demo": "Show the whole journey on a made-up case, no questions asked.",
    "bank": "List, show and check question banks.",
    "profiles": "List the emergency profiles, and the file that each comes from.",
    "config": "Show, set and check the settings, and what the service says.",
    "help": "Show the help of a command, or where a word is spoken of.",
}
"""The first sentence of each command's help, in their order; each has a module in `cli/commands/`."""

_EPILOG = (
    "Exit codes: 0 done, 2 usage, 3 paused, 4 needs a terminal or answers, 5 input, 130 and 143 stopped."
)


class _Commands(TyperGroup):
    """The commands; one is imported and built when it is wanted, and the short help wants none."""

    def list_commands(self, ctx: Any) -> list[str]:  # noqa: ANN401, ARG002 - typer's own signature
        """Return the names of the commands."""
        return list(COMMANDS)

    def get_command(self, ctx: Any, cmd_name: str) -> Any:  # noqa: ANN401, ARG002 - typer's own signature
        """Return a command, or ``None``; then all of them are there for typer to suggest one."""
        for name in (cmd_name,) if cmd_name in COMMANDS else COMMANDS:
            if name not in self.commands:
                self.commands[name] = _build(name)
        return self.commands.get(cmd_name)

    def format_commands(self, ctx: Any, formatter: Any) -> None:  # noqa: ANN401, ARG002 - typer's own signature
        """Write the list of commands with what each does."""
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))


_MODULES = {"import": "import_records"}  # no module that others import can be called like this word


def _build(name: str) -> Any:  # noqa: ANN401 - typer keeps the type of its commands to itself
    """Import the module of a command and let typer build it."""
    from relapse_cli.cli.given import look_at_options

    alone = typer.Typer(**_SETTINGS)
    import_module(f"relapse_cli.cli.commands.{_MODULES.get(name, name)}").add_to(alone)
    built = get_group(alone).commands[name]
    look_at_options(built)
    return built


_SETTINGS: dict[str, Any] = {
    "rich_markup_mode": None,
    "add_completion": False,
    "pretty_exceptions_enable": False,
    "context_settings": {"help_option_names": ["-h", "--help"], "max_content_width": 80},
}
program = typer.Typer(
    name="relapse",
    cls=_Commands,
    epilog=_EPILOG,
    **(_SETTINGS | {"add_completion": True}),
)


@program.callback(invoke_without_command=True)
def main(
    ctx: typer.Context,
    version: Annotated[bool, typer.Option("--version", "-V", help="Show the version and leave.")] = False,
    config: Annotated[
        str | None, typer.Option("--config", metavar="FILE", help="The settings file; before the command.")
    ] = None,
) -> None:
    """A calm conversation after a return to medication or other use, and the plan that follows.

    \b
    relapse demo                         the whole journey on a made-up case
    relapse interview -o record.json     hold an interview and keep the record
    relapse plan record.json             the plan
    relapse plan record.json --for patient --format markdown -o plan.md
    relapse why record.json P-CONTACT    why a line is there
    """  # noqa: D301 - typer keeps the lines after \b as they are
    if config is not None:
        import os

        from relapse_cli.cli.given import looked_at

        os.environ["RELAPSE_CONFIG"] = looked_at(
            "--config", config
        )  # so that an editor, too, is told of this file
    if version:
        from relapse_cli import __version__
        from relapse_cli.cli.streams import write_data

        write_data(f"relapse {__version__}\n")
    elif ctx.invoked_subcommand is None:
        from relapse_cli.cli.streams import tell, write_data

        write_data(f"{ctx.get_help()}\n")
        if sys.stdin.isatty() and sys.stdout.isatty():
            tell("To prepare: relapse setup. Then everything of a week from one screen: relapse desk")
