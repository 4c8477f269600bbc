"""`relapse why`: the answers, the rule, the basis and the source behind each flag and line."""

from __future__ import annotations

from typing import Annotated, get_args

import typer

from relapse_cli.cli.options import (
    Bank,
    DataDir,
    DocumentFormatOption,
    Earlier,
    Force,
    NoColor,
    Output,
    Quiet,
    Source,
)
from relapse_cli.model.known_ids import CONTACT_RULE


def add_to(program: typer.Typer) -> None:
    """Add the command to the command line."""
    program.command("why")(why)


def why(
    *,
    source: Source,
    line: Annotated[
        str | None, typer.Argument(metavar="LINE", help=f"A flag or line, such as {CONTACT_RULE}.")
    ] = None,
    absent: Annotated[
        str | None, typer.Option("--not", metavar="RULE", help="Why this flag or line is not there.")
    ] = None,
    format: DocumentFormatOption = None,
    earlier: Earlier = None,
    bank: Bank = None,
    output: Output = None,
    force: Force = False,
    data_dir: DataDir = None,
    no_color: NoColor = False,
    _quiet: Quiet = False,
) -> None:
    """Explain a plan: the answers, rule and source behind each line.

    \b
    relapse why record.json
    relapse why record.json M-04
    relapse why record.json --not E-10
    relapse why record.json --format json
    """  # noqa: D301 - typer keeps the lines after \b as they are
    from relapse_cli.app.reports.why import explain_record
    from relapse_cli.cli.defaults import bank_name, render_options
    from relapse_cli.cli.output import target_of
    from relapse_cli.cli.store_access import store_door
    from relapse_cli.cli.streams import tell_problems
    from relapse_cli.errors import UsageError
    from relapse_cli.formats.base import Format
    from relapse_cli.formats.catalogue import write_why

    if line and absent:
        raise UsageError("A line and --not do not go together.", remedy="Give one of the two.")
    target = target_of(output, format, "terminal", get_args(Format))
    with store_door(data_dir, to_read=True, screens=False) as door:
        found, problems = explain_record(
            source, bank_name(bank), line=line, absent=absent, earlier=earlier, door=door
        )
    tell_problems(problems)
    options = render_options(no_color=no_color, to_file=target.to_file)
    target.write(write_why(found, target.form, options), force=force, sources=(source,))
