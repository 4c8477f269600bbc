"""The bank that a command works with: sound, or refused with every fault named."""

from __future__ import annotations

from relapse_cli.app.sources.load_bank import load_checked_bank
from relapse_cli.banks.shipped import find_bank
from relapse_cli.errors import InputError
from relapse_cli.model.bank import Bank
from relapse_cli.text.shell import shell_word

DEFAULT_BANK = "post_relapse"


def require_bank(name_or_path: str) -> Bank:
    """Return a bank by its shipped name or its path.

    Raises:
        InputError: there is no such bank, or it has faults; all of them are named.
    """
    bank, problems = load_checked_bank(find_bank(name_or_path))
    if bank is None:
        raise InputError(
            f"The bank {name_or_path} cannot be used.",
            problems=problems,
            remedy=f"Mend what is named above, then run: relapse bank check {shell_word(name_or_path)}",
        )
    return bank
