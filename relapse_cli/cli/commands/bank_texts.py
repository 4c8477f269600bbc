"""`relapse bank texts`: the texts of a bank for those who translate it."""

from __future__ import annotations

from typing import Annotated

import typer

from relapse_cli.cli.options import NamedBank, Output

_Language = Annotated[
    str, typer.Option("--language", metavar="TAG", help="The language they are translated into, such as de.")
]


def add_to(banks: typer.Typer) -> None:
    """Add the command to those of banks."""
    banks.command("texts")(texts)


def texts(bank: NamedBank = None, *, language: _Language, output: Output = None) -> None:
    """Write all texts of a bank, each with room for its translation.

    A file that is there is brought up to date: nothing that was translated is
    lost, and what the bank says otherwise by now is marked. Nothing is shown in
    another language yet; 'relapse bank check' says what one lacks.
    """
    from relapse_cli.app.reports.bank_texts import keep_texts, write_texts
    from relapse_cli.cli.defaults import bank_name
    from relapse_cli.cli.output import text_file
    from relapse_cli.cli.streams import note, write_data

    file = text_file(output)
    made = write_texts(bank_name(bank), language, file)
    if file is None:
        write_data(made.text)
    else:
        keep_texts(made, file)
        note(f"Written to {file}.")
    note(made.summary)
