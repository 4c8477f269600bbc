"""`relapse sheets`: blank sheets to hand out before anything has happened."""

from __future__ import annotations

from typing import Annotated, get_args

import typer

from relapse_cli.cli.options import Bank, Force, NoColor, Output, Profile, Quiet
from relapse_cli.formats.base import DocumentFormat
from relapse_cli.model.bank_terms import SheetReader

_IN_A_ROW = frozenset({"terminal", "markdown"})
"""The formats in which one sheet can follow the other on standard output."""


def add_to(program: typer.Typer) -> None:
    """Add the command to the command line."""
    program.command("sheets")(sheets)


def sheets(
    *,
    reader: Annotated[
        SheetReader | None, typer.Option("--for", help="Whom the sheet is for.", show_default="both")
    ] = None,
    format: Annotated[
        DocumentFormat | None, typer.Option("--format", help="How it is written.", show_default="terminal")
    ] = None,
    profile: Profile = None,
    bank: Bank = None,
    output: Output = None,
    force: Force = False,
    no_color: NoColor = False,
    _quiet: Quiet = False,
) -> None:
    """Make blank sheets to hand out before anything has happened.

    One for the patient, one for those who are close: what to do if it happens,
    whom to call, lines to write on. They hold nothing about anybody.
    Where home may not be safe, agree first what may be taken there.

    \b
    relapse sheets
    relapse sheets --for patient --profile ie -o sheet.pdf
    """  # noqa: D301 - typer keeps the lines after \b as they are
    from relapse_cli.app.reports.sheets import sheet_text
    from relapse_cli.app.sources.profiles import chosen_profile
    from relapse_cli.cli.defaults import bank_name, default_profile, profile_book, render_options, service
    from relapse_cli.cli.output import target_of
    from relapse_cli.cli.streams import tell
    from relapse_cli.errors import UsageError

    target = target_of(output, format, "terminal", get_args(DocumentFormat))
    if reader is None and (target.to_file or target.form not in _IN_A_ROW):
        raise UsageError(
            "Each sheet is a document of its own.", remedy="Say which: --for patient, or --for family."
        )
    questions = bank_name(bank)
    numbers = chosen_profile(profile, default_profile(), profile_book(questions))
    if numbers is None:
        tell("No profile is set, so the numbers are lines to write on. To print them: --profile ID")
    options = render_options(no_color=no_color, to_file=target.to_file)
    readers: tuple[SheetReader, ...] = (reader,) if reader else get_args(SheetReader)
    paper = service()
    made = [
        sheet_text(each, questions, profile=numbers, service=paper, form=target.form, options=options)
        for each in readers
    ]
    whole = made[0] if len(made) == 1 else "\n\n".join(str(each) for each in made)
    target.write(whole, force=force)
