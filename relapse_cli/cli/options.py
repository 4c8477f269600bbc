"""Options that several commands share, each with one wording."""

from __future__ import annotations

from typing import Annotated, Any, Literal

import typer
from typer.core import TyperCommand

from relapse_cli.cli.given import STANDS_ALONE
from relapse_cli.cli.streams import be_quiet
from relapse_cli.formats.base import Format

Bank = Annotated[str | None, typer.Option("--bank", metavar="NAME|PATH", help="The question bank.")]
NamedBank = Annotated[
    str | None,
    typer.Argument(
        metavar="NAME|PATH",
        help="A bank that comes with the program, or the file of one.",
        show_default="the one in use, or post_relapse",
    ),
]
Profile = Annotated[
    str | None, typer.Option("--profile", metavar="ID", help="Emergency numbers, such as ie; none.")
]
Source = Annotated[
    str, typer.Argument(metavar="SOURCE", help="A record file, the id of a stored interview, or -.")
]
Sources = Annotated[
    list[str],
    typer.Argument(metavar="SOURCE", help="Record files, ids of stored interviews, or -."),
]
Paths = Annotated[
    list[str],
    typer.Argument(metavar="PATH", help="Files and folders of records, patterns like 2026-*.jsonl, or -."),
]
Errors = Annotated[
    str | None,
    typer.Option("--errors", metavar="FILE", help="A new file with each fault on a line, as JSON."),
]
KeepGoing = Annotated[
    bool, typer.Option("--keep-going", help="Leave with 0 although some records could not be used.")
]
Earlier = Annotated[
    str | None,
    typer.Option("--earlier", metavar="SOURCE", help="An earlier record of the case to compare with."),
]
Output = Annotated[str | None, typer.Option("--output", "-o", metavar="FILE", help="Write here instead.")]
Answers = Annotated[
    str | None,
    typer.Option("--answers", metavar="FILE|-", help="Answers that are known; only the rest is asked."),
]
Resume = Annotated[
    str | None,
    typer.Option("--resume", metavar="[ID|FILE]", help="Go on with a paused interview."),
]
NoInput = Annotated[bool, typer.Option("--no-input", help="Ask nobody; what is missing stays open.")]
Accessible = Annotated[
    bool, typer.Option("--accessible", help="Plain lines, for screen readers and simple terminals.")
]
StartedAt = Annotated[
    str | None, typer.Option("--started-at", metavar="T", help="For a session typed up afterwards.")
]
RecordOutput = Annotated[
    str | None,
    typer.Option("--output", "-o", metavar="FILE", help="Keep the record here, after every answer."),
]
DocumentFormatOption = Annotated[
    Format | None, typer.Option("--format", help="How it is written.", show_default="terminal")
]
Force = Annotated[bool, typer.Option("--force", help="Write over a file that is there.")]
ListFormat = Annotated[Literal["text", "json"], typer.Option("--format", help="How it is written.")]
DataDir = Annotated[str | None, typer.Option("--data-dir", metavar="DIR", help="The folder of the store.")]
Full = Annotated[bool, typer.Option("--full", help="Look at all of the store, however large it is.")]
NoStore = Annotated[
    bool, typer.Option("--no-store", help="Keep nothing in the store; with -o in that file only.")
]

Since = Annotated[str | None, typer.Option("--since", metavar="DAY", help="Begun on this day or later.")]
Until = Annotated[str | None, typer.Option("--until", metavar="DAY", help="Begun on this day or earlier.")]


def _heed(quiet: bool) -> bool:
    """Leave remarks out from here on, where that was asked for."""
    if quiet:
        be_quiet("--quiet")
    return quiet


Quiet = Annotated[
    bool,
    typer.Option("--quiet", "-q", callback=_heed, help="Leave remarks out; what is wrong is always told."),
]
NoColor = Annotated[bool, typer.Option("--no-color", help="No colour.")]

_RESUME = "--resume"


class ResumeCommand(TyperCommand):
    """A command whose ``--resume`` may stand alone: the open interviews are then offered."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:  # noqa: ANN401 - typer's own signature
        """Give a ``--resume`` without a value an empty one."""
        given: list[str] = []
        for at, word in enumerate(args):
            given.append(word)
            if word == _RESUME and all(following.startswith("-") for following in args[at + 1 : at + 2]):
                given.append("")
                ctx.meta[STANDS_ALONE] = "resume"
        rest: list[str] = super().parse_args(ctx, given)
        return rest
