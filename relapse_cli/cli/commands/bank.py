"""`relapse bank`: list, show and check question banks."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from relapse_cli.cli.options import ListFormat, NoColor
from relapse_cli.text.nouns import counted

if TYPE_CHECKING:
    from collections.abc import Mapping

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
def list_banks(format: ListFormat = "text") -> None:
    """List the banks that come with the program."""
    from relapse_cli.app.reports.banks import bank_rows
    from relapse_cli.cli.streams import write_data
    from relapse_cli.formats.data.json_line import json_line

    rows = list(bank_rows())
    write_data(json_line(rows) if format == "json" else "".join(map(_row, rows)))


def _row(bank: Mapping[str, str | None]) -> str:
    """A bank as a line to be read."""
    by = bank["reviewed_by"]
    signed = f"reviewed by {by}" if by else "not clinically reviewed"
    return f"{bank['name']}  {bank['version']}  {bank['title']}  ({signed})\n"


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
