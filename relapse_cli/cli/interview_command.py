"""`relapse interview`: hold an interview, keep its record, show its plan."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Literal

import typer

from relapse_cli.cli.commands_again import command
from relapse_cli.cli.options import Bank, Force, NoColor, Profile

if TYPE_CHECKING:
    from collections.abc import Sequence

    from relapse_cli.app.run_interview import InterviewResult

PAUSED, INTERRUPTED = 3, 130


def add_to(program: typer.Typer) -> None:
    """Add the command to the command line."""
    program.command("interview")(interview)


def interview(
    *,
    case: Annotated[
        str | None, typer.Option("--case", metavar="CODE", help="A pseudonym, never a name.")
    ] = None,
    path: Annotated[
        Literal["brief", "core", "deep", "followup"] | None,
        typer.Option("--path", help="How much is asked: brief 10 minutes, core 35 to 45."),
    ] = None,
    answers: Annotated[
        str | None,
        typer.Option("--answers", metavar="FILE|-", help="Answers that are known; only the rest is asked."),
    ] = None,
    resume: Annotated[
        str | None,
        typer.Option("--resume", metavar="FILE", help="Go on with a paused record; -o is then optional."),
    ] = None,
    no_input: Annotated[
        bool, typer.Option("--no-input", help="Ask nobody; what is missing stays open.")
    ] = False,
    accessible: Annotated[
        bool, typer.Option("--accessible", help="Plain lines, for screen readers and simple terminals.")
    ] = False,
    started_at: Annotated[
        str | None, typer.Option("--started-at", metavar="T", help="For a session typed up afterwards.")
    ] = None,
    profile: Profile = None,
    bank: Bank = None,
    output: Annotated[
        str | None,
        typer.Option("--output", "-o", metavar="FILE", help="Keep the record here, after every answer."),
    ] = None,
    force: Force = False,
    no_color: NoColor = False,
) -> int:
    """Hold an interview; at its end stands the plan.

    Nothing is written before the patient has agreed. With -o the record is on
    disk after every answer, so a closed window loses less than one.
    Esc opens the menu: back, skip, not known, prefer not to say, note, pause.

    \b
    relapse interview --case PR-101 --profile ie -o record.json
    relapse interview --path brief -o record.json
    relapse interview --resume record.json
    relapse interview --answers record.json -o completed.json
    """  # noqa: D301 - typer keeps the lines after \b as they are
    from pathlib import Path

    from relapse_cli.app.begin_record import Beginning
    from relapse_cli.app.run_interview import InterviewRequest, run_interview
    from relapse_cli.cli.defaults import bank_name, environment

    result = run_interview(
        InterviewRequest(
            bank=bank_name(bank),
            beginning=Beginning(
                case=case,
                path=path,
                started_at=started_at,
                answers=answers,
                resume=resume,
                profile=profile,
                default_profile=environment().profile,
            ),
            output=Path(output) if output else None,
            force=force,
            accessible=accessible,
            no_input=no_input,
        )
    )
    more = [*(["--bank", bank] if bank else []), *(["--accessible"] if accessible else [])]
    return show_result(result, no_color=no_color, resume=resume, more=more)


def show_result(
    result: InterviewResult, *, no_color: bool, resume: str | None = None, more: Sequence[str] = ()
) -> int:
    """Show the plan of a finished interview, and say where the record is.

    Args:
        result: what came of the interview.
        no_color: no colour.
        resume: the file that was gone on with.
        more: options that the commands to go on need as well.
    """
    from relapse_cli.cli.defaults import render_options
    from relapse_cli.cli.sign_off_words import exit_code_of, tell_sign_off
    from relapse_cli.cli.streams import tell, write_data
    from relapse_cli.renderers.catalogue import renderer_for

    kept = result.kept
    if result.plan is None:
        where = f"Paused. The answers are in {kept}." if kept else "Paused. Nothing was kept."
        again = str(kept) if kept else resume
        tell(where, *([f"To go on: {command('interview', '--resume', again, *more)}"] if again else []))
        return INTERRUPTED if result.outcome.interrupted else PAUSED
    if result.sign_off is not None and result.sign_off.state == "paused":
        tell_sign_off(result.sign_off, kept, more)
        return exit_code_of(result.sign_off)
    text = renderer_for("terminal").render(
        result.plan, result.bank, "clinician", render_options(no_color=no_color)
    )
    assert isinstance(text, str)  # noqa: S101 - the terminal is text
    write_data(text)
    if kept:
        tell(f"The record is in {kept}.")
        if result.sign_off is not None:
            tell_sign_off(result.sign_off, kept, more)
        tell(f"The plan again: relapse plan {kept}    Why a line is there: relapse why {kept}")
    elif not result.outcome.consented:
        tell("Nothing was kept: there is no agreement to record the answers.")
    else:
        tell("The record was not kept.")
    return 0
