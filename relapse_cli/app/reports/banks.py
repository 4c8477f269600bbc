"""Banks for their editors: which there are, and what one says."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from relapse_cli.app.sources.bank import load_checked_bank, require_bank
from relapse_cli.banks.shipped import shipped_banks
from relapse_cli.documents.bank import bank_document
from relapse_cli.files import is_there
from relapse_cli.formats.base import RenderOptions
from relapse_cli.formats.text import terminal


def bank_rows(in_use: str) -> Iterator[dict[str, str | bool | None]]:
    """Each bank that comes with the program, and the one in use: name, version, title, who signed it, place.

    Args:
        in_use: the bank that is used where no other is named, by name or path. One that cannot be used has
            neither version nor title, nor has one that is not there.
    """
    shipped = shipped_banks()
    for name in dict.fromkeys((*shipped, in_use)):
        path = shipped.get(name, Path(name))
        bank = load_checked_bank(path)[0] if is_there(path) else None
        yield {
            "name": name,
            "version": bank.version if bank else None,
            "title": bank.title if bank else None,
            "reviewed_by": bank.reviewed_by if bank else None,
            "path": str(path.absolute()),
            "in_use": name == in_use,
        }


def bank_text(name_or_path: str, options: RenderOptions) -> str:
    """A bank as text: what is asked and what follows."""
    return terminal.render(bank_document(require_bank(name_or_path)), options)
