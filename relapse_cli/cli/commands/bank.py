"""`relapse bank`: list, show, check, prove and test question banks."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from relapse_cli.cli.commands import (
    bank_cases,
    bank_diff,
    bank_graph,
    bank_papers,
    bank_schema,
    bank_show,
    bank_texts,
)
from relapse_cli.cli.exit_codes import BAD_INPUT
from relapse_cli.cli.options import ListFormat, NamedBank, Quiet

if TYPE_CHECKING:
    from collections.abc import Mapping

_CheckFormat = Annotated[
    Literal["text", "json", "sarif", "github"], typer.Option("--format", help="How it is written.")
]
_Strict = Annotated[bool, typer.Option("--strict", help="Take warnings for errors.")]
_Fix = Annotated[
    bool, typer.Option("--fix", help="First mend what is safe to mend, such as a misspelt name.")
]
_Against = Annotated[
    str | None,
    typer.Option("--against", metavar="NAME|PATH", help="An older version; ids that are gone are told."),
]
_PROOF_FORMAT = "relapse-bank-proof/1"

_banks = typer.Typer(
    help="List, show and check question banks.",
    rich_markup_mode=None,
    no_args_is_help=False,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 80},
)


def add_to(program: typer.Typer) -> None:
    """Add the commands to the command line."""
    bank_show.add_to(_banks)
    bank_papers.add_to(_banks)
    bank_graph.add_to(_banks)
    bank_diff.add_to(_banks)
    bank_schema.add_to(_banks)
    bank_texts.add_to(_banks)
    program.add_typer(_banks, name="bank")


@_banks.callback(invoke_without_command=True)
def main(ctx: typer.Context) -> None:
    """List, show and check question banks."""
    if ctx.invoked_subcommand is None:
        from relapse_cli.cli.streams import write_data

        write_data(f"{ctx.get_help()}\n")


@_banks.command("list")
def list_banks(format: ListFormat = "text") -> None:
    """List the banks that there are, and where each is.

    Those that come with the program, and the one in use where that is another.
    """
    from relapse_cli.app.reports.banks import bank_rows
    from relapse_cli.cli.defaults import bank_name
    from relapse_cli.cli.streams import write_data
    from relapse_cli.formats.data.json_line import json_line

    rows = list(bank_rows(bank_name(None)))
    write_data(json_line(rows) if format == "json" else "".join(map(_row, rows)))


def _row(bank: Mapping[str, str | bool | None]) -> str:
    """A bank as a line to be read."""
    used = "  in use" if bank["in_use"] else ""
    if bank["title"] is None:
        from relapse_cli.text.shell import shell_word

        return f"{bank['name']}  cannot be used: relapse bank check {shell_word(str(bank['name']))}{used}\n"
    by = bank["reviewed_by"]
    signed = f"clinically reviewed by {by}" if by else "not clinically reviewed"
    return f"{bank['name']}  {bank['version']}  {bank['title']}  ({signed})  {bank['path']}{used}\n"


@_banks.command("check")
def check(  # noqa: PLR0917 - typer hands each option over by its name
    bank: NamedBank = None,
    format: _CheckFormat = "text",
    strict: _Strict = False,
    against: _Against = None,
    fix: _Fix = False,
    quiet: Quiet = False,
) -> int:
    """Name everything that is wrong with a bank, with line and remedy.

    Beyond what makes a bank unusable, this finds what somebody can hardly have
    meant: an option that no rule reads, a condition that never holds, a line
    without who or when. With --quiet nothing is said of a sound one; the exit
    code says it: 5 where there is an error, 0 where there are warnings only.
    """
    from relapse_cli.app.reports.checked_bank import check_bank
    from relapse_cli.app.reports.mended_bank import mend_bank
    from relapse_cli.cli.defaults import bank_name, today
    from relapse_cli.cli.says.checked_bank import checked_bank
    from relapse_cli.cli.streams import note, write_data

    name = bank_name(bank)
    if fix:
        note(*mend_bank(name, today()))
    checked = check_bank(name, today(), against=against, strict=strict)
    said = checked_bank(checked, format, quiet=quiet)
    if said:
        write_data(said)
    return 0 if checked.sound else BAD_INPUT


_Save = Annotated[
    Path | None,
    typer.Option("--save", metavar="FOLDER", help="Write each interview that is named into this folder."),
]


@_banks.command("prove")
def prove(bank: NamedBank = None, format: ListFormat = "text", save: _Save = None) -> int:
    """Prove that a bank keeps what it promises.

    Each interview that is named was put through the rules. What does not hold is shown by one with as few
    answers as can be, which 'relapse plan' opens.
    """
    from relapse_cli.app.reports.proofs import prove_bank, save_interviews
    from relapse_cli.checks.proofs.bounds import IN_WORDS
    from relapse_cli.cli.defaults import bank_name
    from relapse_cli.cli.says.proofs import proof_data, proof_lines, saved_line
    from relapse_cli.cli.streams import tell, write_data
    from relapse_cli.cli.waiting import waiting
    from relapse_cli.formats.data.json_line import json_line

    with waiting("Proving the bank") as step:
        proof = prove_bank(bank_name(bank), step)
    if format == "json":
        write_data(json_line({"format": _PROOF_FORMAT, **proof_data(proof, IN_WORDS)}))
    else:
        write_data("".join(f"{line}\n" for line in proof_lines(proof, IN_WORDS)))
    if save is not None:
        tell(saved_line(save_interviews(proof, save), str(save)))
    return BAD_INPUT if proof.failed else 0


bank_cases.add_to(_banks)
