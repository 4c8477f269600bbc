"""`relapse followup`: the short check-in about the plan of an interview."""

from __future__ import annotations

from typing import Annotated

import typer

from relapse_cli.cli.options import (
    Accessible,
    Answers,
    Bank,
    DataDir,
    Force,
    NoColor,
    NoInput,
    NoStore,
    Profile,
    RecordOutput,
    Resume,
    StartedAt,
)


def add_to(program: typer.Typer) -> None:
    """Add the command to the command line."""
    program.command("followup")(followup)


def followup(
    *,
    source: Annotated[
        str, typer.Argument(metavar="SOURCE", help="The interview: a record file, its id in the store, or -.")
    ],
    answers: Answers = None,
    resume: Resume = None,
    no_input: NoInput = False,
    accessible: Accessible = False,
    started_at: StartedAt = None,
    profile: Profile = None,
    bank: Bank = None,
    output: RecordOutput = None,
    force: Force = False,
    no_store: NoStore = False,
    data_dir: DataDir = None,
    no_color: NoColor = False,
) -> int:
    """Hold the short check-in after a plan, line by line.

    First a few questions about right now, then what became of each line of the
    plan: done, under way, or not done and what got in the way. A line that is
    not talked about stays open. At the end stands a plan of its own.

    \b
    relapse followup record.json -o check-in.json
    relapse followup record.json --resume check-in.json
    """  # noqa: D301 - typer keeps the lines after \b as they are
    from relapse_cli.app.sessions.request import Request
    from relapse_cli.cli.commands.interview import held, more_options, show_result
    from relapse_cli.cli.defaults import bank_name, default_profile, profile_book
    from relapse_cli.cli.output import record_file
    from relapse_cli.cli.store_access import store_door
    from relapse_cli.errors import UsageError

    if source == answers == "-":
        raise UsageError("Record and answers cannot both come from standard input.", remedy="Name a file.")
    with store_door(data_dir, accessible=accessible) as door:
        questions = bank_name(bank)
        profiles = profile_book(questions)
        request = Request(
            bank=questions,
            follows=source,
            started_at=started_at,
            answers=answers,
            resume=resume,
            profile=profile,
            default_profile=default_profile(),
            profiles=profiles,
            output=record_file(output),
            force=force,
            accessible=accessible,
            no_input=no_input,
            door=None if no_store else door,
        )
        result = held(request)
    return show_result(
        result,
        profiles,
        no_color=no_color,
        no_store=no_store,
        resume=resume,
        more=more_options(bank, data_dir, accessible=accessible),
        again=("followup", source),
        earlier=source,
    )
