"""A review as a document: what it is made of, what stands out, then its tables, from the top."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from relapse_cli.documents.block import (
    Block,
    Document,
    Fact,
    Facts,
    Heading,
    Item,
    Paragraph,
    Span,
    plain,
)
from relapse_cli.documents.review_across import blocks_across
from relapse_cli.documents.review_cells import WITHHELD, day, holds, number
from relapse_cli.documents.review_charts import chart_of
from relapse_cli.documents.review_columns import shown_columns
from relapse_cli.documents.review_rows import folded
from relapse_cli.documents.reviewed import reviewed_foot, unreviewed_mark
from relapse_cli.documents.table import DataTable
from relapse_cli.model.review import ALIKE, Mark
from relapse_cli.text.nouns import plural, series

if TYPE_CHECKING:
    from collections.abc import Iterator

    from relapse_cli.model.bank import Bank
    from relapse_cli.model.review import Cell, Finding, Review, ReviewedRecords, Table

TITLE = "Review of past interviews"
STOPPED = "Stopped before the end: this is what was counted so far."
_NOTHING_FOUND = "Nothing stands out beyond what the tables show."
_NO_RECORDS = "No record was counted, so there is nothing to say."


def review_document(review: Review, bank: Bank) -> Document:
    """Return what a review says, with the denominator of every number."""
    records = review.records
    words, by = bank.wording, bank.reviewed_by
    return Document(
        title=TITLE,
        facts=tuple(filter(None, (_whole(records), _days(records)))),
        marks=(*((STOPPED,) if review.partial else ()), *unreviewed_mark(words, by)),
        day=records.last_day or "",
        blocks=(
            Heading("What stands out"),
            *_findings(review),
            Heading("What it is made of"),
            Facts(tuple(_made_of(review)), table=True),
            *(Paragraph(((words, "quiet"),), close=True) for words in _explained(review)),
            *(block for table in review.tables for block in _table(table)),
        ),
        footer=tuple(filter(None, (words.footer, *reviewed_foot(words, by)))),
    )


def _made_of(review: Review) -> Iterator[Fact]:
    """What was read and what of it counts, each out of what."""
    records = review.records
    counted = (
        (records.counted, f"{_of(records.counted, records.read)} records that were read"),
        (records.interviews, f"{_of(records.interviews, records.counted)} counted as interviews"),
        (records.followups, f"{_of(records.followups, records.counted)} counted as follow-ups"),
    )
    told = (words for number, words in counted if isinstance(number, int))
    yield Fact("Counted", (*told, *_cases(records.cases)) or (WITHHELD,))
    if records.counted:
        yield Fact("Days", (_days(records),))
    rest = (
        ("Refused", records.refused, "each was named when it was read"),
        ("Of another version", records.other_version, "among the refused ones"),
        ("Left out", records.left_out, "they are not what was asked for"),
        ("Came again", records.repeated, "of an id that came again, the later one counts"),
    )
    for label, count, why in rest:
        if count:
            yield Fact(label, (f"{_of(count, records.read)} records that were read; {why}",))
    if records.migrated:
        brought = f"{_of(records.migrated, records.counted)} counted records"
        yield Fact("From an older version", (f"{brought} were brought to this one",))
    yield from _asked(review)


def _cases(cases: Cell) -> Iterator[str]:
    """To how many cases all of it belongs, where that may be told."""
    if isinstance(cases, int):
        yield f"They belong to {number(cases)} {plural(cases, 'case')}"


def _asked(review: Review) -> Iterator[Fact]:
    """What was asked for, and the bank that the levels and lines follow."""
    if review.where:
        yield Fact("Only where", (review.where,))
    if review.by:
        yield Fact("Grouped by", (series([name.replace(":", " ") for name in review.by]),))
    yield Fact("Levels and lines follow", (f"{review.bank.id} {review.bank.version}",))


def _explained(review: Review) -> Iterator[str]:
    """What the signs in the cells mean, where there are any."""
    if any(holds(table, Mark.WITHHELD) for table in review.tables):
        yield (
            f"“{WITHHELD}” stands where a count is under {review.min_cell}, or would give such a count away, "
            "so that nobody can be recognised."
        )
    if any(holds(table, None) for table in review.tables):
        yield "A dash (–) stands where nothing is known, or there is nothing to say."
    if any(column.kind == "low" for table in review.tables for column in table.columns):
        yield f"In brackets behind a share stands its interval. {ALIKE}"


def _findings(review: Review) -> Iterator[Block]:
    """What stands out, each with the table that shows it."""
    titles = {table.id: table.title for table in review.tables}
    if not review.records.counted:
        yield Paragraph(plain(_NO_RECORDS))
    elif not review.findings:
        yield Paragraph(plain(_NOTHING_FOUND))
    for finding in review.findings:
        yield _finding(finding, titles.get(finding.table, ""))


def _finding(finding: Finding, title: str) -> Item:
    where: tuple[Span, ...] = ((f" See: {title}.", "quiet"),) if title else ()
    return Item((*plain(finding.words), *where))


def _table(table: Table) -> Iterator[Block]:
    """One table under its title: what it shows, its numbers, how it was worked out."""
    yield Heading(table.title)
    if table.says:
        yield Paragraph(plain(table.says))
    out_of = f"Out of {table.of}." if table.of else ""
    if not table.rows:
        yield Paragraph((((f"{out_of} There are no rows.").strip(), "quiet"),))
    elif table.across:
        yield from _across(table)
    else:
        yield from _down(table, out_of)
    if note := table.note.removesuffix(ALIKE).strip():
        yield Paragraph(((note, "quiet"),))


def _down(table: Table, out_of: str) -> Iterator[Block]:
    """A table with a row for each of its own, but for those that are named beneath it."""
    columns = shown_columns(table)
    shown = folded(table, columns)
    if shown.rows:
        rows = tuple(tuple(column.cell(table, row) for column in shown.columns) for row in shown.rows)
        heads = tuple(column.heading for column in shown.columns)
        yield DataTable(table.title, out_of, heads, rows, chart_of(table, columns))
    elif out_of:
        yield Paragraph(((out_of, "quiet"),))
    yield from (Paragraph(((words, "quiet"),)) for words in shown.named)


def _across(table: Table) -> Iterator[Block]:
    """A table whose months or groups stand side by side."""
    chart = chart_of(table, shown_columns(table))
    for block in blocks_across(table):
        if isinstance(block, str):
            yield Paragraph(((block, "quiet"),))
        else:
            yield replace(block, chart=chart)
            chart = None


def _whole(records: ReviewedRecords) -> str:
    """How many records count, where that may be told."""
    known = isinstance(records.counted, int)
    return f"{_of(records.counted, records.read)} records" if known else ""


def _days(records: ReviewedRecords) -> str:
    """From the first day to the last one."""
    days = [day(each) for each in (records.first_day, records.last_day) if each]
    return " to ".join(dict.fromkeys(days))


def _of(part: Cell, whole: Cell) -> str:
    """``173 of 800``; without what it is out of where that is withheld."""
    return f"{_shown(part)} of {_shown(whole)}" if isinstance(whole, int) else _shown(part)


def _shown(count: Cell) -> str:
    return number(count) if isinstance(count, int) else WITHHELD
