"""`relapse bank sheet`, `sign` and `copy`: a bank on paper, who has signed it, and one of one's own."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, get_args

import typer

from relapse_cli.cli.options import Accessible, Bank, Force, NamedBank, NoColor, Output, Quiet
from relapse_cli.formats.base import DocumentFormat

if TYPE_CHECKING:
    from relapse_cli.prompters.asker import Asker

_Name = Annotated[str | None, typer.Option("--name", metavar="NAME", help="Who signs.")]
_Role = Annotated[str | None, typer.Option("--role", metavar="ROLE", help="In which role.")]
_Registration = Annotated[
    str | None, typer.Option("--registration", metavar="NUMBER", help="Under which registration.")
]
_Yes = Annotated[bool, typer.Option("--yes", help="Sign without asking once more.")]


def add_to(banks: typer.Typer) -> None:
    """Add the commands to those of banks."""
    banks.command("sheet")(sheet)
    banks.command("sign")(sign)
    banks.command("copy")(copy)


def sheet(
    bank: NamedBank = None,
    *,
    format: Annotated[
        DocumentFormat | None, typer.Option("--format", help="How it is written.", show_default="markdown")
    ] = None,
    output: Output = None,
    force: Force = False,
    no_color: NoColor = False,
    _quiet: Quiet = False,
) -> None:
    """Write the whole bank as one document to be read and signed.

    Every question, rule, text and number, in English, with what reads it and
    where it comes from; at the end a block for the signature.

    \b
    relapse bank sheet -o sheet.html
    relapse bank sheet my.yaml --format markdown
    """  # noqa: D301 - typer keeps the lines after \b as they are
    from relapse_cli.app.reports.bank_sheet import sheet_of_bank
    from relapse_cli.cli.defaults import bank_name, render_options
    from relapse_cli.cli.output import target_of

    target = target_of(output, format, "markdown", get_args(DocumentFormat))
    options = render_options(no_color=no_color, to_file=target.to_file)
    target.write(sheet_of_bank(bank_name(bank), target.form, options), force=force)


def sign(
    bank: NamedBank = None,
    *,
    name: _Name = None,
    role: _Role = None,
    registration: _Registration = None,
    yes: _Yes = False,
    accessible: Accessible = False,
) -> int:
    """Sign a bank as clinically reviewed.

    Read it first: relapse bank sheet. The signature is over the content of the
    bank and the emergency numbers that count for it. Documents then say who has
    reviewed it; whatever is changed later puts "not clinically reviewed" back.
    What is not given is asked.

    \b
    relapse bank sign my.yaml
    """  # noqa: D301 - typer keeps the lines after \b as they are
    from relapse_cli.app.asking.leaving import Left
    from relapse_cli.app.reports.signed_bank import ask_who_signs, bank_to_sign, require_fit, sign
    from relapse_cli.cli.defaults import bank_name, today
    from relapse_cli.cli.exit_codes import left_code
    from relapse_cli.cli.streams import tell

    given = {"name": name, "role": role, "registration": registration}
    require_fit(given)
    known = {key: words.strip() for key, words in given.items() if words is not None}
    to_sign = bank_to_sign(bank_name(bank), today())
    said = known
    if not yes or len(known) < len(given):
        try:
            said = ask_who_signs(_asker(accessible=accessible), to_sign, known, agreed=yes)
        except Left as left:
            tell("Stopped. The bank is not signed.")
            return left_code(interrupted=left.interrupted)
    where = sign(to_sign, said, today())
    tell(f"Signed. The signature stands in {where}.")
    return 0


def copy(
    folder: Annotated[str, typer.Argument(metavar="DIR", help="A new or empty folder.")],
    bank: Bank = None,
) -> None:
    """Copy a bank into a folder, to make it your own.

    The emergency numbers and what stands beside the bank come with it; its
    signature does not.

    \b
    relapse bank copy my-bank
    """  # noqa: D301 - typer keeps the lines after \b as they are
    from pathlib import Path

    from relapse_cli.app.upkeep.copy_bank import copy_bank
    from relapse_cli.cli.defaults import bank_name
    from relapse_cli.cli.streams import tell
    from relapse_cli.text.shell import shell_word

    made = copy_bank(bank_name(bank), Path(folder))
    tell(
        f"Copied. After each change: relapse bank check {shell_word(str(made))}",
        f"To work with it: relapse config set bank {shell_word(str(made.absolute()))}",
    )


def _asker(*, accessible: bool) -> Asker:
    """Who is asked.

    Raises:
        NeedsAnswersError: nobody can be.
    """
    import os
    import sys

    from relapse_cli.app.asking.choose import choose_asker
    from relapse_cli.cli.defaults import configuration
    from relapse_cli.errors import NeedsAnswersError

    configuration()  # it may say how somebody wants to be asked
    try:
        return choose_asker(os.environ, sys.stdin, sys.stderr, accessible=accessible)
    except NeedsAnswersError as error:
        raise NeedsAnswersError(
            "Signing asks who signs, and there is no terminal to ask on.",
            remedy="Say it on the command line: --name, --role, --registration and --yes.",
        ) from error
