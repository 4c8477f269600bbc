"""A table of numbers, and the chart of it: rows as they are read, which each format draws in its own way."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class TableColumn:
    """A column; numbers stand to the right."""

    title: str
    number: bool = False


@dataclass(frozen=True, slots=True)
class TableCell:
    """What stands in a cell.

    Attributes:
        text: as it is read in a table.
        told: the same in words, where a sign alone says too little; empty where it does not.
    """

    text: str
    told: str = ""

    @property
    def said(self) -> str:
        """The cell in words, for a reader who hears it."""
        return self.told or self.text


@dataclass(frozen=True, slots=True)
class ChartPoint:
    """One bar, or one point of a line; without a value there is a gap, and words say why."""

    label: str
    value: float | None
    shown: str


@dataclass(frozen=True, slots=True)
class ChartSeries:
    """The bars or points that belong together; a title tells several series apart."""

    title: str
    points: tuple[ChartPoint, ...]


@dataclass(frozen=True, slots=True)
class Chart:
    """A chart of a table, which says nothing that the table does not say.

    Attributes:
        top: the value at the upper end of the scale, which begins at 0.
        top_shown: the same as it is read.
    """

    kind: Literal["bars", "lines"]
    title: str
    top: float
    top_shown: str
    series: tuple[ChartSeries, ...]


@dataclass(frozen=True, slots=True)
class DataTable:
    """A table whose first column says what each row is about.

    Attributes:
        title: what its numbers are out of.
        name: what it is called where several tables stand on a page.
    """

    name: str
    title: str
    columns: tuple[TableColumn, ...]
    rows: tuple[tuple[TableCell, ...], ...]
    chart: Chart | None = None
