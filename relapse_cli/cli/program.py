"""The command line as a whole: its commands, its help, its words."""

from __future__ import annotations

from typing import Annotated

import typer

from relapse_cli.cli import bank_commands, demo_command, interview_command, plan_command, why_command

EPILOG = "Exit codes: 0 done, 2 usage, 3 paused, 4 needs a terminal or answers, 5 input, 130 and 143 stopped."

program = typer.Typer(
    name="relapse",
    epilog=EPILOG,
    rich_markup_mode=None,
    add_completion=False,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 80},
)


@program.callback(invoke_without_command=True)
def main(
    ctx: typer.Context,
    version: Annotated[bool, typer.Option("--version", "-V", help="Show the version and leave.")] = False,
) -> None:
    """\b
    A calm, complete conversation after a return to medication or other use,
    and the plan that follows from it.

    \b
    relapse demo                         the whole journey on a made-up case
    relapse interview -o record.json     hold an interview and keep the record
    relapse plan record.json             the plan
    relapse plan record.json --for patient --format markdown -o plan.md
    relapse why record.json P-CONTACT    why a line is there
    """
    if version:
        from relapse_cli import __version__
        from relapse_cli.cli.streams import write_data

        write_data(f"relapse {__version__}\n")
    elif ctx.invoked_subcommand is None:
        from relapse_cli.cli.streams import write_data

        write_data(f"{ctx.get_help()}\n")


interview_command.add_to(program)
plan_command.add_to(program)
why_command.add_to(program)
demo_command.add_to(program)
bank_commands.add_to(program)
