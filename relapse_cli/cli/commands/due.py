"""`relapse due`: agreed contacts, check-ins and lines of the plans that are due."""

from __future__ import annotations

from typing import Annotated

import typer

from relapse_cli.cli.options import Bank, DataDir, Force, NoColor, Output, Quiet
from relapse_cli.formats.base import DueFormat

_AHEAD = 7
_BACK = 60


def add_to(program: typer.Typer) -> None:
    """Add the command to the command line."""
    program.command("due")(due)


def due(
    *,
    until: Annotated[
        str | None, typer.Option("--until", metavar="DAY", help=f"Due by this day; else in {_AHEAD} days.")
    ] = None,
    since: Annotated[
        str | None,
        typer.Option("--since", metavar="DAY", help=f"Due on this day or later; else {_BACK} days back."),
    ] = None,
    case: Annotated[str | None, typer.Option("--case", metavar="CODE", help="Of this case only.")] = None,
    format: Annotated[DueFormat | None, typer.Option("--format", help="How it is written.")] = None,
    bank: Bank = None,
    output: Output = None,
    force: Force = False,
    data_dir: DataDir = None,
    no_color: NoColor = False,
    _quiet: Quiet = False,
) -> None:
    """List what is due: agreed contacts, check-ins, lines of the plans.

    What the last session of a case agreed stands until the next one is held. A
    line counts as due until a check-in says that it was done. The calendar (ics)
    holds contacts and check-ins only, and no word on whose they are; the table
    for a spreadsheet (csv) holds everything.

    \b
    relapse due
    relapse due --until 2026-12-24 --format json
    relapse due --format ics -o appointments.ics
    """  # noqa: D301 - typer keeps the lines after \b as they are
    from relapse_cli.app.case_code import check_case_code
    from relapse_cli.app.clock import this_moment
    from relapse_cli.app.sources.bank import require_bank
    from relapse_cli.app.sources.days import days_around
    from relapse_cli.app.upkeep.list_due import list_due
    from relapse_cli.cli.defaults import bank_name, render_options
    from relapse_cli.cli.output import target_of
    from relapse_cli.cli.store_access import store_door
    from relapse_cli.formats.base import DUE_FORMATS
    from relapse_cli.formats.catalogue import write_due

    if case is not None:
        check_case_code(case)
    target = target_of(output, format, "terminal", DUE_FORMATS)
    today = this_moment()[: len("2026-11-20")]
    days = days_around(today, since, until, back=_BACK, ahead=_AHEAD)
    with store_door(data_dir, to_read=True, screens=False) as door:
        found = list_due(require_bank(bank_name(bank)), door, days, case)
    options = render_options(no_color=no_color, to_file=target.to_file)
    target.write(write_due(found, today, target.form, options), force=force)
