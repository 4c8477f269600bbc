"""`relapse profiles`: the emergency profiles that there are, and where each comes from."""

from __future__ import annotations

from typing import TYPE_CHECKING

import typer

from relapse_cli.cli.exit_codes import BAD_INPUT
from relapse_cli.cli.options import Bank, ListFormat, Quiet

if TYPE_CHECKING:
    from collections.abc import Mapping


def add_to(program: typer.Typer) -> None:
    """Add the command to the command line."""
    program.command("profiles")(profiles)


def profiles(format: ListFormat = "text", bank: Bank = None, _quiet: Quiet = False) -> int:
    """List the emergency profiles, and the file that each comes from.

    Those in profiles.yaml beside a copied bank count for that bank, where they
    differ from the program's; then those in profiles.yaml beside the settings.
    What is wrong with either file is told, with exit code 5.
    """
    from relapse_cli.banks.shipped import shipped_profiles
    from relapse_cli.cli.defaults import bank_name, profile_book
    from relapse_cli.cli.streams import tell_problems, write_data
    from relapse_cli.formats.data.json_line import json_line

    book = profile_book(bank_name(bank))
    rows = [
        {
            "id": name,
            "country": found.profile.country,
            "emergency": found.profile.emergency,
            "not_yet_called": sum(bool(each.in_doubt) for each in found.profile.numbers),
            "file": None if found.file == shipped_profiles() else str(found.file),
        }
        for name, found in book.found.items()
    ]
    write_data(json_line(rows) if format == "json" else "".join(map(_row, rows)))
    tell_problems(book.problems)
    return BAD_INPUT if book.problems else 0


def _row(found: Mapping[str, object]) -> str:
    """A profile as a line to be read."""
    from relapse_cli.text.sanitize import sanitize_line

    words = (
        f"{found['id']} | {found['country']} | emergency {found['emergency']} | "
        f"{found['not_yet_called']} not yet called | {found['file'] or 'the program'}"
    )
    return f"{sanitize_line(words)}\n"
