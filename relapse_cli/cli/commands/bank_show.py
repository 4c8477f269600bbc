"""`relapse bank show`: a whole bank, or one question, flag or line of it."""

from __future__ import annotations

from typing import Annotated

import typer

from relapse_cli.cli.options import Bank, ListFormat, NoColor

_FORMAT = "relapse-bank-show/1"
_FILES = (".yaml", ".yml")


def add_to(banks: typer.Typer) -> None:
    """Add the command to those of banks."""
    banks.command("show")(show)


def show(
    what: Annotated[
        str | None,
        typer.Argument(
            metavar="[NAME|PATH|ID]", help="A bank, or the id of a question, flag or line of the bank in use."
        ),
    ] = None,
    *,
    screen: Annotated[
        bool, typer.Option("--screen", help="A question as the screen that it becomes.")
    ] = False,
    bank: Bank = None,
    format: ListFormat = "text",
    no_color: NoColor = False,
) -> None:
    """Show a bank, or one question, flag or line of it.

    Of the whole bank its questions, flags and lines, each rule as a sentence; of
    one of them everything that the bank says, and what reads it.

    \b
    relapse bank show
    relapse bank show safety.now
    relapse bank show safety.now --screen
    relapse bank show P-CONTACT --bank my.yaml
    """  # noqa: D301 - typer keeps the lines after \b as they are
    from relapse_cli.cli.defaults import bank_name, render_options
    from relapse_cli.cli.streams import write_data
    from relapse_cli.errors import UsageError
    from relapse_cli.formats.data.json_line import json_line

    whole = what is None or (bank is None and _names_bank(what))
    if screen and (what is None or whole or format == "json"):
        raise UsageError(
            "--screen shows one question as plain lines.",
            remedy="Name the question: relapse bank show ID --screen",
        )
    if what is None or whole:
        from relapse_cli.app.reports.bank_data import bank_data
        from relapse_cli.app.reports.banks import bank_text

        name = bank_name(what or bank)
        as_json = format == "json"
        data = json_line({"format": _FORMAT, **bank_data(name)}) if as_json else None
        write_data(data or bank_text(name, render_options(no_color=no_color)))
        return
    from relapse_cli.app.reports.bank_part import part_data, part_screen, part_text

    name = bank_name(bank)
    if screen:
        write_data(part_screen(name, what))
    elif format == "json":
        write_data(json_line({"format": _FORMAT, **part_data(name, what)}))
    else:
        write_data(part_text(name, what, render_options(no_color=no_color)))


def _names_bank(what: str) -> bool:
    """Whether an argument means a bank: one that comes with the program, or a file."""
    from pathlib import Path

    from relapse_cli.banks.shipped import shipped_banks
    from relapse_cli.files import is_there

    return what in shipped_banks() or what.endswith(_FILES) or "/" in what or is_there(Path(what))
