"""What many records say together, as ``relapse-review/1``: typed tables, and what stands out in them.

A review is data to its last cell: a format writes it, and takes no words apart. Its tables hold numbers that
are shown, and say which were withheld; who may see a count was decided before.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import Literal

from relapse_cli.model.record import BankPin

REVIEW_FORMAT = "relapse-review/1"

ALIKE = (
    "The intervals (95 %) are for records that have nothing to do with each other; sessions of one case are "
    "alike, so the true uncertainty is larger."
)
"""Stands in the note of each table whose unit is the session; a reader is told once."""


class Mark(Enum):
    """What stands in a cell in the place of a value."""

    WITHHELD = "withheld"
    """So few records are behind it, or behind one beside it, that it could tell of somebody."""


Cell = str | int | float | None | Mark
"""A value; ``None`` is not known, or there is none."""

ColumnKind = Literal[
    "name", "words", "count", "share", "points", "number", "low", "high", "day", "month"
]  # fmt: skip
"""What the values of a column are.

``name`` is an id, ``words`` say it for a reader; a ``share`` lies from 0 to 1, ``points`` are the difference
of two; ``low`` and ``high`` are the ends of the interval of the number before them, or of a range.
"""

Chart = Literal["none", "bars", "lines"]
"""How a table is drawn: a bar for each row, or a line over its months or days."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table.

    Attributes:
        id: its name for scripts; the same in every format.
        title: its name for a reader.
        unit: ``hours``, ``days`` or ``of 10``; empty where the kind says it all.
        of: the id of the column with what each of its counts is out of; empty where it is the table's total.
    """

    id: str
    title: str
    kind: ColumnKind
    unit: str = ""
    of: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """One table of a review.

    Attributes:
        says: what it shows, in one sentence.
        of: what its counts and shares are out of, in words ("412 interviews whose sequence was told").
        total: the same as a number.
        note: how it was worked out, or what it leaves out; empty where there is nothing to say.
        chart: how it is drawn; ``chart_by`` is the column of the labels and ``chart_of`` that of the values.
        across: the columns whose values a reader gets side by side; a program gets them in rows.
        aside: the columns that only a program gets.
    """

    id: str
    title: str
    says: str
    of: str
    total: Cell
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    note: str = ""
    chart: Chart = "none"
    chart_by: str = ""
    chart_of: str = ""
    across: tuple[str, ...] = ()
    aside: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that stands out, in one sentence with its denominator.

    Attributes:
        table: the id of the table that shows it.
    """

    id: str
    words: str
    table: str


@dataclass(frozen=True, slots=True)
class ReviewedRecords:
    """What a review was made of.

    Attributes:
        read: records that were found; this and what is part of it may be withheld as any other number.
        counted: those that the numbers rest on.
        interviews: of the counted ones; ``followups`` the others.
        refused: with faults, each of which was named.
        other_version: of a version that cannot be brought to this bank; among the refused ones.
        migrated: brought from an older version; among the counted ones.
        repeated: of an id that came again later; the later one counts.
        left_out: valid, and not what was asked for (``--where``, ``--since``, ``--until``).
        cases: the number of cases among the counted ones.
        first_day: the day of the first record that was counted; ``last_day`` that of the last one.
    """

    read: Cell
    counted: Cell
    interviews: Cell
    followups: Cell
    refused: int
    other_version: int
    migrated: int
    repeated: int
    left_out: Cell
    cases: Cell
    first_day: str | None
    last_day: str | None


@dataclass(frozen=True, slots=True)
class Review:
    """What many records say together.

    Attributes:
        where: the condition that was asked for, as it was written; empty where there was none.
        by: what it is grouped by.
        min_cell: a count under this is withheld, and so is what would give it away.
        partial: it was stopped before the end.
        findings: what stands out, the most important first.
    """

    bank: BankPin
    records: ReviewedRecords
    where: str
    by: tuple[str, ...]
    min_cell: int
    partial: bool
    findings: tuple[Finding, ...]
    tables: tuple[Table, ...]
