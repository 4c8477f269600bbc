"""`relapse bank test`: run the cases beside a bank."""

from __future__ import annotations

from typing import Annotated, get_args

import typer

from relapse_cli.cli.exit_codes import BAD_INPUT
from relapse_cli.cli.options import Force, ListFormat, NamedBank
from relapse_cli.errors import UsageError
from relapse_cli.formats.base import TextFormat

_Page = Annotated[
    str | None,
    typer.Option("--page", metavar="FILE", help="Write a page with the covered parts marked to this file."),
]
_Mutate = Annotated[
    bool,
    typer.Option("--mutate", help="Change one thing at a time, and list what no case notices (minutes)."),
]
_WriteMissing = Annotated[
    bool, typer.Option("--write-missing", help="Write cases for what none reaches, to be reviewed.")
]
_PAGE: TextFormat = "html"
_PAGES: tuple[TextFormat, ...] = get_args(TextFormat)


def add_to(banks: typer.Typer) -> None:
    """Add the command to those of the banks."""
    banks.command("test")(run)


def run(  # noqa: PLR0917 - typer hands each option over by its name
    bank: NamedBank = None,
    format: ListFormat = "text",
    page: _Page = None,
    mutate: _Mutate = False,
    write_missing: _WriteMissing = False,
    force: Force = False,
) -> int:
    """Run the cases beside a bank, and say what they reach.

    A case has answers, and what is to come of them: level, flags, lines, what is not asked. The exit code is
    5 where something else comes of one. With --mutate each threshold, operator and connective is changed in
    turn; what no case notices is listed, and does not change the exit code.
    """
    from relapse_cli.app.reports.bank_cases import coverage_page, run_cases
    from relapse_cli.app.reports.bank_mutants import Lookout
    from relapse_cli.cli.defaults import bank_name, render_options
    from relapse_cli.cli.output import target_of
    from relapse_cli.cli.says.bank_cases import run_data, run_lines
    from relapse_cli.cli.says.bank_mutants import change_data, change_lines, written_lines
    from relapse_cli.cli.streams import note, write_data
    from relapse_cli.cli.waiting import waiting
    from relapse_cli.formats.data.json_line import json_line

    place = target_of(_file(page), None, _PAGE, _PAGES) if page else None
    done = run_cases(bank_name(bank))
    with waiting("Looking at what the cases do not reach") as step:
        lookout = Lookout(done, step)
        changes = lookout.changes() if mutate else None
        written = lookout.write_missing(changes) if write_missing else None
    if format == "json":
        write_data(json_line({**run_data(done), **change_data(changes, done.places)}))
    else:
        lines = [*run_lines(done), *change_lines(changes, done.places)]
        write_data("".join(f"{line}\n" for line in lines))
    if written is not None:
        note(*written_lines(written, done.places))
    if place is not None:
        options = render_options(no_color=True, to_file=True)
        place.write(coverage_page(done, place.form, options), force=force)
    return BAD_INPUT if done.failed else 0


def _file(page: str) -> str:
    """The name of a file for the page; the output has other things to say.

    Raises:
        UsageError: it is none.
    """
    if page == "-":
        raise UsageError("--page needs a file.", remedy="Name one, such as cases.html.")
    return page
