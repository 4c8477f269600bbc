"""`relapse bank`: list, show, check and prove question banks."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from relapse_cli.cli.exit_codes import BAD_INPUT
from relapse_cli.cli.options import ListFormat, NoColor, Quiet
from relapse_cli.text.nouns import counted

if TYPE_CHECKING:
    from collections.abc import Mapping

    from relapse_cli.app.reports.banks import CheckedBank
    from relapse_cli.model.bank import Bank

_NamedBank = Annotated[str, typer.Argument(metavar="NAME|PATH", help="A shipped bank, or the file of one.")]
_DEFAULT = "post_relapse"
_FORMAT = "relapse-bank-check/1"
_PROOF_FORMAT = "relapse-bank-proof/1"
_SHOWN_FORMAT = "relapse-bank-show/1"

_banks = typer.Typer(
    help="List, show and check question banks.",
    rich_markup_mode=None,
    no_args_is_help=False,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 80},
)


def add_to(program: typer.Typer) -> None:
    """Add the commands to the command line."""
    program.add_typer(_banks, name="bank")


@_banks.callback(invoke_without_command=True)
def main(ctx: typer.Context) -> None:
    """List, show and check question banks."""
    if ctx.invoked_subcommand is None:
        from relapse_cli.cli.streams import write_data

        write_data(f"{ctx.get_help()}\n")


@_banks.command("list")
def list_banks(format: ListFormat = "text") -> None:
    """List the banks that come with the program."""
    from relapse_cli.app.reports.banks import bank_rows
    from relapse_cli.cli.streams import write_data
    from relapse_cli.formats.data.json_line import json_line

    rows = list(bank_rows())
    write_data(json_line(rows) if format == "json" else "".join(map(_row, rows)))


def _row(bank: Mapping[str, str | None]) -> str:
    """A bank as a line to be read."""
    by = bank["reviewed_by"]
    signed = f"reviewed by {by}" if by else "not clinically reviewed"
    return f"{bank['name']}  {bank['version']}  {bank['title']}  ({signed})\n"


@_banks.command("show")
def show(bank: _NamedBank = _DEFAULT, format: ListFormat = "text", no_color: NoColor = False) -> None:
    """Show the questions, flags and lines, each rule as a sentence."""
    from relapse_cli.app.reports.bank_data import bank_data
    from relapse_cli.app.reports.banks import bank_text
    from relapse_cli.cli.defaults import render_options
    from relapse_cli.cli.streams import write_data
    from relapse_cli.formats.data.json_line import json_line

    if format == "json":
        write_data(json_line({"format": _SHOWN_FORMAT, **bank_data(bank)}))
        return
    write_data(bank_text(bank, render_options(no_color=no_color)))


@_banks.command("check")
def check(bank: _NamedBank = _DEFAULT, format: ListFormat = "text", quiet: Quiet = False) -> int:
    """Name every fault of a bank, with its line and remedy.

    With --quiet nothing is said of a sound one; the exit code says it.
    """
    from relapse_cli.app.reports.banks import check_bank
    from relapse_cli.cli.streams import tell, tell_problems, write_data

    checked = check_bank(bank)
    if format == "json":
        write_data(_checked_json(checked))
    else:
        tell_problems(checked.problems)
    if checked.sound is None:
        if format == "text":
            tell(f"relapse: {bank} has {counted(len(checked.problems), 'fault')}.")
        return BAD_INPUT
    if format == "text" and not quiet:
        write_data(f"{_counts(checked.sound)}\n")
    return 0


_Proved = Annotated[
    str | None, typer.Argument(metavar="[NAME|PATH]", help="A shipped bank, or the file of one.")
]
_Save = Annotated[
    Path | None,
    typer.Option("--save", metavar="FOLDER", help="Write each interview that is named into this folder."),
]


@_banks.command("prove")
def prove(bank: _Proved = None, format: ListFormat = "text", save: _Save = None) -> int:
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


def _counts(bank: Bank) -> str:
    """What a sound bank has, as a sentence."""
    return (
        f"{bank.id} {bank.version} is sound: {len(bank.questions)} questions, {len(bank.flags)} flags, "
        f"{len(bank.actions)} lines."
    )


def _checked_json(checked: CheckedBank) -> str:
    """What was found, as one object on one line."""
    from relapse_cli.cli.says.problems import problem_rows
    from relapse_cli.formats.data.json_line import json_line

    bank = checked.sound
    counts = bank and {
        "id": bank.id,
        "version": bank.version,
        "questions": len(bank.questions),
        "flags": len(bank.flags),
        "lines": len(bank.actions),
    }
    rows = problem_rows(checked.problems)
    return json_line({"format": _FORMAT, "sound": bank is not None, "bank": counts, "problems": rows})
