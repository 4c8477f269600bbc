"""What `relapse bank sources` says: each source with its age."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING

from relapse_cli.formats.data.json_line import json_line
from relapse_cli.formats.data.safe_csv import safe_csv
from relapse_cli.text.days import plain_day
from relapse_cli.text.nouns import counted

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from relapse_cli.app.reports.bank_sources import SourceAge
    from relapse_cli.formats.data.safe_csv import CsvLine

_FORMAT = "relapse-bank-sources/1"
_YEAR = 365
_HEAD = ("kind", "id", "title", "year", "rules", "looked_at", "review_by", "days", "overdue")


def sources_text(found: Sequence[SourceAge]) -> str:
    """Each source on two lines: what it is, and how old."""
    return "".join(f"{_named(each)}\n    {_age(each)}\n" for each in found)


def _named(source: SourceAge) -> str:
    year = f" ({source.year})" if source.year else ""
    return f"{source.id}  {source.title}{year}"


def _age(source: SourceAge) -> str:
    looked = f"looked at {plain_day(source.looked_at)}, {_ago(source.days)}"
    again = ""
    if source.review_by is not None:
        day = plain_day(source.review_by)
        again = f"; PAST ITS REVIEW DATE, {day}" if source.overdue else f"; again by {day}"
    noun = "rule" if source.kind == "source" else "number"
    return f"{looked}{again}; {counted(source.rules, noun)}"


def _ago(days: int) -> str:
    """How long ago, in days, from a year on in years as well."""
    if days == 0:
        return "today"
    if days < 0:
        return f"which is {counted(-days, 'day')} ahead"
    if days < _YEAR:
        return f"{counted(days, 'day')} ago"
    return f"{counted(days, 'day')} ago ({days / _YEAR:.1f} years)"


def sources_json(found: Sequence[SourceAge], today: date) -> str:
    """The same for programs, with the day by which the ages count."""
    rows = [
        {
            **asdict(each),
            "looked_at": each.looked_at.isoformat(),
            "review_by": each.review_by.isoformat() if each.review_by else None,
        }
        for each in found
    ]
    return json_line({"format": _FORMAT, "today": today.isoformat(), "sources": rows})


def sources_csv(found: Sequence[SourceAge]) -> str:
    """The same for a spreadsheet."""
    return safe_csv((_HEAD, *map(_line, found)))


def _line(source: SourceAge) -> CsvLine:
    return (
        source.kind,
        source.id,
        source.title,
        source.year,
        source.rules,
        source.looked_at.isoformat(),
        source.review_by.isoformat() if source.review_by else "",
        source.days,
        int(source.overdue),
    )
