"""`relapse answers`: the whole conversation of a record, to be read."""

from __future__ import annotations

from typing import Annotated

import typer

from relapse_cli.cli.options import Bank, DataDir, Force, NoColor, Output, Source
from relapse_cli.formats.base import Format


def add_to(program: typer.Typer) -> None:
    """Add the command to the command line."""
    program.command("answers")(answers)


def answers(
    *,
    source: Source,
    format: Annotated[Format, typer.Option("--format", help="How it is written.")] = "terminal",
    bank: Bank = None,
    output: Output = None,
    force: Force = False,
    data_dir: DataDir = None,
    no_color: NoColor = False,
) -> None:
    """Show the conversation: every question, what was said, what was left open.

    In the order of the interview, nothing cut short; the trigger sequence in the
    order of time. For the therapist, and for whoever the patient lets read it.

    \b
    relapse answers record.json
    relapse answers record.json --format markdown -o conversation.md
    """  # noqa: D301 - typer keeps the lines after \b as they are
    from pathlib import Path

    from relapse_cli.app.reports.answers import answers_text
    from relapse_cli.app.reports.plan import save_plan
    from relapse_cli.cli.defaults import bank_name, render_options
    from relapse_cli.cli.store_access import store_door
    from relapse_cli.cli.streams import tell, tell_problems, write_data

    to_file = output not in {None, "-"}
    options = render_options(no_color=no_color, to_file=to_file)
    with store_door(data_dir) as door:
        text, problems = answers_text(source, bank_name(bank), format, options, door)
    tell_problems(problems)
    if output is None or not to_file:
        write_data(text)
    else:
        save_plan(Path(output), text, force=force, source=source)
        tell(f"Written to {output}.")
