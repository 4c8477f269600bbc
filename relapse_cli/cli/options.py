"""Options that several commands share, each with one wording."""

from __future__ import annotations

from typing import Annotated, Literal

import typer

Bank = Annotated[str | None, typer.Option("--bank", metavar="NAME|PATH", help="The question bank.")]
Profile = Annotated[
    str | None, typer.Option("--profile", metavar="ID", help="Emergency numbers: us gb ie ca au pl eu.")
]
Source = Annotated[str, typer.Argument(metavar="SOURCE", help="A record file, or - for standard input.")]
Earlier = Annotated[
    str | None,
    typer.Option("--earlier", metavar="FILE", help="An earlier record of the case to compare with."),
]
Output = Annotated[str | None, typer.Option("--output", "-o", metavar="FILE", help="Write here instead.")]
Force = Annotated[bool, typer.Option("--force", help="Write over a file that is there.")]
NoColor = Annotated[bool, typer.Option("--no-color", help="No colour.")]
EditionName = Literal["clinician", "patient", "family"]
FormatName = Literal["terminal", "markdown", "json"]
