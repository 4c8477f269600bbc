"""`relapse why`: the answers, the rule, the basis and the source behind each flag and line."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, BinaryIO, get_args

import typer

from relapse_cli.cli.options import (
    Bank,
    DataDir,
    DocumentFormatOption,
    Earlier,
    Errors,
    Force,
    KeepGoing,
    NoColor,
    Output,
    Quiet,
)

if TYPE_CHECKING:
    from relapse_cli.app.reports.why import WhyRequest
    from relapse_cli.cli.output import Target
    from relapse_cli.formats.base import Format


def add_to(program: typer.Typer) -> None:
    """Add the command to the command line."""
    program.command("why")(why)


def why(
    *,
    words: Annotated[
        list[str],
        typer.Argument(
            metavar="SOURCE|LINE",
            help="Records: files, ids, or -; then the id of a flag or line.",
        ),
    ],
    absent: Annotated[
        str | None, typer.Option("--not", metavar="RULE", help="Why this flag or line is not there.")
    ] = None,
    format: DocumentFormatOption = None,
    earlier: Earlier = None,
    bank: Bank = None,
    output: Output = None,
    errors: Errors = None,
    keep_going: KeepGoing = False,
    force: Force = False,
    data_dir: DataDir = None,
    no_color: NoColor = False,
    _quiet: Quiet = False,
) -> int:
    """Explain a plan: the answers, rule and source behind each line.

    With --format json there may be many records, in files, folders and patterns;
    each gives one line, without reasons where the flag or line is not on its plan.

    \b
    relapse why record.json
    relapse why record.json M-04
    relapse why record.json --not E-10
    relapse why 2026/ E-04 --format json > reasons.jsonl
    """  # noqa: D301 - typer keeps the lines after \b as they are
    from relapse_cli.app.reports.why import explain_record, why_request
    from relapse_cli.app.sources.faults import open_faults
    from relapse_cli.cli.defaults import bank_name, render_options
    from relapse_cli.cli.output import record_file, target_of
    from relapse_cli.cli.store_access import store_door
    from relapse_cli.cli.streams import tell_problems
    from relapse_cli.formats.base import Format
    from relapse_cli.formats.catalogue import write_why

    target = target_of(output, format, "terminal", get_args(Format))
    with store_door(data_dir, to_read=True, screens=False) as door:
        request = why_request(words, bank_name(bank), absent=absent, earlier=earlier, door=door)
        if target.form == "json":
            with open_faults(record_file(errors, "--errors"), force=force) as kept:
                return _write_each(request, target, kept, force=force, keep_going=keep_going)
        found = explain_record(request)
    tell_problems(found.problems)
    options = render_options(no_color=no_color, to_file=target.to_file)
    text = write_why(found.explanations or (), found.record, target.form, options)
    target.write(text, force=force, sources=request.sources)
    return 0


def _write_each(
    request: WhyRequest, target: Target[Format], errors: BinaryIO | None, *, force: bool, keep_going: bool
) -> int:
    """Write a line a record in order, name bad records, and return the exit code."""
    from relapse_cli.app.reports.why import explain_each
    from relapse_cli.app.sources.faults import Faults
    from relapse_cli.cli.streams import ProblemsTold, tell
    from relapse_cli.formats.data import why_json

    texts, faults = [], Faults(ProblemsTold(), errors)
    for found in explain_each(request):
        faults.add(found.problems, found.record)
        if found.explanations is None:
            continue
        text = why_json.render(found.explanations, found.record)
        if target.to_file:
            texts.append(text)
        else:
            target.write(text)
    closing = faults.closing(keep_going=keep_going)
    if errors is not None or keep_going:
        tell(*closing)
    if texts:
        target.write("".join(texts), force=force, sources=request.sources)
    return faults.exit_code(keep_going=keep_going)
