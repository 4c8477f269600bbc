"""`relapse plan`: the plan of a record, or of many."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from relapse_cli.cli.exit_codes import BAD_INPUT, LEVEL
from relapse_cli.cli.options import (
    Bank,
    DataDir,
    Earlier,
    Force,
    NoColor,
    Output,
    Profile,
    Source,
)
from relapse_cli.formats.base import Format
from relapse_cli.model.bank_terms import Paper

if TYPE_CHECKING:
    from collections.abc import Iterable

    from relapse_cli.app.reports.plan import PlanResult


def add_to(program: typer.Typer) -> None:
    """Add the command to the command line."""
    program.command("plan")(plan)


def plan(
    *,
    source: Source,
    edition: Annotated[Paper, typer.Option("--for", help="Whom it is written for.")] = "clinician",
    format: Annotated[Format, typer.Option("--format", help="How it is written.")] = "terminal",
    earlier: Earlier = None,
    profile: Profile = None,
    bank: Bank = None,
    output: Output = None,
    force: Force = False,
    no_color: NoColor = False,
    exit_code: Annotated[bool, typer.Option("--exit-code", help="Leave with 10 + the level.")] = False,
    sign_off: Annotated[
        bool, typer.Option("--sign-off", help="Decide flags and lines, then sign; -o is the record's.")
    ] = False,
    accessible: Annotated[bool, typer.Option("--accessible", help="With --sign-off: plain lines.")] = False,
    data_dir: DataDir = None,
) -> int:
    """Show the plan that follows from a record.

    A partial record makes a plan too: what is missing stands in it as open.
    With --format json the source may hold many records; each gives one line.

    \b
    relapse plan record.json
    relapse plan record.json --for patient --format markdown -o plan.md
    relapse plan records.jsonl --format json > plans.jsonl
    relapse plan record.json --sign-off
    """  # noqa: D301 - typer keeps the lines after \b as they are
    if sign_off:
        from relapse_cli.cli.commands.sign_off import sign_plan

        return sign_plan(
            source,
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
    from relapse_cli.app.reports.plan import PlanRequest, write_plans
    from relapse_cli.cli.defaults import bank_name, default_profile, profile_book, render_options
    from relapse_cli.cli.store_access import store_door

    to_file = output not in {None, "-"}
    with store_door(data_dir, accessible=accessible) as door:
        questions = bank_name(bank)
        profiles = profile_book(questions)
        request = PlanRequest(
            source=source,
            bank=questions,
            edition=edition,
            format=format,
            earlier=earlier,
            profile=profile,
            default_profile=default_profile(),
            profiles=profiles,
            options=render_options(no_color=no_color, to_file=to_file),
            door=door,
        )
        results = write_plans(request)
        to = output if to_file else None
        return _write_results(results, to, force=force, exit_code=exit_code, source=source)


def _write_results(
    results: Iterable[PlanResult],
    output: str | None,
    *,
    force: bool,
    exit_code: bool,
    source: str = "",
) -> int:
    """Write documents in order and name bad records; return the exit code."""
    from pathlib import Path

    from relapse_cli.app.reports.plan import save_plan
    from relapse_cli.cli.streams import tell, tell_problems, write_data

    worst, level, kept = 0, 1, []
    for result in results:
        tell_problems(result.problems)
        if result.text is None:
            worst = BAD_INPUT
            continue
        level = max(level, result.level)
        if output is None:
            write_data(result.text)
        else:
            kept.append(result.text)
        if result.remarks:
            tell(" ".join(result.remarks))
    if output is not None and kept:
        save_plan(Path(output), "".join(kept), force=force, source=source)
        tell(f"Written to {output}.")
    if worst or not exit_code:
        return worst
    return LEVEL + level
