"""A review as ``relapse-review/1``: one object on one line, sorted keys, no clock inside."""

from __future__ import annotations

from dataclasses import asdict
from importlib import resources
from typing import TYPE_CHECKING

from relapse_cli.formats.data.json_line import json_line
from relapse_cli.model.review import REVIEW_FORMAT, Mark

if TYPE_CHECKING:
    from relapse_cli.model.review import Cell, Review, Table

_WITHHELD = {"withheld": True}
"""What stands in the place of a value that is not shown; what is not known is null."""


def render(review: Review) -> str:
    """Return a review in the interchange format."""
    return json_line(
        {
            "format": REVIEW_FORMAT,
            "bank": review.bank.model_dump(mode="json"),
            "records": {name: _cell(value) for name, value in asdict(review.records).items()},
            "where": review.where,
            "by": review.by,
            "min_cell": review.min_cell,
            "partial": review.partial,
            "findings": [asdict(finding) for finding in review.findings],
            "tables": [_table(table) for table in review.tables],
        }
    )


def schema() -> str:
    """Return the JSON Schema that every review in the interchange format holds to."""
    return (resources.files(__package__) / "relapse-review-1.schema.json").read_text(encoding="utf-8")


def _table(table: Table) -> dict[str, object]:
    return {
        **{name: getattr(table, name) for name in ("id", "title", "says", "of", "note", "chart")},
        "chart_by": table.chart_by,
        "chart_of": table.chart_of,
        "total": _cell(table.total),
        "columns": [asdict(column) for column in table.columns],
        "rows": [list(map(_cell, row)) for row in table.rows],
    }


def _cell(cell: Cell) -> object:
    return _WITHHELD if isinstance(cell, Mark) else cell
