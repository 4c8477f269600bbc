"""`relapse profiles`: the emergency profiles that there are, and where each comes from."""

from __future__ import annotations

import typer

from relapse_cli.cli.exit_codes import BAD_INPUT
from relapse_cli.cli.options import Bank


def add_to(program: typer.Typer) -> None:
    """Add the command to the command line."""
    program.command("profiles")(profiles)


def profiles(bank: Bank = None) -> int:
    """List the emergency profiles, and the file that each comes from.

    Those in profiles.yaml beside a copied bank count for that bank, where they
    differ from the program's; then those in profiles.yaml beside the settings.
    What is wrong with either file is told, with exit code 5.
    """
    from relapse_cli.banks.shipped import shipped_profiles
    from relapse_cli.cli.defaults import bank_name, profile_book
    from relapse_cli.cli.streams import tell_problems, write_data
    from relapse_cli.text.sanitize import sanitize_line

    book = profile_book(bank_name(bank))
    rows = [
        f"{name} | {found.profile.country} | emergency {found.profile.emergency} | "
        f"{len([each for each in found.profile.numbers if each.in_doubt])} not yet called | "
        f"{'the program' if found.file == shipped_profiles() else found.file}"
        for name, found in book.found.items()
    ]
    write_data("".join(f"{sanitize_line(row)}\n" for row in rows))
    tell_problems(book.problems)
    return BAD_INPUT if book.problems else 0
