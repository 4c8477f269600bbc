"""`relapse bank`: list, show and check question banks."""

from __future__ import annotations

from typing import Annotated

import typer

from relapse_cli.cli.options import NoColor
from relapse_cli.text.nouns import counted

_NamedBank = Annotated[str, typer.Argument(metavar="NAME|PATH", help="A shipped bank, or the file of one.")]
_DEFAULT = "post_relapse"

_banks = typer.Typer(
    help="List, show and check question banks.",
    rich_markup_mode=None,
    no_args_is_help=False,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 80},
)


def add_to(program: typer.Typer) -> None:
    """Add the commands to the command line."""
    program.add_typer(_banks, name="bank")


@_banks.callback(invoke_without_command=True)
def main(ctx: typer.Context) -> None:
    """List, show and check question banks."""
    if ctx.invoked_subcommand is None:
        from relapse_cli.cli.streams import write_data

        write_data(f"{ctx.get_help()}\n")


@_banks.command("list")
def list_banks() -> None:
    """List the banks that come with the program."""
    from relapse_cli.app.reports.banks import bank_rows
    from relapse_cli.cli.streams import write_data

    write_data("".join(f"{row}\n" for row in bank_rows()))


@_banks.command("show")
def show(bank: _NamedBank = _DEFAULT, no_color: NoColor = False) -> None:
    """Show the questions, flags and lines, each rule as a sentence."""
    from relapse_cli.app.reports.banks import bank_text
    from relapse_cli.cli.defaults import render_options
    from relapse_cli.cli.streams import write_data

    write_data(bank_text(bank, render_options(no_color=no_color)))


@_banks.command("check")
def check(bank: _NamedBank = _DEFAULT) -> int:
    """Name every fault of a bank, with its line and remedy."""
    from relapse_cli.app.reports.banks import check_bank
    from relapse_cli.cli.streams import tell, tell_problems, write_data

    summary, problems = check_bank(bank)
    tell_problems(problems)
    if summary is None:
        tell(f"relapse: {bank} has {counted(len(problems), 'fault')}.")
        return 5
    write_data(f"{summary}\n")
    return 0
