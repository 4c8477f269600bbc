"""A review in long form: one line a cell, and a codebook that says what each column is."""

from __future__ import annotations

from dataclasses import fields
from typing import TYPE_CHECKING

from relapse_cli.formats.data.safe_csv import safe_csv
from relapse_cli.model.review import Mark, ReviewedRecords

if TYPE_CHECKING:
    from collections.abc import Iterator

    from relapse_cli.formats.data.safe_csv import CsvLine
    from relapse_cli.model.review import Cell, ColumnKind, Review, Table

_HEAD = ("table", "row", "key", "column", "kind", "value", "unit", "withheld")
_CODEBOOK_HEAD = ("table", "column", "title", "kind", "unit", "of", "out_of", "says", "note")
_KEYS: frozenset[ColumnKind] = frozenset({"name", "day", "month"})

_RECORDS = "records"
_REVIEW = "review"
_COUNTED = "What the review was made of."
_OF_REVIEW = "What was asked for."


def render(review: Review) -> str:
    """Return a review, one line a cell; what is withheld or not known has no value."""
    return safe_csv((_HEAD, *_about(review), *(line for table in review.tables for line in _lines(table))))


def codebook(review: Review) -> str:
    """Return what each column of each table of a review is."""
    return safe_csv(
        (_CODEBOOK_HEAD, *_own_columns(), *(c for table in review.tables for c in _columns(table)))
    )


def _about(review: Review) -> Iterator[CsvLine]:
    """What the review was made of and what was asked for, as tables of one row."""
    for field in fields(ReviewedRecords):
        value = getattr(review.records, field.name)
        kind = "day" if field.name.endswith("_day") else "count"
        yield (_RECORDS, 1, "", field.name, kind, _value(value), "", _withheld(value))
    asked = (
        ("bank", review.bank.id),
        ("bank_version", review.bank.version),
        ("bank_digest", review.bank.digest),
        ("where", review.where or None),
        ("by", ", ".join(review.by) or None),
        ("min_cell", review.min_cell),
        ("partial", int(review.partial)),
    )
    for name, said in asked:
        yield (_REVIEW, 1, "", name, "count" if isinstance(said, int) else "words", said, "", 0)


def _lines(table: Table) -> Iterator[CsvLine]:
    keys = [place for place, column in enumerate(table.columns) if column.kind in _KEYS or place == 0]
    yield (table.id, 0, "", "total", "count", _value(table.total), "", _withheld(table.total))
    for number, row in enumerate(table.rows, 1):
        key = "; ".join(f"{table.columns[place].id}={_shown(row[place])}" for place in keys)
        for column, cell in zip(table.columns, row, strict=True):
            yield (
                table.id,
                number,
                key,
                column.id,
                column.kind,
                _value(cell),
                column.unit,
                _withheld(cell),
            )


def _columns(table: Table) -> Iterator[CsvLine]:
    for column in table.columns:
        yield (
            table.id,
            column.id,
            column.title,
            column.kind,
            column.unit,
            column.of,
            table.of,
            table.says,
            table.note,
        )


def _own_columns() -> Iterator[CsvLine]:
    """The columns of the two tables that every review has."""
    for field in fields(ReviewedRecords):
        kind = "day" if field.name.endswith("_day") else "count"
        yield (_RECORDS, field.name, field.name.replace("_", " "), kind, "", "", "", _COUNTED, "")
    for name in ("bank", "bank_version", "bank_digest", "where", "by", "min_cell", "partial"):
        kind = "count" if name in {"min_cell", "partial"} else "words"
        yield (_REVIEW, name, name.replace("_", " "), kind, "", "", "", _OF_REVIEW, "")


def _value(cell: Cell) -> str | int | float | None:
    return None if isinstance(cell, Mark) else cell


def _withheld(cell: Cell) -> int:
    return int(isinstance(cell, Mark))


def _shown(cell: Cell) -> str:
    return "" if cell is None or isinstance(cell, Mark) else str(cell)
