"""`relapse history`: a case over time."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, get_args

import typer

from relapse_cli.cli.options import (
    Bank,
    DataDir,
    DocumentFormatOption,
    Errors,
    Force,
    KeepGoing,
    NoColor,
    Output,
    Quiet,
    Since,
    Until,
)
from relapse_cli.text.nouns import counted

if TYPE_CHECKING:
    from collections.abc import Iterable

    from relapse_cli.model.record import Record


_ONE_AFTER_ANOTHER = frozenset({"json", "markdown", "terminal"})
"""The formats of which several make one text."""


def add_to(program: typer.Typer) -> None:
    """Add the command to the command line."""
    program.command("history")(history)


def history(
    *,
    sources: Annotated[
        list[str],
        typer.Argument(metavar="CASE|SOURCE", help="Cases in the store, or record files of cases."),
    ],
    format: DocumentFormatOption = None,
    since: Since = None,
    until: Until = None,
    bank: Bank = None,
    output: Output = None,
    errors: Errors = None,
    keep_going: KeepGoing = False,
    force: Force = False,
    data_dir: DataDir = None,
    no_color: NoColor = False,
    _quiet: Quiet = False,
) -> int:
    """Show a case over time: interviews, sequences, what became of the plans.

    For the therapist only. What recurs in the trigger sequences stands side by
    side; the lines of the plans with what follow-ups say about them. Of several
    cases each has its own, one after another; with --format json a line each.

    \b
    relapse history PR-101
    relapse history first.json check-in.json second.json
    relapse history PR-101 --since 2026-09-01
    relapse history *.json --format markdown -o history.md
    relapse history PR-101 PR-102 2026/ --format json > cases.jsonl
    """  # noqa: D301 - typer keeps the lines after \b as they are
    from relapse_cli.app.reports.history import begun_on, by_case, read_history, show_history
    from relapse_cli.app.sources.bank import require_bank
    from relapse_cli.app.sources.days import days_asked
    from relapse_cli.app.sources.faults import Faults, open_faults
    from relapse_cli.cli.defaults import bank_name, render_options
    from relapse_cli.cli.output import record_file, target_of
    from relapse_cli.cli.store_access import store_door
    from relapse_cli.cli.streams import ProblemsTold, tell
    from relapse_cli.errors import UsageError
    from relapse_cli.formats.base import BINARY_FORMATS, Format
    from relapse_cli.formats.catalogue import write_history

    target = target_of(output, format, "terminal", get_args(Format))
    days = days_asked(since, until)
    known = require_bank(bank_name(bank))
    with (
        store_door(data_dir, to_read=True, screens=False) as door,
        open_faults(record_file(errors, "--errors"), force=force) as kept,
    ):
        records, problems = read_history(sources, known, door)
        faults = Faults(ProblemsTold(), kept)
        for record, told in problems:
            faults.add(told, record)
    closing = faults.closing(keep_going=keep_going)
    if errors is not None or keep_going:
        tell(*closing)
    records = begun_on(records, days)
    cases = by_case(records) or [[]]
    if len(cases) > 1 and target.form not in _ONE_AFTER_ANOTHER:
        raise UsageError(
            f"These records belong to {len(cases)} cases, and the format {target.form} is one document.",
            remedy="Give the records of one, or choose json, markdown or terminal.",
        )
    options = render_options(no_color=no_color, to_file=target.to_file)
    texts = (write_history(show_history(known, case), known, target.form, options) for case in cases)
    whole = b"".join(text if isinstance(text, bytes) else text.encode("utf-8") for text in texts)
    _tell_other_banks(records, known.digest)
    target.write(
        whole if target.form in BINARY_FORMATS else whole.decode("utf-8"), force=force, sources=sources
    )
    return faults.exit_code(keep_going=keep_going)


def _tell_other_banks(records: Iterable[Record], digest: str) -> None:
    """Say when records were made with a bank of another content; their levels are those of this one."""
    from relapse_cli.cli.streams import note

    others = sum(record.bank is not None and record.bank.digest != digest for record in records)
    if others:
        was = counted(others, "record was", "records were", one="One")
        note(f"{was} made with a bank of another content; everything here follows the present one.")
