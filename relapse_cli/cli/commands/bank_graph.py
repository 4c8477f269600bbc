"""`relapse bank graph` and `relapse bank sources`: how a bank branches, and how old its sources are."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

import typer

from relapse_cli.cli.options import Force, NamedBank, Output, Quiet
from relapse_cli.errors import UsageError

_Form = Literal["svg", "mermaid"]

_FORMS: dict[str, _Form] = {".svg": "svg", **dict.fromkeys((".mmd", ".md", ".txt", ""), "mermaid")}
_STDOUT = "-"


def add_to(banks: typer.Typer) -> None:
    """Add the commands to those of banks."""
    banks.command("graph")(graph)
    banks.command("sources")(sources)


def graph(
    bank: NamedBank = None,
    *,
    section: Annotated[
        str | None, typer.Option("--section", metavar="ID", help="The questions of one section.")
    ] = None,
    format: Annotated[
        _Form | None,
        typer.Option("--format", help="How it is written.", show_default="mermaid"),
    ] = None,
    output: Output = None,
    force: Force = False,
    _quiet: Quiet = False,
) -> None:
    """Draw sections and branching of a bank.

    The sections in order with their paths, and which depend on answers in which;
    with --section the questions of one, each with its condition. A file that
    ends in .svg is a picture.

    \b
    relapse bank graph -o sections.svg
    relapse bank graph --section safety -o safety.svg
    relapse bank graph --section safety
    """  # noqa: D301 - typer keeps the lines after \b as they are
    from relapse_cli.app.reports.bank_graph import graph_text
    from relapse_cli.cli.defaults import bank_name
    from relapse_cli.cli.output import record_file
    from relapse_cli.cli.streams import note, write_data
    from relapse_cli.files import write_private

    file = None if output == _STDOUT else record_file(output)
    form = format or _form_of(file)
    drawn = graph_text(bank_name(bank), section, form)
    if file is None:
        write_data(drawn)
        return
    write_private(Path(file), drawn.encode(), force=force)
    note(f"Written to {file}.")


def _form_of(file: Path | None) -> _Form:
    """What the ending of a file says; another one is not guessed at."""
    ending = "" if file is None else file.suffix.lower()
    if ending not in _FORMS:
        raise UsageError(
            f"The ending {ending} says no format.",
            remedy="Choose from .svg, .mmd, .md, .txt. Or name a format with --format.",
        )
    return _FORMS[ending]


def sources(
    bank: NamedBank = None,
    format: Annotated[
        Literal["text", "json", "csv"], typer.Option("--format", help="How it is written.")
    ] = "text",
) -> None:
    """List the sources of a bank, each with its age.

    When somebody last looked at each, how long ago that is, and by when it is to
    be looked at again; then the same of each country's emergency numbers.

    \b
    relapse bank sources
    relapse bank sources my.yaml --format csv
    """  # noqa: D301 - typer keeps the lines after \b as they are
    from relapse_cli.app.reports.bank_sources import source_ages
    from relapse_cli.cli.defaults import bank_name, today
    from relapse_cli.cli.says.bank_sources import sources_csv, sources_json, sources_text
    from relapse_cli.cli.streams import write_data

    day = today()
    found = source_ages(bank_name(bank), day)
    if format == "json":
        write_data(sources_json(found, day))
    else:
        write_data(sources_csv(found) if format == "csv" else sources_text(found))
