"""What stayed open: critical questions without a usable answer."""

from __future__ import annotations

from collections.abc import Iterator

from relapse_cli.batch.case import Case
from relapse_cli.batch.measures.split import Split, yes_or_no
from relapse_cli.batch.measures.view import (
    INTERVIEW,
    KINDS,
    SHARE_COLUMNS,
    View,
    count_cell,
    kind_of,
    sessions_words,
    share_cells,
)
from relapse_cli.batch.tally import Count, Key, Tally
from relapse_cli.model.bank import Bank
from relapse_cli.model.review import ALIKE, Cell, Column, Table
from relapse_cli.text.nouns import counted

ANY = "any"


def count(_bank: Bank, case: Case, tally: Tally) -> None:
    """Count the sessions by the critical questions that are open in them."""
    open_ones: list[Key] = []
    months: list[Key] = []
    for sitting in case.counted:
        row = sitting.row
        if row.open_critical:
            kind = kind_of(row)
            open_ones.append((kind, ANY))
            open_ones += [(kind, question) for question in row.open_critical]
            months.append((kind, row.day[:7]))
    tally.put("open", open_ones)
    tally.put("open_month", months)


def tables(view: View) -> Iterator[Table]:
    """The open questions of each kind of session, and the interviews with any by month."""
    for kind in KINDS:
        if view.tells(kind):
            yield _questions(view, kind)
    if view.tells(INTERVIEW):
        yield _months(view)


def is_held(view: View, kind: str, question: str) -> bool:
    """Whether it is withheld how often a question was open."""
    return view.withholds(view.total("open", (kind, question)), view.sessions(kind))


def _questions(view: View, kind: str) -> Table:
    whole = view.sessions(kind)
    asked = ((q.id, q.short or q.label) for q in view.bank.critical if q.session == kind)
    rows = [_row(view, kind, name, words, whole) for name, words in ((ANY, "any of the following"), *asked)]
    return Table(
        id="unresolved" if kind == INTERVIEW else "followup_unresolved",
        title="Open critical questions" if kind == INTERVIEW else "Open critical questions of follow-ups",
        says=f"In how many {sessions_words(kind)} a critical question had no usable answer.",
        of=counted(whole.records, sessions_words(kind, one=True)),
        total=whole.records,
        columns=(
            Column("question", "Question", "name"),
            Column("words", "What it asks", "words"),
            Column("sessions", sessions_words(kind).capitalize(), "count"),
            *SHARE_COLUMNS,
        ),
        rows=tuple(rows),
        note=f"A question that was not relevant is not open. {ALIKE}",
        chart="bars",
        chart_by="words",
        chart_of="share",
    )


def _row(view: View, kind: str, name: str, words: str, whole: Count) -> tuple[Cell, ...]:
    seen, held = view.total("open", (kind, name)), is_held(view, kind, name)
    return name, words, count_cell(seen, held=held), *share_cells(seen.records, whole.records, held=held)


def by_month(view: View) -> Split[str, bool]:
    """The interviews of each month by whether a critical question was open in them."""
    months = view.months[INTERVIEW]
    return yes_or_no(
        months,
        {month: view.total("open_month", (INTERVIEW, month)) for month in months},
        view.min_cell,
        closed_where=view.closed_months[INTERVIEW],
        closed=is_held(view, INTERVIEW, ANY),
    )


def _months(view: View) -> Table:
    split, whole = by_month(view), view.sessions(INTERVIEW)
    return Table(
        id="unresolved_by_month",
        title="Interviews with an open critical question, by month",
        says="How many interviews of each month left a critical question open.",
        of=f"{counted(whole.records, 'interview')} in {counted(len(split.whole), 'month')}",
        total=whole.records,
        columns=(
            Column("month", "Month", "month"),
            Column("open", "With an open question", "count", of="of"),
            Column("of", "Interviews", "count"),
            *SHARE_COLUMNS,
        ),
        rows=tuple(
            (month, split.count(month, True), split.of(month), *split.share(month, True))
            for month in split.whole
        ),
        note=ALIKE,
        chart="lines",
        chart_by="month",
        chart_of="share",
    )
