"""Blank sheets, made from a bank and the numbers of a profile, without a record."""

from __future__ import annotations

from typing import TYPE_CHECKING

from relapse_cli.app.sources.bank import require_bank
from relapse_cli.documents.sheets import sheet_document
from relapse_cli.errors import InputError
from relapse_cli.formats.catalogue import write_document

if TYPE_CHECKING:
    from relapse_cli.app.sources.service import Service
    from relapse_cli.formats.base import DocumentFormat, RenderOptions
    from relapse_cli.model.bank_terms import SheetReader
    from relapse_cli.model.record import ProfilePin


def sheet_text(
    reader: SheetReader,
    bank_name: str,
    *,
    profile: ProfilePin | None,
    service: Service,
    form: DocumentFormat,
    options: RenderOptions,
) -> str | bytes:
    """Return the sheet for a reader in one of the formats, on the paper of the service.

    Raises:
        InputError: the bank cannot be used, or has no sheets.
    """
    bank = require_bank(bank_name)
    if bank.sheets is None:
        raise InputError(
            "This question bank has no sheets to hand out.",
            remedy="Use the bank that comes with the program, or add sheets to yours.",
        )
    head = service.letterhead(profile, reader)
    return write_document(sheet_document(bank, bank.sheets, reader, profile, head), form, options)
