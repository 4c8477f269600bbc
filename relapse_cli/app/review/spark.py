"""A review of a frame of Spark, to be called from a notebook, where nobody types commands.

    from relapse_cli.app.review.spark import review

    lines = spark.read.text("abfss://…/interviews/*.jsonl")   # one record a line, in the column "value"
    found = review(lines, where=["level>=3"], by=["month"])
    displayHTML(found.html)                                   # or found.json, for a program

Records are read where they lie, by ``mapInArrow``, on classic Spark as on Connect; what comes to the notebook
is one small row for each, without a word of a patient, and it is counted there. Nothing of a record is kept.
"""

from __future__ import annotations

import pickle
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import gettempdir
from typing import TYPE_CHECKING, cast

from relapse_cli.app.review.asked import Asked, condition_asked, groups_asked
from relapse_cli.app.review.counts import SeenSoFar, asked_of
from relapse_cli.app.review.judge import Judge
from relapse_cli.app.review.reading import Reading
from relapse_cli.app.review.shared import PartDone, begun
from relapse_cli.app.sources.bank import require_bank
from relapse_cli.app.sources.days import days_asked
from relapse_cli.batch.case_rows import CaseRows
from relapse_cli.batch.counting import counted
from relapse_cli.batch.engines.spark_engine import run_on_lines
from relapse_cli.batch.inputs.item import Item
from relapse_cli.batch.packed_rows import packed, unpacked
from relapse_cli.batch.review import MIN_CELL, review_of
from relapse_cli.formats.base import RenderOptions
from relapse_cli.formats.catalogue import write_review

if TYPE_CHECKING:
    from relapse_cli.batch.row import Row
    from relapse_cli.model.bank import Bank
    from relapse_cli.model.review import Review
    from relapse_cli.problems import Problem

_FRAME = "frame"
"""Stands for the file in the faults of records: a frame has neither names nor line numbers."""


@dataclass(frozen=True, slots=True)
class FoundInFrame:
    """A review of a frame.

    Attributes:
        review: the review as data.
        faults: records with faults, each with the id as far as it could be read; at most `MOST_FAULTS`, and
            ``review.records`` has the number.
    """

    review: Review
    faults: tuple[tuple[str, tuple[Problem, ...]], ...]
    bank: Bank

    @property
    def json(self) -> str:
        """The review as ``relapse-review/1``."""
        return str(write_review(self.review, self.bank, "json", RenderOptions()))

    @property
    def html(self) -> str:
        """The review as one page."""
        return str(write_review(self.review, self.bank, "html", RenderOptions()))


MOST_FAULTS = 1000

_BANKS: dict[str, Bank] = {}
"""Each bank once: what is remembered of a bank is found quickly under the very same one only."""


def review(
    frame: object,
    *,
    column: str = "value",
    bank: str = "post_relapse",
    where: Sequence[str] = (),
    by: Sequence[str] = (),
    since: str | None = None,
    until: str | None = None,
    min_cell: int = MIN_CELL,
) -> FoundInFrame:
    """Return what the records of a frame say together; the same numbers as ``relapse review`` gives.

    Of records with one id one is counted, and that they repeat is counted too; which one it is nobody can
    say, for a frame has no order.

    Args:
        frame: a frame of Spark, classic or Connect; the workers need this program installed.
        column: its column of texts, one record as JSON in each.
        bank: the bank, by its name or path.
        where: conditions as after ``--where``.
        by: what it is grouped by, as after ``--by``.
        since: the first day, as after ``--since``.
        until: the last day, as after ``--until``.
        min_cell: counts under this are withheld, as after ``--min-cell``.

    Raises:
        UsageError: something of what is asked does not exist.
    """
    loaded = require_bank(bank)
    known = _BANKS.setdefault(loaded.digest, loaded)
    asked = Asked(
        bank=known,
        where=condition_asked(known, where),
        written=" and ".join(where),
        by=groups_asked(known, by),
        days=days_asked(since, until),
        min_cell=min_cell,
    )
    seen, place = SeenSoFar(), 0
    faults: list[tuple[str, tuple[Problem, ...]]] = []
    with CaseRows(Path(gettempdir())) as rows:
        for done in run_on_lines(frame, column, read_lines, pickle.dumps((asked, {}))):
            part = cast("PartDone", pickle.loads(done))  # noqa: S301 - it comes from those who were given the work
            seen.add(part.seen)
            faults += part.told[: MOST_FAULTS - len(faults)]
            for row in unpacked(part.rows):
                place += 1
                rows.add(row, place)
        counts = counted(known, asked_of(asked), rows, seen=seen.seen)
    return FoundInFrame(review_of(counts, known, min_cell), tuple(faults), known)


def read_lines(shared: bytes, lines: Iterable[str | None]) -> bytes:
    """Read some lines of a frame, as the work of Spark; an empty one is no record."""
    _, judge = begun(shared)
    return pickle.dumps(_read(judge, lines))


def _read(judge: Judge, lines: Iterable[str | None]) -> PartDone:
    rows: list[Row] = []
    told: list[tuple[str, tuple[Problem, ...]]] = []

    def tell(problems: Iterable[Problem], record: str) -> None:
        told.append((record, tuple(problems)))

    reading = Reading(judge, rows.append, tell)
    for item in _items(lines):
        reading.take(item)
    return PartDone(reading.seen.seen, packed(rows), tuple(told[:MOST_FAULTS]), reading.size)


def _items(lines: Iterable[str | None]) -> Iterator[Item]:
    for number, line in enumerate(lines, 1):
        if line is not None and not line.isspace() and line:
            yield Item(_FRAME, number, line.encode("utf-8", "surrogatepass"))
