"""Whether a bank is signed: the one place in which that is found out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from relapse_cli.app.sources.profiles import ProfileBook
from relapse_cli.banks import messages
from relapse_cli.banks.content import content_digest
from relapse_cli.banks.signature import read_signature, signature_path
from relapse_cli.text.days import plain_day
from relapse_cli.text.shell import shell_word

if TYPE_CHECKING:
    from pathlib import Path

    from relapse_cli.model.bank import Bank
    from relapse_cli.problems import Problem


def digest_to_sign(bank: Bank, path: Path) -> str:
    """Return the content digest of a bank, with every number that can be printed with it.

    Those are the profiles beside it and those that come with the program; what a service says in its own
    settings is no part of the bank.

    Raises:
        InputError: the shipped profiles cannot be used.
    """
    return content_digest(bank, ProfileBook(str(path)).profiles)


def with_signature(bank: Bank, path: Path) -> Bank:
    """Return the bank with the signature beside it, where that is over this content and no other."""
    signature, _ = read_signature(signature_path(path))
    if signature is None or signature.digest != digest_to_sign(bank, path):
        return bank
    return bank.model_copy(update={"signature": signature})


def signature_problems(bank: Bank, path: Path) -> list[Problem]:
    """Return why the signature beside a bank does not count; nothing where it does, or where none is."""
    there = signature_path(path)
    signature, problems = read_signature(there)
    if signature is None or signature.digest == digest_to_sign(bank, path):
        return problems
    words = {"name": signature.name, "day": plain_day(signature.signed_on), "bank": shell_word(str(path))}
    return [messages.OTHER_CONTENT.problem("", str(there), 1, **words)]
