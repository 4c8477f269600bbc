"""What is due for a spreadsheet: a line a contact, check-in or line of a plan."""

from __future__ import annotations

from typing import TYPE_CHECKING

from relapse_cli.formats.data.safe_csv import safe_csv

if TYPE_CHECKING:
    from collections.abc import Iterable

    from relapse_cli.formats.data.safe_csv import CsvLine
    from relapse_cli.model.due import DueItem

_HEAD = ("day", "at", "overdue", "case", "kind", "agreed", "line", "words", "who", "session", "began")


def render(items: Iterable[DueItem], today: str) -> str:
    """Return what is due, one line each under a head."""
    return safe_csv((_HEAD, *(_line(item, today) for item in items)))


def _line(item: DueItem, today: str) -> CsvLine:
    return (
        item.day,
        item.at,
        int(item.day < today),
        item.case,
        item.kind,
        int(item.agreed),
        item.line or "",
        item.words,
        item.who or "",
        item.session,
        item.began,
    )
