"""Lines of values as CSV that a spreadsheet opens without taking any text for a formula.

A spreadsheet takes a text that begins with certain signs for a formula. Such a text gets an apostrophe before
it, and every text stands in quotation marks, so that none can end in the next cell.
"""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

from relapse_cli.text.sanitize import sanitize_line

if TYPE_CHECKING:
    from collections.abc import Iterable

CsvLine = tuple[str | int | float | None, ...]

_ACTS = ("=", "+", "-", "@", "＝", "＋", "－", "＠")
_SHIELD = "'"


def safe_csv(lines: Iterable[CsvLine]) -> str:
    """Return lines as CSV."""
    out = io.StringIO()
    writer = csv.writer(out, quoting=csv.QUOTE_NONNUMERIC, lineterminator="\n")
    for line in lines:
        writer.writerow([_safe(value) if isinstance(value, str) else value for value in line])
    return out.getvalue()


def _safe(text: str) -> str:
    """Text on one line that no spreadsheet takes for a formula."""
    line = sanitize_line(text)
    return f"{_SHIELD}{line}" if line.startswith(_ACTS) else line
