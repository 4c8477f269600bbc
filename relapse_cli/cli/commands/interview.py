"""`relapse interview`: hold an interview, keep its record, show its plan."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated

import typer

from relapse_cli.cli.command_line import command
from relapse_cli.cli.exit_codes import left_code
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
    ResumeCommand,
    StartedAt,
)
from relapse_cli.model.bank_terms import Path

if TYPE_CHECKING:
    from collections.abc import Sequence

    from relapse_cli.app.asking.leaving import Left
    from relapse_cli.app.sessions.request import Request
    from relapse_cli.app.sessions.run import Result
    from relapse_cli.app.sources.profiles import ProfileBook


def add_to(program: typer.Typer) -> None:
    """Add the command to the command line."""
    program.command("interview", cls=ResumeCommand)(interview)


def interview(
    *,
    case: Annotated[
        str | None, typer.Option("--case", metavar="CODE", help="A pseudonym, never a name.")
    ] = None,
    path: Annotated[
        Path | None,
        typer.Option("--path", help="How much is asked: brief 10 minutes, core 35 to 45."),
    ] = None,
    answers: Answers = None,
    resume: Resume = None,
    earlier: Annotated[
        str | None,
        typer.Option("--earlier", metavar="FILE", help="The last interview: look at it, compare with it."),
    ] = None,
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
    """Hold an interview; at its end stands the plan.

    Nothing is kept before the patient has agreed. From then on every answer is
    in the encrypted store of this computer before the next question comes, and
    with -o in a record file as well. A closed window loses nothing.
    Esc opens the menu: back, skip, not known, preferred not to say, note, pause.

    \b
    relapse interview --case PR-101 --profile ie
    relapse interview --path brief -o record.json
    relapse interview --resume
    relapse interview --answers record.json -o completed.json
    """  # noqa: D301 - typer keeps the lines after \b as they are
    from relapse_cli.app.sessions.request import Request
    from relapse_cli.cli.defaults import bank_name, default_profile, keep_profile, profile_book
    from relapse_cli.cli.output import record_file
    from relapse_cli.cli.store_access import store_door
    from relapse_cli.cli.streams import tell

    if path == "followup":
        tell("To go through the lines of a plan one by one: relapse followup RECORD")
    with store_door(data_dir, accessible=accessible) as door:
        questions = bank_name(bank)
        profiles = profile_book(questions)
        request = Request(
            bank=questions,
            case=case,
            path=path,
            started_at=started_at,
            answers=answers,
            resume=resume,
            profile=profile,
            default_profile=default_profile(),
            keep_profile=keep_profile,
            profiles=profiles,
            earlier=earlier,
            output=record_file(output),
            force=force,
            accessible=accessible,
            no_input=no_input,
            door=None if no_store else door,
        )
        result = held(request)
    more = more_options(bank, data_dir, accessible=accessible)
    return show_result(
        result, profiles, no_color=no_color, no_store=no_store, resume=resume, more=more, earlier=earlier
    )


def held(request: Request) -> Result | Left:
    """Hold an interview or a follow-up; what came of it, or how it was left before its first question."""
    from relapse_cli.app.asking.leaving import Left
    from relapse_cli.app.sessions.run import hold_session

    try:
        return hold_session(request)
    except Left as left:
        return left


def more_options(bank: str | None, data_dir: str | None, *, accessible: bool) -> list[str]:
    """The options that every command to go on needs as well."""
    named = {"--bank": bank, "--data-dir": data_dir}
    given = [word for name, value in named.items() if value for word in (name, value)]
    return [*given, *(["--accessible"] if accessible else [])]


@dataclass(frozen=True, slots=True)
class _KeptWhere:
    """Where a record is.

    Attributes:
        source: what the commands to go on call it: the id in the store, or the file.
        words: the same in a sentence; both, where it is in both.
    """

    source: str
    words: str


def _kept_where(result: Result) -> _KeptWhere | None:
    """Where the record of an interview is; ``None`` when nothing was kept."""
    stored = result.stored[:8] if result.stored else None
    if stored is not None:
        beside = f", and in {result.kept}" if result.kept else ""
        return _KeptWhere(stored, f"the store as {stored}{beside}")
    return _KeptWhere(str(result.kept), str(result.kept)) if result.kept else None


def show_result(
    result: Result | Left,
    profiles: ProfileBook,
    *,
    no_color: bool,
    no_store: bool,
    resume: str | None = None,
    more: Sequence[str] = (),
    again: Sequence[str] = ("interview",),
    earlier: str | None = None,
) -> int:
    """Show the plan of a finished interview, and say where the record is.

    Args:
        result: what came of the interview, or how it was left before its first question.
        profiles: the profiles that there are, and the service on whose paper it is written.
        no_color: no colour.
        no_store: what is kept is in a file only, and stays so when a paused record is gone on with.
        resume: the file that was gone on with.
        more: options that the commands to go on need as well.
        again: the command that goes on with a paused record.
        earlier: the file of the record it is compared with.
    """
    from relapse_cli.app.asking.leaving import Left, Stopped
    from relapse_cli.cli.defaults import render_options
    from relapse_cli.cli.says.sign_off import tell_sign_off
    from relapse_cli.cli.says.unkept import show_unkept
    from relapse_cli.cli.streams import tell, write_data
    from relapse_cli.formats.catalogue import write_plan

    compared = ["--earlier", earlier] if earlier else []
    kept = None if isinstance(result, Left) else _kept_where(result)
    if isinstance(result, Left) or result.plan is None:
        out = ["--no-store"] if no_store else []
        with_it = [*(compared if again == ("interview",) else []), *more, *out]
        lacking = () if isinstance(result, Left) else result.not_kept
        _tell_paused(kept, resume, [*again, "--resume"], with_it, lacking)
        return left_code(interrupted=result.interrupted)
    signed = result.sign_off
    if isinstance(signed, Stopped):
        tell_sign_off(signed, kept.source if kept else None, [*compared, *more], lacking=result.not_kept)
        return left_code(interrupted=signed.interrupted)
    paper = profiles.letterhead(result.plan.profile)
    if not (kept is None and show_unkept(result, paper)):
        options = render_options(no_color=no_color)
        bank = result.interview.bank
        write_data(write_plan(result.plan, bank, "clinician", "terminal", options, letterhead=paper))
    if kept:
        tell(f"The record is in {kept.words}.", *(() if signed is not None else result.not_kept))
        if signed is not None:
            tell_sign_off(signed, kept.source, [*compared, *more], lacking=result.not_kept)
        again_with = [word for word in more if word != "--accessible"]
        line = command("plan", kept.source, *compared, *again_with)
        tell(f"The plan again: {line}", f"Why a line is there: {command('why', kept.source, *again_with)}")
    elif not result.interview.consented:
        tell("Nothing was kept: there is no agreement to record the answers.")
    else:
        tell("The record was not kept.")
    return 0


def _tell_paused(
    kept: _KeptWhere | None,
    resume: str | None,
    again: Sequence[str],
    with_it: Sequence[str],
    lacking: Sequence[str] = (),
) -> None:
    """Say where the answers of a paused interview are, what of them is not there, and how to go on."""
    from relapse_cli.cli.streams import tell, tell_command

    nothing = "Paused. Nothing was kept." if resume is None else "Paused. Nothing was changed."
    tell(f"Paused. The answers are in {kept.words}." if kept else nothing, *lacking)
    if paused := kept.source if kept else resume:
        tell_command("To go on:", command(*again, paused, *with_it))
