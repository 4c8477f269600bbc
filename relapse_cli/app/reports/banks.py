"""Banks for their editors: which there are, and what one says."""

from __future__ import annotations

from collections.abc import Iterator

from relapse_cli.app.sources.bank import require_bank
from relapse_cli.banks.shipped import shipped_banks
from relapse_cli.documents.bank import bank_document
from relapse_cli.formats.base import RenderOptions
from relapse_cli.formats.text import terminal


def bank_rows() -> Iterator[dict[str, str | None]]:
    """Each shipped bank: name, version, title, who signed it."""
    for name in shipped_banks():
        bank = require_bank(name)
        yield {
            "name": name,
            "version": bank.version,
            "title": bank.title,
            "reviewed_by": bank.reviewed_by,
        }


def bank_text(name_or_path: str, options: RenderOptions) -> str:
    """A bank as text: what is asked and what follows."""
    return terminal.render(bank_document(require_bank(name_or_path)), options)
