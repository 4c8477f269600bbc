"""`relapse plan`: the plan of a record, or of many."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Annotated, Any, BinaryIO, get_args

import typer

from relapse_cli.cli.exit_codes import LEVEL
from relapse_cli.cli.options import (
    Bank,
    DataDir,
    Earlier,
    Errors,
    Force,
    KeepGoing,
    NoColor,
    Output,
    Profile,
    Quiet,
    Sources,
)
from relapse_cli.formats.base import DocumentFormat, Format, PlanFormat
from relapse_cli.model.bank_terms import NoteStyle, Paper

if TYPE_CHECKING:
    from pathlib import Path

    from relapse_cli.app.reports.plan import PlanRequest
    from relapse_cli.cli.output import Target

_FORMATS: tuple[PlanFormat, ...] = get_args(PlanFormat)


def add_to(program: typer.Typer) -> None:
    """Add the command to the command line."""
    program.command("plan")(plan)


def plan(
    *,
    sources: Sources,
    edition: Annotated[Paper, typer.Option("--for", help="Whom it is written for.")] = "clinician",
    format: Annotated[
        PlanFormat | None, typer.Option("--format", help="How it is written.", show_default="terminal")
    ] = None,
    style: Annotated[
        NoteStyle | None, typer.Option("--style", help="The parts of a note.", show_default="dap")
    ] = None,
    every: Annotated[
        bool, typer.Option("--all", help="All papers of a signed plan, into the folder of -o.")
    ] = False,
    earlier: Earlier = None,
    profile: Profile = None,
    bank: Bank = None,
    output: Output = None,
    errors: Errors = None,
    keep_going: KeepGoing = False,
    force: Force = False,
    no_color: NoColor = False,
    _quiet: Quiet = False,
    exit_code: Annotated[bool, typer.Option("--exit-code", help="Leave with 10 + the level.")] = False,
    sign_off: Annotated[
        bool, typer.Option("--sign-off", help="Decide flags and lines, then sign; -o is the record's.")
    ] = False,
    accessible: Annotated[bool, typer.Option("--accessible", help="With --sign-off: plain lines.")] = False,
    data_dir: DataDir = None,
) -> int:
    """Show the plan that follows from a record.

    A partial record makes a plan too: what is missing stands in it as open.
    The ending of a file says the format: .html, .pdf, .docx, .md, .txt, .json, .ics.
    With --format json there may be many records, in files, folders and patterns;
    each gives one line, and its id stands before each remark.

    \b
    relapse plan record.json
    relapse plan record.json --for patient -o plan.pdf
    relapse plan record.json --all -o papers/
    relapse plan record.json --format note --style soap
    relapse plan records.jsonl 2026/ --format json > plans.jsonl
    relapse plan record.json --sign-off
    """  # noqa: D301 - typer keeps the lines after \b as they are
    from relapse_cli.cli.given import the_only_source

    if sign_off:
        return _sign(
            the_only_source(sources, "--sign-off signs"),
            edition,
            format,
            earlier=earlier,
            profile=profile,
            bank=bank,
            output=output,
            force=force,
            no_color=no_color,
            exit_code=exit_code,
            accessible=accessible,
            data_dir=data_dir,
        )
    from relapse_cli.app.reports.plan import PlanRequest
    from relapse_cli.app.sources.faults import open_faults
    from relapse_cli.cli.defaults import bank_name, default_profile, profile_book, render_options
    from relapse_cli.cli.output import folder_of, record_file, target_of
    from relapse_cli.cli.store_access import store_door

    _check_together(edition, format, style, every=every)
    folder = folder_of(output) if every else None
    if every:
        the_only_source(sources, "--all writes the papers of")
    target = target_of(None if every else output, None if every else format, "terminal", _FORMATS)
    with store_door(data_dir, accessible=accessible, to_read=True) as door:
        questions = bank_name(bank)
        options = render_options(no_color=no_color, to_file=target.to_file)
        request = PlanRequest(
            source=sources[0],
            further=tuple(sources[1:]),
            bank=questions,
            edition=edition,
            format=target.form,
            earlier=earlier,
            profile=profile,
            default_profile=default_profile(),
            profiles=profile_book(questions),
            options=replace(options, note_style=style or "dap"),
            door=door,
        )
        if folder is not None:
            return _write_all(request, folder, format, force=force)
        with open_faults(record_file(errors, "--errors"), force=force) as kept:
            level, left = _write_results(request, target, kept, force=force, keep_going=keep_going)
        return LEVEL + level if exit_code and not left else left


def _check_together(
    edition: Paper, format: PlanFormat | None, style: NoteStyle | None, *, every: bool
) -> None:
    """Refuse options that say nothing beside each other, before anything is read.

    Raises:
        UsageError: one of them would be passed over.
    """
    from relapse_cli.errors import UsageError

    if style is not None and format != "note" and not every:
        raise UsageError("--style is for a note.", remedy="Add --format note.")
    if every and edition != "clinician":
        raise UsageError("--all writes every paper, and --for names one.", remedy="Leave one of them out.")


def _sign(source: str, edition: Paper, format: PlanFormat | None, **rest: Any) -> int:  # noqa: ANN401 - passed on
    """Hold the sign-off; what it shows at its end is read on the terminal or by a program."""
    from relapse_cli.cli.commands.sign_off import sign_plan
    from relapse_cli.cli.streams import require_place
    from relapse_cli.errors import UsageError

    chosen = next((each for each in get_args(Format) if each == (format or "terminal")), None)
    if chosen is None:
        raise UsageError(
            f"With --sign-off the plan is not shown as {format}.",
            remedy=f"Sign first, then: relapse plan FILE --format {format}",
        )
    require_place(chosen, to_file=False)
    return sign_plan(source, edition, chosen, **rest)


def _write_all(request: PlanRequest, folder: Path, format: PlanFormat | None, *, force: bool) -> int:
    """Write all papers of a signed plan into a folder."""
    from relapse_cli.app.reports.hand_out import usual_form, usual_sheets, write_sheets
    from relapse_cli.app.reports.plan import read_signed
    from relapse_cli.cli.streams import note, tell_problems
    from relapse_cli.errors import UsageError

    form = next((each for each in get_args(DocumentFormat) if each == (format or usual_form())), None)
    if form is None:
        raise UsageError(
            f"--all writes pages, and {format} is none.", remedy="Choose html, pdf, docx or markdown."
        )
    made, bank, problems = read_signed(request)
    tell_problems(problems)
    if format is None and form != "pdf":
        note("The pages are HTML; PDF needs an extra: pip install 'relapse-cli[pdf]'")
    written = write_sheets(
        made,
        bank,
        usual_sheets(made, bank),
        form=form,
        folder=folder,
        profiles=request.profiles,
        style=request.options.note_style,
        force=force,
    )
    note(*(f"Written to {path}." for path in written))
    return 0


def _write_results(
    request: PlanRequest,
    target: Target[PlanFormat],
    errors: BinaryIO | None,
    *,
    force: bool,
    keep_going: bool,
) -> tuple[int, int]:
    """Write documents in order and name bad records; return the highest level and the exit code."""
    from relapse_cli.app.reports.plan import write_plans
    from relapse_cli.app.sources.faults import Faults
    from relapse_cli.cli.streams import ProblemsTold, note, tell

    level, texts, faults = 1, [], Faults(ProblemsTold(), errors)
    many = target.form == "json"  # then each line is of another record, and each remark as well
    for result in write_plans(request):
        faults.add(result.problems, result.record if many else "")
        if result.text is None:
            continue
        level = max(level, result.level)
        if target.to_file:
            texts.append(result.text)
        else:
            target.write(result.text)
        if result.remarks:
            note(" ".join([f"{result.record}:", *result.remarks] if many else result.remarks))
    closing = faults.closing(keep_going=keep_going)
    if errors is not None or keep_going:
        tell(*closing)
    if texts:
        target.write(b"".join(map(_in_bytes, texts)), force=force, sources=request.sources)
    return level, faults.exit_code(keep_going=keep_going)


def _in_bytes(text: str | bytes) -> bytes:
    return text if isinstance(text, bytes) else text.encode("utf-8")
