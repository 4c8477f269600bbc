"""`relapse answers`: the whole conversation of a record, to be read."""

from __future__ import annotations

from typing import get_args

import typer

from relapse_cli.cli.options import Bank, DataDir, DocumentFormatOption, Force, NoColor, Output, Quiet, Source


def add_to(program: typer.Typer) -> None:
    """Add the command to the command line."""
    program.command("answers")(answers)


def answers(
    *,
    source: Source,
    format: DocumentFormatOption = None,
    bank: Bank = None,
    output: Output = None,
    force: Force = False,
    data_dir: DataDir = None,
    no_color: NoColor = False,
    _quiet: Quiet = False,
) -> None:
    """Show the conversation: every question, what was said, what was left open.

    In the order of the interview, nothing cut short; the trigger sequence in the
    order of time. For the therapist, and for whoever the patient lets read it.

    \b
    relapse answers record.json
    relapse answers record.json --format markdown -o conversation.md
    """  # noqa: D301 - typer keeps the lines after \b as they are
    from relapse_cli.app.reports.answers import answers_text
    from relapse_cli.cli.defaults import bank_name, render_options
    from relapse_cli.cli.output import target_of
    from relapse_cli.cli.store_access import store_door
    from relapse_cli.cli.streams import tell_problems
    from relapse_cli.formats.base import Format

    target = target_of(output, format, "terminal", get_args(Format))
    options = render_options(no_color=no_color, to_file=target.to_file)
    with store_door(data_dir, to_read=True, screens=False) as door:
        text, problems = answers_text(source, bank_name(bank), target.form, options, door)
    tell_problems(problems)
    target.write(text, force=force, sources=(source,))
