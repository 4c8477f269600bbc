"""How urgent the sessions were: by level, by month, and the highest level of each case."""

from __future__ import annotations

from collections.abc import Iterator

from relapse_cli.batch.case import Case
from relapse_cli.batch.measures.split import Split
from relapse_cli.batch.measures.view import (
    INTERVIEW,
    KINDS,
    SHARE_COLUMNS,
    View,
    cases_cell,
    count_cell,
    kind_of,
    sessions_words,
    share_cells,
)
from relapse_cli.batch.suppression import in_line
from relapse_cli.batch.tally import Count, Key, Tally, keys_after
from relapse_cli.model.bank import Bank
from relapse_cli.model.review import ALIKE, Cell, Column, Table
from relapse_cli.text.nouns import counted

_LEVEL = (Column("level", "Level", "number"), Column("words", "What it means", "words"))


def count(_bank: Bank, case: Case, tally: Tally) -> None:
    """Count sessions by kind, level and month, and the case by the highest level of its interviews."""
    kinds: list[Key] = []
    levels: list[Key] = []
    months: list[Key] = []
    by_month: list[Key] = []
    for sitting in case.counted:
        row = sitting.row
        kind, month = kind_of(row), row.day[:7]
        kinds.append(kind)
        levels.append(keys_after(kind)(row.level))
        months.append(keys_after(kind)(month))
        by_month.append(keys_after(kind, month)(row.level))
    tally.put("sessions", kinds)
    tally.put("level", levels)
    tally.put("month", months)
    tally.put("level_month", by_month)
    highest = max((sitting.row.level for sitting in case.interviews), default=None)
    if highest is not None:
        tally.put("case_level", [highest])


def tables(view: View) -> Iterator[Table]:
    """The level of each kind of session, the levels of each month, and the highest level of each case."""
    for kind in KINDS:
        if view.tells(kind):
            yield _levels(view, kind)
    if view.tells(INTERVIEW):
        yield _months(view)
        yield _cases(view)


def _levels(view: View, kind: str) -> Table:
    """How many sessions there were at each level: the alarm rate."""
    whole = view.sessions(kind)
    rows = []
    for level, seen in view.levels[kind].items():
        held = level in view.closed_levels[kind]
        cells = (count_cell(seen, held=held), *share_cells(seen.records, whole.records, held=held))
        rows.append((level, view.bank.wording.levels[level], *cells))
    return Table(
        id="levels" if kind == INTERVIEW else "followup_levels",
        title="Levels" if kind == INTERVIEW else "Levels of follow-ups",
        says=f"How many {sessions_words(kind)} were at each level, as the rules compute it.",
        of=view.whole_words(kind),
        total=whole.records,
        columns=(
            *_LEVEL,
            Column("sessions", sessions_words(kind).capitalize(), "count"),
            *SHARE_COLUMNS,
        ),
        rows=tuple(rows),
        note=ALIKE,
        chart="bars",
        chart_by="level",
        chart_of="share",
    )


def by_month(view: View) -> Split[str, int]:
    """The interviews of each month by level."""
    months, levels = view.months[INTERVIEW], view.levels[INTERVIEW]
    return Split(
        months,
        tuple(levels),
        {(m, n): view.total("level_month", (INTERVIEW, m, n)) for m in months for n in levels},
        view.min_cell,
        view.closed_months[INTERVIEW],
        view.closed_levels[INTERVIEW],
    )


def _months(view: View) -> Table:
    split = by_month(view)
    rows: list[tuple[Cell, ...]] = []
    for month, of in split.whole.items():
        cells = [split.count(month, level) for level in split.what]
        rows.append((month, split.of(month), *cells, *_urgent(cells, of)))
    whole = view.sessions(INTERVIEW)
    return Table(
        id="levels_by_month",
        title="Levels by month",
        says="How many interviews of each month were at each level.",
        of=f"{counted(whole.records, 'interview')} in {counted(len(rows), 'month')}",
        total=whole.records,
        columns=(
            Column("month", "Month", "month"),
            Column("interviews", "Interviews", "count"),
            *(Column(f"level_{level}", f"Level {level}", "count") for level in split.what),
            Column("urgent", "Level 3 or 4", "share"),
            Column("urgent_low", "Level 3 or 4, low end", "low"),
            Column("urgent_high", "Level 3 or 4, high end", "high"),
        ),
        rows=tuple(rows),
        note=f"A month without an interview is left out. {ALIKE}",
        chart="lines",
        chart_by="month",
        chart_of="urgent",
    )


def _urgent(cells: list[Cell], whole: Count) -> tuple[Cell, Cell, Cell]:
    """The share of the two highest levels of a month."""
    two = [cell for cell in cells[-2:] if isinstance(cell, int)]
    held = len(two) < len(cells[-2:])
    return share_cells(0 if held else sum(two), whole.records, held=held)


def _cases(view: View) -> Table:
    """The cases by the highest level of their interviews."""
    whole = view.sessions(INTERVIEW).cases
    levels = view.levels[INTERVIEW]
    seen = {level: view.total("case_level", level) for level in levels}
    held = in_line(seen, view.min_cell, closed=view.is_closed(INTERVIEW))
    return Table(
        id="case_levels",
        title="Highest level of a case",
        says="How many cases had this as the highest level of their interviews.",
        of=f"{counted(whole, 'case')} with an interview",
        total=whole,
        columns=(*_LEVEL, Column("cases", "Cases", "count"), *SHARE_COLUMNS),
        rows=tuple(
            (
                level,
                view.bank.wording.levels[level],
                cases_cell(count, held=level in held),
                *share_cells(count.cases, whole, held=level in held),
            )
            for level, count in seen.items()
        ),
        chart="bars",
        chart_by="level",
        chart_of="share",
    )
