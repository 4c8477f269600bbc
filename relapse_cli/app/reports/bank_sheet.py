"""A whole bank as one document for sign-off."""

from __future__ import annotations

from typing import TYPE_CHECKING

from relapse_cli.app.sources.bank import require_bank
from relapse_cli.app.sources.profiles import ProfileBook
from relapse_cli.app.sources.signed import digest_to_sign
from relapse_cli.banks.shipped import find_bank
from relapse_cli.checks.meaning.read_by import read_by
from relapse_cli.documents.bank_sheet.document import bank_sheet
from relapse_cli.formats.catalogue import write_document

if TYPE_CHECKING:
    from relapse_cli.formats.base import DocumentFormat, RenderOptions


def sheet_of_bank(name_or_path: str, form: DocumentFormat, options: RenderOptions) -> str | bytes:
    """Return the sheet of a bank in one of the formats.

    Raises:
        InputError: there is no such bank, or it has faults.
    """
    bank = require_bank(name_or_path)
    digest = digest_to_sign(bank, find_bank(name_or_path))
    profiles = ProfileBook(name_or_path).profiles
    return write_document(bank_sheet(bank, profiles, digest, read_by(bank)), form, options)
