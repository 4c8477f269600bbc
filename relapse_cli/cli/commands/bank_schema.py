"""`relapse bank schema`: JSON Schema for editors."""

from __future__ import annotations

from typing import Annotated, Literal

import typer

_Kind = Annotated[
    Literal["bank", "properties", "cases", "profiles", "record", "plan", "review"],
    typer.Argument(help="What it is for."),
]
_Bank = Annotated[
    str | None,
    typer.Option("--bank", metavar="NAME|PATH", help="Of a record: with the questions of this bank."),
]


def add_to(banks: typer.Typer) -> None:
    """Add the command to those of banks."""
    banks.command("schema")(schema)


def schema(kind: _Kind = "bank", bank: _Bank = None) -> None:
    """Print the JSON Schema of a file, for editors.

    An editor that knows it completes keys and underlines what the program would refuse. The one for
    a bank serves each of its files.
    """
    from relapse_cli.app.reports.schemas import schema_text
    from relapse_cli.cli.streams import write_data
    from relapse_cli.errors import UsageError

    if bank is not None and kind != "record":
        raise UsageError("--bank belongs to the schema of a record.", remedy="Leave it out.")
    write_data(schema_text(kind, bank))
