"""Options of `relapse review` that no other command has, each with its wording."""

from __future__ import annotations

from typing import Annotated

import typer

from relapse_cli.cli.review_output import ReviewForm

Records = Annotated[
    list[str] | None, typer.Argument(metavar="PATH...", help="Files, folders and patterns of records, or -.")
]
Store = Annotated[bool, typer.Option("--store", help="The records of the store, too.")]
Where = Annotated[
    list[str] | None,
    typer.Option("--where", metavar="COND", help="Only records of which this holds; may be repeated."),
]
By = Annotated[
    list[str] | None,
    typer.Option("--by", metavar="NAME", help="Group by path, month, level, session, a fact or an answer."),
]
Compare = Annotated[
    str | None,
    typer.Option(
        "--compare", metavar="PERIODS", help="Two periods side by side: 2026-01..2026-06,2026-07..2026-11."
    ),
]
MinCell = Annotated[
    int,
    typer.Option("--min-cell", min=0, max=1000, help="Counts under this are withheld."),
]
ReviewFormat = Annotated[
    ReviewForm | None, typer.Option("--format", help="How it is written.", show_default="table")
]
PerRecord = Annotated[bool, typer.Option("--per-record", help="One line a record, as with --format jsonl.")]
Codebook = Annotated[
    str | None, typer.Option("--codebook", metavar="FILE", help="With csv: what each column is.")
]
Trusted = Annotated[
    bool, typer.Option("--trusted", help="Records are known to be valid; only their shape is read.")
]
Engine = Annotated[str, typer.Option("--engine", metavar="local|dask|spark", help="Who reads the files.")]
Cluster = Annotated[
    str | None,
    typer.Option("--cluster", metavar="ADDRESS", help="Of Dask or Spark; else processes of this machine."),
]
Jobs = Annotated[
    int | None, typer.Option("--jobs", min=1, max=256, help="How many processes of this machine.")
]
Partial = Annotated[
    str | None, typer.Option("--partial", metavar="FILE", help="The counts, to be merged later.")
]
Merge = Annotated[bool, typer.Option("--merge", help="The paths are such counts; put them together.")]
Schema = Annotated[bool, typer.Option("--schema", help="Show the JSON Schema of --format json and leave.")]
