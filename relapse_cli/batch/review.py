"""From counts to a review: the tables of all questions, and what stands out in them."""

from __future__ import annotations

from collections.abc import Iterator

from relapse_cli.batch.findings import findings
from relapse_cli.batch.measures import differences, groups
from relapse_cli.batch.measures.catalogue import MEASURES
from relapse_cli.batch.measures.view import FOLLOWUP, INTERVIEW, KINDS, View
from relapse_cli.batch.partial import Partial
from relapse_cli.errors import InputError
from relapse_cli.model.bank import Bank
from relapse_cli.model.review import Cell, Mark, Review, ReviewedRecords, Table
from relapse_cli.text.days import plain_month

MIN_CELL = 5
"""A count under this is withheld, where nothing else is said."""


def review_of(partial: Partial, bank: Bank, min_cell: int = MIN_CELL) -> Review:
    """Return what counts say.

    Args:
        partial: the counts, all that belong together merged.
        bank: the bank they were made with.
        min_cell: the smallest count that is shown; 0 shows all.

    Raises:
        InputError: the counts were made with another bank.
    """
    asked = partial.asked
    if asked.bank.digest != bank.digest:
        raise InputError(
            f"These counts were made with version {asked.bank.version} of bank {asked.bank.id}.",
            remedy="Name that bank with --bank.",
        )
    view = View(bank, partial.whole, min_cell)

    return Review(
        bank=asked.bank,
        records=_records(partial, view),
        where=asked.where,
        by=asked.by,
        min_cell=min_cell,
        partial=partial.stopped,
        findings=findings(view, groups.clearest(view, asked.by, partial.groups)),
        tables=tuple(_tables(view, partial)),
    )


def _tables(view: View, partial: Partial) -> Iterator[Table]:
    for measure in MEASURES:
        yield from measure.tables(view)
    months = differences.last_months(view)
    if months is not None and view.tells(INTERVIEW):
        found = list(differences.between_months(view, *months))
        later, earlier = map(plain_month, months)
        yield differences.table("last_months", "The last two months", later, earlier, found)
    if partial.asked.by:
        yield from groups.tables(view, partial.asked.by, partial.groups)


def _records(partial: Partial, view: View) -> ReviewedRecords:
    """What the review is made of.

    What counts is interviews, follow-ups and the records that go on with one of them; what was read is that
    and what was left out, refused or repeated. Where one is small, the sum is withheld with it.
    """
    seen, whole = partial.seen, partial.whole
    interviews, followups = (view.sessions(kind).records for kind in KINDS)
    parts = (partial.counted - interviews - followups, interviews, followups)
    small = view.few(partial.counted, *parts) or any(map(view.is_closed, KINDS))
    first_hidden = small or view.few(seen.left_out)

    def cell(number: int, *, held: bool) -> Cell:
        return Mark.WITHHELD if held else number

    return ReviewedRecords(
        read=cell(seen.read, held=first_hidden),
        counted=cell(partial.counted, held=small),
        interviews=cell(interviews, held=view.is_closed(INTERVIEW)),
        followups=cell(followups, held=view.is_closed(FOLLOWUP)),
        refused=seen.refused,
        other_version=seen.other_version,
        migrated=seen.migrated,
        repeated=seen.repeated,
        left_out=cell(seen.left_out, held=view.few(seen.left_out)),
        cases=cell(view.total("cases", "all").cases, held=not view.shows_cases),
        first_day=whole.first_day or None,
        last_day=whole.last_day or None,
    )
